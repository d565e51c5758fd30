import { expect, it } from 'vitest';
import { verifySignature, webcryptoVerifier } from '@adapters/webcrypto/verifySignature.ts';
import { ED25519_VECTORS, hex } from '../../../../support/shared/vaultContract.ts';

const [, publicText, messageText, signatureText] = ED25519_VECTORS[2];
const publicKey = hex(publicText);
const message = hex(messageText);
const signature = hex(signatureText);

it('VLT-10 accepts the right signature again and again', async () => {
  const verify = webcryptoVerifier(crypto.subtle);
  for (let round = 0; round < 3; round += 1) expect(await verify(publicKey, signature, message)).toBe(true);
});

it('VLT-3 refuses any flipped bit of key, signature or message', async () => {
  for (const [place, part] of [publicKey, signature, message].entries()) {
    for (let bit = 0; bit < part.length * 8; bit += 5) {
      const changed = [publicKey.slice(), signature.slice(), message.slice()] as const;
      const target = changed[place];
      if (target === undefined) throw new Error('three parts');
      target[bit >> 3] = (target[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await verifySignature(...changed)).toBe(false);
    }
  }
});

it('VLT-10 says false to malformed input of every length', async () => {
  for (const length of [0, 1, 31, 33, 63, 65, 1_000]) {
    expect(await verifySignature(new Uint8Array(length), signature, message)).toBe(false);
    expect(await verifySignature(publicKey, new Uint8Array(length), message)).toBe(false);
  }
  expect(await verifySignature(new Uint8Array(32).fill(255), signature, message)).toBe(false);
});

it('VLT-10 refuses a signature whose scalar is not reduced (malleable)', async () => {
  const order = hex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');
  const malleable = signature.slice();
  let carry = 0;
  for (let place = 0; place < 32; place += 1) {
    const sum = (malleable[32 + place] ?? 0) + (order[place] ?? 0) + carry;
    malleable[32 + place] = sum & 255;
    carry = sum >> 8;
  }
  expect(await verifySignature(publicKey, malleable, message)).toBe(false);
});

it('VLT-10 reads a view into a larger buffer and stays right for many devices', async () => {
  const whole = new Uint8Array(200);
  whole.set(message, 7);
  expect(await verifySignature(publicKey, signature, whole.subarray(7, 7 + message.length))).toBe(true);
  const verify = webcryptoVerifier(crypto.subtle);
  for (let device = 0; device < 600; device += 1) {
    const other = publicKey.slice();
    other[0] = device & 255;
    other[1] = device >> 8;
    await verify(other, signature, message);
  }
  expect(await verify(publicKey, signature, message)).toBe(true);
});
