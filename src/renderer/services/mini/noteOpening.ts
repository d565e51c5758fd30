import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ProgramActs } from '../workspace/programWorkspace.ts';
import type { OpenInstance } from './hostParts.ts';

/** That a program was opened is kept so long after, ms: by then it shows something. */
export const NOTED_AFTER = 1000;

/**
 * Keeps that it was opened, a while later: a strict write at once stands before the first picture and the first updates. Returns what keeps it
 * now. Where that never comes the worst is a list that stays as it was.
 */
export function noteOpening(
  { acts, clock }: { readonly acts: Pick<ProgramActs, 'changeProgram'>; readonly clock: Clock },
  { instance, declared }: OpenInstance,
): Disposer {
  const change = { removed: false, lastOpened: clock.now(), declared };
  let isNoted = false;
  const note = () => {
    if (isNoted) return;
    isNoted = true;
    stop();
    void acts.changeProgram(instance, change);
  };
  const stop = clock.after(NOTED_AFTER, note);
  return note;
}
