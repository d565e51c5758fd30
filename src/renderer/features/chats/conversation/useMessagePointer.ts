import { type MouseEvent, type PointerEvent, useMemo, useRef } from 'react';
import type { Message } from '@services/workspace/messageViews.ts';
import { useLatest } from '@ui/hooks/useLatest.ts';
import type { MenuRequest } from '@ui/overlays/useMenu.tsx';
import { quickSigns } from '../reactions/quickSigns.ts';
import { canAnswer } from '../talk/messageFacts.ts';
import type { TalkActs } from '../talk/talkActs.ts';
import { useTalk } from '../talk/talkContext.ts';
import type { TalkDesk } from '../talk/talkDesk.ts';
import { type LogRow, rowOf } from './logRows.ts';

export interface MessagePointerOptions {
  readonly rows: readonly LogRow[];
  readonly canWrite: boolean;
  readonly onMenu: (message: Message, anchor: MenuRequest['anchor']) => void;
  readonly react: TalkActs['react'];
}

/** Handlers for the element around the log. */
export interface MessagePointer {
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
  readonly onScrollCapture: () => void;
  readonly onClickCapture: (event: MouseEvent) => void;
  readonly onDoubleClick: (event: MouseEvent) => void;
  readonly onContextMenu: (event: MouseEvent) => void;
}

type MessageRow = Extract<LogRow, { kind: 'message' }>;

/**
 * By pointer: what is hovered shows its acts, a right click or a long touch opens the menu, two quick presses beside the words put the
 * first sign there (on words they choose the word, as everywhere), and with Ctrl or Cmd, or while messages are chosen, a press chooses.
 */
export function useMessagePointer(options: MessagePointerOptions): MessagePointer {
  const talk = useTalk();
  const latest = useLatest(options);
  const place = useRef({ x: -1, y: -1 });
  return useMemo(() => {
    const find = (id: string | null): MessageRow | null => (id === null ? null : rowOf(latest.current.rows, id));
    return {
      onPointerMove: ({ pointerType, clientX: x, clientY: y, target }) => {
        // Rows that are scrolled under a pointer at rest are not pointed at.
        if (pointerType !== 'mouse' || (x === place.current.x && y === place.current.y)) return;
        place.current = { x, y };
        talk.hoverOver(messageAt(target));
      },
      onPointerLeave: () => talk.hoverOver(null),
      onScrollCapture: () => talk.hoverOver(null),
      onClickCapture: (event) => choose(event, { talk, row: find(messageAt(event.target)) }),
      onDoubleClick: (event) => {
        const { canWrite, react } = latest.current;
        const row = find(partAt(event.target));
        if (row === null || !canWrite || talk.selected.get() !== null || isBusy(event.target)) return;
        const message = messageIn(row, partAt(event.target));
        if (!canAnswer(message)) return;
        window.getSelection()?.removeAllRanges();
        react(message, quickSigns[0]);
      },
      onContextMenu: (event) => {
        const id = partAt(event.target);
        const row = find(id);
        if (row === null) return;
        event.preventDefault();
        latest.current.onMenu(messageIn(row, id), anchorOf(event));
      },
    };
  }, [talk, latest]);
}

/** Id of the message an element is in. */
function messageAt(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-message]')?.dataset['message'] ?? null) : null;
}

/** The same, for a picture of an album its own. */
function partAt(target: EventTarget | null): string | null {
  const part = target instanceof Element ? target.closest<HTMLElement>('[data-part]')?.dataset['part'] : undefined;
  return part ?? messageAt(target);
}

function messageIn(row: MessageRow, id: string | null): Message {
  return row.album.find((message) => message.id === id) ?? row.message;
}

/** Words, and what has presses of its own. */
function isBusy(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-words], button, a, input, video, audio') !== null;
}

function choose(event: MouseEvent, { talk, row }: { readonly talk: TalkDesk; readonly row: MessageRow | null }): void {
  const isChoosing = talk.selected.get() !== null;
  if (row === null || !(isChoosing || event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.stopPropagation();
  talk.toggle(row.album.length > 0 ? row.album : [row.message]);
}

/** Where a menu opens: at the pointer, or, opened by a key, at the message. */
function anchorOf({ clientX: x, clientY: y, target }: MouseEvent): MenuRequest['anchor'] {
  const isKeyboard = x === 0 && y === 0;
  return isKeyboard && target instanceof Element ? (target.firstElementChild ?? target) : { x, y };
}
