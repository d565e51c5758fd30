import { type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useState } from 'react';
import type { Message } from '@services/workspace/workspace.ts';
import type { MenuRequest } from '@ui/overlays/useMenu.tsx';
import type { LogScrollerHandle } from '@ui/scroll/LogScroller.tsx';
import type { LogRow } from './logRows.ts';

export interface MessageKeys {
  /** The message that Tab reaches: the last that had the focus, else the newest. */
  readonly activeKey: string | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onContextMenu: (event: MouseEvent) => void;
}

export interface MessageKeysOptions {
  readonly rows: readonly LogRow[];
  readonly handle: RefObject<LogScrollerHandle | null>;
  readonly onMenu: (message: Message, anchor: MenuRequest['anchor']) => void;
}

function keyOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-message]')?.dataset['message'] ?? null) : null;
}

type MessageRow = Extract<LogRow, { kind: 'message' }>;

function messagesOf(rows: readonly LogRow[]): readonly MessageRow[] {
  return rows.filter((row): row is MessageRow => row.kind === 'message' && row.message.body.kind !== 'notice');
}

/** Where an arrow, Home or End leads from a message; null for other keys. */
function targetIndex(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, current - 1);
    case 'ArrowDown':
      return Math.min(count - 1, current + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Arrows go from message to message; Enter, the Menu key and a right click open the menu of one. */
export function useMessageKeys({ rows, handle, onMenu }: MessageKeysOptions): MessageKeys {
  const [focused, setFocused] = useState<string | null>(null);
  const isThere = focused !== null && rows.some((row) => row.key === focused);
  const activeKey = isThere ? focused : (messagesOf(rows).at(-1)?.key ?? null);

  const openAt = useCallback(
    (key: string | null, anchor: MenuRequest['anchor']) => {
      const row = rows.find((one) => one.key === key);
      if (row?.kind === 'message') onMenu(row.message, anchor);
    },
    [rows, onMenu],
  );
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const element = event.target;
      // Buttons and links inside a message keep their own keys.
      if (!(element instanceof HTMLElement) || element.dataset['message'] === undefined) return;
      const key = element.dataset['message'];
      if (event.key === 'Enter') {
        event.preventDefault();
        openAt(key, element.firstElementChild ?? element);
        return;
      }
      const messages = messagesOf(rows);
      const index = targetIndex(
        event.key,
        messages.findIndex((row) => row.key === key),
        messages.length,
      );
      if (index === null) return;
      event.preventDefault();
      const target = messages[index];
      const row = target === undefined ? null : handle.current?.reveal(target.key);
      row?.querySelector<HTMLElement>('[data-message]')?.focus({ preventScroll: true });
    },
    [rows, handle, openAt],
  );
  const onContextMenu = useCallback(
    (event: MouseEvent) => {
      const key = keyOf(event.target);
      if (key === null) return;
      event.preventDefault();
      const isKeyboard = event.clientX === 0 && event.clientY === 0;
      const element = event.target;
      const anchor =
        isKeyboard && element instanceof Element
          ? (element.firstElementChild ?? element)
          : { x: event.clientX, y: event.clientY };
      openAt(key, anchor);
    },
    [openAt],
  );
  const onFocus = useCallback((event: FocusEvent) => {
    const key = keyOf(event.target);
    if (key !== null) setFocused(key);
  }, []);
  return { activeKey, onKeyDown, onFocus, onContextMenu };
}
