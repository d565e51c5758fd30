import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { EventId } from '@shared/ids.ts';
import type { MessageKey } from '@i18n/locales.ts';
import { useT } from '@i18n/useT.tsx';
import type { MessageWindow } from '@services/workspace/messageViews.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useLatest } from '@ui/hooks/useLatest.ts';
import type { LogScrollerHandle } from '@ui/scroll/LogScroller.tsx';
import { type LogRow, rowOf } from './logRows.ts';

export interface GoTo {
  readonly rows: readonly LogRow[];
  readonly handle: RefObject<LogScrollerHandle | null>;
  readonly window: MessageWindow;
  /** A message that the address names; it is gone to once, and `onGone` is told. */
  readonly asked: EventId | null;
  readonly onGone: () => void;
}

/** Goes to a message; the sentence is said where it is not here. `quietly`: the focus stays where it is. */
export type Going = (id: EventId, gone: MessageKey, how?: 'quietly') => void;

/** Brings a message into sight and, unless it is gone to quietly, gives it the focus, loading what is around it; says so where it is not here. */
export function useGoTo({ rows, handle, window, asked, onGone }: GoTo): Going {
  const t = useT();
  const toast = useToast();
  const awaited = useRef<Wanted | null>(null);
  const latest = useLatest(rows);
  const goTo = useCallback<Going>(
    (id, gone, how) => {
      const isQuiet = how === 'quietly';
      awaited.current = null;
      if (show(handle.current, keyOf(latest.current, id), isQuiet)) return;
      const wanted = { id, isQuiet };
      awaited.current = wanted;
      void window.around(id).then((isHere) => {
        // Another was asked for meanwhile, or it has been shown.
        if (awaited.current !== wanted) return;
        if (isHere && !show(handle.current, keyOf(latest.current, id), isQuiet)) return;
        awaited.current = null;
        if (!isHere) toast({ text: t(gone) });
      });
    },
    [handle, window, toast, t, latest],
  );
  useEffect(() => {
    const wanted = awaited.current;
    if (wanted === null) return;
    // A row that is not drawn yet is drawn at once, which nothing can be within an effect.
    queueMicrotask(() => {
      if (awaited.current !== wanted) return;
      if (show(handle.current, keyOf(rows, wanted.id), wanted.isQuiet)) awaited.current = null;
    });
  }, [rows, handle]);
  useEffect(() => {
    if (asked === null) return;
    onGone();
    goTo(asked, 'messages.gone');
  }, [asked, goTo, onGone]);
  return goTo;
}

interface Wanted {
  readonly id: EventId;
  readonly isQuiet: boolean;
}

function keyOf(rows: readonly LogRow[], id: EventId): string {
  return rowOf(rows, id)?.key ?? id;
}

/** False where the message is not loaded. */
function show(scroller: LogScrollerHandle | null, key: string, isQuiet: boolean): boolean {
  const message = scroller?.reveal(key)?.querySelector<HTMLElement>('[data-message]');
  if (!message) return false;
  if (!isQuiet) message.focus({ preventScroll: true });
  // Begins the flash anew where it was gone to before.
  delete message.dataset['found'];
  void message.offsetWidth;
  message.dataset['found'] = 'true';
  return true;
}
