import { useCallback, useSyncExternalStore } from 'react';
import { persistently } from '@ui/loading/persistently.ts';

/** Without one of these nothing would change. */
const MAY_HAVE_MARKS = /[*_~`[]|^> /mu;

let read: ((text: string) => string) | null = null;
let isAsked = false;
const listeners = new Set<() => void>();

/** The reader of marks is no part of the first picture: it is fetched once something that needs it is shown. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!isAsked) {
    isAsked = true;
    void fetchReader();
  }
  return () => listeners.delete(listener);
}

async function fetchReader(): Promise<void> {
  try {
    const { plainText } = await persistently(() => import('@domain/markup/plainText.ts'));
    read = plainText;
    for (const listener of listeners) listener();
  } catch {
    // Asked for again with the next that is shown; until then words are as they were typed.
    isAsked = false;
  }
}

/** Gives the words of messages without the marks that are drawn (MKP-8). */
export function usePlainText(): (text: string) => string {
  const reader = useSyncExternalStore(subscribe, () => read);
  return useCallback((text) => (reader !== null && MAY_HAVE_MARKS.test(text) ? reader(text) : text), [reader]);
}
