import { type RefObject, useCallback } from 'react';
import type { LogScrollerHandle } from '../scroll/LogScroller.tsx';

/** Brings a message into sight and gives it the focus; goes to the newest where it is not loaded. */
export function useGoTo(handle: RefObject<LogScrollerHandle | null>, toEnd: () => void): (id: string) => void {
  return useCallback(
    (id) => {
      const row = handle.current?.reveal(id) ?? null;
      if (row === null) toEnd();
      else row.querySelector<HTMLElement>('[data-message]')?.focus({ preventScroll: true });
    },
    [handle, toEnd],
  );
}
