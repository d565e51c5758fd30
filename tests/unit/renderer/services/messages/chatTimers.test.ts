import { expect, it } from 'vitest';
import type { MessageNote } from '@domain/chat/note.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { ChatTimers, type ChatTimerParts } from '@services/messages/chatTimers.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { alice, chat } from '../../../../support/shared/storeFixtures.ts';

type Read = Result<readonly MessageNote[], { code: 'storage-failed'; message: string }>;

const HOUR = 3_600_000;
// Only what knowing a timer uses.
const timer = { id: 'timer', at: 1, author: alice, said: { act: 'timer', life: HOUR } } as unknown as MessageNote;
const timerSet = { content: { space: chat, kind: 'chat.timer' } } as unknown as AdmittedEvent;

function setUp() {
  const reads: ((read: Read) => void)[] = [];
  const ofSpace = () => new Promise<Read>((resolve) => void reads.push(resolve));
  const parts = { store: { notes: { ofSpace } }, groups: { get: () => null, listen: () => () => undefined } };
  return { timers: new ChatTimers(parts as unknown as ChatTimerParts), reads };
}

it('MSG-9 a timer that comes while it is looked for holds for who waits already, and for what is said next', async () => {
  const { timers, reads } = setUp();
  const waiting = [timers.lifeIn(chat), timers.lifeIn(chat)];
  timers.onAdmitted([timerSet]);
  reads[0]?.(ok([]));
  await expect.poll(() => reads.length).toBe(2);
  reads[1]?.(ok([timer]));
  expect(await Promise.all(waiting)).toEqual([ok(HOUR), ok(HOUR)]);
  expect(await timers.lifeIn(chat)).toEqual(ok(HOUR));
  expect(reads).toHaveLength(2);
});

it('MSG-9 a reading that failed after a timer came is not read again unasked, and takes nothing from the next', async () => {
  const { timers, reads } = setUp();
  const failed = timers.lifeIn(chat);
  timers.onAdmitted([timerSet]);
  const next = timers.lifeIn(chat);
  reads[0]?.(fail('storage-failed', 'busy'));
  expect(await failed).toMatchObject({ ok: false });
  reads[1]?.(ok([timer]));
  expect([await next, await timers.lifeIn(chat)]).toEqual([ok(HOUR), ok(HOUR)]);
  expect(reads).toHaveLength(2);
});

it('MSG-9 a reading that failed is not what is known: the next asks again', async () => {
  const { timers, reads } = setUp();
  const failed = timers.lifeIn(chat);
  reads[0]?.(fail('storage-failed', 'busy'));
  expect(await failed).toMatchObject({ ok: false });
  const again = timers.lifeIn(chat);
  reads[1]?.(ok([timer]));
  expect(await again).toEqual(ok(HOUR));
});
