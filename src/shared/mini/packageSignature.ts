/** How an author signs a package: one line of text in an entry of its own, over the hashes of all other files. */

/** The entry that holds the signature. */
export const SIGNATURE_ENTRY = 'banyan.signature';
/** Most bytes of that entry. */
export const MAX_SIGNATURE_BYTES = 256;

const TAG = Uint8Array.from('banyan/package/1\0signature\0', (letter) => letter.charCodeAt(0));
const HASH_BYTES = 32;

/** One file as it is signed. */
export interface SignedEntry {
  /** Its path in the package, UTF-8, exactly as packed. */
  readonly path: Uint8Array;
  /** SHA-256 of its unpacked bytes. */
  readonly hash: Uint8Array;
}

/**
 * What is signed (Ed25519): the tag, then for each file but the signature, in the order of the bytes of their paths, the length of
 * the path as two bytes, most significant first, the path, and the hash. How a file was packed is no part of it.
 */
export function signaturePreimage(entries: readonly SignedEntry[]): Uint8Array {
  const sorted = entries.toSorted((left, right) => comparePaths(left.path, right.path));
  const length = sorted.reduce((sum, { path }) => sum + 2 + path.length + HASH_BYTES, TAG.length);
  const bytes = new Uint8Array(length);
  bytes.set(TAG);
  let at = TAG.length;
  for (const { path, hash } of sorted) {
    bytes[at] = path.length >> 8;
    bytes[at + 1] = path.length & 0xff;
    bytes.set(path, at + 2);
    bytes.set(hash, at + 2 + path.length);
    at += 2 + path.length + HASH_BYTES;
  }
  return bytes;
}

function comparePaths(left: Uint8Array, right: Uint8Array): number {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The text of the signature's entry: key and signature in base64url. */
export function formatSignature(key: string, signature: string): string {
  return `ed25519 ${key} ${signature}\n`;
}

/** Reads that text; null when it is none. */
export function parseSignature(text: string): { readonly key: string; readonly signature: string } | null {
  const match = /^ed25519 ([A-Za-z0-9_-]{43}) ([A-Za-z0-9_-]{86})\r?\n?$/.exec(text);
  if (match === null) return null;
  const [, key = '', signature = ''] = match;
  return { key, signature };
}
