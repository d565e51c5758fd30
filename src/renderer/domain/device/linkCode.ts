/** The code by which a new device finds the one that links it (DEV-20): to be scanned, pasted or typed. */
import * as v from 'valibot';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf } from '@shared/schemas.ts';
import { equalBytes, joinBytes, taggedHash } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { signalingHintsSchema } from '../contact/signalingHints.ts';

/** Random bytes of a code: 72 bits cannot be tried out, whoever carries the messages. */
export const LINK_TOKEN_LENGTH = 9;
/** How long a code works, ms. */
export const LINK_LIFETIME = 10 * 60_000;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 16;
const PREFIX = 'banyan://device#';
const linkSchema = v.strictObject({
  v: v.literal(1),
  token: bytesOf(LINK_TOKEN_LENGTH),
  signaling: signalingHintsSchema,
});

/** What a code says. */
export interface LinkCode {
  readonly token: Uint8Array;
  /** Where the device that links can be met; none in a code that was typed. */
  readonly signaling: readonly string[];
}

/** Why text is no code: another thing altogether, or one that was mistyped. */
export type LinkCodeError = Failure<'device-code-malformed'>;

/** The code to be typed: sixteen signs in groups of four, the last byte a check of the others. */
export function typedCode(token: Uint8Array): string {
  const bytes = joinBytes(token, checkOf(token));
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const signs = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)] ?? '');
  return (signs.join('').match(/.{4}/g) ?? []).join(' ');
}

/** The same as a link, with where to meet: what the picture holds. */
export function codeLink({ token, signaling }: LinkCode): string {
  return PREFIX + toBase64url(encodeCanonical({ v: 1, token, signaling }));
}

/** Reads either form, however it was copied or typed. Never throws. */
export function readLinkCode(text: string): Result<LinkCode, LinkCodeError> {
  const trimmed = text.trim();
  return trimmed.startsWith(PREFIX) ? readLink(trimmed.slice(PREFIX.length)) : readTyped(trimmed);
}

function readLink(payload: string): Result<LinkCode, LinkCodeError> {
  const bytes = fromBase64url(payload);
  const read = bytes.ok ? readCanonical(linkSchema, bytes.value) : null;
  if (read === null) return fail('device-code-malformed', 'not a code of a device');
  return ok({ token: read.token, signaling: read.signaling });
}

function readTyped(text: string): Result<LinkCode, LinkCodeError> {
  const signs = [...text.toUpperCase().replace(/[\s\-–—.]/g, '')].map((sign) => ALPHABET.indexOf(meant(sign)));
  if (signs.length !== CODE_LENGTH || signs.includes(-1)) return fail('device-code-malformed', 'not a code');
  const bits = signs.map((sign) => sign.toString(2).padStart(5, '0')).join('');
  const bytes = Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const token = bytes.slice(0, LINK_TOKEN_LENGTH);
  if (!equalBytes(bytes.slice(LINK_TOKEN_LENGTH), checkOf(token))) return fail('device-code-malformed', 'mistyped');
  return ok({ token, signaling: [] });
}

/** Signs that are taken for others when they are read. */
function meant(sign: string): string {
  if (sign === 'O') return '0';
  return sign === 'I' || sign === 'L' ? '1' : sign;
}

function checkOf(token: Uint8Array): Uint8Array {
  return taggedHash('banyan/device-link/1', 'check', token).slice(0, 1);
}
