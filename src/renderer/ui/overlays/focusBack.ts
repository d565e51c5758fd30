import { useEffect, useLayoutEffect, useState } from 'react';

/** What had the focus as the open menu came; null while there is none. */
let origin: HTMLElement | null = null;

/** For a menu: what it opens gives the focus back to what had it before the menu, as its entries are gone by then. */
export function useFocusOrigin(): void {
  // Read as it is drawn: once it stands, one of its entries has the focus.
  const [before] = useState(focused);
  useLayoutEffect(() => {
    origin = before;
    return () => {
      // What it opens comes with its end, or later than the menu itself gave the focus back.
      requestAnimationFrame(() => {
        if (origin === before) origin = null;
      });
    };
  }, [before]);
}

/** For a dialog: where it came from a menu, the focus goes to where it was before that menu, unless something has it. */
export function useFocusBack(): void {
  const [before] = useState(() => origin);
  useEffect(() => {
    if (before === null) return undefined;
    return () => {
      requestAnimationFrame(() => {
        if (focused() === null && before.isConnected) before.focus({ preventScroll: true });
      });
    };
  }, [before]);
}

/** Null where nothing has the focus. */
function focused(): HTMLElement | null {
  const { activeElement, body } = document;
  return activeElement instanceof HTMLElement && activeElement !== body ? activeElement : null;
}
