import { expect, it } from 'vitest';
import { type Settings, defaultSettings } from '@domain/settings/settings.ts';
import type { Host } from '@ports/host.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { followAddresses } from '@services/engine/followAddresses.ts';
import { fail, ok } from '@shared/result.ts';

function follow(hasProxy: boolean) {
  const done: string[] = [];
  const settings = writableSnapshot<Settings>({ ...defaultSettings, signaling: ['wss://one.example'] });
  const call = (method: string, input: unknown) => {
    done.push(method === 'proxy.set' ? `${method} ${JSON.stringify(input)}` : method);
    return Promise.resolve(method === 'proxy.set' && !hasProxy ? fail('unsupported', 'no') : ok({ signaling: [] }));
  };
  // Of each only what is used here is there.
  const host = { call, on: () => () => undefined } as unknown as Host;
  const transport = { configure: () => done.push('configure') } as unknown as PeerTransport;
  const own = { changeAddresses: () => Promise.resolve() };
  const following = { own, settings: { settings } } as unknown as Parameters<typeof followAddresses>[1];
  return { done, settings, followed: followAddresses({ host, transport }, following) };
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
