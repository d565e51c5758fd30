/** The two curves in the formats WebCrypto takes, and the one place where bytes are made fit for it. */

/** Bytes of a key, seed or shared secret. */
export const KEY_LENGTH = 32;

/** One of the two curves of a device. */
export type Curve = 'Ed25519' | 'X25519';

/** RFC 8410: everything before the 32 private bytes of a PKCS #8 key; the two differ in the last byte of the curve's OID. */
const PKCS8_HEAD = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x00, 0x04, 0x22, 0x04, 0x20];
const CURVE_PLACE = 11;
const CURVE_BYTE: Readonly<Record<Curve, number>> = { X25519: 0x6e, Ed25519: 0x70 };

/** Length of a PKCS #8 key of either curve. */
export const PKCS8_LENGTH = PKCS8_HEAD.length + KEY_LENGTH;

/** Bytes as WebCrypto takes them: in a buffer of their own, which no other thread shares. Shorter-lived than the call. */
export function cryptoBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    : Uint8Array.from(bytes);
}

/** The PKCS #8 form of 32 private bytes. */
export function toPkcs8(curve: Curve, privateBytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const key = new Uint8Array(PKCS8_LENGTH);
  key.set(PKCS8_HEAD);
  key[CURVE_PLACE] = CURVE_BYTE[curve];
  key.set(privateBytes, PKCS8_HEAD.length);
  return key;
}
