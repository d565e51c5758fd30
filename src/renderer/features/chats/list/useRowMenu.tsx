import { type ReactNode, Suspense, useCallback, useState } from 'react';
import { lazy } from '@ui/loading/lazy.ts';
import type { MenuRequest } from '@ui/overlays/useMenu.tsx';
import type { Pins } from './chatsIn.ts';
import type { ListedChat } from './listedChat.ts';

const RowMenu = lazy(() => import('../keeping/RowMenu.tsx').then((module) => ({ default: module.RowMenu })));

/** What can be done with a chat of the list: its code is fetched when the first menu opens. */
export function useRowMenu(pins: Pins): {
  readonly menu: ReactNode;
  readonly openFor: (chat: ListedChat, anchor: MenuRequest['anchor']) => void;
} {
  const [asked, setAsked] = useState<{
    readonly chat: ListedChat;
    readonly anchor: MenuRequest['anchor'];
  } | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const openFor = useCallback((chat: ListedChat, anchor: MenuRequest['anchor']) => setAsked({ chat, anchor }), []);
  const menu =
    asked === null ? null : (
      <Suspense fallback={null}>
        <RowMenu {...asked} pins={pins} onClose={close} />
      </Suspense>
    );
  return { menu, openFor };
}
