import * as v from 'valibot';
import type { AccountId } from '@shared/ids.ts';
import { timeSchema } from '@shared/schemas.ts';
import type { AdmittedEvent } from '../event/event.ts';
import { type ConversationRecord, MAX_MESSAGE_LENGTH, type MessageRecord } from './message.ts';

/** Kind of a text message; body `{ text }`. */
export const MESSAGE_KIND = 'chat.message';
/** Kind of a read mark; body `{ at }`: everything up to that place was read by the author. */
export const READ_KIND = 'chat.read';

/** Body of {@link MESSAGE_KIND}. */
export const messageBodySchema = v.strictObject({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_MESSAGE_LENGTH)),
});
/** Body of {@link READ_KIND}. */
export const readBodySchema = v.strictObject({ at: timeSchema });

/** What one event adds to the tables of its space. */
export type Projection =
  | { readonly kind: 'message'; readonly message: MessageRecord }
  | { readonly kind: 'read'; readonly by: AccountId; readonly at: number }
  | { readonly kind: 'nothing' };

/**
 * Projects an admitted event (CHT-1…CHT-3). An unknown kind becomes an `unsupported` message, so that a person learns that
 * something was said which this version cannot show. A known kind with a body that does not fit shows as nothing.
 */
export function projectEvent(event: AdmittedEvent, self: AccountId): Projection {
  if (event.content.kind === READ_KIND) {
    const body = v.safeParse(readBodySchema, event.content.body);
    return body.success ? { kind: 'read', by: event.author, at: body.output.at } : { kind: 'nothing' };
  }
  if (event.content.kind === MESSAGE_KIND) {
    const body = v.safeParse(messageBodySchema, event.content.body);
    if (!body.success) return { kind: 'nothing' };
    return { kind: 'message', message: messageOf(event, self, { kind: 'text', text: body.output.text }) };
  }
  return { kind: 'message', message: messageOf(event, self, { kind: 'unsupported' }) };
}

function messageOf(event: AdmittedEvent, self: AccountId, body: MessageRecord['body']): MessageRecord {
  const { space, device, seq } = event.content;
  return { id: event.id, space, at: event.sortAt, author: event.author, device, seq, own: event.author === self, body };
}

/** The conversation row after a projection (CHT-4…CHT-6). Pure; the store calls it inside its transaction. */
export function advanceConversation(
  row: ConversationRecord,
  projection: Projection,
  self: AccountId,
): ConversationRecord {
  if (projection.kind === 'nothing') return row;
  if (projection.kind === 'read') return advanceReadMark(row, projection, self);
  const { message } = projection;
  const unread = !message.own && message.at > row.readAt ? row.unread + 1 : row.unread;
  if (row.last !== null && !isLater(message, row.last)) return { ...row, unread };
  return { ...row, unread, last: message, activeAt: message.at };
}

function advanceReadMark(
  row: ConversationRecord,
  mark: { readonly by: AccountId; readonly at: number },
  self: AccountId,
): ConversationRecord {
  // An own read mark comes from another device of this account; unread is recounted by the store's `markRead`.
  if (mark.by === self) return { ...row, readAt: Math.max(row.readAt, mark.at) };
  return { ...row, peerReadAt: Math.max(row.peerReadAt, mark.at) };
}

/** True when `a` stands after `b` in a conversation: by `at`, then by id. */
export function isLater(a: MessageRecord, b: MessageRecord): boolean {
  return a.at === b.at ? a.id > b.id : a.at > b.at;
}
