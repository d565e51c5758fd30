import { afterEach, expect, test, vi } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import type { TabChannel } from '@ports/tabs.ts';
import {
  BesideChat,
  type BesideLocks,
  type BesideWish,
  TAKEN_WITHIN,
} from '../../../../src/renderer/shell/programs/besideChat.ts';
import { idOf } from '../../../support/shared/storeFixtures.ts';
import { fakeAccountId, fakeSpaceId } from '../../../support/web/fakeIds.ts';

const wish: BesideWish = { instance: idOf<EventId>('card'), space: fakeSpaceId(fakeAccountId('ada')) };

afterEach(() => vi.useRealTimers());

/** Windows of one profile: what one says the others hear, and a name is held by one at a time. */
function windows(count: number) {
  const listeners = Array.from({ length: count }, () => new Set<(message: unknown) => void>());
  const channel = (own: number): TabChannel => ({
    post: (message) => {
      for (const [place, set] of listeners.entries()) {
        if (place !== own) for (const listener of set) queueMicrotask(() => listener(structuredClone(message)));
      }
    },
    onMessage: (listener) => {
      listeners[own]?.add(listener);
      return () => listeners[own]?.delete(listener);
    },
    close: () => undefined,
  });
  const held = new Set<string>();
  const locks: BesideLocks = {
    request: async (name, _, hold) => {
      if (held.has(name)) return hold(null);
      held.add(name);
      await hold({});
      held.delete(name);
    },
  };
  return listeners.map((_, own) => new BesideChat(channel(own), locks));
}

test('PRG-21 one window of the app takes the program, however many are open, and who asked is told', async () => {
  vi.useFakeTimers();
  const [asking, one, other] = windows(3);
  const taken: BesideWish[] = [];
  for (const window of [one, other]) window?.offer((given) => taken.push(given));
  expect(await asking?.ask(wish)).toBe(true);
  await vi.runAllTimersAsync();
  expect(taken).toEqual([wish]);
  // And again, when it was given away once more.
  expect(await asking?.ask(wish)).toBe(true);
  await vi.runAllTimersAsync();
  expect(taken).toEqual([wish, wish]);
});

test('PRG-21 where no window of the app is open, nobody takes it', async () => {
  vi.useFakeTimers();
  const [asking, gone] = windows(2);
  const stop = gone?.offer(() => expect.unreachable());
  stop?.();
  const asked = asking?.ask(wish);
  await vi.advanceTimersByTimeAsync(TAKEN_WITHIN);
  expect(await asked).toBe(false);
});
