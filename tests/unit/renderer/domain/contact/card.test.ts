import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSigned, signValue, unpackSigned } from '@domain/codec/signed.ts';
import { type CardFields, MAX_CARD_BYTES, makeCard, readCard } from '@domain/contact/card.ts';
import { MAX_AVATAR_BYTES } from '@domain/profile/profile.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { firstDevice, linkedBy, takeOut } from '../device/support.ts';
import { type TestDevice, codeOf, makeDevice, mutated, must } from '../support/devices.ts';

const fieldsOf = (device: TestDevice, change: Partial<CardFields> = {}): CardFields => ({
  device: device.keys.public.signing,
  certificates: [device.signed],
  profile: { name: 'Alice', avatar: { kind: 'generated' } },
  signaling: ['wss://signal.example'],
  version: 7,
  ...change,
});
const cardOf = (device: TestDevice, change: Partial<CardFields> = {}) =>
  makeCard(fieldsOf(device, change), (bytes) => device.keys.sign(bytes));
/** A card with any field replaced, rightly signed. */
async function oddCard(device: TestDevice, change: Record<string, unknown>): Promise<Uint8Array> {
  const certificates = [[device.signed.bytes, device.signed.signature]];
  const value = { v: 1, ...fieldsOf(device), certificates, ...change };
  return packSigned(await signValue('contact-card', value, (bytes) => device.keys.sign(bytes)));
}

