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
import { signalingHintsSchema } from '../contact/signalingHints.ts';
import { type Certificate, readCertificate } from '../identity/certificate.ts';
import { displayName } from '../profile/cleanName.ts';

const PURPOSE = 'invite';
/** How long an invite works unless said otherwise: 7 days in ms. */
export const INVITE_LIFETIME = 7 * 24 * 3_600_000;
/** Length of the one-time token in bytes. */
export const TOKEN_LENGTH = 16;

const inviteSchema = v.strictObject({
  v: v.literal(1),
  certificate: v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]),
  name: v.pipe(v.string(), v.maxLength(1024)),
  token: bytesOf(TOKEN_LENGTH),
  expires: timeSchema,
  signaling: signalingHintsSchema,
});

/** What an invite link carries: enough to find, recognise and ask the person who made it (INV-1). */
export interface Invite {
  readonly certificate: Certificate;
  readonly name: string;
  readonly token: Uint8Array;
  /** {@link tokenId} of the token. */
  readonly id: string;
  readonly expires: number;
  readonly signaling: readonly string[];
  /** base64url of the packed invite: what a link carries. */
  readonly payload: string;
}

/** Why text is not an invite one can use. */
export type InviteError = Failure<
  'invite-malformed' | 'invite-not-an-invite' | 'invite-newer-version' | 'invite-forged'
>;

/** Name by which both sides speak of a token without showing it (INV-2). */
export function tokenId(token: Uint8Array): string {
  return toBase64url(taggedHash('banyan/invite-token/1', 'id', token));
}

/** What goes into an invite. */
export interface InviteFields {
  readonly certificate: SignedBytes;
  readonly name: string;
  readonly token: Uint8Array;
  readonly expires: number;
  readonly signaling: readonly string[];
}

/** Makes an invite and signs it with the device its certificate names; the result is the payload of the links. */
export async function makeInvite(fields: InviteFields, sign: Sign): Promise<string> {
  const { certificate } = fields;
  const value = { v: 1, ...fields, certificate: [certificate.bytes, certificate.signature] };
  return toBase64url(packSigned(await signValue(PURPOSE, value, sign)));
}

/** Reads and verifies a payload (INV-3…INV-6). Expiry is judged by the caller, who knows the time. */
export async function readInvite(payload: string, verify: Verify): Promise<Result<Invite, InviteError>> {
  const packed = fromBase64url(payload);
  if (!packed.ok) return fail('invite-malformed', packed.error.message);
  const signed = unpackSigned(packed.value);
  if (!signed.ok) return fail('invite-malformed', signed.error.message);
  const fields = readFields(signed.value.bytes);
  if (!fields.ok) return fields;
  const [bytes, signature] = fields.value.certificate;
  const certificate = await readCertificate({ bytes, signature }, verify);
  if (!certificate.ok) return fail('invite-forged', certificate.error.message);
  const key = certificate.value.signing;
  if (!(await verifySigned(PURPOSE, signed.value, { key, verify }))) return fail('invite-forged', 'bad signature');
  const { token, expires, signaling } = fields.value;
  const name = displayName(fields.value.name, certificate.value.account.slice(0, 8));
  return ok({ certificate: certificate.value, name, token, id: tokenId(token), expires, signaling, payload });
}

function readFields(bytes: Uint8Array): Result<v.InferOutput<typeof inviteSchema>, InviteError> {
  const decoded = decodeCanonical(bytes);
  if (!decoded.ok) return fail('invite-malformed', decoded.error.message);
  const parsed = v.safeParse(inviteSchema, decoded.value);
  if (parsed.success) return ok(parsed.output);
  const later = v.safeParse(v.object({ v: v.pipe(v.number(), v.integer(), v.minValue(2)) }), decoded.value);
  return later.success ? fail('invite-newer-version', 'a later form') : fail('invite-malformed', 'does not fit');
}
