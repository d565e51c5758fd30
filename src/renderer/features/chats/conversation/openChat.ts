import type { QueryState } from '@ports/query.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Conversation, MessageWindow, Workspace } from '@services/workspace/workspace.ts';
import { isSameConversation } from '../keepConversations.ts';

/** A chat that is open or being opened: the chat itself, null where there is none, and its messages, read beside each other. */
export interface Opening {
  readonly space: Conversation['space'];
  /** What was read stays where it is read again. */
  readonly row: Snapshot<QueryState<Conversation | null>>;
  readonly messages: MessageWindow;
}

/** An opening, and what only who opened it does with it. */
export interface OwnOpening extends Opening {
  /** Tells once there is something to show: the chat with its messages, or why there is none. Maybe at once. */
  readonly whenSettled: (tell: () => void) => Disposer;
  readonly dispose: Disposer;
}

type OpensChats = Pick<Workspace, 'openMessages' | 'conversation' | 'conversations'>;
type Row = QueryState<Conversation | null>;

/** A chat that was read and cannot be any more is shown as such after this, ms: a store that closes is mostly opened anew at once, by another engine. */
const LOST_AFTER = 1000;

/** Opens a chat. What it shows stays as it was once it is disposed. */
export function openChat(workspace: OpensChats, space: Conversation['space']): OwnOpening {
  const messages = workspace.openMessages(space);
  const row = writableSnapshot<Row>(listedRow(workspace, space));
  let stop: Disposer | null = null;
  let failing: ReturnType<typeof setTimeout> | undefined;
  const take = (state: Row) => {
    clearTimeout(failing);
    if (state.status === 'failed' && row.get().status === 'ready')
      failing = setTimeout(() => row.set(state), LOST_AFTER);
    else if (state.status !== 'loading' && !isSameRow(row.get(), state)) row.set(state);
  };
  const follow = () => {
    stop ??= workspace.conversation(space).subscribe(take);
  };
  // One that the list knows is read by itself once its messages are, which one waits for.
  const isLate = () => messages.state.get().status === 'loading' && row.get().status !== 'loading';
  const stopWaiting = messages.state.subscribe(() => isLate() || follow());
  if (!isLate()) follow();
  return {
    ...{ space, row, messages },
    whenSettled: (tell) => {
      const stops: Disposer[] = [];
      const end = () => {
        for (const each of stops.splice(0)) each();
      };
      const look = () => {
        if (!isSettled({ row, messages })) return;
        end();
        tell();
      };
      stops.push(row.subscribe(look), messages.state.subscribe(look));
      look();
      return end;
    },
    dispose: () => {
      stopWaiting();
      stop?.();
      clearTimeout(failing);
      messages.dispose();
    },
  };
}

/** What the list of chats knows of one already. */
function listedRow({ conversations }: OpensChats, space: Conversation['space']): Row {
  const listed = conversations().now?.();
  const value = listed?.status === 'ready' ? listed.value.find((one) => one.space === space) : undefined;
  return value === undefined ? { status: 'loading' } : { status: 'ready', value };
}

function isSameRow(before: Row, next: Row): boolean {
  if (before.status !== 'ready' || next.status !== 'ready') return false;
  if (before.value === null || next.value === null) return before.value === next.value;
  return isSameConversation(before.value, next.value);
}

function isSettled({ row, messages }: Pick<Opening, 'row' | 'messages'>): boolean {
  const state = row.get();
  if (state.status !== 'ready') return state.status === 'failed';
  return state.value === null || messages.state.get().status !== 'loading';
}

/** A press that led to no chat in so long was none, ms. */
const PRESS_LASTS = 2000;

interface Expected {
  readonly opening: OwnOpening;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The chat that each workspace reads ahead. */
const expected = new WeakMap<OpensChats, Expected>();

/** Begins to read a chat whose row is pressed: the click that opens it comes when the press ends. */
export function expectChat(workspace: OpensChats, space: Conversation['space']): void {
  takeExpected(workspace)?.dispose();
  const opening = openChat(workspace, space);
  const timer = setTimeout(() => takeExpected(workspace)?.dispose(), PRESS_LASTS);
  expected.set(workspace, { opening, timer });
}

/** Opens a chat, or goes on with it where it is read already. */
export function openExpected(workspace: OpensChats, space: Conversation['space']): OwnOpening {
  const opening = takeExpected(workspace);
  if (opening?.space === space) return opening;
  opening?.dispose();
  return openChat(workspace, space);
}

function takeExpected(workspace: OpensChats): OwnOpening | null {
  const found = expected.get(workspace);
  if (found === undefined) return null;
  clearTimeout(found.timer);
  expected.delete(workspace);
  return found.opening;
}
