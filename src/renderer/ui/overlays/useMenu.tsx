import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';

/** One entry of a menu, or a line between groups. */
export type MenuEntry =
  | {
      readonly id: string;
      readonly label: string;
      readonly icon?: ReactNode;
      readonly isDanger?: boolean;
      readonly isDisabled?: boolean;
      /** Shown at the end, for example "Ctrl+C". */
      readonly shortcut?: string;
      readonly onAction: () => void;
    }
  | { readonly id: string; readonly isSeparator: true };

/** What to open and where: under an element, or at a point of the window. */
export interface MenuRequest {
  readonly anchor: Element | { readonly x: number; readonly y: number };
  readonly label: string;
  readonly items: readonly MenuEntry[];
}

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
