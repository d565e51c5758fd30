import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { EventId } from '@shared/ids.ts';
import type { MessageKey } from '@i18n/locales.ts';
import { useT } from '@i18n/useT.tsx';
import type { MessageWindow } from '@services/workspace/messageViews.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
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

/** Goes to a message; the sentence is said where it is not here. */
export type Going = (id: EventId, gone: MessageKey) => void;

/** Brings a message into sight and gives it the focus, loading what is around it; says so where it is not here. */
export function useGoTo({ rows, handle, window, asked, onGone }: GoTo): Going {
  const t = useT();
  const toast = useToast();
  const awaited = useRef<EventId | null>(null);
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  }, [rows]);
  const goTo = useCallback<Going>(
    (id, gone) => {
      if (show(handle.current, keyOf(latest.current, id))) return;
      awaited.current = id;
      void window.around(id).then((isHere) => {
        if (isHere) return;
        awaited.current = null;
        toast({ text: t(gone) });
      });
    },
    [handle, window, toast, t],
  );
  useEffect(() => {
    if (awaited.current !== null && show(handle.current, keyOf(rows, awaited.current))) awaited.current = null;
  }, [rows, handle]);
  useEffect(() => {
    if (asked === null) return;
    onGone();
    goTo(asked, 'messages.gone');
  }, [asked, goTo, onGone]);
  return goTo;
}

function keyOf(rows: readonly LogRow[], id: EventId): string {
  return rowOf(rows, id)?.key ?? id;
}

/** False where the message is not loaded. */
function show(scroller: LogScrollerHandle | null, key: string): boolean {
  const message = scroller?.reveal(key)?.querySelector<HTMLElement>('[data-message]');
  if (!message) return false;
  message.focus({ preventScroll: true });
  // Begins the flash anew where it was gone to before.
  delete message.dataset['found'];
  void message.offsetWidth;
  message.dataset['found'] = 'true';
  return true;
}
