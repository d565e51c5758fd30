import { type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import type { MenuRequest } from './menuEntry.ts';
import { lazy } from '../loading/lazy.ts';

export type { MenuEntry, MenuRequest } from './menuEntry.ts';

/** A menu that is opened by code: one for a whole list of rows. */
export interface MenuControl {
  /** Render this once. */
  readonly menu: ReactNode;
  readonly isOpen: boolean;
  readonly open: (request: MenuRequest) => void;
}

const MenuSurface = lazy(() => import('./MenuSurface.tsx').then((module) => ({ default: module.MenuSurface })));

/** A menu opened by a button, a right click or a key. Its machinery is loaded when the first one opens. */
export function useMenu(): MenuControl {
  const [request, setRequest] = useState<MenuRequest | null>(null);
  const close = useCallback(() => setRequest(null), []);
  const menu = useMemo(
    () =>
      request === null ? null : (
        <Suspense fallback={null}>
          <MenuSurface request={request} onClose={close} />
        </Suspense>
      ),
    [request, close],
  );
  return useMemo(() => ({ menu, isOpen: request !== null, open: setRequest }), [menu, request]);
}
