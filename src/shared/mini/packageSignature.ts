/**
 * How an author signs a package: one or two lines of text in an entry of its own, over the hashes of all other files. The first line
 * names a key; the second, where there is one, the Banyan account whose device has that key, and the certificate that says so.
 */

/** The entry that holds the signature. */
export const SIGNATURE_ENTRY = 'banyan.signature';
/** Most bytes of that entry. */
export const MAX_SIGNATURE_BYTES = 1024;
/** Most bytes of the certificate in it: a packed signed value (COD-5). */
export const MAX_SIGNATURE_CERTIFICATE = 512;

const HASH_BYTES = 32;

/** One file as it is signed. */
export interface SignedEntry {
  /** Its path in the package, UTF-8, exactly as packed. */
  readonly path: Uint8Array;
  /** SHA-256 of its unpacked bytes. */
  readonly hash: Uint8Array;
}

/** What the text of a signature says; nothing of it is checked. */
export interface PackageSignatureText {
  /** Ed25519 public key, base64url of 32 bytes. */
  readonly key: string;
  /** Ed25519 signature, base64url of 64 bytes. */
  readonly signature: string;
  /** Whose device the key is said to be of; null where only a key signed. */
  readonly account: SignatureAccount | null;
}

/** An account, and what ties the key to it. */
export interface SignatureAccount {
  /** Account id, base64url of 32 bytes. */
  readonly id: string;
  /** The packed device certificate, base64url. */
  readonly certificate: string;
}

/**
 * What a key that names no account signs (Ed25519): the tag, then for each file but the signature, in the order of the bytes of their
 * paths, the length of the path as two bytes, most significant first, the path, and the hash. How a file was packed is no part of it.
 */
export function signaturePreimage(entries: readonly SignedEntry[]): Uint8Array {
  return listed('signature', entries);
}

/** What a package's contents are hashed over (SHA-256): as {@link signaturePreimage}, under a label of its own. */
export function contentsPreimage(entries: readonly SignedEntry[]): Uint8Array {
  return listed('contents', entries);
}

/**
 * What a device signs for its account: the account id stands in it, so that nobody else can put their own certificate of that device's
 * key beside the signature and pass for the author.
 *
 * @param account the account id, 32 bytes
 * @param contents SHA-256 of {@link contentsPreimage}
 */
export function accountPreimage(account: Uint8Array, contents: Uint8Array): Uint8Array {
  const tag = tagOf('author');
  const bytes = new Uint8Array(tag.length + account.length + contents.length);
  bytes.set(tag);
  bytes.set(account, tag.length);
  bytes.set(contents, tag.length + account.length);
  return bytes;
}

/** The text of the signature's entry. */
export function formatSignature({ key, signature, account }: PackageSignatureText): string {
  const line = `ed25519 ${key} ${signature}\n`;
  return account === null ? line : `${line}account ${account.id} ${account.certificate}\n`;
}

const ONE_LINE = /^ed25519 ([A-Za-z0-9_-]{43}) ([A-Za-z0-9_-]{86})\r?\n?$/;
const TWO_LINES =
  /^ed25519 ([A-Za-z0-9_-]{43}) ([A-Za-z0-9_-]{86})\r?\naccount ([A-Za-z0-9_-]{43}) ([A-Za-z0-9_-]{1,683})\r?\n?$/;

/** Reads that text; null when it is none. */
export function parseSignature(text: string): PackageSignatureText | null {
  const match = ONE_LINE.exec(text) ?? TWO_LINES.exec(text);
  if (match === null) return null;
  const [, key = '', signature = '', id, certificate] = match;
  const account = id === undefined || certificate === undefined ? null : { id, certificate };
  return { key, signature, account };
}

function tagOf(label: 'signature' | 'contents' | 'author'): Uint8Array {
  return Uint8Array.from(`banyan/package/1\0${label}\0`, (letter) => letter.charCodeAt(0));
}

function listed(label: 'signature' | 'contents', entries: readonly SignedEntry[]): Uint8Array {
  const tag = tagOf(label);
  const sorted = entries.toSorted((left, right) => comparePaths(left.path, right.path));
  const length = sorted.reduce((sum, { path }) => sum + 2 + path.length + HASH_BYTES, tag.length);
  const bytes = new Uint8Array(length);
  bytes.set(tag);
  let at = tag.length;
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
