/** Bytes at the beginning of a file that say what opens it. */
export const LOCK_BYTES = 96;

const FIRST_LINE = 'age-encryption.org/v1\n';

/** What opens a backup: every file of the age format says so to anybody. Null of a file that is none. */
export function fileLock(head: Uint8Array): 'passphrase' | 'phrase' | null {
  const text = String.fromCharCode(...head.subarray(0, LOCK_BYTES));
  if (!text.startsWith(FIRST_LINE)) return null;
  return text.startsWith('-> X25519 ', FIRST_LINE.length) ? 'phrase' : 'passphrase';
}
