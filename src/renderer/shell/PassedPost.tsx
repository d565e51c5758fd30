import { type ReactNode, Suspense } from 'react';
import type { EventId } from '@shared/ids.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { FeatureBoundary } from './FeatureBoundary.tsx';

const PassPostDialog = lazy(() =>
  import('../features/chats/passPost.ts').then((module) => ({ default: module.PassPostDialog })),
);

/** The dialog that sends a post of a channel into chats, wherever it was asked for. */
export function PassedPost(props: { readonly post: EventId | null; readonly onDone: () => void }): ReactNode {
  const { post, onDone } = props;
  return (
    <FeatureBoundary name="pass post" resetKeys={[post]}>
      <Suspense fallback={null}>{post !== null && <PassPostDialog post={post} onDone={onDone} />}</Suspense>
    </FeatureBoundary>
  );
}
