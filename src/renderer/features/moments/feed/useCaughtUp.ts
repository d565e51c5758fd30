import { useCallback, useEffect, useRef, useState } from 'react';
import type { EventId } from '@shared/ids.ts';
import type { PostWindowState } from '@services/workspace/feedViews.ts';
import type { MomentView } from '@services/workspace/momentsWorkspace.ts';
import { useMoments } from '../room/useMoments.ts';
import { caughtUpAt } from './feedRows.ts';

/** Where what was new ends, as it was when the feed was opened: to look at it makes it seen, and must not move the line. */
export interface CaughtUp {
  readonly at: EventId | 'end' | null;
  /** The newest are shown: what came meanwhile is new now. */
  readonly renew: () => void;
}

/** See {@link CaughtUp}. While `isCounting`, all that is shown counts as seen from then on. */
export function useCaughtUp(state: PostWindowState<MomentView>, isCounting: boolean): CaughtUp {
  const moments = useMoments();
  const [held, setHeld] = useState<{ readonly at: EventId | 'end' | null } | null>(null);
  const isReady = state.status === 'ready' && (state.posts.length > 0 || !state.hasOlder);
  if (held === null && isReady) setHeld({ at: caughtUpAt(state.posts, state.hasOlder) });
  const isSeen = useRef(false);
  useEffect(() => {
    if (!isCounting || held === null || isSeen.current) return;
    isSeen.current = true;
    // How it failed would be said by the next act of the person; the dot stays until then.
    void moments.seeMoments();
  }, [moments, isCounting, held]);
  const renew = useCallback(() => {
    isSeen.current = false;
    setHeld(null);
  }, []);
  return { at: held?.at ?? null, renew };
}
