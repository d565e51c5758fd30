import * as v from 'valibot';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, timeSchema } from '@shared/schemas.ts';
import { taggedHash } from '../codec/bytes.ts';
import { decodeCanonical } from '../codec/canonical.ts';
import {
  type Sign,
  type SignedBytes,
  type Verify,
  packSigned,
  signValue,
  unpackSigned,
  verifySigned,
} from '../codec/signed.ts';
import { type Certificate, readCertificate } from '../identity/certificate.ts';
import { displayName } from '../profile/cleanName.ts';
import { type HandDescription, descriptionSchema } from './description.ts';

const PURPOSES = { offer: 'hand-offer', answer: 'hand-answer' } as const;
/** How long an offer waits for its answer, ms. */
export const HAND_LIFETIME = 15 * 60_000;
/** Longest text in which a code is looked for. */
const MAX_TEXT = 16_384;
const MARKS = { offer: 'banyan://hand#o', answer: 'banyan://hand#a' } as const;

const pair = v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]);
const common = {
  v: v.literal(1),
  certificate: pair,
  name: v.pipe(v.string(), v.maxLength(1024)),
  description: descriptionSchema,
};
const schemas = {
  offer: v.strictObject({ ...common, expires: timeSchema }),
  answer: v.strictObject({ ...common, offer: bytesOf(32) }),
};

/** Why text is no code that can be used here; the catalogue has a sentence for each (`hand.error.<code>`). */
export type HandCodeProblem = 'hand-foreign' | 'hand-invite' | 'hand-damaged' | 'hand-newer' | 'hand-forged';

/** Whose code it is, and their end of the connection. */
export interface HandCode {
  readonly certificate: Certificate;
  readonly name: string;
  readonly description: HandDescription;
}

/** The first code of two. */
export interface HandOfferCode extends HandCode {
  readonly kind: 'offer';
  readonly expires: number;
  /** {@link offerId} of it. */
  readonly id: Uint8Array;
}

/** The second: to one offer and no other. */
export interface HandAnswerCode extends HandCode {
  readonly kind: 'answer';
  readonly offer: Uint8Array;
}

/** What goes into a code. */
export interface HandFields {
  readonly certificate: SignedBytes;
  readonly name: string;
  readonly description: HandDescription;
}

/** Makes the first code, signed by the device its certificate names (HND-1). */
export function makeOffer(fields: HandFields & { readonly expires: number }, sign: Sign): Promise<string> {
  return make('offer', fields, sign);
}

/** Makes the second, bound to the first. */
export function makeAnswer(fields: HandFields & { readonly offer: Uint8Array }, sign: Sign): Promise<string> {
  return make('answer', fields, sign);
}

async function make(kind: 'offer' | 'answer', fields: HandFields, sign: Sign): Promise<string> {
  const { certificate, ...rest } = fields;
  const value = { v: 1, ...rest, certificate: [certificate.bytes, certificate.signature] };
  return MARKS[kind] + toBase64url(packSigned(await signValue(PURPOSES[kind], value, sign)));
}

/** What an answer names its offer by: both ends and all it says stand in it. */
function offerId(packed: Uint8Array): Uint8Array {
  return taggedHash('banyan/hand-offer/1', 'id', packed);
}

/** Reads and verifies what was scanned or pasted (HND-3). Expiry, and whose turn it is, are for who knows the time and the turn. */
export async function readHandCode(
  text: string,
  verify: Verify,
): Promise<Result<HandOfferCode | HandAnswerCode, Failure<HandCodeProblem>>> {
  const found = findCode(text);
  if (!found.ok) return found;
  const { kind, packed } = found.value;
  const signed = unpackSigned(packed);
  if (!signed.ok) return fail('hand-damaged', signed.error.message);
  const decoded = decodeCanonical(signed.value.bytes);
  if (!decoded.ok) return fail('hand-damaged', decoded.error.message);
  const code = await readSigned({ kind, value: decoded.value, signed: signed.value }, verify);
  if (!code.ok) return code;
  return kind === 'offer' && 'expires' in code.value
    ? ok({ ...code.value, kind, id: offerId(packed) })
    : 'offer' in code.value
      ? ok({ ...code.value, kind: 'answer' })
      : fail('hand-damaged', 'neither of the two');
}

interface Unread {
  readonly kind: 'offer' | 'answer';
  readonly value: unknown;
  readonly signed: SignedBytes;
}

async function readSigned({ kind, value, signed }: Unread, verify: Verify) {
  const parsed = v.safeParse(schemas[kind], value);
  if (!parsed.success) {
    const later = v.safeParse(v.object({ v: v.pipe(v.number(), v.integer(), v.minValue(2)) }), value);
    return fail(later.success ? 'hand-newer' : 'hand-damaged', 'another form');
  }
  const [bytes, signature] = parsed.output.certificate;
  const certificate = await readCertificate({ bytes, signature }, verify);
  if (!certificate.ok) return fail('hand-forged', certificate.error.message);
  const isSigned = await verifySigned(PURPOSES[kind], signed, { key: certificate.value.signing, verify });
  if (!isSigned) return fail('hand-forged', 'bad signature');
  const name = displayName(parsed.output.name, certificate.value.account.slice(0, 8));
  return ok({ ...parsed.output, certificate: certificate.value, name });
}

function findCode(
  text: string,
): Result<{ readonly kind: 'offer' | 'answer'; readonly packed: Uint8Array }, Failure<HandCodeProblem>> {
  if (text.length > MAX_TEXT) return fail('hand-foreign', 'far too long');
  const marked = /banyan:\/\/hand#([oa])([\s\S]*)/i.exec(text);
  if (marked === null)
    return fail(/banyan:(?:\/\/)?invite|\/invite\/?#/i.test(text) ? 'hand-invite' : 'hand-foreign', 'no such code');
  // Mail programs break long lines.
  const packed = fromBase64url((marked[2] ?? '').replaceAll(/\s+/g, ''));
  if (!packed.ok) return fail('hand-damaged', packed.error.message);
  return ok({ kind: marked[1]?.toLowerCase() === 'o' ? 'offer' : 'answer', packed: packed.value });
}
