import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { PendingMessages } from '@services/engine/pendingMessages.ts';
import { ReadMarks, type ReadMarkParts } from '@services/engine/readMarks.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const space = idOf<SpaceId>('space');

describe('messages on their way', () => {
  const setUp = () => {
    const clock = new FakeClock();
    const pending = new PendingMessages(clock);
    return {
      clock,
      pending,
      shown: () => (pending.snapshot.get().get(space) ?? []).map(({ text, state }) => `${text} ${state}`),
    };
  };

  it('CHT-12 what is durable at once was never seen as queued', async () => {
    const { clock, pending, shown } = setUp();
    const { settle } = pending.begin(space, 'quick');
    await clock.advance(100);
    expect(shown()).toEqual([]);
    settle(null);
    await clock.advance(1000);
    expect(shown()).toEqual([]);
  });

  it('CHT-12 what takes a while is queued, then gone or failed, each in its place', async () => {
    const { clock, pending, shown } = setUp();
    const settles = ['one', 'two', 'three'].map((text) => pending.begin(space, text).settle);
    await clock.advance(121);
    expect(shown()).toEqual(['one queued', 'two queued', 'three queued']);
    settles[0]?.('storage-full');
    settles[1]?.(null);
    expect(shown()).toEqual(['one failed', 'three queued']);
  });

  it('CHT-12 what it becomes is told as soon as it is known, and stays for those who read it a little later', async () => {
    const { clock, pending, shown } = setUp();
    const [first, second, third] = ['one', 'two', 'three'].map((text) => idOf<EventId>(text));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three');
    const events = () => (pending.snapshot.get().get(space) ?? []).map(({ event }) => event);
    const [early, late, quick] = [
      pending.begin(space, 'early'),
      pending.begin(space, 'late'),
      pending.begin(space, 'q'),
    ];
    early.made(first);
    quick.made(third);
    quick.settle(null);
    expect(shown()).toEqual([]);
    await clock.advance(121);
    expect(shown()).toEqual(['early queued', 'late queued']);
    late.made(second);
    expect(events()).toEqual([first, second]);
    for (const { settle } of [early, late]) settle(null);
    expect(events()).toEqual([first, second]);
    // Deleted where it is read, it is nowhere any more.
    pending.remove(space, second);
    expect(events()).toEqual([first]);
    late.made(second);
    expect(events()).toEqual([first]);
    await clock.advance(5000);
    expect(shown()).toEqual([]);
  });

  it('CHT-12 one that lands after it failed is taken away, and only that', () => {
    const { pending, shown } = setUp();
    const [late, other] = [idOf<EventId>('late'), idOf<EventId>('other')];
    pending.begin(space, 'late').settle('storage-full', late);
    pending.begin(space, 'gone').settle('storage-full');
    pending.landed([other]);
    expect(shown()).toEqual(['late failed', 'gone failed']);
    pending.landed([late, other]);
    expect(shown()).toEqual(['gone failed']);
  });

  it('CHT-12 what is taken away before it is kept is not shown again, and is told of if it is kept after all', async () => {
    const { clock, pending, shown } = setUp();
    const heard: EventId[] = [];
    pending.onUnwanted = (_, event) => heard.push(event);
    const events = ['early', 'late', 'fine'].map((text) => idOf<EventId>(text));
    const [early, late, fine] = events;
    if (early === undefined || late === undefined || fine === undefined) throw new Error('three');
    const [one, two, three] = [pending.begin(space, 'one'), pending.begin(space, 'two'), pending.begin(space, 'three')];
    await clock.advance(200);
    two.made(late);
    three.made(fine);
    three.settle(null);
    for (const { id } of pending.snapshot.get().get(space) ?? []) pending.takeAway(space, id);
    one.made(early);
    one.settle('storage-full', early);
    two.settle(null);
    expect(shown()).toEqual([]);
    pending.landed(events);
    pending.landed(events);
    expect(heard).toEqual([fine, early, late]);
  });

  it.each(['before', 'after'])(
    'CHT-12 what is kept and taken away %s it is settled is told of at once',
    async (when) => {
      const { clock, pending, shown } = setUp();
      const heard: string[] = [];
      pending.onAway = () => heard.push('may be kept');
      pending.onUnwanted = () => heard.push('is kept');
      const event = idOf<EventId>('kept');
      const { made, settle } = pending.begin(space, 'kept');
      await clock.advance(200);
      const [queued] = pending.snapshot.get().get(space) ?? [];
      made(event);
      pending.landed([event]);
      if (when === 'after') settle(null);
      pending.takeAway(space, queued?.id ?? '');
      expect(heard).toEqual(['is kept']);
      if (when === 'before') settle(null);
      await clock.advance(5000);
      pending.landed([event]);
      expect([shown(), heard]).toEqual([[], ['is kept']]);
    },
  );
});

describe('read marks', () => {
  function setUp(answers: boolean[] = []): {
    marks: ReadMarks;
    clock: FakeClock;
    told: number[];
    allowed: { yes: boolean };
  } {
    const clock = new FakeClock();
    const told: number[] = [];
    const allowed = { yes: true };
    const author = (_space: SpaceId, _kind: string, { at }: { at: number }) => {
      told.push(at);
      return Promise.resolve({ ok: answers.shift() ?? true, error: { code: 'storage-full', message: 'x' } });
    };
    // Only what read marks use of them.
    const parts = {
      writing: { self: idOf<AccountId>('self'), groups: { get: () => ({ record: { state: 'active' } }) } },
      store: { watchReadMarks: () => snapshotQuery(writableSnapshot([])) },
      clock,
      replicator: { author },
      log: { write: () => undefined },
      isAllowed: () => allowed.yes,
    } as unknown as ReadMarkParts;
    return { marks: new ReadMarks(parts), clock, told, allowed };
  }

  it('CHT-13 much reading is told once, when it rests', async () => {
    const { marks, clock, told } = setUp();
    for (const at of [1, 2, 3, 9, 5]) {
      marks.tell(space, at);
      await clock.advance(100);
    }
    await clock.advance(1000);
    expect(told).toEqual([9]);
    marks.tell(space, 9);
    marks.tell(space, 4);
    await clock.advance(1000);
    expect(told).toEqual([9]);
  });

  it('CHT-13 one that was not kept is told again; none is told when it is not allowed or over', async () => {
    const { marks, clock, told, allowed } = setUp([false]);
    marks.tell(space, 1);
    await clock.advance(1000);
    marks.tell(space, 1);
    await clock.advance(1000);
    expect(told).toEqual([1, 1]);
    allowed.yes = false;
    marks.tell(space, 2);
    await clock.advance(1000);
    allowed.yes = true;
    marks.tell(space, 3);
    marks.dispose();
    await clock.advance(1000);
    expect(told).toEqual([1, 1]);
  });
});
