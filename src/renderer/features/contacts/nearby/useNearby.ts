import { useEffect, useState } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { NearbyView } from '@services/workspace/nearbyWorkspace.ts';

/** How often one looks, and so says that one is there, ms. */
const LOOK_EVERY = 1500;

/** Looks for people while it is shown, and lets them see this person meanwhile. Null before the first look. */
export function useNearby(): NearbyView | null {
  const workspace = useWorkspace();
  const [view, setView] = useState<NearbyView | null>(null);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const seen = await workspace.lookNearby(true);
      if (isOver) return;
      if (seen.ok) setView(seen.value);
      timer = setTimeout(() => void look(), LOOK_EVERY);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
      void workspace.lookNearby(false);
    };
  }, [workspace]);
  return view;
}
