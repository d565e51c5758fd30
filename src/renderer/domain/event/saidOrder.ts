/** Which of what one person said on several devices about one thing is the newest, by what is signed alone (CHT-59, FED-7). Pure. */

/** What no order reaches: what says so is passed over, for nothing could be said after it. Far beyond every clock, and far below where numbers end. */
export const ORDER_END = 2 ** 52;

/** The time something counts as said at among its author's: the clock it was signed at, but always later than the order of what they had said before it. */
export function orderAt(clock: number, after: number | undefined): number {
  return Math.max(clock, (after ?? -1) + 1);
}

/**
 * What has to be named as said before: the order of the newest of `before`, where a clock that says `now` is not later. Undefined where the clock
 * alone will tell. Always one that is read: where no order is left above, clocks tell.
 */
export function afterIn(before: readonly number[], now: number): number | undefined {
  const newest = Math.max(-1, ...before);
  return newest < now ? undefined : Math.min(newest, ORDER_END - 2);
}
