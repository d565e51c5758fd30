// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import type { Host } from '@ports/host.ts';
import type { HostInput } from '@shared/ipc/contract.ts';
import { fail, ok } from '@shared/result.ts';
import { leavePage } from '../../../../../src/renderer/shell/lock/leavePage.ts';
import { watchLock } from '../../../../../src/renderer/shell/lock/watchLock.ts';
import { settle } from '../../../../support/shared/settle.ts';

/** A page over a host whose lock is as it is told to be. */
async function openPage(stands: { isOn: boolean; isLocked: boolean }) {
  const memory = createMemoryHost();
  const clock = new FakeClock({ settle });
  const kept: HostInput<'lock.keep'>[] = [];
  const closes: string[] = [];
  const settings = vi.fn();
  const leave = vi.fn();
  const answers: Record<string, (input: never) => unknown> = {
    'host.describe': () => ok({ ...DESCRIBED, capabilities: ['lock'] }),
    'lock.describe': () => ok({ ...stands, idleMinutes: 5, waitMs: 0, hasSystemUnlock: false }),
    'lock.keep': (input) => {
      kept.push(input);
      return ok({ isLocked: stands.isLocked });
    },
    'lock.close': ({ profile }: HostInput<'lock.close'>) => {
      closes.push(profile);
      return ok({});
    },
  };
  const call = (method: string, input: never) =>
    Promise.resolve(answers[method]?.(input) ?? fail('unsupported', method));
  // Answers only what this page asks, each by its contract.
  const host: Host = { on: memory.on, call: call as Host['call'] };
  const place = { host, profile: Promise.resolve('me') };
  const stop = watchLock({ place, clock, leave, isPressed: () => false, showSettings: settings });
  await settle();
  const tell = async (isLocked: boolean, profile = 'me') => {
    stands.isLocked = isLocked;
    memory.emit('lock.changed', { profile, isLocked });
    await settle();
  };
  const press = (shiftKey: boolean) =>
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'L', code: 'KeyL', ctrlKey: true, shiftKey }));
  return { clock, kept, closes, settings, leave, stop, tell, press };
}

const DESCRIBED = { edition: 'memory', version: '0', platform: 'test', vaultProtection: 'memory', signaling: [] };

afterEach(() => {
  document.body.style.display = '';
});

describe('the watch of a page', () => {
  it('LCK-3 tells the host that the page is there, and whether a hand is on it', async () => {
    const page = await openPage({ isOn: true, isLocked: false });
    await page.clock.advance(20_000);
    expect(page.kept.at(-1)).toEqual({ profile: 'me', isInUse: false });
    document.dispatchEvent(new Event('pointermove', { bubbles: true }));
    await page.clock.advance(20_000);
    expect(page.kept.at(-1)).toEqual({ profile: 'me', isInUse: true });
    await page.clock.advance(20_000);
    expect(page.kept.at(-1)).toEqual({ profile: 'me', isInUse: false });
    page.stop();
  });

  it('LCK-3 leaves once when the lock closes, here or elsewhere, and not for another profile', async () => {
    const page = await openPage({ isOn: true, isLocked: false });
    await page.tell(true, 'somebody-else');
    expect(page.leave).not.toHaveBeenCalled();
    await page.tell(true);
    await page.tell(true);
    expect(page.leave).toHaveBeenCalledTimes(1);
    page.stop();
  });

  it('LCK-3 leaves when the host says so in answer, should its word have been missed', async () => {
    const stands = { isOn: true, isLocked: false };
    const page = await openPage(stands);
    stands.isLocked = true;
    await page.clock.advance(20_000);
    expect(page.leave).toHaveBeenCalledTimes(1);
    page.stop();
  });

  it('LCK-3 a page that opens behind a closed lock does not load itself again and again', async () => {
    const page = await openPage({ isOn: true, isLocked: true });
    await page.tell(true);
    expect(page.leave).not.toHaveBeenCalled();
    await page.tell(false);
    await page.tell(true);
    expect(page.leave).toHaveBeenCalledTimes(1);
    page.stop();
  });

  it('KEY-2 hears its key: it locks, and where there is no lock shows how to get one', async () => {
    const on = await openPage({ isOn: true, isLocked: false });
    on.press(false);
    await settle();
    expect(on.closes).toEqual([]);
    on.press(true);
    await settle();
    expect(on.closes).toEqual(['me']);
    on.stop();
    const off = await openPage({ isOn: false, isLocked: false });
    off.press(true);
    await settle();
    expect(off.settings).toHaveBeenCalledTimes(1);
    expect(off.closes).toEqual([]);
    expect(off.kept).toEqual([]);
    off.stop();
  });
});

describe('leaving', () => {
  it('LCK-3 LCK-13 empties screen and title at once, lets programs end, ends the engine, and loads anew when the host is there', async () => {
    document.title = '(3) Banyan';
    const clock = new FakeClock({ settle });
    const reload = vi.fn();
    let isThere = false;
    const endEngine = vi.fn();
    const never = new Promise<void>(() => undefined);
    const left = leavePage({
      appName: 'Banyan',
      clock,
      endPrograms: () => never,
      endEngine,
      isHostThere: () => Promise.resolve(isThere),
      reload,
    });
    expect(document.title).toBe('Banyan');
    expect(document.body.style.display).toBe('none');
    document.title = '(4) Banyan';
    await clock.advance(500);
    expect(document.title).toBe('Banyan');
    expect(endEngine).not.toHaveBeenCalled();
    await clock.advance(2500);
    // Nothing receives any more, though the host is gone.
    expect(endEngine).toHaveBeenCalledTimes(1);
    expect(reload).not.toHaveBeenCalled();
    isThere = true;
    await clock.advance(1000);
    await left;
    expect(reload).toHaveBeenCalledTimes(1);
  });
});
