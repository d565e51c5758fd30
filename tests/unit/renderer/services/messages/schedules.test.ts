import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import type { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MessageKeep, type ScheduleRecord, keptBytes, scheduleSchema } from '@domain/chat/kept.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import type { ScheduleParts } from '@services/messages/scheduleParts.ts';
import { Schedules } from '@services/messages/schedules.ts';
import { fail, ok } from '@shared/result.ts';
import { Speaker } from '../../../../support/web/searchScene.ts';
import { alice, chat } from '../../../../support/shared/storeFixtures.ts';
import { storeWithBob } from '../../../../support/web/storeWithBob.ts';
import { must } from '../../domain/support/devices.ts';

let store: MemoryDocumentStore;
let clock: FakeClock;
let own: Speaker;
let said: string[];
/** What was taken away that was on its way or failed. */
let taken: string[];
/** How long words last. */
let life: number | null;
/** Another own device, once it was taken out; up to which place of its chain counts, and whether this device says what it would have said. */
let gone: Speaker | null;
let last: number;
let takesOver: boolean;
/** What becomes of saying something. */
let fate: 'kept' | 'refused' | 'killed' | 'kept-late';

beforeEach(async () => {
  store = await storeWithBob();
  clock = new FakeClock();
  own = new Speaker(alice, chat);
  said = [];
  taken = [];
  fate = 'kept';
  life = null;
  [gone, last, takesOver] = [null, -1, true];
});

function schedules(): Schedules {
  const keeper = {
    put: (records: readonly { kind: string; id: string; bytes: Uint8Array }[]) =>
      store.feed.keeps.put(records.map((record) => ({ ...record, at: clock.now() }))),
    remove: (kind: string, id: string) => store.feed.keeps.remove(kind, id),
  };
  const sendText: ScheduleParts['sendText'] = async (_space, { text, onBegun }) => {
    onBegun(`handle of ${text}`);
    if (fate === 'refused') return fail('contact-blocked', 'blocked');
    said.push(text);
    const event = own.say(text);
    must(await store.admit([event], 'strict'));
    if (fate === 'killed') return new Promise<never>(() => undefined);
    return fate === 'kept-late' ? fail('storage-failed', 'kept by the journal alone') : ok({ id: event.id });
  };
  return new Schedules({
    ...{ self: alice, device: own.device, store, clock, keeper, sendText },
    takeAway: async (_space, handle) => ok(void taken.push(handle)),
    givenUp: { putAway: () => undefined, meant: () => undefined },
    timers: { lifeIn: async () => ok(life) },
    replicator: { say: () => Promise.reject(new Error('not here')) },
    random: new SeededRandom(7),
    others: { isOut: (device) => device === gone?.device, takesOver: () => takesOver, lastOf: () => last },
    log: new RingLog(clock, createMemoryHost({ signaling: [] })),
    whyNotWrite: () => null,
    runsGroup: () => false,
    isGroup: () => false,
    recallWithin: () => 0,
  });
}

async function kept(): Promise<readonly (ScheduleRecord | null)[]> {
  return must(await store.feed.keeps.all(MessageKeep.schedule)).map(({ bytes }) =>
    readCanonical(scheduleSchema, bytes),
  );
}

async function keep(id: string, change: Partial<ScheduleRecord>): Promise<void> {
  const record = {
    space: chat,
    text: 'later',
    extras: {},
    dueAt: clock.now(),
    error: null,
    saying: null,
    at: 1,
    ...change,
  };
  must(await store.feed.keeps.put([{ kind: MessageKeep.schedule, id, bytes: keptBytes(record), at: 1 }]));
}

