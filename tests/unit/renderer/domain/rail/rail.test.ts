import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitcoinNetwork } from '@domain/rail/bitcoinAddress.ts';
import { bitcoinLink, readBitcoin } from '@domain/rail/bitcoin.ts';
import { decimalText, minorOfText } from '@domain/rail/decimalText.ts';
import { isIban } from '@domain/rail/iban.ts';
import { paypalLink, readPaypal } from '@domain/rail/paypal.ts';
import type { RailAmount } from '@domain/rail/railAmount.ts';
import { type SepaTransfer, readSepa, sepaCode } from '@domain/rail/sepa.ts';
import { readUpi, upiLink } from '@domain/rail/upi.ts';
import { codeOf, must } from '../support/devices.ts';

const of = (minor: bigint, currency: string, decimals = 2): RailAmount => ({ minor, decimals, currency });
const RLO = '\u202e';
const IBAN = 'DE89370400440532013000';
const sepa: SepaTransfer = {
  name: 'Ana Müller',
  iban: IBAN,
  bic: '',
  amount: of(1250n, 'EUR'),
  purpose: '',
  reference: '',
  text: 'Dinner',
  note: '',
};
const ADDRESSES = {
  old: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2',
  script: '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy',
  segwit: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  taproot: 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
};
/** From the examples of BOLT11. */
const DONATION =
  'lnbc1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdpl2pkx2ctnv5sxxmmwwd5kgetjypeh2ursdae8g6twvus8g6rfwvs8qun0dfjkxaq9qrsgq357wnc5r2ueh7ck6q93dj32dlqnls087fxdwk8qakdyafkq3yap9us6v52vjjsrvywa6rt52cm9r9zqt8r2t7mlcwspyetp5h2tztugp9lfyql';

describe('amounts', () => {
  it('RAI-2 are written and read exactly', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), fc.nat(11), (minor, decimals) => {
        expect(must(minorOfText(decimalText(minor, decimals), decimals))).toBe(minor);
      }),
    );
    for (const text of ['', '-1', '+1', '01', '1.', '.5', '1,5', '1e3', ' 1', '1.234', '٣', '0x1', 'NaN', '1 000']) {
      expect([text, codeOf(minorOfText(text, 2))]).toEqual([text, 'amount-malformed']);
    }
  });
});

