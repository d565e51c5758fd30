/** Devices with real keys, certified by real roots, and the events they sign. */
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import type { SignedBytes } from '@domain/codec/signed.ts';
import { encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import type { EventContent, SignedEvent } from '@domain/event/event.ts';
import { type Certificate, certifyDevice, readCertificate } from '@domain/identity/certificate.ts';
import type { DeviceKeys } from '@ports/keyVault.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import type { Result } from '@shared/result.ts';

/** One install of a person. */
export interface TestDevice {
  readonly keys: DeviceKeys;
  readonly root: Uint8Array;
  readonly signed: SignedBytes;
  readonly certificate: Certificate;
  readonly signWithRoot: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/** The value of a result that must be a success. */
export function must<T>(result: Result<T, { code: string; message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** What a result says: `ok`, or the code of its failure. */
export function codeOf(result: Result<unknown, { code: string }>): string {
  return result.ok ? 'ok' : result.error.code;
}

/** Bytes that depend on a number alone. */
export function bytesOf(length: number, seed: number): Uint8Array {
  return new SeededRandom(seed).bytes(length);
}

/** A device; the same `rootSeed` is the same account. */
export async function makeDevice(seed: number, rootSeed: number = seed): Promise<TestDevice> {
  const vault = new MemoryKeyVault({ random: new SeededRandom(seed) });
  const keys = must(await vault.createDevice());
  const secret = bytesOf(32, rootSeed + 1_000_000);
  const root = await vault.publicKeyOfSeed(secret);
  const signWithRoot = (bytes: Uint8Array) => vault.signWithSeed(secret, bytes);
  const signed = await certifyDevice({ root, ...keys.public, roles: ['chat'], at: 1_700_000_000_000 }, signWithRoot);
  return { keys, root, signed, certificate: must(await readCertificate(signed, verifySignature)), signWithRoot };
}

/** Signs an event as a device does. */
export async function signEvent(device: TestDevice, content: Omit<EventContent, 'v' | 'device'>): Promise<SignedEvent> {
  const whole = { ...content, device: device.certificate.device };
  const bytes = encodeEvent(whole);
  return sealEvent(whole, bytes, await device.keys.sign(eventSigningBytes(content.kind, bytes)));
}

/** A copy with some bits flipped. */
export function mutated(bytes: Uint8Array, edits: readonly (readonly [number, number])[]): Uint8Array {
  const copy = bytes.slice();
  for (const [at, change] of edits) copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ (change & 255);
  return copy;
}
