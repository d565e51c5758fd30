import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeCount, enough, exactly, feeOf, invoiceAmount, split, sumOf } from '@domain/cashu/choose.ts';
import { plainText } from '@domain/cashu/plainText.ts';
import type { Coin, MintTerms } from '@domain/cashu/records.ts';

const keys = Object.fromEntries(Array.from({ length: 20 }, (_, power) => [String(2 ** power), '02']));
const termsOf = (fee: number): MintTerms => ({
  ...{ name: '', description: '', canLock: true, canRestore: true, givesChange: true },
  keysets: [{ id: '00', unit: 'sat', isActive: true, fee, keys }],
});
const coinsOf = (amounts: readonly bigint[]): readonly Coin[] =>
  amounts.map((amount, at) => ({
    ...{ secret: String(at), mint: 'm', keyset: '00', unit: 'sat', amount, signature: '', proof: null, task: null },
  }));
const amounts = fc.array(
  fc.integer({ min: 0, max: 12 }).map((power) => 2n ** BigInt(power)),
  { maxLength: 30 },
);

describe('choosing notes', () => {
  it('CSH-16 takes enough for sum and fee whenever there is enough, and each note once', () => {
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 1n, max: 5000n }), fc.integer({ min: 0, max: 1500 }), (some, goal, fee) => {
        const [coins, terms] = [coinsOf(some), termsOf(fee)];
        const chosen = enough(coins, goal, terms);
        if (chosen === null) {
          // Even all of them together would not do.
          expect(sumOf(coins) < goal + feeOf(coins, terms)).toBe(true);
          return;
        }
        expect(new Set(chosen.map(({ secret }) => secret)).size).toBe(chosen.length);
        expect(sumOf(chosen) >= goal + feeOf(chosen, terms)).toBe(true);
      }),
    );
  });

  it('CSH-15 finds notes that make exactly the sum, or says so', () => {
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 1n, max: 5000n }), (some, goal) => {
        const chosen = exactly(coinsOf(some), goal);
        if (chosen !== null) expect(sumOf(chosen)).toBe(goal);
      }),
    );
    expect(exactly(coinsOf([4n, 2n, 1n]), 5n)?.map(({ amount }) => amount)).toEqual([4n, 1n]);
    expect(exactly(coinsOf([4n, 4n]), 5n)).toBeNull();
  });

  it('CSH-16 a sum is split into amounts there are keys for, the smallest first', () => {
    expect(split(13n, { keys })).toEqual([1n, 4n, 8n]);
    expect(split(0n, { keys })).toEqual([]);
    expect(split(5n, { keys: { 2: '02', 4: '02' } })).toBeNull();
    expect(split(100_000n, { keys: { 1: '02' } })).toBeNull();
  });

  it('CSH-41 blanks are enough for any change', () => {
    for (const over of [0n, 1n, 2n, 3n, 4n, 5n, 1000n, 1024n, 1025n]) {
      const count = changeCount(over);
      expect(2n ** BigInt(count) - (over === 0n ? 1n : 0n) >= over).toBe(true);
      const needed = over.toString(2).replaceAll('0', '').length;
      if (over > 0n) expect(count).toBeGreaterThanOrEqual(needed);
    }
  });

  it('CSH-40 reads what an invoice asks for', () => {
    const rest = `1${'p'.repeat(40)}`;
    expect(invoiceAmount(`lnbc2500u${rest}`)).toBe(250_000_000n);
    expect(invoiceAmount(`lnbc20m${rest}`)).toBe(2_000_000_000n);
    expect(invoiceAmount(`LNBC10N${rest}`)).toBe(1000n);
    expect(invoiceAmount(`lnbc10p${rest}`)).toBe(1n);
    expect(invoiceAmount(`lnbc5p${rest}`)).toBeNull();
    expect(invoiceAmount(`lnbc${rest}`)).toBeNull();
    expect(invoiceAmount('bitcoin:1abc')).toBeNull();
  });

  it('CSH-10 words of a mint are one line and keep their direction to themselves', () => {
    expect(plainText('Nice\u202E mint\n\n of\u0000 ours ', 60)).toBe('Nice mint of ours');
    expect(plainText('x'.repeat(100), 60)).toHaveLength(60);
  });
});
