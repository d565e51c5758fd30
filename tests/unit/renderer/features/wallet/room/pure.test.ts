import { describe, expect, it } from 'vitest';
import { isUnitCode } from '@domain/wallet/unitCode.ts';
import type { PaymentCategory } from '@domain/wallet/keptNotes.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { monthsOf } from '../../../../../../src/renderer/features/wallet/room/chart/monthsOf.ts';
import { choicesOf } from '../../../../../../src/renderer/features/wallet/room/activity/choicesOf.ts';
import {
  ALL_PAYMENTS,
  type PaymentFilter,
  filterPayments,
} from '../../../../../../src/renderer/features/wallet/room/activity/filterPayments.ts';
import { knownCurrencies, likelyCurrency } from '../../../../../../src/renderer/features/wallet/room/new/currencies.ts';
import { type UnitForm, problemOf, unitOf } from '../../../../../../src/renderer/features/wallet/room/new/newUnit.ts';
import { suggestCode } from '../../../../../../src/renderer/features/wallet/room/new/suggestCode.ts';
import { walletPlaceOf } from '../../../../../../src/renderer/features/wallet/room/pageProps.ts';
import { createFakeApplication } from '../../../../../support/web/fakeApplication.ts';

const NOW = new Date(2026, 10, 21, 12).getTime();
const { wallet } = createFakeApplication({ now: () => NOW }).workspace.controls;
const payments = wallet.activity.get();

describe('WAL-UI-8 making a unit', () => {
  const form: UnitForm = {
    kind: 'iou',
    name: ' Mira’s IOU ',
    redeem: 'I owe you.',
    currency: 'JPY',
    code: 'MIRA',
    isTransferable: true,
    expiresDays: '90',
  };

  it.each([
    ['Canteen money', 'prepaid', 'CANTEENM'],
    ['Über Café', 'prepaid', 'UBERCAFE'],
    ['EUR', 'iou', 'EURX'],
    ['U5D', 'iou', 'U5DX'],
    ['دَين', 'iou', 'IOU'],
    ['', 'points', 'POINTS'],
    ['x', 'credit', 'CREDIT'],
  ] as const)('WAL-UI-8 a name %s of kind %s suggests %s', (name, kind, code) => {
    expect(suggestCode(name, kind, [])).toBe(code);
  });

  it('WAL-UI-8 a suggested code is one, and looks like none of one’s own', () => {
    const taken: string[] = [];
    for (let count = 0; count < 40; count += 1) {
      const code = suggestCode('Lunch', 'prepaid', taken);
      expect(isUnitCode(code), code).toBe(true);
      expect(taken).not.toContain(code);
      taken.push(code);
    }
  });

  it('WAL-UI-8 decimals are those of the currency, points are whole and stay, and only they lapse', () => {
    expect(unitOf(form)).toMatchObject({ name: 'Mira’s IOU', decimals: 0, currency: 'JPY', transferable: true });
    expect(unitOf(form)).not.toHaveProperty('expiresDays');
    const points = unitOf({ ...form, kind: 'points' });
    expect(points).toMatchObject({ decimals: 0, transferable: false, expiresDays: 90 });
    expect(points).not.toHaveProperty('currency');
    expect(unitOf({ ...form, kind: 'credit' })).toMatchObject({ decimals: 2 });
    expect(unitOf({ ...form, currency: '' })).not.toHaveProperty('currency');
  });

  it('WAL-UI-8 says what is missing before anything is signed', () => {
    expect(problemOf(form)).toBeNull();
    expect(problemOf({ ...form, name: ' ' })).toBe('name');
    expect(problemOf({ ...form, redeem: '' })).toBe('redeem');
    for (const code of ['', 'A', 'EUR', 'U5D']) expect(problemOf({ ...form, code })).toBe('code');
  });

  it('WAL-UI-8 begins with what the system’s region pays with', () => {
    expect(knownCurrencies()).toEqual(expect.arrayContaining(['EUR', 'USD', 'INR']));
    expect(likelyCurrency(['en-GB', 'en-US'])).toBe('GBP');
    expect(likelyCurrency(['de'])).toBe('EUR');
  });
});

