import { type FocusEvent, type KeyboardEvent, type RefObject, useCallback, useState } from 'react';
import type { Message } from '@services/workspace/messageViews.ts';
import type { MenuRequest } from '@ui/overlays/useMenu.tsx';
import type { LogScrollerHandle } from '@ui/scroll/LogScroller.tsx';
import { type Deeds, useDeeds } from '../talk/deedsContext.ts';
import { canAnswer, canEdit, canForward } from '../talk/messageFacts.ts';
import { useTalk } from '../talk/talkContext.ts';
import type { TalkDesk } from '../talk/talkDesk.ts';
import { bubbleOf } from './bubbleOf.ts';
import type { LogRow } from './logRows.ts';

export interface MessageKeys {
  /** The message that Tab reaches: the last that had the focus, else the newest. */
  readonly activeKey: string | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
}

export interface MessageKeysOptions {
  readonly rows: readonly LogRow[];
  readonly handle: RefObject<LogScrollerHandle | null>;
  readonly canWrite: boolean;
  readonly onMenu: (message: Message, anchor: MenuRequest['anchor']) => void;
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

/**
 * Arrows go from message to message, with Shift they choose on the way; Enter opens the menu of one, the space bar chooses it, letters do what is
 * done most: R answers, E edits, F forwards, Delete takes it off this device.
 */
export function useMessageKeys({ rows, handle, canWrite, onMenu }: MessageKeysOptions): MessageKeys {
  const talk = useTalk();
  const deeds = useDeeds();
  const [focused, setFocused] = useState<string | null>(null);
  const isThere = focused !== null && rows.some((row) => row.key === focused);
  const activeKey = isThere ? focused : (messagesOf(rows).at(-1)?.key ?? null);
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const messages = messagesOf(rows);
      const current = rowIndexAt(event.target, messages);
      const row = messages[current];
      if (row === undefined) return;
      const step = messages[targetIndex(event.key, current, messages.length) ?? -1];
      if (step !== undefined) {
        if (event.shiftKey) talk.select([...choiceOf(row), ...choiceOf(step)]);
        focusRow(handle.current, step.key);
      } else if (event.key === 'Enter') onMenu(row.message, bubbleOf(row.key) ?? { x: 0, y: 0 });
      else if (!actByKey(event, row, { talk, deeds, canWrite })) return;
      event.preventDefault();
    },
    [rows, handle, onMenu, talk, deeds, canWrite],
  );
  const onFocus = useCallback((event: FocusEvent) => {
    const key = event.target.closest<HTMLElement>('[data-message]')?.dataset['message'];
    if (key !== undefined) setFocused(key);
  }, []);
  return { activeKey, onKeyDown, onFocus };
}

/** Place of the message that has the focus; -1 where something inside it has: buttons and links keep their own keys. */
function rowIndexAt(target: EventTarget, messages: readonly MessageRow[]): number {
  const key = target instanceof HTMLElement ? target.dataset['message'] : undefined;
  return key === undefined ? -1 : messages.findIndex((row) => row.key === key);
}

function focusRow(log: LogScrollerHandle | null, key: string): void {
  log?.reveal(key)?.querySelector<HTMLElement>('[data-message]')?.focus({ preventScroll: true });
}

function choiceOf({ message, album }: MessageRow): readonly Message[] {
  return album.length > 0 ? album : [message];
}

interface Hands {
  readonly talk: TalkDesk;
  readonly deeds: Deeds;
  readonly canWrite: boolean;
}

/** True where the key was for a message. */
function actByKey(event: KeyboardEvent, row: MessageRow, { talk, deeds, canWrite }: Hands): boolean {
  const { message } = row;
  const isChoosing = talk.selected.get() !== null;
  const acts: Readonly<Record<string, (() => void) | false>> = {
    r: canWrite && canAnswer(message) && (() => talk.reply(message)),
    e: canWrite && canEdit(message) && (() => talk.edit(message)),
    f: canForward(message) && (() => deeds.forward(choiceOf(row))),
    Delete: () => deeds.remove(choiceOf(row)),
    ' ': () => talk.toggle(choiceOf(row)),
    Escape: isChoosing && talk.endSelection,
  };
  const act = isPlain(event) ? acts[keyOf(event)] : undefined;
  if (act === undefined || act === false) return false;
  act();
  return true;
}

function isPlain({ ctrlKey, metaKey, altKey, shiftKey, nativeEvent }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && !shiftKey && !nativeEvent.isComposing;
}

/** A key by what is on it; a letter by its place where the keyboard has other letters. */
function keyOf({ key, code }: KeyboardEvent): string {
  if (/^[a-z]$/iu.test(key)) return key.toLowerCase();
  return key.length === 1 && key !== ' ' ? (/^Key([A-Z])$/u.exec(code)?.[1]?.toLowerCase() ?? '') : key;
}
