import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import {
  type ConversationRecord,
  type MessageKey,
  type MessageRecord,
  conversationRecordSchema,
} from '@domain/chat/message.ts';
import { rereadMessage, withHidden } from '@domain/chat/hideNote.ts';
import { isIncoming } from '@domain/chat/project.ts';
import type { NoteTarget } from '@domain/intake/noteDraft.ts';
import type { StoreError } from '@ports/documentStore.ts';
import { messageById } from './messageById.ts';
import { NOTE_TABLES, noteByEvent, notesOfAuthor, putNote, targetAt } from './noteTables.ts';
import { messageRow } from './messageRow.ts';
import type { RowDoor } from './rowDoor.ts';
import { KEY_END, type TableName } from './schema.ts';
import type { IndexRange, WriteScope } from './writeScope.ts';

/** What the functions here need besides the transaction. */
export interface RowContext {
  readonly door: RowDoor;
  readonly keyRange: typeof IDBKeyRange;
}

/** The tables of {@link hideMessage}, {@link restoreMessage} and {@link markRead}. */
export const ROW_TABLES: readonly TableName[] = ['events', 'messages', 'hidden', 'conversations', 'messageNotes'];

/** The tables of messages and of all that stands beside them. */
export const MESSAGE_TABLES: readonly TableName[] = [
  ...new Set<TableName>([...ROW_TABLES, ...NOTE_TABLES, 'attachments']),
];

/** The row with `last` and `unread` read from the messages that are there, for a row that could not be. */
export async function refreshedRow(
  scope: WriteScope,
  row: ConversationRecord,
  context: RowContext,
): Promise<ConversationRecord> {
  const [last, unread] = await Promise.all([newest(scope, row.space, context), countUnread(scope, row, context)]);
  return { ...row, last, unread, activeAt: last?.at ?? row.activeAt };
}

function countUnread(scope: WriteScope, row: ConversationRecord, { keyRange }: RowContext): Promise<number> {
  return scope.count(incoming(keyRange.bound([row.space, row.readAt], [row.space, KEY_END], true, true)));
}

function incoming(range: IDBKeyRange): IndexRange {
  return { table: 'messages', name: '[space+incomingAt]', range };
}

/** A read mark on its way: `unread` messages of others stand after `from`. */
export interface MarkMove {
  readonly space: SpaceId;
  readonly from: number;
  readonly to: number;
  readonly unread: number;
}

/** How many keys are asked for first, and by what that grows. */
const FIRST_LOOK = 64;
const GROWTH = 8;

/**
 * How many stand after the mark where it arrives. Chromium takes 27 µs for each row it counts, and reading through 100,000 unread
 * must not count them at every step. So both sides of the new place are looked at, a few keys at first, then more: the cost is
 * that of the shorter one.
 */
export async function unreadAfterMove(
  scope: WriteScope,
  { space, from, to, unread }: MarkMove,
  { keyRange }: RowContext,
): Promise<number> {
  const left = incoming(keyRange.bound([space, to], [space, KEY_END], true, true));
  // A range that ends where it begins, both open, is refused by the platform.
  const passed = to > from ? incoming(keyRange.bound([space, from], [space, to], true, false)) : null;
  for (let most = FIRST_LOOK; ; most *= GROWTH) {
    const [countLeft, countPassed] = await Promise.all([
      scope.countUpTo(left, most),
      passed === null ? 0 : scope.countUpTo(passed, most),
    ]);
    if (countLeft < most) return countLeft;
    if (countPassed < most) return unread - countPassed;
  }
}

/** Takes a message out of the conversation. The event stays. */
export async function hideMessage(
  scope: WriteScope,
  { space, id }: { readonly space: SpaceId; readonly id: EventId },
  context: RowContext,
): Promise<Result<boolean, StoreError>> {
  const message = await messageById(scope, { space, id }, context);
  if (message === null) return ok(await hideNote(scope, { space, id, isHidden: true }, context));
  scope.put('hidden', [messageRow(message)]);
  scope.delete('messages', [space, message.at, id]);
  scope.touch('messages', space);
  scope.touch('hidden', space);
  await followMessage(scope, { message, change: -1 }, context);
  return ok(true);
}

/** Puts a hidden message back in its place. */
export async function restoreMessage(
  scope: WriteScope,
  { space, id }: { readonly space: SpaceId; readonly id: EventId },
  context: RowContext,
): Promise<Result<boolean, StoreError>> {
  const message = context.door.message(await scope.get('hidden', [space, id]));
  if (message === null) return ok(await hideNote(scope, { space, id, isHidden: false }, context));
  scope.put('messages', [messageRow(message)]);
  scope.delete('hidden', [space, id]);
  scope.touch('messages', space);
  scope.touch('hidden', space);
  await followMessage(scope, { message, change: 1 }, context);
  return ok(true);
}