describe('WAL-UI-6 months', () => {
  const canteen = payments.filter(({ unit }) => unit.code === 'LUNCH');

  it('WAL-UI-6 twelve months up to this one, and in them exactly what counts', () => {
    const months = monthsOf(canteen, new Map(), NOW);
    expect(months).toHaveLength(12);
    const dates = months.map(({ start }) => new Date(start));
    expect(dates.every((date) => date.getDate() === 1 && date.getHours() === 0)).toBe(true);
    expect([dates[0]?.getMonth(), dates[11]?.getMonth()]).toEqual([11, 10]);
    const within = canteen.filter(({ at, situation }) => at >= (months[0]?.start ?? 0) && situation.word === 'cleared');
    const sum = (side: string) => within.reduce((all, each) => (each.side === side ? all + each.amount : all), 0n);
    expect(months.reduce((all, { given }) => all + given, 0n)).toBe(sum('payer'));
    expect(months.reduce((all, { received }) => all + received, 0n)).toBe(sum('payee'));
    // One that waits is in the list and in no month.
    expect(canteen.some(({ situation }) => situation.word === 'sent')).toBe(true);
  });

  it('WAL-UI-6 what was given is told by what it was filed under, and the parts come to the whole', () => {
    const filed = new Map<RecordId, PaymentCategory>();
    for (const [index, { id }] of canteen.entries()) if (index % 3 === 0) filed.set(id, 'food');
    const months = monthsOf(canteen, filed, NOW);
    for (const { given, byCategory } of months) {
      expect([...byCategory.values()].reduce((all, each) => all + each, 0n)).toBe(given);
    }
    expect(months.some(({ byCategory }) => byCategory.has('food') && byCategory.has('none'))).toBe(true);
  });
});

describe('WAL-UI-6 filters', () => {
  const people = wallet.people.get();
  const found = (filter: Partial<PaymentFilter>) =>
    filterPayments(
      payments,
      { ...ALL_PAYMENTS, ...filter },
      {
        nameOf: (account) => people.get(account)?.name ?? '',
        stateOf: ({ situation }) => situation.word,
        purposeOf: () => '',
        amountOf: ({ amount }) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`,
        filed: wallet.room.categories.get(),
      },
    );

  it('WAL-UI-6 every filter narrows, together they narrow further, and none lets all through', () => {
    const choices = choicesOf(payments);
    expect(found({})).toHaveLength(payments.length);
    const unit = choices.units.find(({ code }) => code === 'LUNCH')?.id ?? '';
    const lunches = found({ unit });
    expect(lunches.length).toBeGreaterThan(50);
    const waiting = found({ unit, state: 'open' });
    expect(waiting).toHaveLength(1);
    expect(found({ unit, state: 'open', side: 'payee' })).toEqual([]);
    expect(found({ category: 'food' }).length + found({ category: 'none' }).length).toBeLessThan(payments.length);
    for (const person of choices.people) expect(found({ person }).length).toBeGreaterThan(0);
  });

  it('WAL-UI-6 a search finds people, units, codes, amounts and states, without accents and case', () => {
    expect(found({ search: 'BACKEREI' })).toHaveLength(1);
    expect(found({ search: 'tomas owes 12.50' })).toHaveLength(1);
    expect(found({ search: 'lunch 9.00' })).toHaveLength(1);
    expect(found({ search: 'refused' })).toHaveLength(1);
    expect(found({ search: 'nobody' })).toEqual([]);
  });
});

describe('WAL-UI-1 addresses', () => {
  it('WAL-UI-1 a page is the first part, whatever follows it', () => {
    expect(walletPlaceOf('activity')).toEqual({ name: 'activity', rest: '' });
    expect(walletPlaceOf('activity/unit/abc')).toEqual({ name: 'activity', rest: 'unit/abc' });
    expect(walletPlaceOf('')).toEqual({ name: '', rest: '' });
  });
});
