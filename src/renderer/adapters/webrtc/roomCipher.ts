import { fromBase64url, toBase64url } from '@shared/base64url.ts';

const NONCE_LENGTH = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Seals what peers of a room say through a signaling service: only who knows the password can read or make it. */
export interface RoomCipher {
  readonly seal: (value: unknown) => Promise<string>;
  /** Null for anything not sealed by a peer of this room. Never rejects. */
  readonly open: (text: string) => Promise<unknown>;
}

/**
 * One HKDF instead of y-webrtc's 100,000 rounds of PBKDF2: room passwords are random (128 bits or more), so
 * stretching adds nothing but 20–40 ms for each room (docs/adr/0002).
 */
export async function createRoomCipher(name: string, password: string): Promise<RoomCipher> {
  const room = encoder.encode(name);
  const secret = await crypto.subtle.importKey('raw', encoder.encode(password), 'HKDF', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: room, info: encoder.encode('banyan/signaling/1') },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
  return {
    seal: async (value) => {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_LENGTH));
      const plain = encoder.encode(JSON.stringify(value));
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: room }, key, plain);
      const bytes = new Uint8Array(NONCE_LENGTH + sealed.byteLength);
      bytes.set(nonce);
      bytes.set(new Uint8Array(sealed), NONCE_LENGTH);
      return toBase64url(bytes);
    },
    open: async (text) => {
      const bytes = fromBase64url(text);
      if (!bytes.ok || bytes.value.length <= NONCE_LENGTH) return null;
      const all = new Uint8Array(bytes.value);
      try {
        const plain = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv: all.subarray(0, NONCE_LENGTH), additionalData: room },
          key,
          all.subarray(NONCE_LENGTH),
        );
        const value: unknown = JSON.parse(decoder.decode(plain));
        return value;
      } catch {
        return null;
      }
    },
  };
}
