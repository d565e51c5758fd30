import * as v from 'valibot';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { programCardSchema } from '../mini/card.ts';
import { contactCardBodySchema, fleetingWordsSchema, placeSchema, pollSchema, stickerSchema } from './bodies.ts';
import { messageExtrasSchema } from './extras.ts';
import { fileReferenceSchema, mediaSchema } from './file.ts';
import { linkPreviewSchema } from './linkPreview.ts';
import { postCardSchema } from './postCard.ts';
import { walletCardSchema } from './walletCard.ts';
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
/** As much of a draft is kept, in UTF-16 code units: the field may hold more than can be sent. */
export const MAX_DRAFT_LENGTH = 4 * MAX_MESSAGE_LENGTH;

/** What happened to a group: the words are the catalogue's. */
export const groupNoticeSchema = v.strictObject({
  act: v.picklist([
    'founded',
    'added',
    'joined',
    'removed',
    'left',
    'made-admin',
    'made-member',
    'handed-over',
    'renamed',
    'described',
    'pictured',
    'policy',
    'dissolved',
  ]),
  /** Whom it was done to, where there is someone. */
  target: v.nullable(accountIdSchema),
  /** The new name of a rename; the name of the target as it was known then. */
  value: v.nullable(v.pipe(v.string(), v.maxLength(256))),
});
/** See {@link groupNoticeSchema}. */
export type GroupNotice = v.InferOutput<typeof groupNoticeSchema>;

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
    v.strictObject({ kind: v.literal('text'), text: v.string(), preview: v.exactOptional(linkPreviewSchema) }),
    v.strictObject({
      kind: v.literal('file'),
      file: fileReferenceSchema,
      caption: v.string(),
      /** Set for a voice note or a film. */
      media: v.exactOptional(mediaSchema),
    }),
    v.strictObject({ kind: v.literal('sticker'), sticker: stickerSchema }),
    v.strictObject({ kind: v.literal('contact'), contact: contactCardBodySchema }),
    v.strictObject({ kind: v.literal('place'), place: placeSchema }),
    v.strictObject({ kind: v.literal('poll'), poll: pollSchema }),
    /** A post of a channel that is passed on. */
    v.strictObject({ kind: v.literal('post'), post: postCardSchema }),
    /** Words that end, and are not here yet. */
    v.strictObject({ kind: v.literal('fleeting'), words: fleetingWordsSchema }),
    /** It was asked that this be seen no more; nothing of it is in the tables. `by`: who asked. */
    v.strictObject({ kind: v.literal('recalled'), by: accountIdSchema }),
    /** Something that happened to the group, told in the conversation. `by` is the author. */
    v.strictObject({ kind: v.literal('notice'), notice: groupNoticeSchema }),
    /** A mini program: the message's id names the instance. */
    v.strictObject({ kind: v.literal('program'), program: programCardSchema }),
    /** A line a program put into the conversation; `href` is where in it a tap leads. */
    v.strictObject({
      kind: v.literal('program-info'),
      instance: eventIdSchema,
      text: v.string(),
      href: v.nullable(v.string()),
    }),
    /** A payment, a request, a split or a red packet, told in the conversation. */
    v.strictObject({ kind: v.literal('wallet'), card: walletCardSchema }),
    /** A kind this version does not know: shown as "made by a newer version". */
    v.strictObject({ kind: v.literal('unsupported') }),
  ]),
  extras: v.exactOptional(messageExtrasSchema),
  /** Set once its author changed the words: where the change that holds stands, its event, and the words as they were said first. */
  edited: v.exactOptional(v.strictObject({ at: timeSchema, event: eventIdSchema, original: v.string() })),
  /** When the words are over, ms; then nothing of it is kept. */
  ends: v.exactOptional(timeSchema),
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
  kind: v.picklist(['direct', 'group']),
  /** The other person of a 1:1 chat; who founded a group. */
  account: accountIdSchema,
  /** Newest message that was not deleted here; null in an empty chat. */
  last: v.nullable(messageRecordSchema),
  /** `last.at`, or when the chat was made. Order of the list. */
  activeAt: timeSchema,
  unread: countSchema,
  /** Everything up to here was read on this device (`at` of a message), 0 at first. */
  readAt: timeSchema,
  /** Own messages up to this `at` were read by the other side (in a group: by someone), as their read mark says. */
  peerReadAt: timeSchema,
  draft: v.pipe(v.string(), v.maxLength(MAX_MESSAGE_LENGTH * 4)),
});
/** See {@link conversationRecordSchema}. */
export type ConversationRecord = v.InferOutput<typeof conversationRecordSchema>;

/** The row of a conversation in which nothing was said yet. */
export function emptyConversation(space: SpaceId, account: AccountId, activeAt: number): ConversationRecord {
  return { space, kind: 'direct', account, last: null, activeAt, unread: 0, readAt: 0, peerReadAt: 0, draft: '' };
}

/** The row of a group in which nothing was said yet. */
export function emptyGroupConversation(space: SpaceId, founder: AccountId, activeAt: number): ConversationRecord {
  return { ...emptyConversation(space, founder, activeAt), kind: 'group' };
}
