/** Where somebody who came back with a backup, on a device nobody knows, meets those who knew the old one (LNK-17 to LNK-19). Pure. */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId } from '@shared/ids.ts';
import { compareBytes, joinBytes, taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

const TAG = 'banyan/reunion/1';
const ID_LENGTH = 32;
const SECRET_LENGTH = 32;
const ROW_LENGTH = 2 * ID_LENGTH + SECRET_LENGTH;

/** Most pairs of devices that one backup has secrets of. */
export const MOST_REUNIONS = 2000;
/** How long one takes its turn in its room, ms of the wall clock: much longer than clocks are wrong. */
export const REUNION_TURN = 5 * 60_000;
/** So many rooms are in turn at once, or fewer, on the average. */
const ROOMS_AT_ONCE = 16;

/** Two devices, and what a backup of one of them has for meeting the other. */
export interface Pair {
  /** The device of ours that the other knew. */
  readonly mine: DeviceId;
  readonly theirs: DeviceId;
}

/** A pair with its secret: no key of a device, and good for nothing but meeting. */
export interface Reunion extends Pair {
  readonly secret: Uint8Array;
}

/** What two devices have in common for the case that one is lost (LNK-17): from the X25519 secret of their agreement keys, and telling nothing of their room. */
export function reunionSecret(shared: Uint8Array, pair: Pair): Uint8Array {
  return hkdf(sha256, shared, undefined, joinBytes(utf8ToBytes(TAG), inOrder(pair)), SECRET_LENGTH);
}

/** One name for a pair, whoever says it. */
export function pairName(pair: Pair): string {
  return toBase64url(inOrder(pair));
}

/**
 * Whether a pair's room is to be in now (LNK-19), for who has `count` of them. Turns go round in 1, 2, 4, … places, so that two who have
 * unlike many are there together whenever the one with more is.
 */
export function isInTurn(pair: Pair, { now, count }: { readonly now: number; readonly count: number }): boolean {
  let places = 1;
  while (places * ROOMS_AT_ONCE < count) places *= 2;
  const hash = taggedHash(TAG, 'turn', inOrder(pair));
  const place = new DataView(hash.buffer, hash.byteOffset).getUint32(0);
  return place % places === Math.floor(now / REUNION_TURN) % places;
}

/** Pairs as a backup has them: rows of two ids and a secret. */
export function encodeReunions(reunions: readonly Reunion[]): Uint8Array {
  return joinBytes(...reunions.map(({ mine, theirs, secret }) => joinBytes(idBytes(mine), idBytes(theirs), secret)));
}

/** The way back; what is no whole row is left out. Never throws. */
export function decodeReunions(bytes: Uint8Array): readonly Reunion[] {
  const count = Math.min(MOST_REUNIONS, Math.floor(bytes.length / ROW_LENGTH));
  return Array.from({ length: count }, (_, row) => {
    const at = row * ROW_LENGTH;
    return {
      mine: idAt(bytes, at),
      theirs: idAt(bytes, at + ID_LENGTH),
      secret: bytes.slice(at + 2 * ID_LENGTH, at + ROW_LENGTH),
    };
  });
}

function idAt(bytes: Uint8Array, at: number): DeviceId {
  // Any 32 bytes are the form of an id; whose it is is asked where it is used.
  return toBase64url(bytes.subarray(at, at + ID_LENGTH)) as DeviceId;
}

function inOrder({ mine, theirs }: Pair): Uint8Array {
  return joinBytes(...[idBytes(mine), idBytes(theirs)].toSorted(compareBytes));
}