/** Whether the mark stands there or further already, and what is unread was counted right: then {@link markRead} changes nothing. */
export async function isMarked(
  scope: WriteScope,
  { space, at }: { readonly space: SpaceId; readonly at: number },
  context: RowContext,
): Promise<boolean> {
  const row = await readRow(scope, space, context);
  if (row === null || at < row.readAt) return true;
  if (at > row.readAt) return false;
  return (await unreadAfterMove(scope, { space, from: at, to: at, unread: row.unread }, context)) === row.unread;
}

/** Moves the read mark forward and counts what is left; an older mark changes nothing. */
export async function markRead(
  scope: WriteScope,
  { space, at }: { readonly space: SpaceId; readonly at: number },
  context: RowContext,
): Promise<Result<void, StoreError>> {
  const row = await readRow(scope, space, context);
  if (row === null || at < row.readAt) return ok();
  const unread = await unreadAfterMove(scope, { space, from: row.readAt, to: at, unread: row.unread }, context);
  if (at === row.readAt && unread === row.unread) return ok();
  scope.put('conversations', [{ ...row, readAt: at, unread }]);
  scope.touch('conversations', space);
  return ok();
}

/** Takes a note out of sight, or puts it back, and its message reads accordingly; false where there is none such. */
async function hideNote(
  scope: WriteScope,
  { space, id, isHidden }: { readonly space: SpaceId; readonly id: EventId; readonly isHidden: boolean },
  context: RowContext,
): Promise<boolean> {
  const note = await noteByEvent(scope, id, context);
  if (note === null || note.space !== space || (note.hidden === true) === isHidden) return false;
  putNote(scope, withHidden(note, isHidden));
  const target = await targetAt(scope, note, context);
  if (target === null) return true;
  const edits = await notesOfAuthor(scope, note, context);
  const next = rereadMessage(
    target.message,
    edits.map((one) => (one.event === id ? withHidden(one, isHidden) : one)),
  );
  await rewriteMessage(scope, { message: next, isHidden: target.isHidden }, context);
  return true;
}

/** Puts a message in its place as it reads now; where it is the last of its conversation, the list follows. */
export async function rewriteMessage(
  scope: WriteScope,
  { message, isHidden }: NoteTarget,
  context: RowContext,
): Promise<void> {
  scope.put(isHidden ? 'hidden' : 'messages', [messageRow(message)]);
  if (isHidden) return;
  scope.touch('messages', message.space);
  const row = await readRow(scope, message.space, context);
  if (row?.last?.id !== message.id) return;
  scope.put('conversations', [{ ...row, last: message }]);
  scope.touch('conversations', message.space);
}

/** The rows of a space after some of its messages went for good. */
export async function refreshConversation(scope: WriteScope, space: SpaceId, context: RowContext): Promise<void> {
  const row = await readRow(scope, space, context);
  if (row === null) return;
  scope.put('conversations', [await refreshedRow(scope, row, context)]);
  scope.touch('conversations', space);
}

/** The row after one message went or came back: `last` is read anew, unread changes by that one. */
async function followMessage(
  scope: WriteScope,
  { message, change }: { readonly message: MessageRecord; readonly change: 1 | -1 },
  context: RowContext,
): Promise<void> {
  const row = await readRow(scope, message.space, context);
  if (row === null) return;
  const isUnread = isIncoming(message) && message.at > row.readAt;
  const unread = isUnread ? Math.max(0, row.unread + change) : row.unread;
  const last = await newest(scope, row.space, context);
  scope.put('conversations', [{ ...row, last, unread, activeAt: last?.at ?? row.activeAt }]);
  scope.touch('conversations', row.space);
}

/** Puts lines about a group in their place and takes others out; `last` follows, unread does not change. */
export async function putNotices(
  scope: WriteScope,
  change: {
    readonly space: SpaceId;
    readonly lines: readonly MessageRecord[];
    readonly gone: readonly MessageKey[];
  },
  context: RowContext,
): Promise<Result<void, StoreError>> {
  const { space, lines, gone } = change;
  for (const { at, id } of gone) scope.delete('messages', [space, at, id]);
  scope.put('messages', lines.map(messageRow));
  scope.touch('messages', space);
  const row = await readRow(scope, space, context);
  if (row === null) return ok();
  const last = await newest(scope, space, context);
  scope.put('conversations', [{ ...row, last, activeAt: last?.at ?? row.activeAt }]);
  scope.touch('conversations', space);
  return ok();
}

async function newest(
  scope: WriteScope,
  space: SpaceId,
  { door, keyRange }: RowContext,
): Promise<MessageRecord | null> {
  return door.message(await scope.last('messages', keyRange.bound([space], [space, KEY_END])));
}

async function readRow(scope: WriteScope, space: SpaceId, { door }: RowContext): Promise<ConversationRecord | null> {
  return door.parse('conversations', conversationRecordSchema, await scope.get('conversations', space));
}
