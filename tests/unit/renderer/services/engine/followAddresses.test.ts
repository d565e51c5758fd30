import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { type Settings, defaultSettings } from '@domain/settings/settings.ts';
import type { Host } from '@ports/host.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { TRY_AGAIN, followAddresses } from '@services/engine/followAddresses.ts';
import { fail, ok } from '@shared/result.ts';

function follow(hasProxy: boolean, failing: { isNow: boolean } = { isNow: false }) {
  const done: string[] = [];
  const settings = writableSnapshot<Settings>({ ...defaultSettings, signaling: ['wss://one.example'] });
  const call = (method: string, input: unknown) => {
    done.push(method === 'proxy.set' ? `${method} ${JSON.stringify(input)}` : method);
    if (method === 'proxy.set' && failing.isNow) return Promise.resolve(fail('internal', 'no'));
    return Promise.resolve(method === 'proxy.set' && !hasProxy ? fail('unsupported', 'no') : ok({ signaling: [] }));
  };
  // Of each only what is used here is there.
  const host = { call, on: () => () => undefined } as unknown as Host;
  const clock = new FakeClock();
  const log = new RingLog(clock, host);
  const configure = ({ signaling }: { signaling: readonly string[] }) =>
    done.push(signaling.length === 0 && failing.isNow ? 'configure nothing' : 'configure');
  const transport = { configure } as unknown as PeerTransport;
  const own = { changeAddresses: () => Promise.resolve() };
  const said: boolean[] = [];
  const connection = { setProxyFailed: (isSo: boolean) => said.push(isSo) };
  const following = { own, settings: { settings }, connection } as unknown as Parameters<typeof followAddresses>[1];
  return { done, said, settings, clock, followed: followAddresses({ host, transport, clock, log }, following) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

it('PRX-1 makes the proxy known before any service is asked, and again only when it changed', async () => {
  const { done, settings, followed } = follow(true);
  await followed.applied;
  expect(done).toEqual(['nearby.set', 'proxy.set {"mode":"system"}', 'host.describe', 'configure']);
  done.length = 0;
  settings.set({ ...settings.get(), signaling: [] });
  await settled();
  expect(done).toEqual(['host.describe', 'configure']);
  done.length = 0;
  settings.set({ ...settings.get(), proxy: { mode: 'manual', kind: 'http', host: 'proxy', port: 1 } });
  await settled();
  expect(done).toEqual([
    'proxy.set {"mode":"manual","kind":"http","host":"proxy","port":1}',
    'host.describe',
    'configure',
  ]);
  followed.stop();
});

it('PRX-1 goes on where the host knows no proxy', async () => {
  const { done, followed } = follow(false);
  await followed.applied;
  expect(done.at(-1)).toBe('configure');
});

it('PRX-4 asks no service while the chosen proxy could not be set, and tries again by itself', async () => {
  const failing = { isNow: true };
  const { done, said, clock, settings, followed } = follow(true, failing);
  await followed.applied;
  expect(said).toEqual([true]);
  expect(done).not.toContain('configure');
  expect(done).not.toContain('host.describe');
  expect(done.at(-1)).toBe('configure nothing');
  failing.isNow = false;
  await clock.advance(TRY_AGAIN);
  await settled();
  expect(done.slice(-3)).toEqual(['proxy.set {"mode":"system"}', 'host.describe', 'configure']);
  expect(said).toEqual([true, false]);
  failing.isNow = true;
  done.length = 0;
  settings.set({ ...settings.get(), proxy: { mode: 'manual', kind: 'http', host: 'proxy', port: 1 } });
  await settled();
  expect(done.at(-1)).toBe('configure nothing');
  expect(said).toEqual([true, false, true]);
  expect(done).not.toContain('host.describe');
  followed.stop();
  done.length = 0;
  await clock.advance(TRY_AGAIN * 2);
  await settled();
  expect(done.filter((one) => one !== 'log.append')).toEqual([]);
});
