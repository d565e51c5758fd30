/** What a message carries beside what it says: what it answers, whom it names, which others it was sent with. */
import * as v from 'valibot';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import type { AccountId, EventId } from '@shared/ids.ts';
import { accountIdSchema, bytesOf, countSchema, eventIdSchema, timeSchema, wireId } from '@shared/schemas.ts';
import { idBytes } from '../event/codec.ts';

/** Most people one message may name. */
export const MAX_MENTIONS = 50;
/** Bytes of what files that were sent together share. */
export const ALBUM_BYTES = 16;

/** Somebody named in the words: which stretch of them, in UTF-16 code units. */
export const mentionSchema = v.strictObject({ account: accountIdSchema, start: countSchema, length: countSchema });
/** See {@link mentionSchema}. */
export type Mention = v.InferOutput<typeof mentionSchema>;

/** A message that is spoken of: its event, and where its author put it, so that it is found without a search. */
export const messageRefSchema = v.strictObject({ id: eventIdSchema, at: timeSchema });
/** See {@link messageRefSchema}. */
export type MessageRef = v.InferOutput<typeof messageRefSchema>;

/** See the head of this file. What a message has not is not there at all: most have none of it. */
export const messageExtrasSchema = v.strictObject({
  /** What it answers. */
  reply: v.exactOptional(messageRefSchema),
  /** In their order, none over another. */
  mentions: v.exactOptional(v.pipe(v.array(mentionSchema), v.maxLength(MAX_MENTIONS), v.readonly())),
  /** It was said elsewhere first. Where and by whom nobody is told. */
  forwarded: v.exactOptional(v.literal(true)),
  /** Shared by files that were sent together; base64url of 16 bytes. */
  album: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/))),
});
/** See {@link messageExtrasSchema}. */
export type MessageExtras = v.InferOutput<typeof messageExtrasSchema>;

/** An event's id as events carry it. */
export const wireEventId = wireId<EventId>();
/** An account's id as events carry it. */
export const wireAccountId = wireId<AccountId>();

/** People named, as events carry them. */
export const wireMentionsSchema = v.pipe(
  v.array(v.strictObject({ account: wireAccountId, start: countSchema, length: countSchema })),
  v.maxLength(MAX_MENTIONS),
);

/** The same as entries of a body. */
export const wireExtras = {
  reply: v.exactOptional(v.strictObject({ message: wireEventId, at: timeSchema })),
  mentions: v.exactOptional(wireMentionsSchema),
  forwarded: v.exactOptional(v.literal(true)),
  album: v.exactOptional(bytesOf(ALBUM_BYTES)),
};

interface WireExtras {
  readonly reply?: { readonly message: EventId; readonly at: number };
  readonly mentions?: readonly Mention[];
  readonly forwarded?: true;
  readonly album?: Uint8Array;
}

/** What a body says of extras about words; null where it says none. */
export function readExtras({ reply, mentions, forwarded, album }: WireExtras, words: string): MessageExtras | null {
  const named = cleanMentions(mentions ?? [], words);
  const extras: MessageExtras = {
    ...(reply === undefined ? {} : { reply: { id: reply.message, at: reply.at } }),
    ...(named.length === 0 ? {} : { mentions: named }),
    ...(forwarded === undefined ? {} : { forwarded }),
    ...(album === undefined ? {} : { album: toBase64url(album) }),
  };
  return Object.keys(extras).length === 0 ? null : extras;
}

/** Extras as a body carries them. */
export function encodeExtras({ reply, mentions, forwarded, album }: MessageExtras): Record<string, unknown> {
  const bytes = album === undefined ? null : fromBase64url(album);
  return {
    ...(reply === undefined ? {} : { reply: { message: idBytes(reply.id), at: reply.at } }),
    ...(mentions === undefined || mentions.length === 0 ? {} : { mentions: encodeMentions(mentions) }),
    ...(forwarded === undefined ? {} : { forwarded }),
    ...(bytes?.ok === true ? { album: bytes.value } : {}),
  };
}

/** People named, as a body carries them. */
export function encodeMentions(mentions: readonly Mention[]): readonly Record<string, unknown>[] {
  return mentions.map(({ account, start, length }) => ({ account: idBytes(account), start, length }));
}

/** Those of them that lie within the words, in their order, none over another, at most {@link MAX_MENTIONS} (CHT-41). */
export function cleanMentions(mentions: readonly Mention[], words: string): readonly Mention[] {
  let end = 0;
  const kept: Mention[] = [];
  for (const mention of mentions.toSorted((one, other) => one.start - other.start)) {
    const isInside = mention.length > 0 && mention.start >= end && mention.start + mention.length <= words.length;
    if (!isInside || kept.length === MAX_MENTIONS) continue;
    kept.push(mention);
    end = mention.start + mention.length;
  }
  return kept;
}
