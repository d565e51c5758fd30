import { useEffect, useState } from 'react';

/** Something that shows a changing state until it is let go; structurally a window of the workspace. */
export interface Openable<S> {
  readonly state: { readonly get: () => S; readonly subscribe: (listener: () => void) => () => void };
  readonly dispose: () => void;
}

/** What was opened, with its state as of now. */
export interface Opened<T, S> {
  readonly opened: T;
  readonly state: S;
}

/**
 * Opens something for as long as the component is there; null until it is open. The function must be the same between renders, or
 * it is opened anew.
 */
export function useOpened<S, T extends Openable<S>>(open: () => T & Openable<S>): Opened<T, S> | null {
  const [shown, setShown] = useState<Opened<T, S> | null>(null);
  useEffect(() => {
    const opened = open();
    const show = () => setShown({ opened, state: opened.state.get() });
    show();
    const off = opened.state.subscribe(show);
    return () => {
      off();
      opened.dispose();
    };
  }, [open]);
  return shown;
}
