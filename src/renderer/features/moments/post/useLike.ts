import { useCallback } from 'react';
import type { MomentView } from '@services/workspace/momentsWorkspace.ts';
import { useMoments, useReport } from '../room/useMoments.ts';

/** The mark a like gives. */
export const LIKE_MARK = '❤️';

/** Likes a post, or takes the like back. */
export function useLike({ id, ownMark }: Pick<MomentView, 'id' | 'ownMark'>): () => void {
  const moments = useMoments();
  const report = useReport();
  return useCallback(
    () => void report(moments.likeMoment(id, ownMark === null ? LIKE_MARK : null)),
    [moments, report, id, ownMark],
  );
}
