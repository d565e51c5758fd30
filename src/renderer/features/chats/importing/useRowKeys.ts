import { type FocusEvent, type KeyboardEvent, type RefObject, useState } from 'react';
import { messageKeys } from '@ui/keys/chatKeys.ts';
import { chordOf } from '@ui/keys/chord.ts';
import type { LogScrollerHandle } from '@ui/scroll/LogScroller.tsx';
import type { LogRow } from '../conversation/logRows.ts';

export interface RowKeys {
  /** The message that Tab reaches: the last that had the focus, else the newest. */
  readonly activeKey: string | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
}

/** Arrows, Home and End go from message to message of a log in which nothing else can be done. */
export function useRowKeys(rows: readonly LogRow[], handle: RefObject<LogScrollerHandle | null>): RowKeys {
  const [focused, setFocused] = useState<string | null>(null);
  const keys = rows.flatMap((row) => (row.kind === 'message' ? [row.key] : []));
  const activeKey = focused !== null && keys.includes(focused) ? focused : (keys.at(-1) ?? null);
  return {
    activeKey,
    onFocus: (event) => {
      const message = event.target.closest<HTMLElement>('[data-message]')?.dataset['message'];
      if (message !== undefined) setFocused(message);
    },
    onKeyDown: (event) => {
      const target = targetOf(chordOf(event), keys, activeKey);
      const row = target === null ? null : handle.current?.reveal(target);
      const message = row?.querySelector<HTMLElement>('[data-message]');
      if (!message) return;
      event.preventDefault();
      message.focus({ preventScroll: true });
    },
  };
}

function targetOf(chord: string, keys: readonly string[], active: string | null): string | null {
  const current = active === null ? -1 : keys.indexOf(active);
  switch (chord) {
    case messageKeys.up:
      return keys[Math.max(0, current - 1)] ?? null;
    case messageKeys.down:
      return keys[current + 1] ?? null;
    case messageKeys.first:
      return keys[0] ?? null;
    case messageKeys.last:
      return keys.at(-1) ?? null;
    default:
      return null;
  }
}
