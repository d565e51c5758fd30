import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balancesOf, paymentsFor, sharesOf } from '../../../resources/mini-programs/split/src/balances.ts';
import { decimalOf, divide, formatMoney, readMoney } from '../../../resources/mini-programs/split/src/money.ts';
import { type BillOp, type Expense, billRules } from '../../../resources/mini-programs/split/src/rules.ts';
import { splitTexts } from '../../../resources/mini-programs/split/src/texts.ts';
import { expectConvergence, expectHardiness, expectWholeTexts, stateOf } from '../../support/web/programLogs.ts';

const [ann, bo, cy] = ['ann act00000', 'bo act00001', 'ann act00002'] as const;
const everyone = [
  { by: 'ann', op: { t: 'person', name: 'Ann', me: true } },
  { by: 'bo', op: { t: 'person', name: 'Bo', me: true } },
  { by: 'ann', op: { t: 'person', name: 'Cy', me: false } },
] as const satisfies { by: string; op: BillOp }[];

const dinner: Expense = {
  what: 'Dinner',
  currency: 'EUR',
  amount: 1000,
  payer: ann,
  split: { kind: 'equal', parts: { [ann]: 1, [bo]: 1, [cy]: 1 } },
};
const entry = 'ann act00003';

const anyExpense: fc.Arbitrary<Expense> = fc
  .record({
    amount: fc.integer({ min: 1, max: 100_000_000_000 }),
    payer: fc.constantFrom(ann, bo, cy),
    currency: fc.constantFrom('EUR', 'JPY'),
    kind: fc.constantFrom('equal' as const, 'shares' as const, 'exact' as const),
    who: fc.subarray([ann, bo, cy], { minLength: 1 }),
    weights: fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999)),
  })
  .map(({ amount, payer, currency, kind, who, weights }) => {
    const parts = who.map((_, index) => (kind === 'equal' ? 1 : (weights[index] ?? 0) + 1));
    const exact = divide(amount, parts).map((part) => Math.max(1, part));
    const given = kind === 'exact' ? exact : parts;
    const sum = kind === 'exact' ? exact.reduce((total, part) => total + part, 0) : amount;
    return {
      what: 'x',
      currency,
      amount: Math.min(sum, 100_000_000_000),
      payer,
      split: { kind, parts: Object.fromEntries(who.map((name, index) => [name, given[index] ?? 1])) },
    };
  });

const anyOp: fc.Arbitrary<BillOp> = fc.oneof(
  fc.constantFrom<BillOp[]>(...everyone.map(({ op }) => op)),
  anyExpense.map((expense): BillOp => ({ t: 'expense', expense })),
  anyExpense.map((expense): BillOp => ({ t: 'edit', entry, expense })),
  fc.boolean().map((gone): BillOp => ({ t: 'drop', entry, gone })),
  fc.constantFrom(null, 'one', 'two').map((reference): BillOp => {
    return { t: 'pay', payment: { currency: 'EUR', amount: 5, from: ann, to: bo }, reference };
  }),
);

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

describe('a bill', () => {
  test('is the same for everyone whatever the order of updates', () => {
    expectConvergence(billRules, anyOp);
  });

  test('always sums to zero, and its payments settle it', () => {
    const acts = fc.array(anyOp, { maxLength: 30 });
    fc.assert(
      fc.property(acts, (ops) => {
        const state = stateOf(billRules, ...everyone, ...ops.map((op) => ({ by: 'bo', op })));
        for (const [currency, balances] of Object.entries(balancesOf(state))) {
          expect(sum(Object.values(balances))).toBe(0);
          const left = new Map(Object.entries(balances));
          const payments = paymentsFor(currency, balances);
          for (const { from, to, amount } of payments) {
            expect(amount).toBeGreaterThan(0);
            left.set(from, (left.get(from) ?? 0) + amount).set(to, (left.get(to) ?? 0) - amount);
          }
          expect([...left.values()].every((amount) => amount === 0)).toBe(true);
          expect(payments.length).toBeLessThanOrEqual(Math.max(0, left.size - 1));
        }
      }),
    );
  });

  test('takes nothing malformed, and no expense of people it does not know', () => {
    expectHardiness(
      billRules,
      fc.record({
        t: fc.constantFrom('person', 'expense', 'pay', 'edit', 'drop'),
        expense: fc.jsonValue(),
        payment: fc.jsonValue(),
        name: fc.jsonValue(),
      }),
    );
    const bad = [
      { ...dinner, amount: 10.5 },
      { ...dinner, amount: 0 },
      { ...dinner, currency: 'eur' },
      { ...dinner, split: { kind: 'exact', parts: { [ann]: 999 } } },
      { ...dinner, split: { kind: 'shares', parts: { [ann]: -1 } } },
      { ...dinner, split: { kind: 'equal', parts: {} } },
    ];
    expect(bad.map((expense) => billRules.read({ t: 'expense', expense }))).toEqual(bad.map(() => null));
    expect(
      stateOf(billRules, ...everyone, { by: 'eve', op: { t: 'expense', expense: { ...dinner, payer: 'nobody' } } })
        .entries,
    ).toEqual([]);
  });

  test('who pays for all has the others’ shares coming; a payment and an undo count', () => {
    const bill = [...everyone, { by: 'ann', op: { t: 'expense', expense: dinner } as BillOp }];
    const balances = balancesOf(stateOf(billRules, ...bill))['EUR'] ?? {};
    expect([333, 334]).toContain(-(balances[bo] ?? 0));
    expect([333, 334]).toContain(-(balances[cy] ?? 0));
    expect(sum(Object.values(balances))).toBe(0);
    const payment = { currency: 'EUR', amount: -(balances[bo] ?? 0), from: bo, to: ann };
    const paid: BillOp = { t: 'pay', payment, reference: null };
    expect(balancesOf(stateOf(billRules, ...bill, { by: 'bo', op: paid }))['EUR']?.[bo]).toBeUndefined();
    expect(balancesOf(stateOf(billRules, ...bill, { by: 'bo', op: { t: 'drop', entry, gone: true } }))).toEqual({});
  });

  test('someone who joins twice is there once', () => {
    const again = { by: 'ann', op: { t: 'person', name: 'Anna', me: true } as BillOp };
    expect(stateOf(billRules, ...everyone, again).people.map(({ name }) => name)).toEqual(['Anna', 'Bo', 'Cy']);
  });

  test('speaks eight languages', () => {
    expectWholeTexts(splitTexts);
  });
});

