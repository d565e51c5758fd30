import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lightningLink, readLightning } from '@domain/rail/lightning.ts';
import { railOfText, readRail } from '@domain/rail/rail.ts';
import { MAX_RAIL_TEXT } from '@domain/rail/railText.ts';
import { codeOf, must } from '../support/devices.ts';

/** The first two examples of BOLT11. */
const DONATION =
  'lnbc1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdpl2pkx2ctnv5sxxmmwwd5kgetjypeh2ursdae8g6twvus8g6rfwvs8qun0dfjkxaq9qrsgq357wnc5r2ueh7ck6q93dj32dlqnls087fxdwk8qakdyafkq3yap9us6v52vjjsrvywa6rt52cm9r9zqt8r2t7mlcwspyetp5h2tztugp9lfyql';
const COFFEE =
  'lnbc2500u1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu9qrsgquk0rl77nj30yxdy8j9vdx85fkpmdla2087ne0xh8nhedh8w27kyke0lp53ut353s06fv3qfegext0eh0ymjpf39tuven09sam30g4vgpfna3rh';
const HASH = Buffer.from('0001020304050607080900010203040506070809000102030405060708090102', 'hex').toString(
  'base64url',
);
const AT = 1_496_314_658_000;

const SIGNS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATORS = [0x3b6a57b2n, 0x26508e6dn, 0x1ea119fan, 0x3d4233ddn, 0x2a1462b3n];

/** The words of an invoice under another prefix, with the checksum that fits. */
function under(prefix: string, invoice = DONATION): string {
  const body = invoice.slice(invoice.lastIndexOf('1') + 1, -6);
  const codes = Array.from(prefix, (sign) => BigInt(sign.charCodeAt(0)));
  const words = Array.from(body, (sign) => BigInt(SIGNS.indexOf(sign)));
  let sum = 1n;
  for (const word of [
    ...codes.map((code) => code >> 5n),
    0n,
    ...codes.map((code) => code & 31n),
    ...words,
    ...[0n, 0n, 0n, 0n, 0n, 0n],
  ]) {
    const top = sum >> 25n;
    sum = ((sum & 0x1ffffffn) << 5n) ^ word;
    GENERATORS.forEach((generator, bit) => {
      if (((top >> BigInt(bit)) & 1n) === 1n) sum ^= generator;
    });
  }
  sum ^= 1n;
  const tail = [25n, 20n, 15n, 10n, 5n, 0n].map((shift) => SIGNS[Number((sum >> shift) & 31n)] ?? '');
  return `${prefix}1${body}${tail.join('')}`;
}

describe('Lightning', () => {
  it('RAI-50 reads the examples of BOLT11', () => {
    expect(under('lnbc')).toBe(DONATION);
    expect(must(readLightning(`lightning:${DONATION}`))).toEqual({
      text: DONATION,
      amount: null,
      hash: HASH,
      until: AT + 3_600_000,
    });
    const coffee = must(readLightning(COFFEE.toUpperCase()));
    expect(coffee).toEqual({
      text: COFFEE,
      amount: { minor: 250_000_000n, decimals: 11, currency: 'BTC' },
      hash: HASH,
      until: AT + 60_000,
    });
  });

  it.each([
    ['lnbc20', 2_000_000_000_000n],
    ['lnbc2m', 200_000_000n],
    ['lnbc2u', 200_000n],
    ['lnbc2n', 200n],
    ['lnbc20p', 2n],
  ])('RAI-50 reads the amount of %s', (prefix, minor) => {
    expect(must(readLightning(under(prefix))).amount?.minor).toBe(minor);
  });

  it.each([
    ['lnbc2p', 'rail-amount'],
    ['lnbc02u', 'rail-amount'],
    ['lnbcu', 'rail-amount'],
    ['lnbc21000001', 'rail-amount'],
    ['lnbc2x', 'rail-malformed'],
    ['lnbc-2u', 'rail-malformed'],
    ['lntb2u', 'rail-test-network'],
    ['lnbcrt2u', 'rail-test-network'],
    ['lnxx2u', 'rail-malformed'],
  ])('RAI-50 refuses %s', (prefix, code) => expect(codeOf(readLightning(under(prefix)))).toBe(code));

  it('RAI-50 any one sign changed makes it worthless; so does any cut', () => {
    fc.assert(
      fc.property(fc.nat(COFFEE.length - 1), fc.constantFrom(...Array.from(SIGNS)), (at, sign) => {
        const changed = COFFEE.slice(0, at) + sign + COFFEE.slice(at + 1);
        if (changed !== COFFEE) expect(readLightning(changed).ok).toBe(false);
        expect(readLightning(COFFEE.slice(0, at)).ok).toBe(false);
      }),
    );
    const mixed = `L${DONATION.slice(1)}`;
    const others = [mixed, '', 'lightning:', 'lightning:lnurl1dp68gurn8ghj7', 'lno1pqps7sjqpgt', `${DONATION} `];
    for (const other of others) expect([other, readLightning(other).ok]).toEqual([other, false]);
  });

  it('RAI-51 a link is made only where the invoice asks for what is owed', () => {
    const sats = (minor: bigint) => ({ minor, decimals: 8, currency: 'BTC' });
    expect(must(lightningLink(COFFEE, sats(250_000n)))).toBe(`lightning:${COFFEE}`);
    expect(must(lightningLink(DONATION, sats(1n)))).toBe(`lightning:${DONATION}`);
    expect(must(lightningLink(COFFEE, null))).toBe(`lightning:${COFFEE}`);
    expect(codeOf(lightningLink(COFFEE, sats(250_001n)))).toBe('rail-amount');
    expect(codeOf(lightningLink(COFFEE, { minor: 250n, decimals: 2, currency: 'EUR' }))).toBe('rail-wrong-currency');
    expect(codeOf(lightningLink('lnbc1', null))).toBe('rail-malformed');
  });
});

describe('any rail', () => {
  it('RAI-4 is told by how text begins', () => {
    const texts = {
      sepa: 'BCD\n002\n1\nSCT\n\nAna\nDE89370400440532013000\nEUR1',
      upi: 'upi://pay?pa=ana@okbank',
      paypal: 'https://paypal.me/ana/5EUR',
      bitcoin: 'bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      lightning: DONATION,
    };
    for (const [rail, text] of Object.entries(texts)) {
      expect(railOfText(text)).toBe(rail);
      expect(must(readRail(` ${text}\n`)).rail).toBe(rail);
    }
    for (const text of [
      '',
      'banyan://invite#glk',
      'https://paypaI.me/ana',
      'BCD',
      'ethereum:0x1',
      'javascript:bitcoin:',
    ]) {
      expect([railOfText(text), codeOf(readRail(text))]).toEqual([null, 'rail-malformed']);
    }
    expect(codeOf(readRail(`upi://pay?pa=ana@okbank&tn=${'x'.repeat(MAX_RAIL_TEXT)}`))).toBe('rail-malformed');
  });

  it('RAI-1 nothing makes a reader throw', () => {
    const start = fc.constantFrom('BCD\n', 'upi://pay?', 'https://paypal.me/', 'bitcoin:', 'lightning:', 'lnbc1', '');
    fc.assert(
      fc.property(start, fc.string({ unit: 'binary', maxLength: 200 }), (beginning, rest) => {
        expect(['ok', 'rail-malformed', 'rail-wrong-currency', 'rail-amount', 'rail-test-network']).toContain(
          codeOf(readRail(beginning + rest)),
        );
      }),
    );
  });
});
