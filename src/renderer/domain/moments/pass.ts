/** Leave to read one circle, given by its owner to one reader (VIS-3). */
import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, countSchema, timeSchema } from '@shared/schemas.ts';
import { compareBytes, equalBytes } from '../codec/bytes.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { type Sign, type Verify, packSigned, signValue, unpackSigned, verifySigned } from '../codec/signed.ts';
import { idBytes } from '../event/codec.ts';
import { CIRCLE_NONCE_LENGTH, circleSpace } from '../feed/spaces.ts';

const PURPOSE = 'moments-pass';
/** How long a pass holds, ms; its owner gives a new one whenever both are linked. */
export const PASS_LIFE = 30 * 24 * 3_600_000;
/** Length of the secret of an epoch, bytes. */
export const EPOCH_SECRET_LENGTH = 16;
/** Largest packed pass, bytes. */
export const MAX_PASS_BYTES = 1024;
/** Most devices beside the signing one of which a pass names a place: more an account does not have (DEV-25). */
const MOST_OTHERS = 16;

/** `base`: of all contacts, the circle by which friends know each other as such. `cover`: of all contacts; its newest post is the picture above the album. */
export const circleKinds = ['base', 'cover', 'other'] as const;
/** See {@link circleKinds}. */
export type CircleKind = (typeof circleKinds)[number];

const firstPlace = v.pipe(countSchema, v.minValue(1));
const passSchema = v.pipe(
  v.strictObject({
    v: v.literal(1),
    kind: v.picklist(circleKinds),
    nonce: bytesOf(CIRCLE_NONCE_LENGTH),
    owner: bytesOf(32),
    reader: bytesOf(32),
    device: bytesOf(32),
    epoch: countSchema,
    secret: bytesOf(EPOCH_SECRET_LENGTH),
    at: timeSchema,
    until: timeSchema,
    from: v.exactOptional(firstPlace),
    others: v.exactOptional(
      v.pipe(v.array(v.strictTuple([bytesOf(32), firstPlace])), v.minLength(1), v.maxLength(MOST_OTHERS)),
    ),
  }),
  v.check(({ at, until }) => until > at && until - at <= PASS_LIFE, 'holds for too long'),
);

/** A pass that was read; whether its owner signed it is another question. */
export interface Pass {
  readonly circle: SpaceId;
  readonly kind: CircleKind;
  readonly nonce: Uint8Array;
  readonly owner: AccountId;
  readonly reader: AccountId;
  /** The owner's device that signed it. */
  readonly device: DeviceId;
  /** Rises whenever leave is taken away from somebody (VIS-9). */
  readonly epoch: number;
  /** Known to who reads the circle in that epoch, and to nobody else: who was let in before it can not tell that others still are. */
  readonly secret: Uint8Array;
  readonly at: number;
  readonly until: number;
  /** The first place of that device's chain which the reader is given (VIS-17); 0: all of it. */
  readonly from: number;
  /** The same of the owner's other devices' chains, where it is not all (VIS-20). */
  readonly others: ReadonlyMap<DeviceId, number>;
  /** As it was signed. */
  readonly packed: Uint8Array;
}

/** What its owner writes into a pass. Without `from` and `others` all of the circle is given. */
export type PassFields = Omit<Pass, 'circle' | 'packed' | 'until' | 'from' | 'others'> &
  Partial<Pick<Pass, 'from' | 'others'>>;

/** Why bytes are no pass. */
export type PassError = Failure<'pass-malformed'>;

/** Makes a pass that holds for {@link PASS_LIFE}, signed by the device it names. */
export async function makePass(fields: PassFields, sign: Sign): Promise<Pass> {
  const { kind, nonce, owner, reader, device, epoch, secret, at, from = 0, others = NOWHERE } = fields;
  const until = at + PASS_LIFE;
  const ids = { owner: idBytes(owner), reader: idBytes(reader), device: idBytes(device) };
  const places = [...others].map(([other, place]) => [idBytes(other), place]);
  const limit = { ...(from === 0 ? {} : { from }), ...(places.length === 0 ? {} : { others: places }) };
  const signed = await signValue(PURPOSE, { v: 1, kind, nonce, ...ids, epoch, secret, at, until, ...limit }, sign);
  return { ...fields, from, others, until, circle: circleSpace(owner, nonce), packed: packSigned(signed) };
}

const NOWHERE: ReadonlyMap<DeviceId, number> = new Map();

/** Reads a pass strictly; its signature is not looked at. */
export function readPass(packed: Uint8Array): Result<Pass, PassError> {
  if (packed.length > MAX_PASS_BYTES) return fail('pass-malformed', `${packed.length} bytes`);
  const signed = unpackSigned(packed);
  const read = signed.ok ? readCanonical(passSchema, signed.value.bytes) : null;
  // One form only: the same pass has the same bytes wherever it is shown.
  if (!signed.ok || read === null || !equalBytes(packSigned(signed.value), packed))
    return fail('pass-malformed', 'does not fit');
  const { kind, nonce, epoch, secret, at, until, from = 0, others = [] } = read;
  const owner = toBase64url(read.owner) as AccountId;
  return ok({
    circle: circleSpace(owner, nonce),
    kind,
    nonce,
    owner,
    reader: toBase64url(read.reader) as AccountId,
    device: toBase64url(read.device) as DeviceId,
    epoch,
    secret,
    at,
    until,
    from,
    others: new Map(others.map(([device, place]) => [toBase64url(device) as DeviceId, place])),
    packed,
  });
}

/** The first place of a device's chain that a pass opens; 0: all of it. */
export function firstPlaceIn(pass: Pick<Pass, 'device' | 'from' | 'others'>, device: DeviceId): number {
  return pass.device === device ? pass.from : (pass.others.get(device) ?? 0);
}

/** Whether one of these devices, which are the owner's, signed a pass. */
export async function isSignedBy(
  pass: Pass,
  devices: readonly { readonly device: DeviceId; readonly signing: Uint8Array }[],
  verify: Verify,
): Promise<boolean> {
  const signer = devices.find(({ device }) => device === pass.device);
  const signed = unpackSigned(pass.packed);
  if (signer === undefined || !signed.ok) return false;
  return verifySigned(PURPOSE, signed.value, { key: signer.signing, verify });
}

/** Whether a pass is worth something now to who knows that an epoch was reached (VIS-3, VIS-9). */
export function isGood({ epoch, until }: Pick<Pass, 'epoch' | 'until'>, heard: number, now: number): boolean {
  return epoch >= heard && until > now;
}

/** How much longer a pass has to hold to be kept in place of another, ms: they are renewed at every link. */
const RENEWED_BY = 24 * 3_600_000;

/**
 * Whether a pass is worth keeping in place of the one that is held, by who knows that an epoch was reached. Of one epoch that with the greater secret:
 * two devices of the owner may have begun it at once, and settle it in the same way (VIS-20).
 */
export function isBetter(pass: Pass, before: Pass, heard: number): boolean {
  if (pass.epoch < heard || pass.epoch < before.epoch) return false;
  if (pass.epoch > before.epoch) return true;
  const order = compareBytes(pass.secret, before.secret);
  if (order !== 0) return order > 0 || pass.at >= before.until;
  return pass.until >= before.until + RENEWED_BY || (pass.at > before.at && !opensTheSame(pass, before));
}

function opensTheSame(one: Pass, other: Pass): boolean {
  const devices = [one.device, other.device, ...one.others.keys(), ...other.others.keys()];
  return devices.every((device) => firstPlaceIn(one, device) === firstPlaceIn(other, device));
}
