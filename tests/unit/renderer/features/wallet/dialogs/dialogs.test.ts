import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnitCode } from '@domain/wallet/unitCode.ts';
import {
  currencies,
  iouIn,
  likelyCurrency,
} from '../../../../../../src/renderer/features/wallet/dialogs/own/currencies.ts';
import { paySources, sourceKey } from '../../../../../../src/renderer/features/wallet/dialogs/pay/paySources.ts';
import {
  SPLIT_MODES,
  divide,
  shareProblem,
} from '../../../../../../src/renderer/features/wallet/dialogs/split/shares.ts';
import { fakeAccountId } from '../../../../../support/web/fakeIds.ts';
import { ada, fakeHolding, fakeRecordId, fakeUnit } from '../../../../../support/web/fakePayments.ts';

const people = ['ada', 'ben', 'cleo'].map(fakeAccountId);
const [first = ada, second = ada] = people;

describe('dividing a bill', () => {
  it('PAY-UI-12 gives away all of it, whichever way, and never less than nothing', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 999_999_999_999_999n }),
        fc.constantFrom(...SPLIT_MODES),
        fc.array(fc.nat({ max: 1000 }), { minLength: 3, maxLength: 3 }),
        (total, mode, parts) => {
          const values = new Map(people.map((account, place) => [account, String(parts[place])]));
          const { shares, left, isWhole } = divide({ mode, total, decimals: 2, people, values });
          const sum = [...shares.values()].reduce((all, share) => all + share, 0n);
          expect([...shares.values()].every((share) => share >= 0n)).toBe(true);
          if (shares.size > 0) expect(sum + left).toBe(total);
          expect(isWhole).toBe(shares.size > 0 && sum === total);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('PAY-UI-12 divides equally with the odd unit to the first', () => {
    const { shares } = divide({ mode: 'equal', total: 4000n, decimals: 2, people, values: new Map() });
    expect([...shares.values()]).toEqual([1334n, 1333n, 1333n]);
  });

  it('PAY-UI-12 counts a part for each unless typed, and none where it is emptied', () => {
    const values = new Map([
      [first, '2'],
      [second, ''],
    ]);
    const { shares, isWhole } = divide({ mode: 'shares', total: 900n, decimals: 2, people, values });
    expect([...shares.values()]).toEqual([600n, 0n, 300n]);
    expect(isWhole).toBe(true);
  });

  it.each([
    ['nobody takes part', { people: [] }],
    ['there is no total', { total: null }],
    ['all parts are nothing', { mode: 'shares' as const, values: new Map(people.map((one) => [one, '0'])) }],
    ['a part cannot be read', { mode: 'shares' as const, values: new Map([[first, 'two']]) }],
    ['an amount cannot be read', { mode: 'exact' as const, values: new Map([[first, '9.00x']]) }],
    ['too little is given away', { mode: 'exact' as const, values: new Map([[first, '8.99']]) }],
  ])('PAY-UI-12 is not whole where %s', (_, change) => {
    const typed = { mode: 'equal' as const, total: 900n, decimals: 2, people, values: new Map(), ...change };
    expect(divide(typed).isWhole).toBe(false);
  });

  it.each([
    ['shares', '1.5', 'parts'],
    ['shares', '-1', 'parts'],
    ['shares', '1001', 'parts'],
    ['shares', '2', null],
    ['shares', '0', null],
    ['exact', '-1', 'malformed'],
    ['exact', '1.000', 'ambiguous'],
    ['exact', '0', null],
    ['exact', '', null],
    ['exact', '1.5', null],
  ] as const)('PAY-UI-12 by %s, "%s" has the problem %s, and is not counted as nothing', (mode, text, expected) => {
    const problem = shareProblem(mode, text, 2);
    expect(typeof problem === 'string' ? problem : (problem?.code ?? null)).toBe(expected);
  });

  it('PAY-UI-12 says what is left, and what is too much', () => {
    const exact = (value: string) =>
      divide({ mode: 'exact', total: 900n, decimals: 2, people, values: new Map([[first, value]]) });
    expect(exact('8.99')).toMatchObject({ left: 1n });
    expect(exact('9.01')).toMatchObject({ left: -1n, isWhole: false });
    expect(exact('9')).toMatchObject({ left: 0n, isWhole: true });
  });
});

describe('what one can pay with', () => {
  const [theirs, others] = [fakeUnit(ada), fakeUnit(fakeAccountId('cleo'))];
  const own = fakeUnit(fakeAccountId('own'));
  const bound = fakeUnit(fakeAccountId('shop'), { transferable: false });

  it('PAY-UI-10 is what goes back to them, then what can be passed on, then a promise of one’s own', () => {
    const holdings = [fakeHolding(others, 5n), fakeHolding(theirs, 7n), fakeHolding(bound, 9n)];
    const sources = paySources(ada, { holdings, units: [own], currency: 'EUR' });
    expect(sources.map(({ kind }) => kind)).toEqual(['give-back', 'pass-on', 'promise', 'promise']);
    expect(sources.map(sourceKey)).toEqual([theirs.id, others.id, own.id, 'new']);
  });

  it('PAY-UI-10 is what is owed before what was prepaid, of theirs as of others', () => {
    const meals = fakeUnit(ada, { id: fakeRecordId('meals'), kind: 'prepaid' });
    const rides = fakeUnit(fakeAccountId('bus'), { kind: 'prepaid' });
    const holdings = [rides, meals, others, theirs].map((unit) => fakeHolding(unit, 5n));
    const sources = paySources(ada, { holdings, units: [], currency: 'EUR' });
    expect(sources.map(sourceKey)).toEqual([theirs.id, meals.id, others.id, rides.id, 'new']);
  });

  it('PAY-UI-10 leaves out what one has none of, and what is not taken any more', () => {
    const note = { unit: theirs.id, stance: 'stopped' as const, limit: null };
    const holdings = [fakeHolding(others, 0n), fakeHolding(theirs, 7n, { note })];
    expect(paySources(ada, { holdings, units: [], currency: 'EUR' }).map(sourceKey)).toEqual(['new']);
  });
});

describe('a first promise', () => {
  it('PAY-UI-11 has a code of its own in every currency, and its decimals', () => {
    const all = currencies('SAR');
    expect(all[0]).toBe('SAR');
    expect(new Set(all).size).toBe(all.length);
    for (const currency of all) {
      const unit = iouIn(currency, { name: 'Promises', redeem: 'I owe you this.' });
      expect(isUnitCode(unit.code), currency).toBe(true);
      expect(unit.decimals).toBeLessThanOrEqual(8);
    }
  });

  it('PAY-UI-11 is in the currency of the region, else in euros', () => {
    expect(likelyCurrency(['en-GB', 'de'])).toBe('GBP');
    expect(likelyCurrency(['ar', 'ar-EG'])).toBe('EGP');
    expect(likelyCurrency(['de'])).toBe('EUR');
    expect(likelyCurrency([])).toBe('EUR');
  });
});
