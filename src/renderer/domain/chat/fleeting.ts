/** Words that end (CHT-58): what the blob holds of which their event speaks. */
import * as v from 'valibot';
import { bytesOf } from '@shared/schemas.ts';
import { MAX_EVENT_PARTS } from '../event/event.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { CONTACT_KIND, MAX_FLEETING_BYTES, PLACE_KIND, POLL_KIND, STICKER_KIND } from './bodies.ts';
import { POST_KIND } from './postCard.ts';
import { FILE_KIND, MESSAGE_KIND, type SaidMessage, readSaid } from './project.ts';

/** Bytes that make the blob of a short text no guess: its id stays in the log when it is gone. */
export const FLEETING_SALT = 16;

/** What can be said so that it ends. */
const SEALED: ReadonlySet<string> = new Set([
  MESSAGE_KIND,
  FILE_KIND,
  STICKER_KIND,
  CONTACT_KIND,
  PLACE_KIND,
  POLL_KIND,
  POST_KIND,
]);

const wordsSchema = v.strictObject({ salt: bytesOf(FLEETING_SALT), kind: v.string(), body: v.unknown() });

/** Whether a kind is said in a blob where words end. */
export function isSealedKind(kind: string): boolean {
  return SEALED.has(kind);
}

/** The bytes of words that end; null where they are too many. */
export function sealWords(
  words: { readonly kind: string; readonly body: unknown },
  salt: Uint8Array,
): Uint8Array | null {
  const bytes = encodeCanonical({ salt, ...words });
  return bytes.length > MAX_FLEETING_BYTES ? null : bytes;
}

/** What such bytes say; null for what is none of it. Never throws. */
export function readSealedWords(bytes: Uint8Array): SaidMessage | null {
  const words = bytes.length > MAX_FLEETING_BYTES ? null : readCanonical(wordsSchema, bytes, MAX_EVENT_PARTS);
  return words === null || !isSealedKind(words.kind) ? null : readSaid(words.kind, words.body);
}