describe('SEPA', () => {
  it('RAI-10 is written as EPC069-12 has it', () => {
    expect(must(sepaCode(sepa))).toBe(`BCD\n002\n1\nSCT\n\nAna Müller\n${IBAN}\nEUR12.50\n\n\nDinner`);
  });

  it('RAI-1 RAI-10 what is written is read back', () => {
    const word = (most: number) => fc.stringMatching(new RegExp(`^[A-Za-zäé0-9]{1,${most}}$`));
    const anyTransfer = fc.record({
      name: word(20),
      iban: fc.constantFrom(IBAN, 'GB82WEST12345698765432', 'FR1420041010050500013M02606'),
      bic: fc.constantFrom('', 'COBADEFF', 'COBADEFF370'),
      amount: fc.option(fc.bigInt(1n, 99_999_999_999n).map((minor) => of(minor, 'EUR'))),
      purpose: fc.constantFrom('', 'GDDS'),
      reference: fc.constantFrom('', 'RF18539007547034', '123 456'),
      text: fc.constant(''),
      note: fc.oneof(word(20), fc.constant('')),
    });
    fc.assert(
      fc.property(anyTransfer, (transfer) => {
        expect(must(readSepa(must(sepaCode(transfer))))).toEqual(transfer);
      }),
    );
  });

  it.each([
    ['no name', { name: '' }, 'rail-malformed'],
    ['a long name', { name: 'a'.repeat(71) }, 'rail-malformed'],
    ['a name that turns around', { name: `Ana${RLO}neB` }, 'rail-malformed'],
    ['a name of two lines', { name: `Ana\n${IBAN}` }, 'rail-malformed'],
    ['a wrong check digit', { iban: 'DE88370400440532013000' }, 'rail-malformed'],
    ['an account that is too short', { iban: IBAN.slice(0, -1) }, 'rail-malformed'],
    ['a country without SEPA', { iban: 'TR330006100519786457841326' }, 'rail-malformed'],
    ['a bank that is none', { bic: 'COBA' }, 'rail-malformed'],
    ['a long text', { text: 'x'.repeat(141) }, 'rail-malformed'],
    ['a text and a reference', { reference: 'RF18539007547034' }, 'rail-malformed'],
    ['a wrong reference', { text: '', reference: 'RF19539007547034' }, 'rail-malformed'],
    ['too many bytes', { name: 'ü'.repeat(70), text: 'ü'.repeat(140) }, 'rail-malformed'],
    ['nothing', { amount: of(0n, 'EUR') }, 'rail-amount'],
    ['less than nothing', { amount: of(-1n, 'EUR') }, 'rail-amount'],
    ['too much', { amount: of(100_000_000_000n, 'EUR') }, 'rail-amount'],
    ['parts of a cent', { amount: of(1005n, 'EUR', 3) }, 'rail-amount'],
    ['dollars', { amount: of(100n, 'USD') }, 'rail-wrong-currency'],
  ] as const)('RAI-3 RAI-5 RAI-10 %s is not written, and not read', (_, change, code) => {
    expect(codeOf(sepaCode({ ...sepa, ...change }))).toBe(code);
  });

  it('RAI-3 finer and coarser amounts fit where they are exact', () => {
    expect(must(sepaCode({ ...sepa, amount: of(1250n, 'EUR', 3) }))).toContain('EUR1.25');
    expect(must(sepaCode({ ...sepa, amount: of(7n, 'EUR', 0) }))).toContain('EUR7.00');
  });

  const code = (changes: Readonly<Record<number, string>>) =>
    ['BCD', '002', '1', 'SCT', '', 'Ana', IBAN, 'EUR1', '', '', 'x']
      .map((each, place) => changes[place] ?? each)
      .join('\n');

  it('RAI-11 reads what other apps write', () => {
    expect(must(readSepa(code({}).replaceAll('\n', '\r\n'))).amount).toEqual(of(100n, 'EUR'));
    expect(must(readSepa(code({ 6: 'DE89 3704 0044 0532 0130 00' }))).iban).toBe(IBAN);
    expect(codeOf(readSepa(code({ 1: '001', 4: 'COBADEFF' })))).toBe('ok');
    expect(must(readSepa(code({ 7: '' }))).amount).toBeNull();
    expect(codeOf(readSepa(code({ 2: '2' })))).toBe('ok');
  });

  it.each([
    [{ 0: 'BCE' }, 'rail-malformed'],
    [{ 1: '003' }, 'rail-malformed'],
    [{ 1: '001' }, 'rail-malformed'],
    [{ 2: '2', 5: 'Müller' }, 'rail-malformed'],
    [{ 3: 'INST' }, 'rail-malformed'],
    [{ 5: `A${RLO}` }, 'rail-malformed'],
    [{ 6: 'DE00370400440532013000' }, 'rail-malformed'],
    [{ 7: 'USD1' }, 'rail-wrong-currency'],
    [{ 7: '1.00' }, 'rail-amount'],
    [{ 7: 'EUR1.005' }, 'rail-amount'],
    [{ 7: 'EUR-1' }, 'rail-amount'],
    [{ 7: 'EUR0.00' }, 'rail-amount'],
    [{ 7: 'EUR1,50' }, 'rail-amount'],
    [{ 10: 'x\n\nmore' }, 'rail-malformed'],
  ] as const)('RAI-3 RAI-11 refuses %j', (changes, expected) => {
    expect(codeOf(readSepa(code(changes)))).toBe(expected);
  });

  it('RAI-10 no account survives one changed digit', () => {
    for (let place = 2; place < IBAN.length; place += 1) {
      const digit = (Number(IBAN[place]) + 1) % 10;
      expect(isIban(IBAN.slice(0, place) + String(digit) + IBAN.slice(place + 1))).toBe(false);
    }
  });
});

