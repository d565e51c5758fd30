import { type ReactNode, Suspense, useCallback, useState } from 'react';
import type { Conversation } from '@services/workspace/workspace.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { ViewerContext } from './viewerContext.ts';

const OpenViewer = lazy(() => import('./OpenViewer.tsx').then((module) => ({ default: module.OpenViewer })));

export interface ChatViewerProps {
  readonly space: Conversation['space'];
  readonly children: ReactNode;
}

/** Lets photos and films of a chat be looked at large, one after another through all of the chat. */
export function ChatViewer({ space, children }: ChatViewerProps): ReactNode {
  const [open, setOpen] = useState<string | null>(null);
  const close = useCallback(() => setOpen(null), []);
  return (
    <ViewerContext value={setOpen}>
      {children}
      {open !== null && (
        <Suspense fallback={null}>
          <OpenViewer space={space} first={open} onClose={close} />
        </Suspense>
      )}
    </ViewerContext>
  );
}
