import * as v from 'valibot';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
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
import { idBytes } from '../event/codec.ts';
import { GROUP_NONCE_LENGTH, groupSpace } from '../group/spaces.ts';
import { type Certificate, readCertificate } from '../identity/certificate.ts';
import { displayName } from '../profile/cleanName.ts';

const PURPOSE = 'invite';
/** How long an invite works unless said otherwise: 7 days in ms. */
export const INVITE_LIFETIME = 7 * 24 * 3_600_000;
/** Length of the one-time token in bytes. */
export const TOKEN_LENGTH = 16;

const fields = {
  certificate: v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]),
  name: v.pipe(v.string(), v.maxLength(1024)),
  token: bytesOf(TOKEN_LENGTH),
  expires: timeSchema,
  signaling: signalingHintsSchema,
};
const groupSchema = v.strictObject({
  founder: bytesOf(32),
  nonce: bytesOf(GROUP_NONCE_LENGTH),
  name: v.pipe(v.string(), v.maxLength(1024)),
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
});
const inviteSchema = v.variant('v', [
  v.strictObject({ v: v.literal(1), ...fields }),
  v.strictObject({ v: v.literal(2), ...fields, group: groupSchema }),
]);

/** The group an invite leads into (INV-15). Name and size are what the inviter says; the roster says what holds. */
export interface InvitedGroup {
  readonly founder: AccountId;
  readonly nonce: Uint8Array;
  readonly name: string;
  /** Members when the invite was made. */
  readonly size: number;
}

/** What an invite link carries: enough to find, recognise and ask the person who made it (INV-1). */
export interface Invite {
  readonly certificate: Certificate;
  readonly name: string;
  readonly token: Uint8Array;
  /** {@link tokenId} of the token. */
  readonly id: string;
  readonly expires: number;
  readonly signaling: readonly string[];
  /** The group it leads into, with the space of its talk; null for an invite of one person to another. */
  readonly group: (InvitedGroup & { readonly space: SpaceId }) | null;
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
  /** Into this group; left out or null, the invite is of version 1. */
  readonly group?: InvitedGroup | null;
}

/** Makes an invite and signs it with the device its certificate names; the result is the payload of the links. */
export async function makeInvite(invite: InviteFields, sign: Sign): Promise<string> {
  const { certificate, group, ...rest } = invite;
  const plain = { ...rest, certificate: [certificate.bytes, certificate.signature] };
  const value = group ? { v: 2, ...plain, group: wireOf(group) } : { v: 1, ...plain };
  return toBase64url(packSigned(await signValue(PURPOSE, value, sign)));
}

function wireOf({ founder, nonce, name, size }: InvitedGroup): v.InferInput<typeof groupSchema> {
  return { founder: idBytes(founder), nonce, name, size };
}

/** Reads and verifies a payload (INV-3…INV-6, INV-15). Expiry is judged by the caller, who knows the time. */
export async function readInvite(payload: string, verify: Verify): Promise<Result<Invite, InviteError>> {
  const packed = fromBase64url(payload);
  if (!packed.ok) return fail('invite-malformed', packed.error.message);
  const signed = unpackSigned(packed.value);
  if (!signed.ok) return fail('invite-malformed', signed.error.message);
  const read = readFields(signed.value.bytes);
  if (!read.ok) return read;
  const [bytes, signature] = read.value.certificate;
  const certificate = await readCertificate({ bytes, signature }, verify);
  if (!certificate.ok) return fail('invite-forged', certificate.error.message);
  const key = certificate.value.signing;
  if (!(await verifySigned(PURPOSE, signed.value, { key, verify }))) return fail('invite-forged', 'bad signature');
  const { token, expires, signaling } = read.value;
  const name = displayName(read.value.name, certificate.value.account.slice(0, 8));
  const group = read.value.v === 2 ? groupOf(read.value.group) : null;
  return ok({ certificate: certificate.value, name, token, id: tokenId(token), expires, signaling, group, payload });
}

function groupOf(wire: v.InferOutput<typeof groupSchema>): NonNullable<Invite['group']> {
  const founder = toBase64url(wire.founder) as AccountId;
  const space = groupSpace(founder, wire.nonce);
  return { ...wire, founder, space, name: displayName(wire.name, space.slice(0, 8)) };
}

function readFields(bytes: Uint8Array): Result<v.InferOutput<typeof inviteSchema>, InviteError> {
  const decoded = decodeCanonical(bytes);
  if (!decoded.ok) return fail('invite-malformed', decoded.error.message);
  const parsed = v.safeParse(inviteSchema, decoded.value);
  if (parsed.success) return ok(parsed.output);
  const later = v.safeParse(v.object({ v: v.pipe(v.number(), v.integer(), v.minValue(3)) }), decoded.value);
  return later.success ? fail('invite-newer-version', 'a later form') : fail('invite-malformed', 'does not fit');
}