describe('UPI', () => {
  const upi = {
    address: 'ana.k@okbank',
    name: 'Ana & Söhne',
    amount: of(12_050n, 'INR'),
    note: 'a=b&c',
    reference: 'T1',
  };

  it('RAI-1 RAI-20 what is written is read back', () => {
    const link = must(upiLink(upi));
    expect(link).toBe('upi://pay?pa=ana.k@okbank&pn=Ana%20%26%20S%C3%B6hne&tr=T1&tn=a%3Db%26c&am=120.50&cu=INR');
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 15n - 1n), fc.stringMatching(/^[a-z&=%#+?é]{0,40}$/), (minor, note) => {
        const payment = { ...upi, note, amount: of(minor, 'INR') };
        expect(must(readUpi(must(upiLink(payment))))).toEqual(payment);
      }),
    );
    expect(must(readUpi('UPI://pay?pa=ana%40okbank&mc=0000&mode=02')).amount).toBeNull();
  });

  it.each([
    ['upi://mandate?pa=ana@okbank', 'rail-malformed'],
    ['upi://pay?pn=Ana', 'rail-malformed'],
    ['upi://pay?pa=ana', 'rail-malformed'],
    ['upi://pay?pa=ana@okbank&pa=eve@okbank', 'rail-malformed'],
    ['upi://pay?pa=ana@okbank&PA=eve@okbank', 'rail-malformed'],
    ['upi://pay?pa=ana@okbank&am=%', 'rail-malformed'],
    [`upi://pay?pa=ana@okbank&pn=${encodeURIComponent(`A${RLO}`)}`, 'rail-malformed'],
    ['upi://pay?pa=аna@okbank', 'rail-malformed'],
    ['upi://pay?pa=ana@okbank&am=-5', 'rail-amount'],
    ['upi://pay?pa=ana@okbank&am=0', 'rail-amount'],
    ['upi://pay?pa=ana@okbank&am=1.005', 'rail-amount'],
    ['upi://pay?pa=ana@okbank&am=5&cu=EUR', 'rail-wrong-currency'],
  ])('RAI-3 RAI-6 RAI-20 refuses %s', (link, code) => expect(codeOf(readUpi(link))).toBe(code));

  it('RAI-3 is for rupees', () => {
    expect(codeOf(upiLink({ ...upi, amount: of(1n, 'EUR') }))).toBe('rail-wrong-currency');
    expect(codeOf(upiLink({ ...upi, address: 'a@b&am=9' }))).toBe('rail-malformed');
  });
});

describe('PayPal.me', () => {
  it('RAI-1 RAI-30 what is written is read back', () => {
    expect(must(paypalLink({ name: 'ana', amount: of(1250n, 'EUR') }))).toBe('https://paypal.me/ana/12.50EUR');
    expect(must(paypalLink({ name: 'ana', amount: of(500n, 'JPY', 0) }))).toBe('https://paypal.me/ana/500JPY');
    for (const amount of [null, of(1n, 'USD'), of(999n, 'HUF', 0)]) {
      expect(must(readPaypal(must(paypalLink({ name: 'ana', amount }))))).toEqual({ name: 'ana', amount });
    }
    expect(must(readPaypal('www.paypal.com/paypalme/Ana/5usd')).amount).toEqual(of(500n, 'USD'));
  });

  it.each([
    ['https://paypal.me/', 'rail-malformed'],
    ['http://paypal.me/ana', 'rail-malformed'],
    ['https://paypaI.me/ana', 'rail-malformed'],
    ['https://paypal.me.example/ana', 'rail-malformed'],
    ['https://paypal.me@example.com/ana', 'rail-malformed'],
    ['https://pаypal.me/ana', 'rail-malformed'],
    ['https://paypal.me/ana/5EUR?to=eve', 'rail-malformed'],
    ['https://paypal.me/ana/5', 'rail-malformed'],
    ['https://paypal.me/ana/5INR', 'rail-wrong-currency'],
    ['https://paypal.me/ana/0EUR', 'rail-amount'],
    ['https://paypal.me/ana/5.5JPY', 'rail-amount'],
    ['https://paypal.me/ana/5.005EUR', 'rail-amount'],
    ['https://paypal.me/ana/-5EUR', 'rail-malformed'],
  ])('RAI-4 RAI-30 refuses %s', (link, code) => expect(codeOf(readPaypal(link))).toBe(code));

  it('RAI-3 does not round', () => {
    expect(codeOf(paypalLink({ name: 'ana', amount: of(150n, 'JPY') }))).toBe('rail-amount');
    expect(codeOf(paypalLink({ name: 'ana', amount: of(150n, 'INR') }))).toBe('rail-wrong-currency');
    expect(codeOf(paypalLink({ name: 'ana/../eve', amount: null }))).toBe('rail-malformed');
  });
});

