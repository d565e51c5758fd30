import { describe, expect, it } from 'vitest';
import { readSepa } from '@domain/rail/sepa.ts';
import {
  type Outside,
  currencyOf,
  outsideAmount,
  outsideCode,
  rails,
  readPreimage,
} from '../../../../../src/renderer/features/wallet/settle/outside.ts';

const SEPA: Outside = {
  ...{ rail: 'sepa', amount: '12,50', currency: 'EUR', address: 'de89 3704 0044 0532 0130 00', name: 'Ann Archer' },
  note: 'October',
};
const codeOf = (outside: Outside) => {
  const made = outsideCode(outside);
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
};
const errorOf = (outside: Outside) => {
  const made = outsideCode(outside);
  return made.ok ? null : made.error.code;
};

describe('paying outside', () => {
  it('PAY-UI-94 a bank transfer is read back as it was typed', () => {
    const read = readSepa(codeOf(SEPA)?.code ?? '');
    expect(read).toMatchObject({
      ok: true,
      value: { iban: 'DE89370400440532013000', name: 'Ann Archer', amount: { minor: 1250n, currency: 'EUR' } },
    });
    expect(read).toMatchObject({ value: { text: 'October' } });
  });

  it('PAY-UI-94 each way has its code; a link of the web alone can be opened; cash has neither', () => {
    const upi = codeOf({ ...SEPA, rail: 'upi', currency: 'INR', address: 'ann@bank' });
    expect(upi?.href).toBeNull();
    expect(upi?.code).toMatch(/^upi:\/\/pay\?pa=ann@bank&.*am=12\.50/);
    const paypal = codeOf({ ...SEPA, rail: 'paypal', address: 'AnnArcher' });
    expect(paypal).toEqual({
      code: 'https://paypal.me/AnnArcher/12.50EUR',
      href: 'https://paypal.me/AnnArcher/12.50EUR',
    });
    const address = 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq';
    const bitcoin = codeOf({ ...SEPA, rail: 'bitcoin', currency: 'BTC', amount: '0.001', address });
    expect(bitcoin?.code).toMatch(/^bitcoin:bc1q.*amount=0\.00100000/);
    for (const rail of ['cash', 'other'] as const) expect(codeOf({ ...SEPA, rail })).toBeNull();
  });

  it('PAY-UI-94 what does not fit is said, and nothing is rounded', () => {
    expect(errorOf({ ...SEPA, address: 'DE89 3704 0044 0532 0130 01' })).toBe('rail-malformed');
    expect(errorOf({ ...SEPA, name: 'Ann\u202Erehcra' })).toBe('rail-malformed');
    expect(errorOf({ ...SEPA, amount: '12.505' })).toBe('rail-amount');
    expect(errorOf({ ...SEPA, amount: '0' })).toBe('rail-amount');
    expect(errorOf({ ...SEPA, amount: 'much' })).toBe('rail-amount');
    expect(errorOf({ ...SEPA, rail: 'paypal', currency: 'XXX', address: 'Ann' })).toBe('rail-wrong-currency');
    expect(outsideAmount({ ...SEPA, rail: 'cash', currency: 'KWD', amount: '1.234' })).toMatchObject({
      value: { minor: 1234n, decimals: 3 },
    });
  });

  it('PAY-UI-94 a way of one currency says which', () => {
    expect(rails.map(currencyOf)).toEqual(['EUR', 'INR', null, 'BTC', 'BTC', null, null]);
  });

  it('WSV-105 a preimage is 64 hexadecimal digits, and nothing else', () => {
    expect(readPreimage(` ${'0f'.repeat(32)} `)).toEqual(new Uint8Array(32).fill(15));
    for (const text of ['', 'ab', 'g'.repeat(64), 'a'.repeat(65)]) expect(readPreimage(text)).toBeNull();
  });
});
