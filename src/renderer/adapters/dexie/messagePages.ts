import type { SpaceId } from '@shared/ids.ts';
import { type ConversationRecord, type MessageRecord, conversationRecordSchema } from '@domain/chat/message.ts';
import type { MessagePage, MessageRange } from '@ports/documentStore.ts';
import type { RowDoor } from './rowDoor.ts';
import { type AccountDatabase, KEY_END } from './schema.ts';

const PLACE = '[space+at+id]';

type Bound = readonly (string | number | readonly never[])[];
/** A stretch of a conversation. Its ends are part of it unless `isOpen`. */
interface Stretch {
  readonly from: Bound;
  readonly to: Bound;
  readonly isOpen?: boolean;
}

/**
 * Reads a page by key ranges. Both requests go out together, and each asks for no more than `limit + 1` rows or one key, so the
 * length of the conversation doesn't matter.
 */
export async function readPage(
  database: AccountDatabase,
  door: RowDoor,
  { space, range }: { readonly space: SpaceId; readonly range: MessageRange },
): Promise<MessagePage> {
  const start: Bound = [space];
  const end: Bound = [space, KEY_END];
  if (range.kind === 'latest' || range.kind === 'until') {
    const to = range.kind === 'latest' ? end : place(space, range.key);
    const [rows, hasNewer] = await Promise.all([
      newestOf(database, { from: start, to }, range.limit + 1),
      range.kind === 'latest' ? false : hasAny(database, { from: to, to: end, isOpen: true }),
    ]);
    const messages = door.messages(rows.slice(0, range.limit)).toReversed();
    return { messages, hasOlder: rows.length > range.limit, hasNewer };
  }
  const from = place(space, range.kind === 'from' ? range.key : range.from);
  const to = range.kind === 'between' && range.to !== null ? place(space, range.to) : end;
  const [rows, hasOlder, hasLater] = await Promise.all([
    oldestOf(database, { from, to }, range.limit + 1),
    hasAny(database, { from: start, to: from, isOpen: true }),
    to === end ? false : hasAny(database, { from: to, to: end, isOpen: true }),
  ]);
  return {
    messages: door.messages(rows.slice(0, range.limit)),
    hasOlder,
    hasNewer: rows.length > range.limit || hasLater,
  };
}

/** The oldest message of others after `at`. */
export async function readFirstAfter(
  database: AccountDatabase,
  door: RowDoor,
  { space, at }: { readonly space: SpaceId; readonly at: number },
): Promise<MessageRecord | null> {
  const rows = await database.messages
    .where('[space+incomingAt]')
    .between([space, at], [space, KEY_END], false, false)
    .limit(1)
    .toArray();
  return door.message(rows[0]);
}

/** Every conversation row, that of the newest words first. */
export async function readConversations(
  { conversations }: AccountDatabase,
  door: RowDoor,
): Promise<readonly ConversationRecord[]> {
  return door
    .parseAll('conversations', conversationRecordSchema, await conversations.toArray())
    .toSorted((first, second) => second.activeAt - first.activeAt);
}

function place(space: SpaceId, key: { readonly at: number; readonly id: string }): Bound {
  return [space, key.at, key.id];
}

function oldestOf(database: AccountDatabase, stretch: Stretch, limit: number): Promise<readonly unknown[]> {
  return within(database, stretch).limit(limit).toArray();
}

function newestOf(database: AccountDatabase, stretch: Stretch, limit: number): Promise<readonly unknown[]> {
  // oxlint-disable-next-line unicorn/no-array-reverse -- a collection of Dexie, not an array
  return within(database, stretch).reverse().limit(limit).toArray();
}

async function hasAny(database: AccountDatabase, stretch: Stretch): Promise<boolean> {
  return (await within(database, stretch).limit(1).primaryKeys()).length > 0;
}

function within(database: AccountDatabase, { from, to, isOpen = false }: Stretch) {
  return database.messages.where(PLACE).between(from, to, !isOpen, !isOpen);
}
