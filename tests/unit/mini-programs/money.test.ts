import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderAmount } from '@domain/spending/order.ts';
import {
  CURRENCIES,
  MAX_AMOUNT,
  amountOf,
  amountText,
  asCurrency,
  hostAmount,
  moneyText,
  shopAmount,
} from '../../../resources/mini-programs/shared/money.ts';
import { keeperOf } from '../../../resources/mini-programs/shared/keeper.ts';

test.each([
  ['12.5', 'EUR', 1250],
  ['12,50', 'EUR', 1250],
  ['0.01', 'EUR', 1],
  ['7', 'JPY', 7],
  ['1.234', 'KWD', 1234],
  ['١٢٫٥', 'SAR', 1250],
  ['৩.৫০', 'BDT', 350],
  ['12.345', 'EUR', null],
  ['1.5', 'JPY', null],
  ['-3', 'EUR', null],
  ['1e3', 'EUR', null],
  ['', 'EUR', null],
  ['9999999999999', 'EUR', null],
])('“%s” in %s is %s', (text, currency, amount) => {
  expect(amountOf(text, currency)).toBe(amount);
});

test('what is written can be read again, to the last unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_AMOUNT }), fc.constantFrom(...CURRENCIES), (amount, currency) => {
      expect(amountOf(amountText(amount, currency), currency)).toBe(amount);
    }),
  );
});

test('amounts are shown with the digits of their currency', () => {
  expect(moneyText(123_456, 'EUR', 'en')).toBe('€1,234.56');
  expect(moneyText(-5, 'EUR', 'en')).toBe('-€0.05');
  expect(moneyText(1500, 'JPY', 'en')).toBe('¥1,500');
  expect(asCurrency('eur')).toBeNull();
});

test('what a shop counts whole is asked of a host in the units ISO 4217 has, and comes back the same', () => {
  const asked = ['EUR', 'JPY', 'KWD', 'PKR', 'HUF', 'IQD'].map((currency) => hostAmount(1500, currency));
  expect(asked.map(({ value }) => value)).toEqual([1500, 1500, 1500, 150_000, 150_000, 1_500_000]);
  expect(asked.map(shopAmount)).toEqual(asked.map(() => 1500));
  expect(asked.every(({ value, currency }) => orderAmount({ value, currency }, 3) !== null)).toBe(true);
  expect([amountText(1500, 'PKR'), moneyText(1500, 'PKR', 'en').replace(/\s/u, ' ')]).toEqual(['1500', 'PKR 1,500']);
});

test('the shop is one’s own for who shared it, else the chosen, else the only one', () => {
  const who = { self: 'me', isSharer: false, chosen: null };
  expect(keeperOf(['ann'], who)).toBe('ann');
  expect(keeperOf(['ann', 'eve'], who)).toBeNull();
  expect(keeperOf(['ann', 'eve'], { ...who, chosen: 'ann' })).toBe('ann');
  expect(keeperOf(['ann'], { ...who, chosen: 'gone' })).toBe('ann');
  expect(keeperOf([], { ...who, isSharer: true })).toBe('me');
  expect(keeperOf(['eve'], { ...who, isSharer: true })).toBe('me');
});
