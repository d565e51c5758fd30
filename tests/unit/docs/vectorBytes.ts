/** How vectors write bytes down, and keys made from the bytes they give. */
import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';

const vault = new MemoryKeyVault({ random: new SeededRandom(1) });

/** Lower-case hexadecimal. */
export function hex(data: Uint8Array): string {
  return Buffer.from(data).toString('hex');
}

/** The way back. */
export function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** `length` bytes, each its own place, modulo 256: what a document says as "00 01 02 …". */
export function counting(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, place) => place % 256);
}

/** A value in which `{ "bytes": hex }` stands for a byte string. */
export function valueOf(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(valueOf);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'bytes' && typeof first[1] === 'string') return bytes(first[1]);
  return Object.fromEntries(entries.map(([key, value]) => [key, valueOf(value)]));
}

/** An Ed25519 key of a 32-byte seed (RFC 8032). */
export function signer(seed: string): {
  readonly key: () => Promise<Uint8Array>;
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
} {
  return {
    key: () => vault.publicKeyOfSeed(bytes(seed)),
    sign: (message) => vault.signWithSeed(bytes(seed), message),
  };
}

const PKCS8_X25519 = '302e020100300506032b656e04220420';
const SPKI_X25519 = '302a300506032b656e032100';

function privateKey(secret: string) {
  return createPrivateKey({ key: Buffer.from(PKCS8_X25519 + secret, 'hex'), format: 'der', type: 'pkcs8' });
}

/** The X25519 public key of a secret (RFC 7748). */
export function agreementKey(secret: string): string {
  const der = createPublicKey(privateKey(secret)).export({ format: 'der', type: 'spki' });
  return der.subarray(-32).toString('hex');
}

/** The X25519 secret of two: 32 bytes. */
export function agree(secret: string, theirs: string): Uint8Array {
  const publicKey = createPublicKey({ key: Buffer.from(SPKI_X25519 + theirs, 'hex'), format: 'der', type: 'spki' });
  return new Uint8Array(diffieHellman({ privateKey: privateKey(secret), publicKey }));
}
