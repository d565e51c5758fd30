/** What this device keeps of channels, as small records of the feed (`FeedKeep`). Whatever is no such record is as if it were not there. */
import * as v from 'valibot';
import {
  blobIdSchema,
  bytesOf,
  bytesUpTo,
  deviceIdSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import type { FeedKeep } from '../feed/kept.ts';
import { priceAmountSchema } from '../feed/paid.ts';
import { MAX_SUMMARY, MAX_TITLE } from '../feed/post.ts';
import { MAX_MARK } from '../feed/tally.ts';
import { letterStates } from './deskWords.ts';
import { MAX_CHANNEL_NAME } from './face.ts';
import { MAX_LETTER, MAX_LETTER_BYTES, letterKinds } from './letter.ts';
import { MOST_HINTS } from './link.ts';

/** Kinds of records. Those of `channel`, `channel-charter`, `channel-fork` stand under the channel's id. */
export const ChannelKeep = {
  channel: 'channel',
  charter: 'channel-charter',
  /** Another charter for the same place: what proves that the owner signed two (CHN-6). */
  fork: 'channel-fork',
  draft: 'channel-draft',
  draftPart: 'channel-draft-part',
  /** A draft that is being said, under its id: what is there of it in the log tells whether it was. */
  publishing: 'channel-publishing',
  /** A letter of this person's own. */
  sent: 'channel-sent',
  /** A letter to a channel this person edits: made again from the channel's log. */
  letter: 'derived.channel-letter',
  auto: 'channel-auto',
  /** A writer's draft that became one of this device's. */
  taken: 'channel-taken',
  /** What a contact vouches for, under their account: they say it again at each link. */
  vouches: 'derived.channel-vouches',
  /** This person's own mark on a post, under the post's id, with what became of it. */
  mark: 'channel-mark',
  /** That this person paid, under the wallet's record; see `paidRecords.ts`. */
  claim: 'channel-claim',
  /** A claim this device made and whose payment it has not signed, under the wallet's record: told to nobody (CHN-40). */
  claiming: 'channel-claiming',
  /** A key of what was paid for, under the mark it was given by. */
  postKey: 'channel-post-key',
  /** Somebody who subscribed, on the device of whom they pay, under the wallet's record. */
  subscriber: 'channel-subscriber',
  /** What a paid post is once it was opened, under the post's id: made again from its sealed bytes. */
  opened: 'derived.channel-opened',
  /** What an editor's device knows of the reactions to a post, under its id: made again from the channel's log. */
  reactions: 'derived.channel-reactions',
} as const;
/** See {@link ChannelKeep}. */
export type ChannelKeep = (typeof ChannelKeep)[keyof typeof ChannelKeep];

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const hints = v.pipe(v.array(text(200)), v.maxLength(MOST_HINTS), v.readonly());

/** A channel that is followed, edited, or asked to be edited. */
export const channelRecordSchema = v.strictObject({
  v: v.literal(1),
  /** The key it was opened with. */
  key: bytesOf(32),
  /** What the link called it. */
  name: text(MAX_CHANNEL_NAME),
  signaling: hints,
  followed: v.boolean(),
  muted: v.boolean(),
  readAt: timeSchema,
  vouched: v.boolean(),
  since: timeSchema,
  /** The key this device writes with there, where it may or asked to. */
  pen: v.nullable(bytesOf(32)),
});
/** See {@link channelRecordSchema}. */
export type ChannelRecord = v.InferOutput<typeof channelRecordSchema>;

const answers = v.pipe(
  v.array(v.strictObject({ text: text(MAX_LETTER * 2), at: timeSchema, own: v.boolean(), id: eventIdSchema })),
  v.maxLength(200),
  v.readonly(),
);
const letterEntries = {
  v: v.literal(1),
  channel: spaceIdSchema,
  kind: v.picklist(letterKinds),
  post: v.nullable(eventIdSchema),
  name: text(64),
  text: text(MAX_LETTER),
  at: timeSchema,
} as const;

/** A letter this person sent. `envelope` is kept until an editor has it. */
export const sentRecordSchema = v.strictObject({
  ...letterEntries,
  envelope: v.nullable(bytesUpTo(MAX_LETTER_BYTES)),
  /** `expired`: no editor took it in time. */
  state: v.picklist(['waiting', 'received', 'refused', 'published', 'expired']),
  answers,
});
/** See {@link sentRecordSchema}. */
export type SentRecord = v.InferOutput<typeof sentRecordSchema>;

/** A letter that editors of a channel have. */
export const letterRecordSchema = v.strictObject({
  ...letterEntries,
  thread: bytesOf(32),
  state: v.picklist(letterStates),
  /** Clock of what set the state: the latest holds. */
  stateAt: timeSchema,
  assigned: v.nullable(text(64)),
  /** Whether an answer went out by itself. */
  auto: v.boolean(),
  answers,
});
/** See {@link letterRecordSchema}. */
export type LetterRecord = v.InferOutput<typeof letterRecordSchema>;

/** How a draft is to be sold. */
export const saleSchema = v.strictObject({
  isForSubscribers: v.boolean(),
  /** By itself, in minor units of what the channel is paid in; null: not by itself. */
  amount: v.nullable(priceAmountSchema),
});

/** A draft without its document, which is in {@link ChannelKeep.draftPart} records. */
export const draftRecordSchema = v.strictObject({
  v: v.literal(1),
  channel: spaceIdSchema,
  post: v.nullable(eventIdSchema),
  title: text(MAX_TITLE),
  summary: text(MAX_SUMMARY),
  series: text(MAX_TITLE),
  /** Its document's parts are those under this name. */
  revision: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  parts: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(32)),
  changedAt: timeSchema,
  publishAt: v.nullable(timeSchema),
  /** Missing where everybody may read it. */
  sale: v.exactOptional(saleSchema),
  /** The change (`changedAt`) that other own devices know of last. */
  agreed: v.exactOptional(timeSchema),
  /** Its text as they were told it last. */
  told: v.exactOptional(blobIdSchema),
  /** The own device that publishes it when it is time; absent: whichever has it. */
  by: v.exactOptional(deviceIdSchema),
});
/** See {@link draftRecordSchema}. */
export type DraftRecord = v.InferOutput<typeof draftRecordSchema>;

