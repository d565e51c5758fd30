import { describe, expect, it } from 'vitest';
import type { EventId, SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { IntakePlan } from '@domain/intake/intake.ts';
import { openBucket } from '@domain/intake/openBucket.ts';
import { planIntake, questionedEvents } from '@domain/intake/planIntake.ts';
import { Chain, alice, bob, chat, newRow, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { after, nothing } from './intakeStates.ts';

function plan(events: readonly AdmittedEvent[], state = nothing): IntakePlan {
  const planned = planIntake(events, state);
  if (!planned.ok) throw new Error(planned.error.message);
  return planned.value;
}

function refused(events: readonly AdmittedEvent[], state = nothing): string {
  const planned = planIntake(events, state);
  return planned.ok ? 'ok' : planned.error.code;
}

describe('planIntake', () => {
  const events = new Chain(bob, 'phone', chat).many(6, (place) => ({ at: 1_000 + place * 400 }));
  const [first, second, third] = events;
  if (first === undefined || second === undefined || third === undefined) throw new Error('six events');

  it('INT-1 takes a chain from its start and from its head', () => {
    const start = plan(events.slice(0, 2));
    expect(start.chains).toEqual([
      {
        space: chat,
        device: first.content.device,
        seq: 1,
        id: second.id,
        at: 1_400,
        bucket: 1,
        firstSeq: 0,
        floor: 0,
        floorPrev: null,
      },
    ]);
    expect(plan(events.slice(2), after(start)).events).toEqual(events.slice(2));
  });

  it('INT-2 skips what is kept or twice in the batch', () => {
    const start = plan([first]);
    expect(plan([first, second, second, first, third], after(start)).messages.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(plan([first], after(start))).toEqual(plan([]));
  });

  it('INT-2 asks only about events that do not continue a head', () => {
    const state = after(plan([first, second]));
    expect(questionedEvents([first, second, third], state.chains)).toEqual([first, second]);
    expect(questionedEvents([third], state.chains)).toEqual([]);
  });

  it('INT-3 refuses all of a batch with a gap, a taken place, a wrong prev or a bucket gone back', () => {
    const fork = new Chain(bob, 'phone', chat).next({ at: 1_000, text: 'fork' });
    const wrongPrev = { ...second, content: { ...second.content, prev: fork.id } };
    expect(refused([second])).toBe('store-conflict');
    expect(refused([first, third])).toBe('store-conflict');
    expect(refused([first, fork])).toBe('store-conflict');
    expect(refused([fork], after(plan([first])))).toBe('store-conflict');
    expect(refused([first, wrongPrev])).toBe('store-conflict');
    expect(refused([first, { ...second, bucket: 0 }])).toBe('store-conflict');
    expect(refused([{ ...first, content: { ...first.content, prev: second.id } }])).toBe('store-conflict');
  });

  it('INT-4 seals buckets that a chain leaves, whether in one batch or in many', () => {
    const whole = plan(events);
    const parts: IntakePlan[] = [];
    for (const event of events) parts.push(plan([event], after(...parts)));
    expect(parts.flatMap(({ sealed }) => sealed)).toEqual(whole.sealed);
    expect(whole.sealed.map(({ bucket, firstSeq, count, lastId }) => [bucket, firstSeq, count, lastId])).toEqual([
      [1, 0, 3, third.id],
      [2, 3, 2, events[4]?.id],
    ]);
    const [place] = whole.chains;
    if (place === undefined) throw new Error('one chain');
    expect(openBucket(place)).toMatchObject({ bucket: 3, firstSeq: 5, count: 1, lastId: events[5]?.id as EventId });
  });

  it('INT-5 makes a row that learns who the other is', () => {
    const mine = plan([new Chain(alice, 'laptop', chat).next({ at: 5 })]);
    expect(mine.conversations[0]?.account).toBe(alice);
    const theirs = plan([first], after(mine));
    expect(theirs.conversations).toHaveLength(1);
    expect(theirs.conversations[0]).toMatchObject({ account: bob, unread: 1 });
    const known = { ...nothing, conversations: new Map([[chat, newRow(chat, bob)]]) };
    expect(plan([new Chain(alice, 'laptop', chat).next({ at: 5 })], known).conversations[0]?.account).toBe(bob);
  });

  it('INT-5 gives each space its own row', () => {
    const spaces = plan([first, new Chain(bob, 'phone', otherChat).next({ at: 1 })]).conversations.map(
      ({ space }) => space,
    );
    expect(spaces).toEqual([chat, otherChat] satisfies SpaceId[]);
  });

  it('INT-7 keeps up to where each has read, oneself too, and never goes back', () => {
    const mine = (read: number, seq: number) => new Chain(alice, `device ${seq}`, chat).next({ at: 9, read });
    const far = plan([mine(7, 1), mine(5, 2), new Chain(bob, 'tablet', chat).next({ at: 9, read: 6 })]);
    expect(far.readMarks.map(({ account, at }) => [account, at])).toEqual([
      [alice, 7],
      [bob, 6],
    ]);
    expect(plan([mine(6, 3)], after(far)).readMarks).toEqual([]);
  });

  it('INT-6 asks for a recount after an own read mark only', () => {
    const state = after(plan([first]));
    expect(plan([new Chain(alice, 'tablet', chat).next({ at: 9, read: 5 })], state).recount).toEqual([chat]);
    const theirs = new Chain(bob, 'tablet', chat).next({ at: 9, read: 5 });
    expect(plan([theirs], state).recount).toEqual([]);
  });
});
