/** A conversation as a sorted array: the same pages as key ranges give. */
import type { EventId, SpaceId } from '@shared/ids.ts';
import type { ConversationRecord, MessageKey, MessageRecord } from '@domain/chat/message.ts';
import { isIncoming } from '@domain/chat/project.ts';
import type { MessagePage, MessageRange } from '@ports/documentStore.ts';
import type { MemorySpace, MemoryTables } from './memoryDisk.ts';

/** Puts a message in its place. */
export function insertMessage(messages: MessageRecord[], message: MessageRecord): void {
  const place = placeOf(messages, message);
  const there = messages[place];
  const isSame = there?.id === message.id && there.at === message.at;
  messages.splice(place, isSame ? 1 : 0, message);
}

/** A page, as the port describes it. */
export function pageOf(messages: readonly MessageRecord[], range: MessageRange): MessagePage {
  if (range.kind === 'latest' || range.kind === 'until') {
    const end = range.kind === 'latest' ? messages.length : afterOf(messages, range.key);
    const start = Math.max(0, end - range.limit);
    return { messages: messages.slice(start, end), hasOlder: start > 0, hasNewer: end < messages.length };
  }
  const start = placeOf(messages, range.kind === 'from' ? range.key : range.from);
  const stop = range.kind === 'between' && range.to !== null ? afterOf(messages, range.to) : messages.length;
  const end = Math.max(start, Math.min(stop, start + range.limit));
  return { messages: messages.slice(start, end), hasOlder: start > 0, hasNewer: end < messages.length };
}

/** The oldest message of others after `at`. */
export function firstAfter(messages: readonly MessageRecord[], at: number): MessageRecord | null {
  return messages.find((message) => isIncoming(message) && message.at > at) ?? null;
}

/** Reads `last` and `unread` of a space's row anew. */
export function refreshRow(tables: MemoryTables, space: SpaceId, parts: 'unread' | 'all'): void {
  const row = tables.records.conversations.get(space);
  if (row === undefined) return;
  const { messages } = tables.space(space);
  const unread = messages.filter((message) => isIncoming(message) && message.at > row.readAt).length;
  const last = parts === 'all' ? (messages.at(-1) ?? null) : row.last;
  tables.records.conversations.set(space, { ...row, unread, last, activeAt: last?.at ?? row.activeAt });
}

/** Takes a message out; false when it is not there. */
export function hide(held: MemorySpace, id: string): boolean {
  const message = held.messages.find((one) => one.id === id);
  if (message === undefined) return false;
  held.messages.splice(held.messages.indexOf(message), 1);
  held.hidden.set(message.id, message);
  return true;
}

/** Puts a hidden message back; false when there is none. */
export function unhide(held: MemorySpace, id: EventId): boolean {
  const message = held.hidden.get(id);
  if (message === undefined) return false;
  held.hidden.delete(id);
  insertMessage(held.messages, message);
  return true;
}

/** Index of the first message that does not stand before `key`. */
function placeOf(messages: readonly MessageRecord[], key: MessageKey): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const message = messages[middle];
    if (message !== undefined && isBefore(message, key)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index after the last message that stands at or before `key`. */
function afterOf(messages: readonly MessageRecord[], key: MessageKey): number {
  const place = placeOf(messages, key);
  const message = messages[place];
  return message?.at === key.at && message.id === key.id ? place + 1 : place;
}

function isBefore(message: MessageRecord, key: MessageKey): boolean {
  return message.at === key.at ? message.id < key.id : message.at < key.at;
}

/** Puts lines in their places, and takes others out. */
export function putLines(held: MemorySpace, lines: readonly MessageRecord[], gone: readonly MessageKey[]): void {
  const ids = new Set(gone.map(({ id }) => id));
  held.messages = held.messages.filter(({ id }) => !ids.has(id));
  for (const line of lines) insertMessage(held.messages, line);
}

/** Conversation rows, newest first. */
export function conversationsIn({ records }: MemoryTables): readonly ConversationRecord[] {
  return [...records.conversations.values()].toSorted((first, second) => second.activeAt - first.activeAt);
}

/** Tells who listens that a conversation row changed. */
export function tellRow(tables: MemoryTables, space: SpaceId): void {
  tables.changed('conversations');
  tables.changed(`conversations/${space}`);
}

/** Takes away everything a conversation shows. */
export function clearMessages(tables: MemoryTables, space: SpaceId): void {
  const held = tables.space(space);
  held.messages = [];
  held.hidden.clear();
  held.attachments.clear();
  held.readMarks.clear();
  held.pins.clear();
  for (const { event, said } of [...held.notes.values()]) if (said.act !== 'timer') held.notes.delete(event);
  held.named.clear();
  held.ends.clear();
  tables.changed(`notes/${space}`);
  tables.changed('named');
  tables.records.conversations.delete(space);
  tables.changed(`messages/${space}`);
  tellRow(tables, space);
}