describe('contact cards', () => {
  it('CRD-1 carries account, devices, profile and addresses', async () => {
    const device = await makeDevice(1);
    const packed = await cardOf(device);
    expect(must(await readCard(packed, verify))).toMatchObject({
      account: device.certificate.account,
      root: device.root,
      profile: { name: 'Alice', avatar: { kind: 'generated' } },
      signaling: ['wss://signal.example'],
      version: 7,
      packed,
    });
  });

  it('CRD-1 may list several devices of one account, and be signed by any of them', async () => {
    const [laptop, desk] = await Promise.all([makeDevice(1), makeDevice(2, 1)]);
    const card = must(await readCard(await cardOf(desk, { certificates: [laptop.signed, desk.signed] }), verify));
    expect(card.certificates.map(({ device }) => device)).toEqual([laptop.certificate.device, desk.certificate.device]);
    expect(card.account).toBe(laptop.certificate.account);
  });

  it('CRD-8 says which devices were taken out, and is of the first version where none was', async () => {
    const first = await firstDevice();
    const laptop = await linkedBy(first, 11);
    const revocation = await takeOut(laptop, first);
    const packed = await cardOf(first, { revocations: [revocation.signed] });
    expect(must(await readCard(packed, verify)).revocations.map(({ device }) => device)).toEqual([
      laptop.certificate.device,
    ]);
    expect(await cardOf(first, { revocations: [] })).toEqual(await cardOf(first));
    const stranger = await firstDevice(77);
    const foreign = await takeOut(await linkedBy(stranger, 78), stranger);
    expect(codeOf(await readCard(await cardOf(first, { revocations: [foreign.signed] }), verify))).toBe('card-forged');
  });

  it('CRD-2 is at most 48 KiB, the largest picture included', async () => {
    const device = await makeDevice(1);
    const avatar = { kind: 'picture' as const, type: 'image/webp' as const, bytes: new Uint8Array(MAX_AVATAR_BYTES) };
    const packed = await cardOf(device, { profile: { name: 'Alice', avatar } });
    expect(codeOf(await readCard(packed, verify))).toBe('ok');
    expect(codeOf(await readCard(new Uint8Array(MAX_CARD_BYTES + 1), verify))).toBe('card-too-large');
    const crowd = Array.from({ length: 16 }, () => device.signed);
    expect((await cardOf(device, { certificates: crowd, profile: { name: 'Alice', avatar } })).length).toBeLessThan(
      MAX_CARD_BYTES,
    );
  });

  it.each([
    ['no certificate', { certificates: [] }],
    [
      'seventeen certificates',
      { certificates: Array.from({ length: 17 }, () => [new Uint8Array(3), new Uint8Array(64)]) },
    ],
    ['a name of 5,000 characters', { profile: { name: 'x'.repeat(5000), avatar: { kind: 'generated' } } }],
    ['an address that is none', { signaling: ['https://x'] }],
    ['five addresses', { signaling: ['ws://a', 'ws://b', 'ws://c', 'ws://d', 'ws://e'] }],
    ['an address with credentials', { signaling: ['ws://user:pass@host'] }],
    ['a field more', { extra: 1 }],
    ['a version that is no time', { version: -1 }],
    ['an avatar of a foreign type', { profile: { name: 'A', avatar: { kind: 'url', url: 'https://x' } } }],
  ])('CRD-3 is refused with %s', async (_, change) => {
    expect(codeOf(await readCard(await oddCard(await makeDevice(1), change), verify))).toBe('card-malformed');
  });

  it('CRD-3 a later form is told apart from nonsense', async () => {
    const device = await makeDevice(1);
    expect(codeOf(await readCard(await oddCard(device, { v: 3, more: true }), verify))).toBe('card-newer-version');
    expect(codeOf(await readCard(await oddCard(device, { v: 'two' }), verify))).toBe('card-malformed');
  });

  it('CRD-4 devices of two accounts in one card are refused', async () => {
    const [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
    expect(codeOf(await readCard(await cardOf(alice, { certificates: [alice.signed, bob.signed] }), verify))).toBe(
      'card-forged',
    );
    expect(codeOf(await readCard(await cardOf(alice, { certificates: [bob.signed, alice.signed] }), verify))).toBe(
      'card-forged',
    );
  });

  it('CRD-4 a certificate that does not hold refuses the card', async () => {
    const device = await makeDevice(1);
    const forged = { ...device.signed, signature: mutated(device.signed.signature, [[5, 1]]) };
    expect(codeOf(await readCard(await cardOf(device, { certificates: [forged] }), verify))).toBe('card-forged');
    expect(codeOf(await readCard(await cardOf(device, { certificates: [device.signed, forged] }), verify))).toBe(
      'card-forged',
    );
  });

  it('CRD-5 is refused when signed by a device it does not list, or naming a device that did not sign', async () => {
    const [alice, mallory] = await Promise.all([makeDevice(1), makeDevice(2)]);
    const unlisted = fieldsOf(alice, { device: mallory.keys.public.signing });
    expect(codeOf(await readCard(await makeCard(unlisted, (bytes) => mallory.keys.sign(bytes)), verify))).toBe(
      'card-forged',
    );
    expect(codeOf(await readCard(await makeCard(fieldsOf(alice), (bytes) => mallory.keys.sign(bytes)), verify))).toBe(
      'card-forged',
    );
  });

  it('CRD-5 a signature for another purpose does not hold', async () => {
    const device = await makeDevice(1);
    const signed = must(unpackSigned(await cardOf(device)));
    const invite = await signValue('invite', 1, (bytes) => device.keys.sign(bytes));
    expect(codeOf(await readCard(packSigned({ ...signed, signature: invite.signature }), verify))).toBe('card-forged');
  });

  it('CRD-6 the name is made fit to be shown', async () => {
    const device = await makeDevice(1);
    const named = async (name: string) => {
      const card = await readCard(await cardOf(device, { profile: { name, avatar: { kind: 'generated' } } }), verify);
      return must(card).profile.name;
    };
    expect(await named('\u202eecilA\u0000')).toBe('ecilA');
    expect(await named('\u200b')).toBe(device.certificate.account.slice(0, 8));
    expect(await named('x'.repeat(4000))).toBe('x'.repeat(64));
  });

  it('CRD-4 CRD-5 changed bytes never throw and are never accepted', async () => {
    const packed = await cardOf(await makeDevice(1));
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        expect((await readCard(mutated(packed, [[at, change]]), verify)).ok).toBe(false);
      }),
      { numRuns: 600 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect((await readCard(bytes, verify)).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('CRD-5 cutting it short never throws and is never accepted', async () => {
    const packed = await cardOf(await makeDevice(1));
    for (let length = 0; length < packed.length; length += 3) {
      expect((await readCard(packed.subarray(0, length), verify)).ok).toBe(false);
    }
  });
});
