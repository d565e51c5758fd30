/** The header of a file in the age format (age-encryption.org/v1): who may open it. The payload is `ageStream.ts`'s. */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { Decrypter, Encrypter, type Identity, type Recipient, Stanza, identityToRecipient } from 'age-encryption';
import { randomBytes, scrypt } from 'node:crypto';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** What opens a backup: words a person thought of, or an X25519 private key made of the recovery phrase, 32 bytes. */
export type BackupKey =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'private'; readonly bytes: Uint8Array };

/** What a backup is closed with. A `recipient` (`age1…`) opens nothing, so that it may lie about. */
export type BackupLock = BackupKey | { readonly kind: 'recipient'; readonly recipient: string };

/** Why a header could not be opened: no age file, a key that does not fit, or one that was altered. */
export type HeaderFailure = Failure<'backup-foreign' | 'backup-locked' | 'backup-damaged'>;

/** Bytes of the key that a file's payload is encrypted from. */
const FILE_KEY_BYTES = 16;
/** Base-2 logarithm of scrypt's cost: about a second, and 256 MiB, for every guess. */
export const SCRYPT_COST = 18;
/** What is asked for at most when a file says its own: a hostile one could ask for all memory. */
const MOST_SCRYPT_COST = 20;
/** No header of ours is longer; who looks for its end looks no further. */
export const MOST_HEADER_BYTES = 16 * 1024;

const FIRST_LINE = Buffer.from('age-encryption.org/v1\n', 'latin1');
const SCRYPT_LABEL = Buffer.from('age-encryption.org/v1/scrypt', 'latin1');
const ZERO_NONCE = new Uint8Array(12);
/** An X25519 private key in PKCS #8 (RFC 8410) is these bytes and the key. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Makes the header of a new file, and the key its payload is encrypted from. */
export async function sealHeader(
  lock: BackupLock,
  scryptCost = SCRYPT_COST,
): Promise<{ readonly header: Uint8Array; readonly fileKey: Uint8Array }> {
  let fileKey = new Uint8Array();
  const encrypter = new Encrypter();
  const tap = (inner: Recipient | null): Recipient => ({
    wrapFileKey: (key) => {
      fileKey = new Uint8Array(key);
      return inner === null ? [] : inner.wrapFileKey(key);
    },
  });
  if (lock.kind === 'passphrase') encrypter.addRecipient(tap(scryptRecipient(lock.passphrase, scryptCost)));
  else {
    // One more recipient, which adds no stanza: the library tells the file's key to its recipients alone.
    encrypter.addRecipient(tap(null));
    encrypter.addRecipient(lock.kind === 'recipient' ? lock.recipient : await recipientOf(lock.bytes));
  }
  const empty = await encrypter.encrypt(new Uint8Array());
  return { header: empty.slice(0, headerLength(empty) ?? 0), fileKey };
}

/** Opens the header that `head`, the first bytes of a file, begins with. `length` is where the payload begins. */
export async function openHeader(
  head: Uint8Array,
  key: BackupKey,
): Promise<Result<{ readonly fileKey: Uint8Array; readonly length: number }, HeaderFailure>> {
  if (Buffer.compare(head.subarray(0, FIRST_LINE.length), FIRST_LINE) !== 0)
    return fail('backup-foreign', 'no age file');
  const length = headerLength(head);
  if (length === null) return fail('backup-damaged', 'the header has no end');
  const decrypter = new Decrypter();
  decrypter.addIdentity(key.kind === 'passphrase' ? scryptIdentity(key.passphrase) : await privateKey(key.bytes));
  try {
    return ok({ fileKey: await decrypter.decryptHeader(head.slice(0, length)), length });
  } catch (cause) {
    // The library tells what went wrong in words alone; a key that fits nothing is the only case that is no damage.
    const isLocked = cause instanceof Error && cause.message.startsWith('no identity matched');
    if (isLocked) return fail('backup-locked', 'this key does not open it');
    return fail('backup-damaged', 'the header was altered');
  }
}

/** The public side of a private key: what scheduled backups are closed with. */
export async function recipientOf(bytes: Uint8Array): Promise<string> {
  return identityToRecipient(await privateKey(bytes));
}

function privateKey(bytes: Uint8Array): ReturnType<typeof crypto.subtle.importKey> {
  const encoded = Buffer.concat([PKCS8_PREFIX, bytes]);
  return crypto.subtle.importKey('pkcs8', encoded, { name: 'X25519' }, true, ['deriveBits']);
}

function headerLength(bytes: Uint8Array): number | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, MOST_HEADER_BYTES));
  const last = text.indexOf('\n--- ', 0, 'latin1');
  const end = last === -1 ? -1 : text.indexOf('\n', last + 1, 'latin1');
  return end === -1 ? null : end + 1;
}

/** As age's own, but with the system's scrypt, off this thread: a second of another's work would be felt in every call. */
function scryptRecipient(passphrase: string, cost: number): Recipient {
  return {
    wrapFileKey: async (fileKey) => {
      const salt = randomBytes(16);
      const key = await scryptKey(passphrase, salt, cost);
      const body = chacha20poly1305(key, ZERO_NONCE).encrypt(fileKey);
      return [new Stanza(['scrypt', salt.toString('base64').replaceAll('=', ''), String(cost)], body)];
    },
  };
}

function scryptIdentity(passphrase: string): Identity {
  return {
    unwrapFileKey: async (stanzas) => {
      const [stanza, ...others] = stanzas;
      if (stanza?.args[0] !== 'scrypt') return null;
      const asked = readScrypt(stanza);
      // A key beside a passphrase would be a way in that nobody typed: age allows none.
      if (asked === null || others.length > 0) throw new Error('an invalid scrypt stanza');
      return unwrap(await scryptKey(passphrase, asked.salt, asked.cost), stanza.body);
    },
  };
}

function readScrypt({ args, body }: Stanza): { readonly salt: Uint8Array; readonly cost: number } | null {
  const [, text = '', cost = ''] = args;
  const salt = Buffer.from(text, 'base64');
  const isSound = args.length === 3 && salt.length === 16 && body.length === 32;
  const isAffordable = /^[1-9]\d?$/u.test(cost) && Number(cost) <= MOST_SCRYPT_COST;
  return isSound && isAffordable ? { salt, cost: Number(cost) } : null;
}

function unwrap(key: Uint8Array, body: Uint8Array): Uint8Array | null {
  try {
    const fileKey = chacha20poly1305(key, ZERO_NONCE).decrypt(body);
    return fileKey.length === FILE_KEY_BYTES ? fileKey : null;
  } catch {
    return null;
  }
}

function scryptKey(passphrase: string, salt: Uint8Array, cost: number): Promise<Uint8Array> {
  const options = { N: 2 ** cost, r: 8, p: 1, maxmem: 2 ** (cost + 10) + 2 ** 24 };
  // One form of each letter: what is typed on another keyboard is to open it, too.
  const words = Buffer.from(passphrase.normalize('NFC'), 'utf8');
  return new Promise((resolve, reject) => {
    scrypt(words, Buffer.concat([SCRYPT_LABEL, salt]), 32, options, (error, key) => {
      if (error === null) resolve(new Uint8Array(key));
      else reject(error);
    });
  });
}
