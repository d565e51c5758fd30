import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PollOp, pollRules, shareOf, votersOf } from '../../../resources/mini-programs/poll/src/rules.ts';
import { pollTexts } from '../../../resources/mini-programs/poll/src/texts.ts';
import {
  expectConvergence,
  expectHardiness,
  expectWholeTexts,
  stateAfter,
  stateOf,
  updatesOf,
} from '../../support/web/programLogs.ts';

const ask: PollOp = { t: 'ask', question: 'Drink?', options: ['tea', 'coffee'], many: false, quiet: false };
const poll = 'ann act00000';
const vote = (...picks: number[]): PollOp => ({ t: 'vote', poll, picks });

const anyOp: fc.Arbitrary<PollOp> = fc.oneof(
  fc.constant<PollOp>(ask),
  fc.constant<PollOp>({ ...ask, many: true }),
  fc.record({
    t: fc.constant('vote' as const),
    poll: fc.constantFrom(poll, 'bo act00001', 'nobody'),
    picks: fc.constantFrom([], [0], [1], [0, 1]),
  }),
  fc.record({ t: fc.constant('close' as const), poll: fc.constant(poll), closed: fc.boolean() }),
);

describe('polls', () => {
  test('are the same for everyone whatever the order of updates', () => {
    expectConvergence(pollRules, anyOp);
  });

  test('take nothing that is not theirs', () => {
    const shapes = fc.record(
      {
        t: fc.constantFrom('ask', 'vote', 'close'),
        question: fc.jsonValue(),
        options: fc.jsonValue(),
        poll: fc.jsonValue(),
        picks: fc.jsonValue(),
      },
      { requiredKeys: ['t'] },
    );
    expectHardiness(pollRules, shapes);
    const bad = [
      { ...ask, options: ['one'] },
      { ...ask, options: Array.from({ length: 13 }, String) },
      { ...ask, question: '\u202e' },
      { t: 'vote', poll, picks: [1.5] },
    ];
    expect(bad.map((op) => pollRules.read(op))).toEqual([null, null, null, null]);
  });

  test('count the last vote of each person', () => {
    const { polls } = stateOf(
      pollRules,
      { by: 'ann', op: ask },
      { by: 'bo', op: vote(0) },
      { by: 'cy', op: vote(0) },
      { by: 'bo', op: vote(1) },
    );
    expect(polls[0]?.votes).toEqual({ bo: [1], cy: [0] });
    expect(polls[0] && [shareOf(polls[0], 0), votersOf(polls[0], 1)]).toEqual([50, ['bo']]);
  });

  test('let a vote be taken back', () => {
    const { polls } = stateOf(pollRules, { by: 'ann', op: ask }, { by: 'bo', op: vote(0) }, { by: 'bo', op: vote() });
    expect(polls[0]?.votes).toEqual({});
  });

  test('take several picks only where several are allowed', () => {
    const one = stateOf(pollRules, { by: 'ann', op: ask }, { by: 'bo', op: vote(0, 1) });
    const many = stateOf(pollRules, { by: 'ann', op: { ...ask, many: true } }, { by: 'bo', op: vote(1, 0, 1) });
    expect([one.polls[0]?.votes, many.polls[0]?.votes]).toEqual([{}, { bo: [0, 1] }]);
  });

  test('end for who asked alone, and take no vote that knew of the end', () => {
    const close: PollOp = { t: 'close', poll, closed: true };
    const byOther = stateOf(pollRules, { by: 'ann', op: ask }, { by: 'bo', op: close });
    expect(byOther.polls[0]?.isClosed).toBe(false);
    const late = stateOf(pollRules, { by: 'ann', op: ask }, { by: 'ann', op: close }, { by: 'bo', op: vote(0) });
    expect(late.polls[0]?.votes).toEqual({});
  });

  test('cannot be voted in for someone else', () => {
    const updates = updatesOf([
      { by: 'ann', op: ask },
      { by: 'eve', op: vote(0) },
    ]);
    const forged = updates.map((update) => ({ ...update, payload: { ...(update.payload as object), by: 'bo' } }));
    expect(stateAfter(pollRules, forged).polls[0]?.votes).toEqual({ eve: [0] });
  });

  test('speak eight languages', () => {
    expectWholeTexts(pollTexts);
  });
});
