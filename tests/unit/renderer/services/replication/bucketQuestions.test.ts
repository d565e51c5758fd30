import { expect, it } from 'vitest';
import type { SpaceId } from '@shared/ids.ts';
import { BucketQuestions } from '@services/replication/bucketQuestions.ts';
import { MOST_QUESTIONS } from '@services/replication/sessionLimits.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const [space, other] = [idOf<SpaceId>('space'), idOf<SpaceId>('other')];
const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, place) => from + place);

it('REP-11 at most 64 buckets are asked for at a time, each of many once before any is asked for again', () => {
  expect(MOST_QUESTIONS).toBe(64);
  const questions = new BucketQuestions();
  const all = upTo(150);
  expect(questions.next(space, all)).toEqual(upTo(64));
  expect(questions.next(space, all)).toEqual(upTo(64, 64));
  expect(questions.next(other, all)).toEqual(upTo(64));
  expect(questions.next(space, all)).toEqual(upTo(22, 128));
  expect(questions.next(space, all)).toEqual(upTo(64));
});

it('REP-11 what differs anew comes before what was asked for in vain, and what is equal is forgotten', () => {
  const questions = new BucketQuestions();
  expect(questions.next(space, [1, 2])).toEqual([1, 2]);
  expect(questions.next(space, [1, 2, 3])).toEqual([3]);
  expect(questions.next(space, [1, 2, 3])).toEqual([1, 2, 3]);
  questions.forget(space);
  expect(questions.next(space, [1, 4])).toEqual([1, 4]);
  expect(questions.next(space, [])).toEqual([]);
});
