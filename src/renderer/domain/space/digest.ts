import { toBase64url } from '@shared/base64url.ts';
import { compareBytes, joinBytes, taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

const DIGEST_TAG = 'banyan/digest/1';

/** The last event of one device: its id commits to the whole chain before it. */
export interface HeadOfChain {
  readonly device: string;
  readonly id: string;
}

/**
 * Digest of a set of chains (SPC-2): equal digests mean equal events, because each head's id commits to its whole chain.
 * Independent of the order of `heads`. Of a space when given chain heads, of a bucket when given bucket heads.
 */
export function digestOf(heads: readonly HeadOfChain[]): Uint8Array {
  const rows = heads.map((head) => joinBytes(idBytes(head.device), idBytes(head.id))).sort(compareBytes);
  return taggedHash(DIGEST_TAG, 'heads', joinBytes(...rows));
}

/** How one space stands. */
export interface SpaceDigest {
  /** Bytes of the space's id. */
  readonly space: Uint8Array;
  readonly digest: Uint8Array;
}

/** Digest of a set of spaces (SPC-4): equal when both hold the same of the same spaces. Independent of their order. */
export function digestOfSpaces(spaces: readonly SpaceDigest[]): Uint8Array {
  const sorted = spaces.toSorted((one, other) => compareBytes(one.space, other.space));
  return taggedHash(DIGEST_TAG, 'spaces', joinBytes(...sorted.flatMap(({ space, digest }) => [space, digest])));
}

/** {@link digestOf} as text, for comparing and logs. */
export function digestText(heads: readonly HeadOfChain[]): string {
  return toBase64url(digestOf(heads));
}
