import { useLayoutEffect } from 'react';

/**
 * Marks the document, with `data-dialogs`, while a dialog is open in it. For styles: one that asked `:has([role='dialog'])` of the whole document would be
 * matched anew at each change of any part of it.
 */
export function useDialogMark(): void {
  useLayoutEffect(() => {
    count(1);
    return () => count(-1);
  }, []);
}

function count(change: 1 | -1): void {
  const { dataset } = document.documentElement;
  const open = Number(dataset['dialogs'] ?? 0) + change;
  if (open > 0) dataset['dialogs'] = String(open);
  else delete dataset['dialogs'];
}
