import { type FocusEvent, type KeyboardEvent, type RefObject, useCallback, useState } from 'react';
import type { Message } from '@services/workspace/messageViews.ts';
import { messageKeys } from '@ui/keys/chatKeys.ts';
import { chordOf } from '@ui/keys/chord.ts';
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
function targetIndex(chord: string, current: number, count: number): number | null {
  switch (chord) {
    case messageKeys.up:
    case messageKeys.chooseUp:
      return Math.max(0, current - 1);
    case messageKeys.down:
    case messageKeys.chooseDown:
      return Math.min(count - 1, current + 1);
    case messageKeys.first:
      return 0;
    case messageKeys.last:
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
      const chord = chordOf(event);
      const step = messages[targetIndex(chord, current, messages.length) ?? -1];
      if (step !== undefined) {
        if (event.shiftKey) talk.select([...choiceOf(row), ...choiceOf(step)]);
        focusRow(handle.current, step.key);
      } else if (chord === messageKeys.menu) onMenu(row.message, bubbleOf(row.key) ?? { x: 0, y: 0 });
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
    [messageKeys.reply]: canWrite && canAnswer(message) && (() => talk.reply(message)),
    [messageKeys.edit]: canWrite && canEdit(message) && (() => talk.edit(message)),
    [messageKeys.forward]: canForward(message) && (() => deeds.forward(choiceOf(row))),
    [messageKeys.remove]: () => deeds.remove(choiceOf(row)),
    [messageKeys.choose]: () => talk.toggle(choiceOf(row)),
    [messageKeys.endChoice]: isChoosing && talk.endSelection,
  };
  const act = event.nativeEvent.isComposing ? undefined : acts[chordOf(event)];
  if (act === undefined || act === false) return false;
  act();
  return true;
}