/** See {@link ChannelKeep.publishing}. */
export const publishingRecordSchema = v.strictObject({
  v: v.literal(1),
  channel: spaceIdSchema,
  /** The post that is changed; null for a new one. */
  post: v.nullable(eventIdSchema),
  /** Said as an article, or handed in by a writer. */
  as: v.picklist(['article', 'handed']),
  /** The blob of the article's document, or the nonce of what is handed in. */
  mark: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  /** What was said before is something else, ms. */
  at: timeSchema,
});
/** See {@link publishingRecordSchema}. */
export type PublishingRecord = v.InferOutput<typeof publishingRecordSchema>;

/** What answers by itself in a channel. */
export const autoRecordSchema = v.strictObject({
  v: v.literal(1),
  rules: v.pipe(
    v.array(
      v.strictObject({
        words: v.pipe(v.array(v.pipe(text(64), v.minLength(1))), v.minLength(1), v.maxLength(20), v.readonly()),
        reply: v.pipe(text(MAX_LETTER), v.minLength(1)),
      }),
    ),
    v.maxLength(30),
    v.readonly(),
  ),
  endpoint: v.nullable(v.strictObject({ url: text(2048), model: text(128), instructions: text(4000) })),
});
/** See {@link autoRecordSchema}. */
export type AutoRecord = v.InferOutput<typeof autoRecordSchema>;

/** What one contact vouches for. */
export const vouchesRecordSchema = v.strictObject({
  v: v.literal(1),
  channels: v.pipe(
    v.array(v.strictObject({ key: bytesOf(32), name: text(MAX_CHANNEL_NAME), signaling: hints })),
    v.maxLength(50),
    v.readonly(),
  ),
});
/** See {@link vouchesRecordSchema}. */
export type VouchesRecord = v.InferOutput<typeof vouchesRecordSchema>;

/** See {@link ChannelKeep.mark}. */
export const markRecordSchema = v.strictObject({
  v: v.literal(1),
  /** Null: taken back, and kept until the editors have that. */
  mark: v.nullable(text(MAX_MARK)),
  /** How it stands with the editors of a channel; of a mark that nobody is told of there is none. */
  sent: v.exactOptional(
    v.strictObject({
      channel: spaceIdSchema,
      /** When the person chose it, ms. */
      at: timeSchema,
      /** The mark they have counted; null where they have none. */
      counted: v.nullable(text(MAX_MARK)),
      /** The letter that tells them, kept until one of them has it. */
      envelope: v.nullable(bytesUpTo(MAX_LETTER_BYTES)),
      /** Whether they have what was chosen. */
      isIn: v.boolean(),
    }),
  ),
});
/** See {@link markRecordSchema}. */
export type MarkRecord = v.InferOutput<typeof markRecordSchema>;

/** The bytes of a record. */
export function recordBytes(
  record:
    | ChannelRecord
    | SentRecord
    | LetterRecord
    | DraftRecord
    | PublishingRecord
    | AutoRecord
    | VouchesRecord
    | MarkRecord,
): Uint8Array {
  return encodeCanonical(record);
}

/** Null for what is no such record. */
export function readRecord<Schema extends v.GenericSchema>(
  schema: Schema,
  keep: Pick<FeedKeep, 'bytes'> | null,
): v.InferOutput<Schema> | null {
  return keep === null ? null : readCanonical(schema, keep.bytes);
}
