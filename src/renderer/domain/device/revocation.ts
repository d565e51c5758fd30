import * as v from 'valibot';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, countSchema, timeSchema } from '@shared/schemas.ts';
import { equalBytes, joinBytes, taggedHash } from '../codec/bytes.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { type Sign, type SignedBytes, type Verify, signValue, verifySigned } from '../codec/signed.ts';
import { idBytes } from '../event/codec.ts';
import { accountOfRoot, deviceOfKey } from '../identity/account.ts';
import { type Certificate, mayCertify, readCertificate } from '../identity/certificate.ts';

const PURPOSE = 'device-revocation';
const TAG_LENGTH = 12;
/** Most spaces a revocation may say the last place of. */
export const MAX_CUTS = 1024;
/** Most devices a revocation may leave standing that the revoked one had certified. */
const MAX_KEPT = 16;

const pair = v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]);
const revocationSchema = v.strictObject({
  v: v.literal(1),
  root: bytesOf(32),
  device: bytesOf(32),
  by: v.nullable(pair),
  keeps: v.pipe(v.array(bytesOf(32)), v.maxLength(MAX_KEPT)),
  cuts: v.pipe(v.array(v.strictTuple([bytesOf(TAG_LENGTH), countSchema])), v.maxLength(MAX_CUTS)),
  at: timeSchema,
});

/** A device was taken out of its account (DEV-3). */
export interface Revocation {
  readonly account: AccountId;
  readonly root: Uint8Array;
  readonly device: DeviceId;
  /** The device that says so; null: the root does. */
  readonly by: Certificate | null;
  /** Devices it had certified that stand all the same. */
  readonly keeps: ReadonlySet<DeviceId>;
  /** By {@link cutTag}: the last place of its chain there that counts. Where nothing is said nothing counts. */
  readonly cuts: ReadonlyMap<string, number>;
  readonly at: number;
  /** As received; forwarded unchanged. */
  readonly signed: SignedBytes;
}

/** Why a revocation is refused. */
export type RevocationError = Failure<'revocation-malformed' | 'revocation-forged'>;

/** What goes into a revocation. */
export interface RevocationFields {
  readonly root: Uint8Array;
  readonly device: DeviceId;
  /** The device that signs; null: the root. */
  readonly by: Certificate | null;
  readonly keeps: readonly DeviceId[];
  /** The last place of its chain by space; the first {@link MAX_CUTS} are said. */
  readonly cuts: readonly (readonly [SpaceId, number])[];
  readonly at: number;
}

/** Makes a revocation; `sign` is the root's or the device's own. */
export function revokeDevice(fields: RevocationFields, sign: Sign): Promise<SignedBytes> {
  const { root, device, by, keeps, cuts, at } = fields;
  const value = {
    v: 1,
    root,
    device: idBytes(device),
    by: by === null ? null : [by.signed.bytes, by.signed.signature],
    keeps: keeps.slice(0, MAX_KEPT).map((kept) => idBytes(kept)),
    cuts: cuts.slice(0, MAX_CUTS).map(([space, seq]) => [tagBytes(space, device), seq]),
    at,
  };
  return signValue(PURPOSE, value, sign);
}

/** Reads and verifies a revocation. Never throws. */
export async function readRevocation(
  signed: SignedBytes,
  verify: Verify,
): Promise<Result<Revocation, RevocationError>> {
  const read = readCanonical(revocationSchema, signed.bytes);
  if (read === null) return fail('revocation-malformed', 'not a revocation');
  const by = read.by === null ? ok(null) : await readCertificate({ bytes: read.by[0], signature: read.by[1] }, verify);
  if (!by.ok) return fail('revocation-forged', by.error.message);
  const { root, device, keeps, cuts, at } = read;
  if (by.value !== null && !(mayCertify(by.value) && equalBytes(by.value.root, root)))
    return fail('revocation-forged', 'by a device that may not');
  const key = by.value?.signing ?? root;
  if (!(await verifySigned(PURPOSE, signed, { key, verify }))) return fail('revocation-forged', 'bad signature');
  return ok({
    account: accountOfRoot(root),
    root,
    device: deviceOfKey(device),
    by: by.value,
    keeps: new Set(keeps.map((kept) => deviceOfKey(kept))),
    cuts: new Map(cuts.map(([tag, seq]) => [tagText(tag), seq])),
    at,
    signed,
  });
}

/** Under which name a space stands in a revocation: only who knows the space knows that it is meant (DEV-4). */
export function cutTag(space: SpaceId, device: DeviceId): string {
  return tagText(tagBytes(space, device));
}

function tagBytes(space: SpaceId, device: DeviceId): Uint8Array {
  return taggedHash('banyan/device-cut/1', 'space', joinBytes(idBytes(space), idBytes(device))).slice(0, TAG_LENGTH);
}

function tagText(tag: Uint8Array): string {
  return String.fromCharCode(...tag);
}
