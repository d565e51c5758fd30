import type { Log } from '../diagnostics/log.ts';

/** Does one of several things that have nothing to do with each other: a bug in one is written down and does not keep the others from being done. */
export function apart(log: Log, act: () => void): void {
  try {
    act();
  } catch (cause) {
    report(log, cause);
  }
}

/** The same of something that takes its time. */
export async function apartInTurn(log: Log, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (cause) {
    report(log, cause);
  }
}

function report(log: Log, cause: unknown): void {
  log.write('error', 'wallet', cause instanceof Error ? cause.message : 'thrown');
}
