/**
 * The payload of a file in the age format: STREAM over ChaCha20-Poly1305 in parts of 64 KiB. Apart from the library because its own ends at
 * the first part that does not hold, and a damaged backup is to give the others (BAK-6).
 */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { createCipheriv, createDecipheriv, getCiphers, hkdfSync } from 'node:crypto';

/** Bytes of plain text in every part but the last. */
export const PART_BYTES = 64 * 1024;
/** Bytes of the same, encrypted. */
export const SEALED_PART_BYTES = PART_BYTES + 16;
/** Bytes between header and first part. */
export const PAYLOAD_NONCE_BYTES = 16;

const TAG_BYTES = 16;

/** One cipher under one key. `open` answers null for what does not hold. */
export interface PartCipher {
  /** Seals what the parts of `plain` make together. The answer is in pieces, too: nobody copies what is only written on. */
  seal(nonce: Uint8Array, plain: readonly Uint8Array[]): Uint8Array[];
  open(nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null;
}

/** The system's cipher where it has it; Electron's library has not, and gets the same bytes from a slower one. */
export function partCipher(key: Uint8Array, isNative = getCiphers().includes('chacha20-poly1305')): PartCipher {
  return isNative ? nativeCipher(key) : plainCipher(key);
}

/** The key of a payload, of the file's key and the payload's nonce. */
export function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
}

/** The nonce of part `index`: its number, and whether it is the last. */
export function partNonce(index: number, isLast: boolean): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(Math.floor(index / 2 ** 32), 3);
  nonce.writeUInt32BE(index % 2 ** 32, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function nativeCipher(key: Uint8Array): PartCipher {
  const options = { authTagLength: TAG_BYTES };
  return {
    seal: (nonce, plain) => {
      const cipher = createCipheriv('chacha20-poly1305', key, nonce, options);
      const sealed: Uint8Array[] = plain.map((part) => cipher.update(part));
      cipher.final();
      return [...sealed, cipher.getAuthTag()];
    },
    open: (nonce, sealed) => {
      if (sealed.length < TAG_BYTES) return null;
      const decipher = createDecipheriv('chacha20-poly1305', key, nonce, options);
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const plain = decipher.update(sealed.subarray(0, -TAG_BYTES));
      try {
        decipher.final();
        return plain;
      } catch {
        return null;
      }
    },
  };
}

function plainCipher(key: Uint8Array): PartCipher {
  return {
    seal: (nonce, plain) => [chacha20poly1305(key, nonce).encrypt(Buffer.concat(plain))],
    open: (nonce, sealed) => {
      try {
        return chacha20poly1305(key, nonce).decrypt(sealed);
      } catch {
        return null;
      }
    },
  };
}

/** Seals plain text that comes in pieces of any length; the last part is known only at the end. */
export class PartSealer {
  readonly #cipher: PartCipher;
  readonly #waiting = Buffer.alloc(PART_BYTES);
  #filled = 0;
  #index = 0;

  constructor(cipher: PartCipher) {
    this.#cipher = cipher;
  }

  /** What `plain` completes, in order. What is behind a whole part is sealed from where it lies. */
  push(plain: Uint8Array): Uint8Array[] {
    const sealed: Uint8Array[] = [];
    let at = 0;
    // More bytes follow: only then is a full part not the last.
    while (this.#filled + plain.length - at > PART_BYTES) {
      const piece = plain.subarray(at, at + PART_BYTES - this.#filled);
      sealed.push(...this.#take(piece, false));
      at += piece.length;
    }
    this.#waiting.set(plain.subarray(at), this.#filled);
    this.#filled += plain.length - at;
    return sealed;
  }

  /** The last part. Nothing may be pushed after it. */
  end(): Uint8Array[] {
    return this.#take(new Uint8Array(), true);
  }

  #take(piece: Uint8Array, isLast: boolean): Uint8Array[] {
    const nonce = partNonce(this.#index, isLast);
    this.#index += 1;
    const kept = this.#waiting.subarray(0, this.#filled);
    this.#filled = 0;
    return this.#cipher.seal(
      nonce,
      [kept, piece].filter(({ length }) => length > 0),
    );
  }
}

/** What a part was: its plain text, null when it does not hold, and whether it says it is the last. */
export interface OpenedPart {
  readonly plain: Uint8Array | null;
  readonly isLast: boolean;
}

/** Opens part `index`. Only the file's last part may say it is the last: one at its end that does not was cut off behind it. */
export function openPart(
  cipher: PartCipher,
  sealed: Uint8Array,
  place: { readonly index: number; readonly isAtEnd: boolean },
): OpenedPart {
  if (place.isAtEnd) {
    const last = cipher.open(partNonce(place.index, true), sealed);
    if (last !== null) return { plain: last, isLast: true };
  }
  return { plain: cipher.open(partNonce(place.index, false), sealed), isLast: false };
}
