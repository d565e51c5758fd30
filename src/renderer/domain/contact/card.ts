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
import { type Revocation, readRevocation } from '../device/revocation.ts';
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
const cardFields = {
  /** The device that signs this card; one of `certificates`. */
  device: bytesOf(32),
  certificates: v.pipe(v.array(signedPair), v.minLength(1), v.maxLength(MAX_DEVICES)),
  profile: v.strictObject({ ...profileSchema.entries, name: v.pipe(v.string(), v.maxLength(4096)) }),
  signaling: signalingHintsSchema,
  /** Rises with each new card: ms of its making. */
  version: timeSchema,
};
const cardSchema = v.variant('v', [
  v.strictObject({ v: v.literal(1), ...cardFields }),
  /** Of an account that took devices out. */
  v.strictObject({
    v: v.literal(2),
    ...cardFields,
    revocations: v.pipe(v.array(signedPair), v.maxLength(MAX_DEVICES)),
  }),
]);

/** Account, devices, profile and where to find them; signed by one of the devices (CRD-1). */
export interface ContactCard {
  readonly account: AccountId;
  readonly root: Uint8Array;
  readonly certificates: readonly Certificate[];
  /** Devices that were taken out (CRD-8). */
  readonly revocations: readonly Revocation[];
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
  /** Left out or none, the card is of version 1. */
  readonly revocations?: readonly SignedBytes[];
  readonly profile: Profile;
  readonly signaling: readonly string[];
  readonly version: number;
}

/** Makes and packs a card. */
export async function makeCard(card: CardFields, sign: Sign): Promise<Uint8Array> {
  const { revocations = [], ...plain } = card;
  const pairs = (all: readonly SignedBytes[]) => all.map(({ bytes, signature }) => [bytes, signature]);
  const certificates = pairs(card.certificates);
  const value =
    revocations.length === 0
      ? { v: 1, ...plain, certificates }
      : { v: 2, ...plain, certificates, revocations: pairs(revocations) };
  return packSigned(await signValue(PURPOSE, value, sign));
}

/** Reads and verifies a packed card (CRD-2…CRD-6): every certificate by one root, the card by one of those devices. */
export async function readCard(packed: Uint8Array, verify: Verify): Promise<Result<ContactCard, CardError>> {
  if (packed.length > MAX_CARD_BYTES) return fail('card-too-large', `${packed.length} bytes`);
  const signed = unpackSigned(packed);
  if (!signed.ok) return fail('card-malformed', signed.error.message);
  const form = readForm(signed.value.bytes);
  if (!form.ok) return form;
  const read = form.value;
  const certificates = await readCertificates(read.certificates, verify);
  if (!certificates.ok) return certificates;
  if (!(await verifySigned(PURPOSE, signed.value, { key: read.device, verify })))
    return fail('card-forged', 'bad signature');
  const signer = certificates.value.find((certificate) => equalBytes(certificate.signing, read.device));
  if (signer === undefined) return fail('card-forged', 'signed by a device it does not list');
  const { account, root } = signer;
  const revocations = await readRevocations(read.v === 2 ? read.revocations : [], { account, verify });
  if (!revocations.ok) return revocations;
  const { profile, signaling, version } = read;
  const name = displayName(profile.name, account.slice(0, 8));
  const shown = { profile: { ...profile, name }, signaling, version, packed };
  const papers = { certificates: certificates.value, revocations: revocations.value };
  return ok({ account, root, signer: signer.device, ...papers, ...shown });
}

function readForm(bytes: Uint8Array): Result<v.InferOutput<typeof cardSchema>, CardError> {
  const decoded = decodeCanonical(bytes);
  if (!decoded.ok) return fail('card-malformed', decoded.error.message);
  const parsed = v.safeParse(cardSchema, decoded.value);
  if (parsed.success) return ok(parsed.output);
  return hasLaterVersion(decoded.value)
    ? fail('card-newer-version', 'a later form')
    : fail('card-malformed', 'does not fit');
}

async function readRevocations(
  pairs: readonly (readonly [Uint8Array, Uint8Array])[],
  { account, verify }: { readonly account: AccountId; readonly verify: Verify },
): Promise<Result<readonly Revocation[], CardError>> {
  const revocations: Revocation[] = [];
  for (const [bytes, signature] of pairs) {
    const revocation = await readRevocation({ bytes, signature }, verify);
    if (!revocation.ok) return fail('card-forged', revocation.error.message);
    if (revocation.value.account !== account) return fail('card-forged', 'a device of another account');
    revocations.push(revocation.value);
  }
  return ok(revocations);
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
  const version = v.safeParse(v.object({ v: v.pipe(v.number(), v.integer(), v.minValue(3)) }), value);
  return version.success;
}
