import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64url } from '@shared/base64url.ts';
import { packSigned, signValue } from '@domain/codec/signed.ts';
import { type HandDescription, candidatesOf, describeSdp, sdpOf } from '@domain/hand/description.ts';
import { makeAnswer, makeOffer, readHandCode } from '@domain/hand/handCode.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { type TestDevice, bytesOf, codeOf, makeDevice, mutated, must } from '../support/devices.ts';

const description: HandDescription = {
  fingerprint: bytesOf(32, 7),
  user: 'aBc+',
  password: 'abcdefghijklmnopqrstuv/+',
  ways: [
    [0, Uint8Array.from({ length: 16 }, (_, place) => place * 16), 50_001],
    [0, 'fd00::5', 50_002],
    [1, '203.0.113.9', 61_000],
    [2, '198.51.100.1', 3478],
  ],
};
const expires = 1_800_000_000_000;
const fieldsOf = (device: TestDevice) => ({ certificate: device.signed, name: 'Alice', description });
const offerOf = (device: TestDevice) => makeOffer({ ...fieldsOf(device), expires }, (bytes) => device.keys.sign(bytes));

async function oddOffer(device: TestDevice, change: Record<string, unknown>, purpose = 'hand-offer'): Promise<string> {
  const certificate = [device.signed.bytes, device.signed.signature];
  const value = { v: 1, ...fieldsOf(device), certificate, expires, ...change };
  const signed = await signValue(purpose, value, (bytes) => device.keys.sign(bytes));
  return `banyan://hand#o${toBase64url(packSigned(signed))}`;
}

describe('the end of a connection', () => {
  it('HND-2 comes back from a browser’s words as it was, names of the local network included', () => {
    const sdp = sdpOf(description, 'offer');
    expect(describeSdp(sdp, candidatesOf(description))).toEqual(description);
    expect(sdp).toContain('a=setup:actpass\r\n');
    expect(sdpOf(description, 'answer')).toContain('a=setup:active\r\n');
    expect(sdp).toContain(' 00102030-4050-6070-8090-a0b0c0d0e0f0.local 50001 typ host');
  });

  it('HND-2 leaves out ways over TCP and what is none, and is nothing without a way or a known fingerprint', () => {
    const sdp = sdpOf(description, 'offer');
    const odd = ['candidate:1 1 tcp 1 192.0.2.1 9 typ host tcptype active', 'candidate:1 1 udp 1 a..b 9 typ host', ''];
    expect(describeSdp(sdp, odd)).toBeNull();
    expect(describeSdp(sdp, [...odd, ...candidatesOf(description)])?.ways).toHaveLength(4);
    expect(describeSdp(sdp.replace('sha-256', 'sha-1'), candidatesOf(description))).toBeNull();
  });
});

describe('codes of two people', () => {
  it('HND-1 carry who made them, their end, and to which offer an answer is', async () => {
    const [alice, bob] = [await makeDevice(1), await makeDevice(2)];
    const offer = must(await readHandCode(await offerOf(alice), verify));
    expect(offer).toMatchObject({ kind: 'offer', name: 'Alice', description, expires });
    expect(offer.certificate.account).toBe(alice.certificate.account);
    if (offer.kind !== 'offer') throw new Error('an offer');
    const text = await makeAnswer({ ...fieldsOf(bob), offer: offer.id }, (bytes) => bob.keys.sign(bytes));
    expect(must(await readHandCode(text, verify))).toMatchObject({ kind: 'answer', offer: offer.id, description });
  });

  it('HND-1 are short enough for a picture', async () => {
    expect((await offerOf(await makeDevice(1))).length).toBeLessThan(1000);
  });

  it('HND-3 are found in other words and over broken lines', async () => {
    const code = await offerOf(await makeDevice(1));
    const broken = `Here it is:\n${code.slice(0, 70)}\r\n${code.slice(70)}\n`;
    expect(must(await readHandCode(broken, verify)).kind).toBe('offer');
  });

  it.each([
    ['', 'hand-foreign'],
    ['https://example.org/pay?to=me', 'hand-foreign'],
    ['2@x'.repeat(10_000), 'hand-foreign'],
    ['banyan://invite#glkBanything', 'hand-invite'],
    ['banyan://hand#o', 'hand-damaged'],
    ['banyan://hand#oAAAA', 'hand-damaged'],
    ['banyan://hand#a!!', 'hand-damaged'],
  ])('HND-3 %j is %s', async (text, code) => {
    expect(codeOf(await readHandCode(text, verify))).toBe(code);
  });

  it('HND-3 of a later form say so; of another, another purpose or with a line in a secret they are refused', async () => {
    const device = await makeDevice(1);
    expect(codeOf(await readHandCode(await oddOffer(device, { v: 2 }), verify))).toBe('hand-newer');
    expect(codeOf(await readHandCode(await oddOffer(device, { more: 1 }), verify))).toBe('hand-damaged');
    expect(codeOf(await readHandCode(await oddOffer(device, {}, 'invite'), verify))).toBe('hand-forged');
    const spliced = { ...description, password: `${'a'.repeat(30)}\r\na=fingerprint:sha-256 00` };
    expect(codeOf(await readHandCode(await oddOffer(device, { description: spliced }), verify))).toBe('hand-damaged');
    const answer = (await offerOf(device)).replace('#o', '#a');
    expect(codeOf(await readHandCode(answer, verify))).toBe('hand-damaged');
  });

  it('HND-3 of which a byte was changed are never taken, and never throw', async () => {
    const device = await makeDevice(1);
    const code = await offerOf(device);
    const head = 'banyan://hand#o';
    const bytes = Uint8Array.from(Buffer.from(code.slice(head.length), 'base64url'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (edits) => {
        const changed = mutated(bytes, edits);
        const read = await readHandCode(head + toBase64url(changed), verify);
        expect(read.ok).toBe(Buffer.compare(changed, bytes) === 0);
      }),
      { numRuns: 200 },
    );
  });
});
