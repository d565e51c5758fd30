import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { type ConversationRecord, conversationRecordSchema } from '@domain/chat/message.ts';
import type { StoreError } from '@ports/documentStore.ts';
import { messageRow } from './messageRow.ts';
import { type RowDoor, eventSchema } from './rowDoor.ts';
import { KEY_END, type TableName } from './schema.ts';
import type { WriteScope } from './writeScope.ts';

/** What the functions here need besides the transaction. */
export interface RowContext {
  readonly door: RowDoor;
  readonly keyRange: typeof IDBKeyRange;
}

/** The tables of {@link hideMessage}, {@link restoreMessage} and {@link markRead}. */
export const ROW_TABLES: readonly TableName[] = ['events', 'messages', 'hidden', 'conversations'];

/** The row with `last` and `unread` read from the messages that are there: one range each, not the whole conversation. */
export async function refreshedRow(
  scope: WriteScope,
  row: ConversationRecord,
  context: RowContext,
): Promise<ConversationRecord> {
  const whole = context.keyRange.bound([row.space], [row.space, KEY_END]);
  const [newest, unread] = await Promise.all([scope.last('messages', whole), countUnread(scope, row, context)]);
  const last = context.door.message(newest);
  return { ...row, last, unread, activeAt: last?.at ?? row.activeAt };
}

function countUnread(scope: WriteScope, row: ConversationRecord, { keyRange }: RowContext): Promise<number> {
  const after = keyRange.bound([row.space, row.readAt], [row.space, KEY_END], true, true);
  return scope.count({ table: 'messages', name: '[space+incomingAt]' }, after);
}

/** Takes a message out of the conversation. The event stays. */
export async function hideMessage(
  scope: WriteScope,
  { space, id }: { readonly space: SpaceId; readonly id: EventId },
  context: RowContext,
): Promise<Result<boolean, StoreError>> {
  // The event knows the place of the message, so that messages need no index by id.
  const event = context.door.parse('events', eventSchema, await scope.get('events', id));
  if (event === null || event.space !== space) return ok(false);
  const key = [space, event.sortAt, id];
  const message = context.door.message(await scope.get('messages', key));
  if (message === null) return ok(false);
  scope.put('hidden', [messageRow(message)]);
  scope.delete('messages', key);
  scope.touch('messages', space);
  await writeRefreshed(scope, space, context);
  return ok(true);
}

/** Puts a hidden message back in its place. */
export async function restoreMessage(
  scope: WriteScope,
  { space, id }: { readonly space: SpaceId; readonly id: EventId },
  context: RowContext,
): Promise<Result<boolean, StoreError>> {
  const message = context.door.message(await scope.get('hidden', [space, id]));
  if (message === null) return ok(false);
  scope.put('messages', [messageRow(message)]);
  scope.delete('hidden', [space, id]);
  scope.touch('messages', space);
  await writeRefreshed(scope, space, context);
  return ok(true);
}

/** Moves the read mark forward and counts what is left; an older mark changes nothing. */
export async function markRead(
  scope: WriteScope,
  { space, at }: { readonly space: SpaceId; readonly at: number },
  context: RowContext,
): Promise<Result<void, StoreError>> {
  const row = await readRow(scope, space, context);
  if (row === null || at < row.readAt) return ok();
  const moved = { ...row, readAt: at };
  const unread = await countUnread(scope, moved, context);
  if (at === row.readAt && unread === row.unread) return ok();
  scope.put('conversations', [{ ...moved, unread }]);
  scope.touch('conversations', space);
  return ok();
}

async function writeRefreshed(scope: WriteScope, space: SpaceId, context: RowContext): Promise<void> {
  const row = await readRow(scope, space, context);
  if (row === null) return;
  scope.put('conversations', [await refreshedRow(scope, row, context)]);
  scope.touch('conversations', space);
}

async function readRow(scope: WriteScope, space: SpaceId, { door }: RowContext): Promise<ConversationRecord | null> {
  return door.parse('conversations', conversationRecordSchema, await scope.get('conversations', space));
}