describe('words to be said later', () => {
  it('MSG-8 are said once, though the app ends between saying them and noting it', async () => {
    await keep('one', { text: 'killed in the midst' });
    fate = 'killed';
    void schedules().look();
    await expect.poll(() => said.length).toBe(1);
    expect(await kept()).toMatchObject([{ saying: -1 }]);
    fate = 'kept';
    await schedules().look();
    expect(said).toEqual(['killed in the midst']);
    expect(await kept()).toEqual([]);
  });

  it('MSG-8 are said when the app ended before, and the same words said by hand before are no reason not to', async () => {
    must(await store.admit([own.say('later')], 'strict'));
    await keep('one', { saying: 0 });
    await keep('two', { text: 'never begun' });
    await schedules().look();
    expect(said.toSorted((one, other) => (one < other ? -1 : 1))).toEqual(['later', 'never begun']);
    expect(await kept()).toEqual([]);
  });

  it('MSG-8 stay with the reason where they are refused, are not tried again, and are when they are changed', async () => {
    fate = 'refused';
    await keep('one', {});
    const late = schedules();
    await late.look();
    await late.look();
    expect(await kept()).toMatchObject([{ error: 'contact-blocked' }]);
    fate = 'kept';
    must(await late.acts.changeSchedule('one', { dueAt: clock.now() + 1000 }));
    await clock.advance(1000);
    await late.look();
    expect(said).toEqual(['later']);
    expect(await kept()).toEqual([]);
  });

  it('MSG-8 what was kept after all does not stand as refused, and is not said twice', async () => {
    fate = 'kept-late';
    await keep('one', {});
    const late = schedules();
    await late.look();
    expect(await kept()).toMatchObject([{ error: 'storage-failed' }]);
    fate = 'kept';
    await late.look();
    expect([said, await kept()]).toEqual([['later'], []]);
  });

  it('MSG-8 CHT-12 what failed is taken away where it is on its way when it is changed, taken off the list, or changed elsewhere', async () => {
    fate = 'refused';
    for (const id of ['one', 'two', 'three', 'four']) await keep(id, { text: id });
    const late = schedules();
    await late.look();
    must(await late.acts.changeSchedule('one', { text: 'other' }));
    must(await late.acts.changeSchedule('one', { dueAt: clock.now() + 1000 }));
    must(await late.acts.cancelSchedule('two'));
    await late.hear('three', null);
    const four = (await kept()).find((record) => record?.text === 'four') ?? null;
    // Told again as it is.
    await late.hear('four', four);
    expect(taken.filter((handle) => handle !== 'handle of two')).toEqual([
      'handle of one',
      'handle of one',
      'handle of three',
    ]);
    expect(taken).toContain('handle of two');
    await late.acts.cancelSchedule('never begun');
    expect(taken).not.toContain('handle of four');
  });

  it('MSG-8 are said though the same was said by hand after they were refused and put off', async () => {
    fate = 'refused';
    await keep('one', { text: 'Good morning' });
    const late = schedules();
    await late.look();
    must(await late.acts.changeSchedule('one', { dueAt: clock.now() + 1000 }));
    must(await store.admit([own.say('Good morning')], 'strict'));
    fate = 'kept';
    await late.look();
    expect(await kept()).toHaveLength(1);
    await clock.advance(1000);
    await late.look();
    expect([said, await kept()]).toEqual([['Good morning'], []]);
  });

  it('MSG-8 are not put off once they were said, though it was not noted', async () => {
    fate = 'kept-late';
    await keep('one', {});
    const late = schedules();
    await late.look();
    expect(await late.acts.changeSchedule('one', { dueAt: clock.now() + 1000 })).toMatchObject({
      error: { code: 'message-missing' },
    });
    expect([said, await kept()]).toEqual([['later'], []]);
  });

  it('MSG-8 are neither put off nor changed where words end, and nothing of them is kept', async () => {
    life = 60_000;
    const late = schedules();
    const dueAt = clock.now() + 1000;
    const refused = { error: { code: 'schedule-fleeting' } };
    expect(await late.acts.scheduleMessage(chat, { text: 'hush', dueAt })).toMatchObject(refused);
    expect(await kept()).toEqual([]);
    await keep('one', { text: 'before', dueAt });
    expect(await late.acts.changeSchedule('one', { text: 'hush' })).toMatchObject(refused);
    expect(await kept()).toMatchObject([{ text: 'before' }]);
  });

  it('MSG-8 put off before words ended here they are not said, but stay with that reason and can be taken away', async () => {
    await keep('one', {});
    life = 60_000;
    const late = schedules();
    await late.look();
    await late.look();
    expect(said).toEqual([]);
    expect(await kept()).toMatchObject([{ error: 'schedule-fleeting', saying: null }]);
    must(await late.acts.cancelSchedule('one'));
    expect(await kept()).toEqual([]);
  });

  it('MSG-8 are bounded in number, time and length, and kept as well-formed text', async () => {
    const late = schedules();
    const dueAt = clock.now() + 1000;
    for (const [message, code] of [
      [{ text: ' ', dueAt }, 'message-empty'],
      [{ text: 'x'.repeat(16_385), dueAt }, 'message-too-long'],
      [{ text: 'x', dueAt: clock.now() }, 'schedule-unfit'],
      [{ text: 'x', dueAt: clock.now() + 400 * 86_400_000 }, 'schedule-unfit'],
      [{ text: 'x', dueAt: Number.NaN }, 'schedule-unfit'],
    ] as const)
      expect(await late.acts.scheduleMessage(chat, message)).toMatchObject({ error: { code } });
    must(await late.acts.scheduleMessage(chat, { text: 'half \uD83D', dueAt }));
    expect(await kept()).toMatchObject([{ text: 'half \uFFFD' }]);
    expect(await late.acts.changeSchedule('nowhere', { text: 'x' })).toMatchObject({
      error: { code: 'message-missing' },
    });
  });

  it('MSG-12 of another own device are shown, and not said here while it stands', async () => {
    const laptop = new Speaker(alice, chat, 'laptop');
    await keep('one', { by: laptop.device });
    const late = schedules();
    await late.look();
    expect([said, (await kept()).length]).toEqual([[], 1]);
    gone = laptop;
    takesOver = false;
    await late.look();
    expect(said).toEqual([]);
  });

  it('MSG-12 of a device that was taken out are said by the one that takes over, once all of it that counts is here', async () => {
    const laptop = new Speaker(alice, chat, 'laptop');
    const [first, second] = [laptop.say('before'), laptop.say('later')];
    must(await store.admit([first], 'relaxed'));
    await keep('one', { by: laptop.device, dueAt: clock.now() });
    [gone, last] = [laptop, 1];
    const late = schedules();
    await late.look();
    // It may have said them at a place that is not here yet.
    expect([said, (await kept()).length]).toEqual([[], 1]);
    last = 0;
    await late.look();
    expect([said, await kept()]).toEqual([['later'], []]);
    expect(second.content.seq).toBe(1);
  });

  it('DEV-62 that a device told of beyond its end are said by nobody, and go', async () => {
    const laptop = new Speaker(alice, chat, 'laptop');
    await keep('one', { by: laptop.device, dueAt: clock.now() });
    await keep('two', { by: laptop.device, dueAt: clock.now() + 60_000 });
    gone = laptop;
    const late = schedules();
    late.stands = () => false;
    takesOver = false;
    await late.look();
    expect([said, await kept()]).toEqual([[], []]);
  });

  it('MSG-12 that a device said before it was taken out are not said again', async () => {
    const laptop = new Speaker(alice, chat, 'laptop');
    const told = laptop.say('later');
    must(await store.admit([told], 'relaxed'));
    await keep('one', { by: laptop.device, dueAt: told.content.at });
    await clock.advance(1000);
    [gone, last] = [laptop, 0];
    await schedules().look();
    expect([said, await kept()]).toEqual([[], []]);
  });

  it('MSG-12 whose time is long over when their device is taken out stand as not said', async () => {
    await clock.advance(3_600_000);
    const laptop = new Speaker(alice, chat, 'laptop');
    await keep('one', { by: laptop.device, dueAt: clock.now() - 3_000_000 });
    gone = laptop;
    await schedules().look();
    expect(said).toEqual([]);
    expect(await kept()).toMatchObject([{ error: 'schedule-late', by: own.device }]);
  });

  it('MSG-12 what another own device changes counts, but not once they were said or taken back here', async () => {
    const late = schedules();
    const dueAt = clock.now() + 60_000;
    const { id } = must(await late.acts.scheduleMessage(chat, { text: 'as it was', dueAt }));
    const [record] = await kept();
    if (record === null || record === undefined) throw new Error('it is kept');
    expect(await late.hear(id, { ...record, text: 'changed elsewhere' })).toBe(true);
    expect(await kept()).toMatchObject([{ text: 'changed elsewhere', by: own.device }]);
    await clock.advance(60_000);
    fate = 'killed';
    void late.look();
    await expect.poll(() => said.length).toBe(1);
    fate = 'kept';
    // Said, and not noted before the app ended.
    expect(await schedules().hear(id, { ...record, text: 'changed elsewhere' })).toBe(false);
    expect([said, await kept()]).toEqual([['changed elsewhere'], []]);
    expect(await schedules().hear(id, record)).toBe(false);
  });
});
