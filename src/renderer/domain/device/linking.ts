/** What two devices prove to each other before the one certifies the other (DEV-21 to DEV-24). */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, timeSchema } from '@shared/schemas.ts';
import { joinBytes, tagged, taggedHash } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import type { SignedBytes } from '../codec/signed.ts';
import { signalingHintsSchema } from '../contact/signalingHints.ts';
import { profileSchema } from '../profile/profile.ts';

const TAG = 'banyan/device-link/1';
/** Length of what each side adds of chance, bytes. */
export const LINK_NONCE_LENGTH = 16;
/** Length of the nonce a grant is sealed with, bytes. */
export const GRANT_NONCE_LENGTH = 24;
/** Largest sealed grant, bytes. */
export const MAX_GRANT_BYTES = 256 * 1024;
/** So much of that is for papers; the rest is for who one is. */
export const GRANT_PAPERS_BYTES = 160 * 1024;
/** How often the digits may be typed wrong before a code ends. */
export const LINK_ATTEMPTS = 3;
/** How often a code is answered before it ends: each answer lets who has the code try whether six digits come out the same. */
export const LINK_OFFERS = 8;

/** What the new device reveals once it has heard the other's chance. */
export interface Revealed {
  readonly signing: Uint8Array;
  readonly agreement: Uint8Array;
  readonly nonce: Uint8Array;
}

/** What the device that links said of itself. */
export interface Offered {
  /** Its packed certificate. */
  readonly certificate: Uint8Array;
  readonly nonce: Uint8Array;
}

/** What the new device binds itself to before it hears anything (DEV-21). */
export function commitmentOf({ signing, agreement, nonce }: Revealed): Uint8Array {
  return taggedHash(TAG, 'commit', joinBytes(signing, agreement, nonce));
}

/** The six digits both sides come to where nobody stands between them (DEV-22). */
export function digitsOf(token: Uint8Array, offered: Offered, revealed: Revealed): string {
  const hash = transcriptOf(token, offered, revealed);
  const value = hash.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(value % 1_000_000).padStart(6, '0');
}

/**
 * The number both devices show once the one has certified the other, to be compared (DEV-72): four groups of five digits of a hash of the new
 * certificate. It cannot be made to agree with another account's.
 */
export function linkNumber({ bytes, signature }: SignedBytes): string {
  const hash = taggedHash(TAG, 'number', joinBytes(bytes, signature));
  return Array.from({ length: 4 }, (_, group) => {
    const value = hash.slice(group * 5, group * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(value % 100_000).padStart(5, '0');
  }).join(' ');
}

/** What the new device signs, so that nobody is certified who does not hold the key. */
export function revealProof(token: Uint8Array, offered: Offered, revealed: Revealed): Uint8Array {
  return tagged(TAG, 'reveal', transcriptOf(token, offered, revealed));
}

function transcriptOf(token: Uint8Array, { certificate, nonce }: Offered, revealed: Revealed): Uint8Array {
  const { signing, agreement, nonce: other } = revealed;
  return taggedHash(TAG, 'transcript', joinBytes(token, sha256(certificate), nonce, signing, agreement, other));
}

const pair = v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]);
const grantSchema = v.strictObject({
  v: v.literal(1),
  certificate: pair,
  certificates: v.array(pair),
  revocations: v.array(pair),
  profile: profileSchema,
  profileAt: timeSchema,
  signaling: signalingHintsSchema,
});

/** What a new device is given: who it is from now on, and which other devices there are. */
export interface Grant {
  readonly certificate: SignedBytes;
  readonly certificates: readonly SignedBytes[];
  readonly revocations: readonly SignedBytes[];
  readonly profile: v.InferOutput<typeof profileSchema>;
  readonly profileAt: number;
  readonly signaling: readonly string[];
}

/** What a grant is sealed with: the X25519 secret of the two devices, the token, a fresh nonce. */
export interface GrantSeal {
  readonly shared: Uint8Array;
  readonly token: Uint8Array;
  readonly nonce: Uint8Array;
}

/** Seals a grant for the device whose digits were typed (DEV-23). */
export function sealGrant(grant: Grant, seal: GrantSeal): Uint8Array {
  const pairOf = ({ bytes, signature }: SignedBytes) => [bytes, signature];
  const { certificate, certificates, revocations, ...rest } = grant;
  const papers = { certificates: certificates.map(pairOf), revocations: revocations.map(pairOf) };
  const value = { v: 1, ...rest, certificate: pairOf(certificate), ...papers };
  return xchacha20poly1305(keyOf(seal), seal.nonce).encrypt(encodeCanonical(value));
}

/** The way back; never throws. */
export function openGrant(sealed: Uint8Array, seal: GrantSeal): Result<Grant, Failure<'grant-sealed'>> {
  try {
    const read = readCanonical(grantSchema, xchacha20poly1305(keyOf(seal), seal.nonce).decrypt(sealed));
    if (read === null) return fail('grant-sealed', 'not a grant');
    const signedOf = ([bytes, signature]: readonly [Uint8Array, Uint8Array]) => ({ bytes, signature });
    const { profile, profileAt, signaling } = read;
    const papers = { certificates: read.certificates.map(signedOf), revocations: read.revocations.map(signedOf) };
    return ok({ certificate: signedOf(read.certificate), ...papers, profile, profileAt, signaling });
  } catch {
    return fail('grant-sealed', 'sealed for someone else, or changed');
  }
}

function keyOf({ shared, token }: GrantSeal): Uint8Array {
  return hkdf(sha256, shared, token, utf8ToBytes('banyan/device-grant/1'), 32);
}
