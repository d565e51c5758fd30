import type { Log } from '../diagnostics/log.ts';

/** Does one of several things that have nothing to do with each other: a bug in one is written down and does not keep the others from being done. */
export function apart(log: Log, act: () => void): void {
  try {
    act();
  } catch (cause) {
    log.write('error', 'wallet', cause instanceof Error ? cause.message : 'thrown');
  }
}
