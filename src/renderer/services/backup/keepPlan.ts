import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import type { BackupPlan } from '../workspace/backupWorkspace.ts';
import type { BackupDeskParts } from './backupDesk.ts';

/** How long after a start it is first asked whether a backup is due, and how often after that, ms. */
export const FIRST_LOOK = 5 * 60_000;
export const LOOK_AGAIN = 10 * 60_000;
/** How long after one that did not go well the next is tried, ms. */
export const TRY_AGAIN = 60 * 60_000;
/** How long a backup that is due waits for nobody to be at work, ms. */
export const WAIT_FOR_REST = 2 * 60 * 60_000;

const DAY = 86_400_000;
const PERIODS = { day: DAY, week: 7 * DAY } as const;

/** What the plan is kept with. */
export interface PlanKeeping extends BackupDeskParts {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
  /** Whether somebody is at work on the screens. */
  readonly isInHand: () => boolean;
}

/** Makes backups when the plan says so, for as long as the engine runs (RST-11). */
export function keepPlan(parts: PlanKeeping): Disposer {
  const { host, account, clock, log } = parts;
  const stop = new AbortController();
  const look = async (): Promise<void> => {
    const plan = await host.call('backup.plan', { account });
    if (plan.ok && isDue(plan.value, clock.now(), parts.isInHand())) {
      const code = await import('./backupDesk.ts').catch(() => null);
      if (stop.signal.aborted) return;
      const watch = { signal: stop.signal, onProgress: () => undefined };
      const made = await code?.createBackupDesk(parts).runPlan(watch);
      if (made?.ok === false) log.write('warn', 'backup', `not made: ${made.error.code}`);
    }
    if (stop.signal.aborted) return;
    // A host that keeps no backups will not begin to.
    if (plan.ok || plan.error.code !== 'unsupported') cancel = clock.after(LOOK_AGAIN, () => void look());
  };
  let cancel = clock.after(FIRST_LOOK, () => void look());
  return () => {
    stop.abort();
    cancel();
  };
}

/** Whether it is time for the next one; who is at work is left alone for a while. */
export function isDue(
  { every, lastAt, triedAt, problem }: Pick<BackupPlan, 'every' | 'lastAt' | 'triedAt' | 'problem'>,
  now: number,
  isInHand: boolean,
): boolean {
  if (every === 'off') return false;
  // A clock that was set back is no reason to wait for it.
  const since = (time: number | null) => (time === null || time > now ? Infinity : now - time);
  if (problem !== null && problem !== 'backup-interrupted' && since(triedAt) < TRY_AGAIN) return false;
  const over = since(lastAt) - PERIODS[every];
  return isInHand && lastAt !== null ? over >= WAIT_FOR_REST : over >= 0;
}
