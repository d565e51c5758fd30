import { type ReactNode, Suspense, useCallback, useState } from 'react';
import type { Conversation } from '@services/workspace/workspace.ts';
import { lazy } from '@ui/loading/lazy.ts';
import type { MenuRequest } from '@ui/overlays/useMenu.tsx';

const RowMenu = lazy(() => import('../keeping/RowMenu.tsx').then((module) => ({ default: module.RowMenu })));

/** What can be done with a chat of the list: its code is fetched when the first menu opens. */
export function useRowMenu(pinned: readonly Conversation['space'][]): {
  readonly menu: ReactNode;
  readonly openFor: (conversation: Conversation, anchor: MenuRequest['anchor']) => void;
} {
  const [asked, setAsked] = useState<{
    readonly conversation: Conversation;
    readonly anchor: MenuRequest['anchor'];
  } | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const openFor = useCallback(
    (conversation: Conversation, anchor: MenuRequest['anchor']) => setAsked({ conversation, anchor }),
    [],
  );
  const menu =
    asked === null ? null : (
      <Suspense fallback={null}>
        <RowMenu {...asked} pinned={pinned} onClose={close} />
      </Suspense>
    );
  return { menu, openFor };
}
