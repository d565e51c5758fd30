import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CARD_BYTES } from '@domain/contact/card.ts';
import { type RequestSeal, REQUEST_NONCE_LENGTH, openRequest, sealRequest } from '@domain/invite/sealedRequest.ts';
import { toBase64url } from '@shared/base64url.ts';
import { bytesOf, codeOf, makeDevice, mutated, must } from '../support/devices.ts';

const request = { card: bytesOf(200, 1), signature: bytesOf(64, 2) };
const seal: RequestSeal = { shared: bytesOf(32, 3), token: bytesOf(16, 4), nonce: bytesOf(REQUEST_NONCE_LENGTH, 5) };
const sealed = sealRequest(request, seal);

describe('a sealed request', () => {
  it('INV-14 is pinned', () => {
    const small = sealRequest(
      { card: Uint8Array.of(1), signature: new Uint8Array(64) },
      { shared: new Uint8Array(32).fill(7), token: new Uint8Array(16).fill(8), nonce: new Uint8Array(24).fill(9) },
    );
    expect(toBase64url(small)).toBe(
      'DCbWMlDMeFl-L-DyGEDzhUsx_T1wOsHWazHLy7H8q0Y3GGOAqiLNOoQ12nLndtyPiJ08eBRtviPWX6vxcs6Wb39bObkoLrZhK3qdN46FE2Mnu-ftTLON5nT-XdV8kNv9mHjCkQ',
    );
  });

  it('INV-14 is opened by the two whose secret it was sealed with, and by no third', async () => {
    const [asker, inviter, third] = await Promise.all([makeDevice(1), makeDevice(2), makeDevice(3)]);
    const { token, nonce } = seal;
    const shared = must(await asker.keys.agree(inviter.keys.public.agreement));
    const bytes = sealRequest(request, { shared, token, nonce });
    const theirs = must(await inviter.keys.agree(asker.keys.public.agreement));
    expect(must(openRequest(bytes, { shared: theirs, token, nonce }))).toEqual(request);
    for (const { keys } of [asker, inviter]) {
      const foreign = must(await third.keys.agree(keys.public.agreement));
      expect(codeOf(openRequest(bytes, { shared: foreign, token, nonce }))).toBe('request-sealed');
    }
  });

  it.each([
    ['secret', { ...seal, shared: bytesOf(32, 30) }],
    ['token', { ...seal, token: bytesOf(16, 40) }],
    ['nonce', { ...seal, nonce: bytesOf(REQUEST_NONCE_LENGTH, 50) }],
  ])('INV-14 does not open with another %s', (_, other) => {
    expect(must(openRequest(sealed, seal))).toEqual(request);
    expect(codeOf(openRequest(sealed, other))).toBe('request-sealed');
  });

  it('INV-14 a changed or missing byte is noticed, wherever it is', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      expect(codeOf(openRequest(mutated(sealed, [[at, 1]]), seal))).toBe('request-sealed');
    }
    expect(codeOf(openRequest(sealed.slice(0, -1), seal))).toBe('request-sealed');
    expect(codeOf(openRequest(sealed.slice(1), seal))).toBe('request-sealed');
  });

  it('INV-14 garbage never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 40 }), (bytes, nonce) => {
        expect(codeOf(openRequest(bytes, { ...seal, nonce }))).toBe('request-sealed');
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a card too large', { card: new Uint8Array(MAX_CARD_BYTES + 1), signature: request.signature }],
    ['a signature too short', { card: request.card, signature: new Uint8Array(63) }],
    ['a field more', { ...request, more: 1 }],
  ])('INV-14 %s is no request, even when sealed well', (_, content) => {
    expect(codeOf(openRequest(sealRequest(content, seal), seal))).toBe('request-sealed');
  });

  it('INV-14 says nothing of what is in it but its length', () => {
    expect(sealed.length).toBeLessThanOrEqual(MAX_CARD_BYTES + 256);
    expect(Buffer.from(sealed).includes(Buffer.from(request.card.slice(0, 8)))).toBe(false);
    const other = sealRequest(request, { ...seal, nonce: bytesOf(REQUEST_NONCE_LENGTH, 6) });
    expect(other).toHaveLength(sealed.length);
    expect(other).not.toEqual(sealed);
  });
});