describe('Bitcoin', () => {
  it('RAI-40 knows addresses of each form by their checksums', () => {
    for (const address of Object.values(ADDRESSES)) {
      expect([address, bitcoinNetwork(address)]).toEqual([address, 'main']);
      const last = address.at(-1) === '2' ? '3' : '2';
      expect(bitcoinNetwork(address.slice(0, -1) + last)).toBeNull();
    }
    expect(bitcoinNetwork(ADDRESSES.segwit.toUpperCase())).toBe('main');
    expect(bitcoinNetwork(`B${ADDRESSES.segwit.slice(1)}`)).toBeNull();
    expect(bitcoinNetwork('tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx')).toBe('test');
    expect(bitcoinNetwork('mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn')).toBe('test');
  });

  it('RAI-1 RAI-40 what is written is read back', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 2_100_000_000_000_000n),
        fc.constantFrom(...Object.values(ADDRESSES)),
        (minor, address) => {
          const payment = { address, amount: of(minor, 'BTC', 8), label: 'Ana & co', message: 'für 50% ?' };
          expect(must(readBitcoin(must(bitcoinLink(payment))))).toEqual({ ...payment, invoice: null });
        },
      ),
    );
    const both = must(
      readBitcoin(`BITCOIN:${ADDRESSES.segwit.toUpperCase()}?amount=0.5&lightning=${DONATION}&other=1`),
    );
    expect(both.amount).toEqual(of(50_000_000n, 'BTC', 8));
    expect(both.invoice?.text).toBe(DONATION);
  });

  it.each([
    [`${ADDRESSES.old}?amount=1.123456789`, 'rail-amount'],
    [`${ADDRESSES.old}?amount=0`, 'rail-amount'],
    [`${ADDRESSES.old}?amount=-1`, 'rail-amount'],
    [`${ADDRESSES.old}?amount=`, 'rail-amount'],
    [`${ADDRESSES.old}?amount=21000001`, 'rail-amount'],
    [`${ADDRESSES.old}?amount=1&amount=2`, 'rail-malformed'],
    [`${ADDRESSES.old}?req-lock=1`, 'rail-malformed'],
    [`${ADDRESSES.old}?label=${encodeURIComponent(RLO)}`, 'rail-malformed'],
    [`${ADDRESSES.old}x`, 'rail-malformed'],
    ['', 'rail-malformed'],
    ['mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn', 'rail-test-network'],
  ])('RAI-3 RAI-40 refuses bitcoin:%s', (rest, code) => expect(codeOf(readBitcoin(`bitcoin:${rest}`))).toBe(code));

  it('RAI-3 is not for euros', () => {
    const payment = { address: ADDRESSES.old, amount: of(1n, 'EUR'), label: '', message: '' };
    expect(codeOf(bitcoinLink(payment))).toBe('rail-wrong-currency');
  });
});
