import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { EventId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { MessageWindow } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import type { LogRow } from '../conversation/logRows.ts';
import type { LogScrollerHandle } from '@ui/scroll/LogScroller.tsx';

export interface GoTo {
  readonly rows: readonly LogRow[];
  readonly handle: RefObject<LogScrollerHandle | null>;
  readonly window: MessageWindow;
  /** A message that the address names; it is gone to once, and `onGone` is told. */
  readonly asked: EventId | null;
  readonly onGone: () => void;
}

/** Brings a message into sight and gives it the focus, loading what is around it; says so where it is not here. */
export function useGoTo({ rows, handle, window, asked, onGone }: GoTo): (id: EventId) => void {
  const t = useT();
  const toast = useToast();
  const awaited = useRef<EventId | null>(null);
  const goTo = useCallback(
    (id: EventId) => {
      if (show(handle.current, id)) return;
      awaited.current = id;
      void window.around(id).then((isHere) => {
        if (isHere) return;
        awaited.current = null;
        toast({ text: t('groups.pin.gone') });
      });
    },
    [handle, window, toast, t],
  );
  useEffect(() => {
    if (awaited.current !== null && show(handle.current, awaited.current)) awaited.current = null;
  }, [rows, handle]);
  useEffect(() => {
    if (asked === null) return;
    onGone();
    goTo(asked);
  }, [asked, goTo, onGone]);
  return goTo;
}

/** False where the message is not loaded. */
function show(scroller: LogScrollerHandle | null, id: EventId): boolean {
  const message = scroller?.reveal(id)?.querySelector<HTMLElement>('[data-message]');
  if (!message) return false;
  message.focus({ preventScroll: true });
  // Begins the flash anew where it was gone to before.
  delete message.dataset['found'];
  void message.offsetWidth;
  message.dataset['found'] = 'true';
  return true;
}
