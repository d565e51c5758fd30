import type { SpaceId } from '@shared/ids.ts';
import { MOST_QUESTIONS } from './sessionLimits.ts';

/** Which buckets a peer is asked for next, of those in which it differs (REP-11). */
export class BucketQuestions {
  private readonly asked = new Map<SpaceId, Set<number>>();

  /** At most {@link MOST_QUESTIONS}, oldest first, for a chain is taken in its order; but what was asked for in vain stands behind what was not. */
  next(space: SpaceId, differing: readonly number[]): readonly number[] {
    let asked = this.asked.get(space) ?? new Set<number>();
    if (differing.every((bucket) => asked.has(bucket))) asked = new Set();
    const next = differing.filter((bucket) => !asked.has(bucket)).slice(0, MOST_QUESTIONS);
    for (const bucket of next) asked.add(bucket);
    this.asked.set(space, asked);
    return next;
  }

  /** Nothing differs any more. */
  forget(space: SpaceId): void {
    this.asked.delete(space);
  }
}