describe('the fewest payments', () => {
  test('pairs that are even among themselves are left to themselves', () => {
    const payments = paymentsFor('EUR', { a: -50, b: 30, c: -30, d: 70, e: -20 });
    expect(payments.length).toBe(3);
    expect(payments).toContainEqual({ currency: 'EUR', from: 'c', to: 'b', amount: 30 });
  });

  test('a big group is settled by one payment less than there are people, at most', () => {
    const balances = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`p${at}`, at < 39 ? at + 1 : -780]));
    expect(paymentsFor('EUR', balances).length).toBe(39);
  });

  test('as few as trying every way finds', () => {
    const amounts = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(amounts, (some) => {
        const all = [...some, -sum(some)];
        const balances = Object.fromEntries(all.map((amount, at) => [`p${at}`, amount]));
        expect(paymentsFor('EUR', balances).length).toBe(fewest(all.filter((amount) => amount !== 0)));
      }),
    );
  });
});

/** Tries every payment of a debtor to a creditor that settles one of both. */
function fewest(amounts: readonly number[]): number {
  const [first, ...rest] = amounts;
  if (first === undefined) return 0;
  const ways = rest.flatMap((other, at) => {
    if (Math.sign(other) === Math.sign(first)) return [];
    const after = rest.with(at, other + first);
    return [1 + fewest(after.filter((amount) => amount !== 0))];
  });
  return Math.min(...ways);
}

describe('money', () => {
  test('parts add up, and no two of one weight differ by more than one', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000_000 }), weights, fc.nat(400), (amount, parts, turn) => {
        expect(sum(divide(amount, parts, turn))).toBe(amount);
        const even = divide(
          amount,
          parts.map(() => 1),
          turn,
        );
        expect(Math.max(...even) - Math.min(...even)).toBeLessThanOrEqual(1);
      }),
    );
    expect(Object.values(sharesOf('x', { ...dinner, amount: 100 })).toSorted((one, other) => one - other)).toEqual([
      33, 33, 34,
    ]);
  });

  test('currencies have their own digits', () => {
    expect([decimalOf(5, 'EUR'), decimalOf(-1234, 'KWD'), decimalOf(7, 'JPY')]).toEqual(['0.05', '-1.234', '7']);
    expect(formatMoney('en', 123456, 'EUR')).toBe('€1,234.56');
    expect(formatMoney('en', 1234, 'JPY')).toBe('¥1,234');
  });

  test('the example of an amount is one that is taken', () => {
    for (const currency of ['EUR', 'JPY', 'KWD']) expect(readMoney(decimalOf(2450, currency), currency)).toBe(2450);
    expect(splitTexts.en.needAmount).toContain('{example}');
  });

  test('is read as people write it', () => {
    const euro = (text: string) => readMoney(text, 'EUR');
    expect(['12', '12.5', '12,50', '1.234,56', '1,234.56', '1 234', '1,234', '.5', '١٢٫٥', '१२.५०'].map(euro)).toEqual([
      1200, 1250, 1250, 123456, 123456, 123400, 123400, 50, 1250, 1250,
    ]);
    expect(['', '0', '-3', '12.3456', 'abc', '1e3', '9999999999999'].map(euro)).toEqual(
      Array.from({ length: 7 }, () => null),
    );
    expect([readMoney('1.250', 'KWD'), readMoney('300', 'JPY'), readMoney('3.5', 'JPY')]).toEqual([1250, 300, null]);
  });
});
