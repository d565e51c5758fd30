import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, bytesUpTo, timeSchema, wireId } from '@shared/schemas.ts';
import { joinBytes, taggedHash } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { idBytes } from '../event/codec.ts';
import { MAX_REMARK, MAX_REMARK_NAME } from '../feed/note.ts';
import { type Seal, SEAL_NONCE_LENGTH, openValue } from './seal.ts';
import { isSign } from './tally.ts';

/** Longest text of a letter and of an answer. */
export const MAX_LETTER = MAX_REMARK;
/** `claim`: of who paid, see `claim.ts`; about a post where that alone was paid. */
export const letterKinds = ['comment', 'message', 'claim'] as const;
/** Largest letter as it travels, bytes: the longest text in a script of three bytes a letter fits. */
export const MAX_LETTER_BYTES = 8 * 1024;

const eventBytes = wireId<EventId>();
const envelopeSchema = v.strictObject({
  v: v.literal(1),
  /** X25519, made for this letter alone. */
  key: bytesOf(32),
  nonce: bytesOf(SEAL_NONCE_LENGTH),
  box: bytesUpTo(MAX_LETTER_BYTES - 256),
});
/** A letter as it travels: who wrote it and what it says only an editor can tell (CHN-10). */
export type Envelope = v.InferOutput<typeof envelopeSchema>;

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_LETTER));
const letterSchema = v.strictObject({
  v: v.literal(1),
  kind: v.picklist(letterKinds),
  /** What it is about; null for a message. */
  post: v.nullable(eventBytes),
  /** The name they give themselves here. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_REMARK_NAME)),
  text,
  at: timeSchema,
  /** X25519, made by the reader for this channel alone: what answers are sealed to. Letters of one reader have the same. */
  thread: bytesOf(32),
});
/** What a letter says. */
export type Letter = v.InferOutput<typeof letterSchema>;

const reactionSchema = v.strictObject({
  v: v.literal(1),
  kind: v.literal('reaction'),
  post: eventBytes,
  /** One emoji; null takes back what was given before. */
  mark: v.nullable(v.pipe(v.string(), v.check(isSign, 'no sign'))),
  at: timeSchema,
  /** As in other letters: of one reader's reactions to a post the newest counts (CHN-19). */
  thread: bytesOf(32),
});
/** What a reader thinks of a post, for the editors to count. */
export type ReactionLetter = v.InferOutput<typeof reactionSchema>;

const answerSchema = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(MAX_LETTER)),
  /** What became of a comment; null where it is only answered. */
  state: v.nullable(v.picklist(['refused', 'published'])),
  at: timeSchema,
});
/** What an editor says to one reader. */
export type Answer = v.InferOutput<typeof answerSchema>;

/** Id of a letter: a hash of it as it travels, 43 characters. */
export function letterId(envelope: Uint8Array): string {
  return toBase64url(taggedHash('banyan/channel/1', 'letter', envelope));
}

/** As bytes. */
export function packEnvelope(envelope: Omit<Envelope, 'v'>): Uint8Array {
  return encodeCanonical({ v: 1, ...envelope });
}

/** Never throws; says nothing about what is inside. */
export function readEnvelope(bytes: Uint8Array): Result<Envelope, Failure<'letter-malformed'>> {
  const envelope = bytes.length <= MAX_LETTER_BYTES ? readCanonical(envelopeSchema, bytes) : null;
  return envelope === null ? fail('letter-malformed', 'not a letter') : ok(envelope);
}

/** What a letter's seal, or an answer's, is bound to. */
export function sealPlace(space: SpaceId, ephemeral: Uint8Array, recipient: Uint8Array): Uint8Array {
  return joinBytes(idBytes(space), ephemeral, recipient);
}

/** The first bytes of a letter's id, by which a tally says that it was counted. */
export const RECEIPT_LENGTH = 9;

/** As much of an id as those bytes are: 12 characters. */
export function receiptOf(id: string): string {
  return id.slice(0, (RECEIPT_LENGTH * 4) / 3);
}

/** A letter for sealing. */
export function encodeLetter(letter: Omit<Letter, 'v'> | Omit<ReactionLetter, 'v'>): unknown {
  return { v: 1, ...letter, post: letter.post === null ? null : idBytes(letter.post) };
}

/** Null for what is sealed to somebody else, or no letter. */
export function openLetter(sealed: Uint8Array, seal: Seal): Letter | null {
  const read = v.safeParse(letterSchema, openValue(sealed, seal));
  return read.success && isFitting(read.output) ? read.output : null;
}

/** The same for a reaction. */
export function openReaction(sealed: Uint8Array, seal: Seal): ReactionLetter | null {
  const read = v.safeParse(reactionSchema, openValue(sealed, seal));
  return read.success ? read.output : null;
}

/** See {@link openLetter}. */
export function openAnswer(sealed: Uint8Array, seal: Seal): Answer | null {
  const read = v.safeParse(answerSchema, openValue(sealed, seal));
  return read.success ? read.output : null;
}

function isFitting({ kind, post }: Letter): boolean {
  return kind === 'claim' || (kind === 'comment') === (post !== null);
}
