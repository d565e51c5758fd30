import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Bytes of a key that seals. */
export const SEAL_KEY_BYTES = 32;
/** What sealed bytes begin with: no kept secret does. */
const MARK = Buffer.from('BNYNLCK1', 'ascii');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with a random nonce; `name` is sealed in, so that what is sealed for one place opens at no other. */
export function seal(key: Uint8Array, name: string, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(name, 'utf8'));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return new Uint8Array(Buffer.concat([MARK, nonce, sealed, cipher.getAuthTag()]));
}

/** Whether bytes are of the form that {@link seal} gives. */
export function isSealed(bytes: Uint8Array): boolean {
  return bytes.length >= MARK.length + NONCE_BYTES + TAG_BYTES && MARK.equals(bytes.subarray(0, MARK.length));
}

/** What was sealed; null when the key, the name or the bytes are others. */
export function unseal(key: Uint8Array, name: string, sealed: Uint8Array): Uint8Array | null {
  if (!isSealed(sealed)) return null;
  const nonce = sealed.subarray(MARK.length, MARK.length + NONCE_BYTES);
  const body = sealed.subarray(MARK.length + NONCE_BYTES, sealed.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(name, 'utf8'));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return new Uint8Array(Buffer.concat([decipher.update(body), decipher.final()]));
  } catch {
    return null;
  }
}
