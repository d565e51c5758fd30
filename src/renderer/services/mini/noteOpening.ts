import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ProgramActs } from '../workspace/programWorkspace.ts';
import type { OpenInstance } from './hostParts.ts';
import { watchUninstalled } from './programWords.ts';

/** That a program was opened is kept so long after, ms: by then it shows something. */
export const NOTED_AFTER = 1000;

/** What that is kept with. */
export interface NotingParts {
  readonly acts: Pick<ProgramActs, 'changeProgram'>;
  readonly clock: Clock;
  readonly store: Pick<DocumentStore, 'programs'>;
}

/**
 * Keeps that it was opened, a while later: a strict write at once stands before the first picture and the first updates. Returns what keeps it
 * now. Where that never comes the worst is a list that stays as it was. Of one that is uninstalled meanwhile nothing is kept: that would bring it back.
 */
export function noteOpening(
  { acts, clock, store }: NotingParts,
  open: OpenInstance,
  onUninstalled: () => void,
): Disposer {
  const change = { removed: false, lastOpened: clock.now(), declared: open.declared };
  let isOver = false;
  const note = () => {
    if (isOver) return;
    isOver = true;
    stop();
    void acts.changeProgram(open.instance, change);
  };
  const stop = clock.after(NOTED_AFTER, note);
  const stopWatching = watchUninstalled(store, open, () => {
    isOver = true;
    stop();
    onUninstalled();
  });
  return () => {
    stopWatching();
    note();
  };
}
