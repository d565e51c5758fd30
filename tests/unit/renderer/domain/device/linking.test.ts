import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeLink, readLinkCode, typedCode } from '@domain/device/linkCode.ts';
import { commitmentOf, digitsOf, openGrant, sealGrant } from '@domain/device/linking.ts';
import { readLinkingMessage } from '@domain/device/linkingMessages.ts';
import { deviceLinkRoom } from '@domain/link/rooms.ts';
import { bytesOf, codeOf, mutated, must } from '../support/devices.ts';

const token = bytesOf(9, 1);
const offered = { certificate: bytesOf(300, 2), nonce: bytesOf(16, 3) };
const revealed = { signing: bytesOf(32, 4), agreement: bytesOf(32, 5), nonce: bytesOf(16, 6) };

describe('codes of devices', () => {
  it('DEV-20 are read as they were shown, typed by hand or pasted as a link', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 9, maxLength: 9 }), (random) => {
        expect(must(readLinkCode(typedCode(random))).token).toEqual(random);
        const lazy = typedCode(random).replaceAll('0', 'o').replaceAll('1', 'l').replaceAll(' ', '').toLowerCase();
        expect(must(readLinkCode(` ${lazy}\n`)).token).toEqual(random);
        const link = codeLink({ token: random, signaling: ['wss://meet.example/signal'] });
        expect(must(readLinkCode(link))).toEqual({ token: random, signaling: ['wss://meet.example/signal'] });
      }),
    );
  });

  it('DEV-20 tell a mistyped sign in all but a few cases, and never throw', () => {
    const shown = typedCode(token).replaceAll(' ', '');
    const signs = Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
    const wrong = Array.from(shown).flatMap((sign, at) =>
      signs.filter((one) => one !== sign).map((one) => shown.slice(0, at) + one + shown.slice(at + 1)),
    );
    const taken = wrong.filter((code) => readLinkCode(code).ok);
    expect(taken.length / wrong.length).toBeLessThan(0.02);
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => void readLinkCode(text)));
  });

  it.each([
    ['an invite', 'banyan://invite#glkBoaJhdgE'],
    ['another product', 'https://example.org/link?code=1234'],
    ['a cut link', 'banyan://device#omF2'],
    ['nothing', ''],
  ])('DEV-20 are not found in %s', (_, text) => {
    expect(codeOf(readLinkCode(text))).toBe('device-code-malformed');
  });

  it('DEV-20 lead to a room that only who has the code can find', () => {
    expect(deviceLinkRoom(token)).not.toEqual(deviceLinkRoom(bytesOf(9, 2)));
    expect(deviceLinkRoom(token).name).toMatch(/^[\w-]{43}$/);
  });
});

describe('what two devices compare', () => {
  it('DEV-22 is six digits of everything both said', () => {
    const digits = digitsOf(token, offered, revealed);
    expect(digits).toMatch(/^\d{6}$/);
    const others = [
      digitsOf(bytesOf(9, 9), offered, revealed),
      digitsOf(token, { ...offered, nonce: bytesOf(16, 9) }, revealed),
      digitsOf(token, { ...offered, certificate: bytesOf(300, 9) }, revealed),
      digitsOf(token, offered, { ...revealed, signing: bytesOf(32, 9) }),
      digitsOf(token, offered, { ...revealed, agreement: bytesOf(32, 9) }),
      digitsOf(token, offered, { ...revealed, nonce: bytesOf(16, 9) }),
    ];
    expect(others).not.toContain(digits);
  });

  it('DEV-21 is bound before the other adds its chance', () => {
    const changed = [
      { ...revealed, nonce: bytesOf(16, 9) },
      { ...revealed, signing: bytesOf(32, 9) },
      { ...revealed, agreement: bytesOf(32, 9) },
    ];
    for (const other of changed) expect(commitmentOf(other)).not.toEqual(commitmentOf(revealed));
  });
});

describe('grants', () => {
  const seal = { shared: bytesOf(32, 1), token, nonce: bytesOf(24, 2) };
  const signed = { bytes: bytesOf(200, 3), signature: bytesOf(64, 4) };
  const profile = { name: 'Alice', avatar: { kind: 'generated' as const } };
  const grant = { certificate: signed, certificates: [signed], revocations: [], profile, profileAt: 5, signaling: [] };

  it('DEV-23 are read by the device they are for, and nobody else', () => {
    const sealed = sealGrant(grant, seal);
    expect(must(openGrant(sealed, seal))).toEqual(grant);
    expect(codeOf(openGrant(sealed, { ...seal, shared: bytesOf(32, 9) }))).toBe('grant-sealed');
    expect(codeOf(openGrant(sealed, { ...seal, token: bytesOf(9, 9) }))).toBe('grant-sealed');
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
        expect(openGrant(mutated(sealed, [[at, change]]), seal).ok).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('DEV-24 messages that do not fit are refused without a throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readLinkingMessage(bytes)));
    expect(codeOf(readLinkingMessage(bytesOf(40, 1)))).toBe('malformed-message');
  });
});
