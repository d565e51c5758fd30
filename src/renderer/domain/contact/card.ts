import * as v from 'valibot';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, timeSchema } from '@shared/schemas.ts';
import { equalBytes } from '../codec/bytes.ts';
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
import { type Profile, profileSchema } from '../profile/profile.ts';
import { signalingHintsSchema } from './signalingHints.ts';

const PURPOSE = 'contact-card';
/** Largest packed contact card, bytes. */
export const MAX_CARD_BYTES = 48 * 1024;
/** Most devices of one account. */
export const MAX_DEVICES = 16;

const signedPair = v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]);
const cardSchema = v.strictObject({
  v: v.literal(1),
  /** The device that signs this card; one of `certificates`. */
  device: bytesOf(32),
  certificates: v.pipe(v.array(signedPair), v.minLength(1), v.maxLength(MAX_DEVICES)),
  profile: v.strictObject({ ...profileSchema.entries, name: v.pipe(v.string(), v.maxLength(4096)) }),
  signaling: signalingHintsSchema,
  /** Rises with each new card: ms of its making. */
  version: timeSchema,
});

/** Account, devices, profile and where to find them; signed by one of the devices (CRD-1). */
export interface ContactCard {
  readonly account: AccountId;
  readonly root: Uint8Array;
  readonly certificates: readonly Certificate[];
  /** The device that signed the card: the one of them that proved to be this account's. */
  readonly signer: DeviceId;
  readonly profile: Profile;
  readonly signaling: readonly string[];
  readonly version: number;
  /** As received. */
  readonly packed: Uint8Array;
}

/** Why a card is refused. `card-newer-version` is a card of a later form. */
export type CardError = Failure<'card-too-large' | 'card-malformed' | 'card-newer-version' | 'card-forged'>;

/** What goes into an own card. */
export interface CardFields {
  readonly device: Uint8Array;
  readonly certificates: readonly SignedBytes[];
  readonly profile: Profile;
  readonly signaling: readonly string[];
  readonly version: number;
}

/** Makes and packs a card. */
export async function makeCard(fields: CardFields, sign: Sign): Promise<Uint8Array> {
  const certificates = fields.certificates.map((signed) => [signed.bytes, signed.signature]);
  return packSigned(await signValue(PURPOSE, { v: 1, ...fields, certificates }, sign));
}

/** Reads and verifies a packed card (CRD-2…CRD-6): every certificate by one root, the card by one of those devices. */
export async function readCard(packed: Uint8Array, verify: Verify): Promise<Result<ContactCard, CardError>> {
  if (packed.length > MAX_CARD_BYTES) return fail('card-too-large', `${packed.length} bytes`);
  const signed = unpackSigned(packed);
  if (!signed.ok) return fail('card-malformed', signed.error.message);
  const decoded = decodeCanonical(signed.value.bytes);
  if (!decoded.ok) return fail('card-malformed', decoded.error.message);
  const parsed = v.safeParse(cardSchema, decoded.value);
  if (!parsed.success) {
    return hasLaterVersion(decoded.value)
      ? fail('card-newer-version', 'a later form')
      : fail('card-malformed', 'does not fit');
  }
  const fields = parsed.output;
  const certificates = await readCertificates(fields.certificates, verify);
  if (!certificates.ok) return certificates;
  if (!(await verifySigned(PURPOSE, signed.value, { key: fields.device, verify })))
    return fail('card-forged', 'bad signature');
  const signer = certificates.value.find((certificate) => equalBytes(certificate.signing, fields.device));
  if (signer === undefined) return fail('card-forged', 'signed by a device it does not list');
  const { account, root } = signer;
  const name = displayName(fields.profile.name, account.slice(0, 8));
  return ok({
    account,
    root,
    certificates: certificates.value,
    signer: signer.device,
    profile: { ...fields.profile, name },
    signaling: fields.signaling,
    version: fields.version,
    packed,
  });
}

async function readCertificates(
  pairs: readonly (readonly [Uint8Array, Uint8Array])[],
  verify: Verify,
): Promise<Result<readonly Certificate[], CardError>> {
  const certificates: Certificate[] = [];
  for (const [bytes, signature] of pairs) {
    const certificate = await readCertificate({ bytes, signature }, verify);
    if (!certificate.ok) return fail('card-forged', certificate.error.message);
    const first = certificates[0];
    if (first !== undefined && first.account !== certificate.value.account)
      return fail('card-forged', 'devices of two accounts');
    certificates.push(certificate.value);
  }
  return ok(certificates);
}

function hasLaterVersion(value: unknown): boolean {
  const version = v.safeParse(v.object({ v: v.pipe(v.number(), v.integer(), v.minValue(2)) }), value);
  return version.success;
}
