/**
 * A file of frames, each closed and bound to its place: "BNYNSNP1" salt:32 (length:u32 ciphertext)*. AES-256-GCM under a key made of
 * the secret and the salt; the nonce is the frame's number, and only the last is sealed as the last. So nothing can be altered, left
 * out, moved, cut off or put behind without its being found.
 */
import { joinBytes } from '@domain/codec/bytes.ts';
import { SnapshotFault } from './snapshotFault.ts';

const FAMILY = 'BNYNSNP';
const MAGIC = new TextEncoder().encode(`${FAMILY}1`);
const SALT = 32;
const NONCE = 12;
const LENGTH = 4;
const INFO = new TextEncoder().encode('banyan/snapshot/1');
/** No frame is longer: what says so is damaged. */
const MOST_FRAME = 256 * 1024 * 1024;

/** The bytes of a file with these frames. */
export async function* sealFrames(
  frames: AsyncIterable<Uint8Array>,
  secret: Uint8Array,
  salt: Uint8Array,
): AsyncGenerator<Uint8Array> {
  const key = await keyOf(secret, salt);
  yield joinBytes(MAGIC, salt);
  let held: Uint8Array | null = null;
  let number = 0;
  for await (const frame of frames) {
    if (held !== null) yield await seal(key, held, { number: number++, isLast: false });
    held = frame;
  }
  if (held !== null) yield await seal(key, held, { number, isLast: true });
}

/** The frames of a file, in order. Throws a {@link SnapshotFault} at what does not hold; what was given before it held. */
export async function* openFrames(file: Blob, secret: Uint8Array): AsyncGenerator<Uint8Array> {
  const head = await bytesAt(file, 0, MAGIC.length + SALT);
  checkMagic(head.subarray(0, MAGIC.length));
  const key = await keyOf(secret, head.subarray(MAGIC.length));
  let at = head.length;
  for (let number = 0; ; number += 1) {
    const length = new DataView((await bytesAt(file, at, LENGTH)).buffer).getUint32(0, true);
    if (length > MOST_FRAME) throw damaged('a frame that cannot be');
    const sealed = await bytesAt(file, at + LENGTH, length);
    at += LENGTH + length;
    const isLast = at === file.size;
    yield await unseal(key, sealed, { number, isLast });
    if (isLast) return;
  }
}

interface FramePlace {
  readonly number: number;
  readonly isLast: boolean;
}

async function seal(key: CryptoKey, frame: Uint8Array, place: FramePlace): Promise<Uint8Array> {
  const sealed = new Uint8Array(await crypto.subtle.encrypt(cipherAt(place), key, Uint8Array.from(frame)));
  const length = new Uint8Array(LENGTH);
  new DataView(length.buffer).setUint32(0, sealed.length, true);
  return joinBytes(length, sealed);
}

async function unseal(key: CryptoKey, sealed: Uint8Array<ArrayBuffer>, place: FramePlace): Promise<Uint8Array> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(cipherAt(place), key, sealed));
  } catch {
    throw damaged('a frame does not open');
  }
}

function cipherAt({ number, isLast }: FramePlace): AesGcmParams {
  const iv = new Uint8Array(NONCE);
  new DataView(iv.buffer).setUint32(0, number, true);
  return { name: 'AES-GCM', iv, additionalData: Uint8Array.of(isLast ? 1 : 0) };
}

async function keyOf(secret: Uint8Array, salt: Uint8Array): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', Uint8Array.from(secret), 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: Uint8Array.from(salt), info: INFO };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

function checkMagic(found: Uint8Array): void {
  const text = new TextDecoder().decode(found);
  if (text === `${FAMILY}1`) return;
  if (text.startsWith(FAMILY)) throw new SnapshotFault('snapshot-newer', 'made by a later version');
  throw damaged('no snapshot');
}

async function bytesAt(file: Blob, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await file.slice(from, from + length).arrayBuffer());
  if (bytes.length !== length) throw damaged('it was cut off');
  return bytes;
}

/** What is there does not hold. */
export function damaged(message: string): SnapshotFault {
  return new SnapshotFault('snapshot-damaged', message);
}
