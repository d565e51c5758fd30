import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64url } from '@shared/base64url.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { signValue } from '@domain/codec/signed.ts';
import { accountOfRoot, deviceOfKey } from '@domain/identity/account.ts';
import { certifyDevice, readCertificate } from '@domain/identity/certificate.ts';
import { entropyOfWords, rootSeedOf, wordsOf } from '@domain/identity/recoveryPhrase.ts';
import { safetyNumber } from '@domain/identity/safetyNumber.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { bytesOf, codeOf, makeDevice, mutated, must } from '../support/devices.ts';

const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

describe('accounts and devices', () => {
  it('IDN-1 the account is a tagged hash of the root key', () => {
    expect(accountOfRoot(new Uint8Array(32))).toBe('agODFxeeRwZS2-DTfi-WOM7alRcUaM3FPaHp7cMr8P4');
    expect(accountOfRoot(bytesOf(32, 1))).not.toBe(accountOfRoot(bytesOf(32, 2)));
  });

  it('IDN-2 the device is its signing key', () => {
    expect(deviceOfKey(bytesOf(32, 1))).toBe(toBase64url(bytesOf(32, 1)));
    expect(() => deviceOfKey(bytesOf(31, 1))).toThrow(TypeError);
  });
});

describe('certificates', () => {
  it('IDN-3 say which device speaks for which account', async () => {
    const device = await makeDevice(1);
    expect(device.certificate).toMatchObject({
      account: accountOfRoot(device.root),
      device: deviceOfKey(device.keys.public.signing),
      agreement: device.keys.public.agreement,
      roles: ['chat'],
    });
  });

  it('IDN-3 are refused when another root signed, or for another purpose', async () => {
    const [alice, mallory] = await Promise.all([makeDevice(1), makeDevice(2)]);
    const fields = { root: alice.root, ...mallory.keys.public, roles: ['chat'] as const, at: 1 };
    expect(codeOf(await readCertificate(await certifyDevice(fields, mallory.signWithRoot), verify))).toBe(
      'certificate-forged',
    );
    const misused = await signValue('contact-card', { v: 1, ...fields }, alice.signWithRoot);
    expect(codeOf(await readCertificate(misused, verify))).toBe('certificate-forged');
    expect(codeOf(await readCertificate(await certifyDevice(fields, alice.signWithRoot), verify))).toBe('ok');
  });

  it.each([
    ['a later version', { v: 2 }],
    ['an unknown role', { roles: ['root'] }],
    ['too many roles', { roles: Array.from({ length: 17 }, () => 'chat') }],
    ['a short key', { signing: new Uint8Array(31) }],
    ['one field more', { extra: 1 }],
    ['no time', { at: -1 }],
  ])('IDN-3 are refused with %s', async (_, change) => {
    const device = await makeDevice(1);
    const value = { v: 1, root: device.root, ...device.keys.public, roles: ['chat'], at: 1, ...change };
    const signed = await signValue('device-certificate', value, device.signWithRoot);
    expect(codeOf(await readCertificate(signed, verify))).toBe('certificate-malformed');
  });

  it('IDN-3 changed bytes never throw and are never believed', async () => {
    const { signed } = await makeDevice(1);
    const edits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 1 });
    await fc.assert(
      fc.asyncProperty(edits, fc.boolean(), async (changes, ofSignature) => {
        const bytes = ofSignature ? signed.bytes : mutated(signed.bytes, changes);
        const signature = ofSignature ? mutated(signed.signature, changes) : signed.signature;
        expect((await readCertificate({ bytes, signature }, verify)).ok).toBe(false);
      }),
      { numRuns: 400 },
    );
    expect(codeOf(await readCertificate({ bytes: encodeCanonical(1), signature: new Uint8Array(64) }, verify))).toBe(
      'certificate-malformed',
    );
  });
});

// The official vectors for 128 bits of entropy: https://github.com/trezor/python-mnemonic/blob/master/vectors.json
const BIP39 = [
  [
    '00000000000000000000000000000000',
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about',
  ],
  ['7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f', 'legal winner thank year wave sausage worth useful legal winner thank yellow'],
  [
    '80808080808080808080808080808080',
    'letter advice cage absurd amount doctor acoustic avoid letter advice cage above',
  ],
  ['ffffffffffffffffffffffffffffffff', 'zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong'],
  ['9e885d952ad362caeb4efe34a8e91bd2', 'ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic'],
  ['c0ba5a8e914111210f2bd131f3d5e08d', 'scheme spot photo card baby mountain device kick cradle pact join borrow'],
  ['23db8160a31d3e0dca3688ed941adbf3', 'cat swing flag economy stadium alone churn speed unique patch report train'],
  [
    'f30f8c1da665478f49b001d94c5fc452',
    'vessel ladder alter error federal sibling chat ability sun glass valve picture',
  ],
] as const;

describe('the recovery phrase', () => {
  it.each(BIP39)('IDN-4 %s is the words of BIP-39', (entropy, words) => {
    expect(wordsOf(fromHex(entropy)).join(' ')).toBe(words);
    expect(hexOf(must(entropyOfWords(words)))).toBe(entropy);
  });

  it('IDN-4 is read as people write it: any case, numbers, commas, lines', () => {
    const [entropy, words] = BIP39[1];
    const written = words
      .split(' ')
      .map((word, index) => `${index + 1}. ${word.toUpperCase()},`)
      .join('\n');
    expect(hexOf(must(entropyOfWords(`  ${written}  `)))).toBe(entropy);
  });

  it.each([
    ['nothing', ''],
    ['eleven words', BIP39[1][1].split(' ').slice(1).join(' ')],
    ['a word that is not in the list', BIP39[1][1].replace('legal', 'banyan')],
    ['two words exchanged', 'winner legal thank year wave sausage worth useful legal winner thank yellow'],
    ['a wrong checksum', `${'abandon '.repeat(11)}abandon`],
    ['another script', 'абандон '.repeat(12)],
    ['far too much', 'abandon '.repeat(5000)],
  ])('IDN-4 refuses %s', (_, words) => {
    expect(codeOf(entropyOfWords(words))).toBe('phrase-wrong');
  });

  it('IDN-5 the root seed is pinned, and another phrase gives another', () => {
    expect(hexOf(rootSeedOf(new Uint8Array(16)))).toBe(
      'd6aabd37d3c99e67e36eb52ad3c30f44df4edc6bee6d0e93c8f7a97799c4ed4e',
    );
    expect(rootSeedOf(bytesOf(16, 1))).not.toEqual(rootSeedOf(bytesOf(16, 2)));
  });
});

describe('safety numbers', () => {
  it('IDN-6 is pinned, and the same for both', () => {
    const [zero, one] = [new Uint8Array(32), new Uint8Array(32).fill(1)];
    const number = '08186 19376 18466 00173 46980 43729 72271 09586 84037 62895 08366 18797';
    expect(safetyNumber(zero, one)).toBe(number);
    expect(safetyNumber(one, zero)).toBe(number);
  });

  it('IDN-6 has 12 groups of five digits and tells roots apart', () => {
    const [a, b, c] = [bytesOf(32, 1), bytesOf(32, 2), bytesOf(32, 3)];
    expect(safetyNumber(a, b)).toMatch(/^(\d{5} ){11}\d{5}$/);
    expect(safetyNumber(a, c)).not.toBe(safetyNumber(a, b));
  });
});
