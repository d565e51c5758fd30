import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** How long after a start it is first asked whether one is due, and how often after that, ms. */
export const FIRST_LOOK = 2 * 60_000;
export const LOOK_AGAIN = 30 * 60_000;
/** How many looks one that is due waits for nobody to be at work. */
const MOST_WAITS = 4;

/** Has snapshots made that are due by themselves, for as long as the engine runs (SNP-3). */
export function keepSnapshots(
  snapshots: { readonly takeDue: (mayWait: boolean) => Promise<void> },
  clock: Pick<Clock, 'after'>,
  isInHand: () => boolean,
): Disposer {
  let waits = 0;
  let isOver = false;
  const look = async (): Promise<void> => {
    const mayWait = isInHand() && waits < MOST_WAITS;
    waits = mayWait ? waits + 1 : 0;
    await snapshots.takeDue(mayWait);
    if (!isOver) cancel = clock.after(LOOK_AGAIN, () => void look());
  };
  let cancel = clock.after(FIRST_LOOK, () => void look());
  return () => {
    isOver = true;
    cancel();
  };
}
