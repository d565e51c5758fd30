/** What is in a bundle (MBX-6 to MBX-9). */
import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, bytesUpTo, timeSchema } from '@shared/schemas.ts';
import { equalBytes } from '../codec/bytes.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { type Sign, type Verify, packSigned, signValue, unpackSigned, verifySigned } from '../codec/signed.ts';
import { idBytes } from '../event/codec.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '../link/messages.ts';
import { TERM, type Way } from './names.ts';
import { MAX_BUNDLE_CONTENT } from './seal.ts';

const PURPOSE = 'mailbox-bundle';
const ID_LENGTH = 16;
/** How far the clocks of two devices may be apart, ms. */
const SKEW = 24 * 3_600_000;
/** Most words in one bundle. */
export const MAX_BUNDLE_WORDS = 512;
/** Bytes of words that surely fit into one bundle. */
export const BUNDLE_ROOM: number = MAX_BUNDLE_CONTENT - 1024 - 8 * MAX_BUNDLE_WORDS;

const contentSchema = v.strictObject({
  v: v.literal(1),
  id: bytesOf(ID_LENGTH),
  from: bytesOf(32),
  to: bytesOf(32),
  at: timeSchema,
  until: timeSchema,
  words: v.pipe(v.array(bytesUpTo(MAX_BUNDLE_CONTENT)), v.maxLength(MAX_BUNDLE_WORDS)),
});

/** As CBOR counts them. */
const MOST_PARTS = MAX_BUNDLE_WORDS + 32;

const CARRIED = ['hello', 'event', 'ack', 'welcome'] as const;

/** What of all that linked devices say to each other can wait in a mailbox (MBX-8). */
export type MailWord = Extract<LinkMessage, { readonly t: (typeof CARRIED)[number] }>;

/** What one device says to another through a mailbox. */
export interface BundleContent {
  /** Random: by it a replay is known (MBX-9). 22 characters of base64url. */
  readonly id: string;
  readonly at: number;
  readonly until: number;
  readonly words: readonly MailWord[];
}

/** Why what was in a bundle is not taken. What is over, or from a future, is so by the own clock alone. */
export type BundleError = Failure<'bundle-malformed' | 'bundle-forged' | 'bundle-expired' | 'bundle-early'>;

/** Writes and signs the content of a bundle. */
export async function writeBundle(
  way: Way,
  content: Omit<BundleContent, 'id'> & { readonly id: Uint8Array },
  sign: Sign,
): Promise<Uint8Array> {
  const { id, at, until } = content;
  const words = content.words.map(encodeLinkMessage);
  const value = { v: 1, id, from: idBytes(way.from), to: idBytes(way.to), at, until, words };
  return packSigned(await signValue(PURPOSE, value, sign));
}

/** What reading a bundle goes by: between whom it has to be. */
export interface BundleReading extends Way {
  readonly now: number;
  readonly verify: Verify;
}

/** Reads the content of an opened bundle: signed by the device whose mailbox it lay in, for this one, and not over. Never throws. */
export async function readBundle(
  packed: Uint8Array,
  { from, to, now, verify }: BundleReading,
): Promise<Result<BundleContent, BundleError>> {
  const signed = unpackSigned(packed);
  const content = signed.ok ? readCanonical(contentSchema, signed.value.bytes, MOST_PARTS) : null;
  if (!signed.ok || content === null) return fail('bundle-malformed', 'does not fit');
  const key = idBytes(from);
  if (!equalBytes(content.from, key) || !equalBytes(content.to, idBytes(to)))
    return fail('bundle-forged', 'between others');
  if (!(await verifySigned(PURPOSE, signed.value, { key, verify }))) return fail('bundle-forged', 'bad signature');
  return whyNotNow(content, now) ?? contentOf(content);
}

function whyNotNow({ at, until }: Pick<BundleContent, 'at' | 'until'>, now: number): Result<never, BundleError> | null {
  if (until - at > TERM) return fail('bundle-malformed', 'longer than any');
  if (until < now - SKEW) return fail('bundle-expired', 'over');
  return at > now + SKEW ? fail('bundle-early', 'from a future') : null;
}

function contentOf({
  id,
  at,
  until,
  words: encoded,
}: v.InferOutput<typeof contentSchema>): Result<BundleContent, BundleError> {
  const words = readWords(encoded);
  return words === null
    ? fail('bundle-malformed', 'words that do not fit')
    : ok({ id: toBase64url(id), at, until, words });
}

/** Words of a later version are passed over; null where one is none, or has no place here. */
function readWords(encoded: readonly Uint8Array[]): readonly MailWord[] | null {
  const words: MailWord[] = [];
  for (const bytes of encoded) {
    const word = decodeLinkMessage(bytes);
    if (word.ok && isCarried(word.value)) words.push(word.value);
    else if (word.ok || word.error.code !== 'unknown-message') return null;
  }
  return words;
}

function isCarried(word: LinkMessage): word is MailWord {
  return CARRIED.some((kind) => kind === word.t);
}
