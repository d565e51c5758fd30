import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectEvent } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { encodePost } from '@domain/feed/post.ts';
import { feedKind, projectFeed } from '@domain/feed/project.ts';
import type { IntakePlan, IntakeState } from '@domain/intake/intake.ts';
import { planBelow } from '@domain/intake/planBelow.ts';
import { planIntake } from '@domain/intake/planIntake.ts';
import { circle, photoPost, posted, remarks, saidOf } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice, bob, chat, newRow } from '../../../../support/shared/storeFixtures.ts';
import { anyBody, anyFeedKind } from '../feed/arbitraries.ts';
import { after, nothing } from './intakeStates.ts';

type Planned = ReturnType<typeof planIntake>;

function must(planned: Planned): IntakePlan {
  if (!planned.ok) throw new Error(planned.error.message);
  return planned.value;
}

function below(events: readonly AdmittedEvent[], state: IntakeState = nothing): IntakePlan {
  return must(planBelow(events, { ...state, sealed: null }));
}

/** The rows of plans as a set, whatever their order. */
function rowsOf(plans: readonly IntakePlan[]): unknown {
  const all = plans.map(({ feed }) => feed);
  const byKey = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  return [
    byKey(all.flatMap(({ posts }) => posts)),
    byKey(all.flatMap(({ notes }) => notes)),
    byKey(all.flatMap(({ uses }) => uses)),
    byKey(all.flatMap(({ words }) => words)),
  ];
}

/** Bob's circle and Alice beside it: one chain each. */
function chains(): readonly [readonly AdmittedEvent[], readonly AdmittedEvent[]] {
  const theirs = new Chain(bob, 'phone', circle);
  const one = posted(theirs, 1000, { body: photoPost('a') });
  const edit = { verb: 'edited', post: one.id, body: { to: encodePost(photoPost('b')) } } as const;
  const mine = new Chain(alice, 'laptop', remarks);
  const like = (at: number) => saidOf(mine, at, { verb: 'liked', post: one.id, body: { mark: '+' } });
  return [
    [
      one,
      saidOf(theirs, 1500, edit),
      posted(theirs, 2500, { expires: 9000 }),
      theirs.next({ at: 3500, kind: feedKind('moments', 'face'), body: { name: 'x' } }),
    ],
    [like(1200), like(2600)],
  ];
}

/** Both chains, each in its order: an even turn is the first one's. */
function interleaved(
  turns: readonly number[],
  ...given: readonly (readonly AdmittedEvent[])[]
): readonly AdmittedEvent[] {
  const queues = given.map((chain) => [...chain]);
  const taken = turns.map((turn) => queues[turn % 2]?.shift());
  return [...taken, ...queues.flat()].filter((event) => event !== undefined);
}

describe('INT-14 words of feeds', () => {
  it('INT-14 make the same rows whatever the batches, the order of chains, and from above or below', () => {
    const [theirs, mine] = chains();
    const whole = [must(planIntake([...theirs, ...mine], nothing))];
    expect(whole[0]?.feed).toEqual({
      posts: theirs.flatMap((event) => projectFeed(event).posts),
      notes: [...theirs, ...mine].flatMap((event) => projectFeed(event).notes),
      uses: theirs.flatMap((event) => projectFeed(event).uses),
      words: theirs.flatMap((event) => projectFeed(event).words),
    });
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        fc.integer({ min: 0, max: theirs.length }),
        fc.boolean(),
        (turns, cut, isBelowFirst) => {
          const lower = theirs.slice(0, cut);
          const upper = theirs.slice(cut);
          // Of one chain a part comes below: at first, as the beginning of it, or at last.
          const [first, last] = isBelowFirst || upper.length === 0 ? [lower, []] : [upper, lower];
          const plans = [below(first)];
          const others = isBelowFirst ? interleaved(turns, upper, mine) : mine;
          for (const event of others) plans.push(must(planIntake([event], after(...plans))));
          plans.push(below(last, after(...plans)));
          expect(rowsOf(plans)).toEqual(rowsOf(whole));
          expect(
            plans.flatMap(({ messages, conversations, recount }) => [...messages, ...conversations, ...recount]),
          ).toEqual([]);
        },
      ),
    );
  });

  it('INT-14 whatever is in them, they make no message and touch no conversation', () => {
    fc.assert(
      fc.property(anyFeedKind, anyBody, fc.boolean(), (kind, body, isKnown) => {
        const event = new Chain(bob, 'phone', chat).next({ at: 1000, kind, body });
        const state = { ...nothing, conversations: new Map(isKnown ? [[chat, newRow(chat, bob)]] : []) };
        for (const plan of [must(planIntake([event], state)), below([event], state)]) {
          expect([plan.messages, plan.conversations, plan.attachments, plan.recount, plan.programs]).toEqual([
            [],
            [],
            [],
            [],
            [],
          ]);
          expect([plan.events, plan.chains.length]).toEqual([[event], 1]);
        }
        expect(projectEvent(event, alice)).toEqual({ kind: 'nothing' });
      }),
    );
  });

  it('INT-14 a message beside them is a message as ever', () => {
    const theirs = new Chain(bob, 'phone', chat);
    const plan = must(planIntake([posted(theirs, 1000), theirs.next({ at: 1001, text: 'hello' })], nothing));
    expect(plan.messages.map(({ seq }) => seq)).toEqual([1]);
    expect(plan.conversations).toMatchObject([{ space: chat, unread: 1, activeAt: 1001 }]);
    expect(plan.feed.posts).toHaveLength(1);
  });
});
