import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { lazy } from '@ui/loading/lazy.ts';
import { FeatureBoundary } from './FeatureBoundary.tsx';

const PlayerBar = lazy(() => import('../features/chats/player.ts').then((module) => ({ default: module.PlayerBar })));

export interface PlayerDockProps {
  /** Runs a task once the first picture stands; gives what takes that back. */
  readonly afterFirstPaint: (task: () => void) => () => void;
}

/** What plays, at the foot of the window, whatever room is open. Its code comes after the first picture. */
export function PlayerDock({ afterFirstPaint }: PlayerDockProps): ReactNode {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => afterFirstPaint(() => setPainted(true)), [afterFirstPaint]);
  // A box of its own: it keeps its row of the window, also while it is empty.
  return (
    <div>
      {isPainted && (
        <FeatureBoundary name="player">
          <Suspense fallback={null}>
            <PlayerBar />
          </Suspense>
        </FeatureBoundary>
      )}
    </div>
  );
}
