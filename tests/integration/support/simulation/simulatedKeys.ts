/**
 * Keys for simulations: signatures are checksums under the public key. Anyone could forge one, and nobody here does; what they
 * buy is speed and an order of things that is the same in every run, which the platform's crypto threads do not give.
 */
import { ok } from '@shared/result.ts';
import type { DeviceKeys, VerifySignature } from '@ports/keyVault.ts';

const LANES = 16;
const PRIME = 16_777_619;

function checksum(parts: readonly Uint8Array[]): Uint8Array {
  const lanes = Uint32Array.from({ length: LANES }, (_, lane) => 2_166_136_261 + lane);
  let place = 0;
  for (const part of parts) {
    for (const byte of part) {
      const lane = place % LANES;
      lanes[lane] = Math.imul((lanes[lane] ?? 0) ^ byte, PRIME);
      place += 1;
    }
  }
  for (let lane = 1; lane < LANES; lane += 1)
    lanes[lane] = Math.imul((lanes[lane] ?? 0) ^ (lanes[lane - 1] ?? 0), PRIME);
  return new Uint8Array(lanes.buffer);
}

/** Device keys whose public half is given. */
export function simulatedKeys(signing: Uint8Array): DeviceKeys {
  return {
    public: { signing, agreement: signing },
    sign: (bytes) => Promise.resolve(checksum([signing, bytes])),
    agree: (theirs) => Promise.resolve(ok(checksum([signing, theirs]).slice(0, 32))),
  };
}

/** Checks what {@link simulatedKeys} signed. */
export const verifySimulated: VerifySignature = (publicKey, signature, bytes) =>
  Promise.resolve(checksum([publicKey, bytes]).every((byte, place) => byte === signature[place]));
