import { useCallback } from 'react';
import type { MomentShelf } from '@services/workspace/momentsWorkspace.ts';
import { useOpened } from '@ui/hooks/useOpened.ts';
import { useMoments } from '../room/useMoments.ts';

/** A window over the posts of a shelf for as long as the component is there; null until it is open. The shelf must stay the same object. */
export function useFeedWindow(shelf: MomentShelf) {
  const moments = useMoments();
  return useOpened(
    useCallback(() => {
      const posts = moments.openMoments(shelf);
      return {
        state: posts.state,
        showOlder: () => posts.showOlder(),
        showNewest: () => posts.showNewest(),
        dispose: () => posts.close(),
      };
    }, [moments, shelf]),
  );
}
