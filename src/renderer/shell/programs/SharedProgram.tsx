import { type ReactNode, Suspense } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { FeatureBoundary } from '../FeatureBoundary.tsx';

const ShareProgramDialog = lazy(() =>
  import('../../features/programs/index.ts').then((module) => ({ default: module.ShareProgramDialog })),
);

/** The dialog that puts a program into a chat, wherever it was asked for. */
export function SharedProgram(props: { readonly space: SpaceId | null; readonly onDone: () => void }): ReactNode {
  const { space, onDone } = props;
  return (
    <FeatureBoundary name="share program" resetKeys={[space]}>
      <Suspense fallback={null}>
        {space !== null && <ShareProgramDialog space={space} onShared={onDone} onClose={onDone} />}
      </Suspense>
    </FeatureBoundary>
  );
}
