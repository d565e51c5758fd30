import * as v from 'valibot';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import {
  accountIdSchema,
  countSchema,
  deviceIdSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';

/** Longest text of one message, in UTF-16 code units. Longer text is refused by the composer with a plain message. */
export const MAX_MESSAGE_LENGTH = 16_384;

/** One row of a conversation, projected from one admitted event. */
export const messageRecordSchema = v.strictObject({
  id: eventIdSchema,
  space: spaceIdSchema,
  /** Place in the conversation: the event's clock, or its arrival where that clock is far in the future. ms. */
  at: timeSchema,
  author: accountIdSchema,
  device: deviceIdSchema,
  seq: countSchema,
  own: v.boolean(),
  body: v.variant('kind', [
    v.strictObject({ kind: v.literal('text'), text: v.string() }),
    /** A kind this version does not know: shown as "made by a newer version". */
    v.strictObject({ kind: v.literal('unsupported') }),
  ]),
});
/** See {@link messageRecordSchema}. */
export type MessageRecord = v.InferOutput<typeof messageRecordSchema>;

/** Place of a message: `at` first, then id. */
export interface MessageKey {
  readonly at: number;
  readonly id: string;
}

/** One row of the conversation list. */
export const conversationRecordSchema = v.strictObject({
  space: spaceIdSchema,
  /** The other person of a 1:1 chat. */
  account: accountIdSchema,
  /** Newest message that was not deleted here; null in an empty chat. */
  last: v.nullable(messageRecordSchema),
  /** `last.at`, or when the chat was made. Order of the list. */
  activeAt: timeSchema,
  unread: countSchema,
  /** Everything up to here was read on this device (`at` of a message), 0 at first. */
  readAt: timeSchema,
  /** Own messages up to this `at` were read by the other side, as their read mark says. */
  peerReadAt: timeSchema,
  draft: v.pipe(v.string(), v.maxLength(MAX_MESSAGE_LENGTH * 4)),
});
/** See {@link conversationRecordSchema}. */
export type ConversationRecord = v.InferOutput<typeof conversationRecordSchema>;

/** The row of a conversation in which nothing was said yet. */
export function emptyConversation(space: SpaceId, account: AccountId, activeAt: number): ConversationRecord {
  return { space, account, last: null, activeAt, unread: 0, readAt: 0, peerReadAt: 0, draft: '' };
}
