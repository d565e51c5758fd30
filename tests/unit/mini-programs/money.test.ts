import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CURRENCIES,
  MAX_AMOUNT,
  amountOf,
  amountText,
  asCurrency,
  moneyText,
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

test('the shop is one’s own for who shared it, else the chosen, else the only one', () => {
  const who = { self: 'me', isSharer: false, chosen: null };
  expect(keeperOf(['ann'], who)).toBe('ann');
  expect(keeperOf(['ann', 'eve'], who)).toBeNull();
  expect(keeperOf(['ann', 'eve'], { ...who, chosen: 'ann' })).toBe('ann');
  expect(keeperOf(['ann'], { ...who, chosen: 'gone' })).toBe('ann');
  expect(keeperOf([], { ...who, isSharer: true })).toBe('me');
  expect(keeperOf(['eve'], { ...who, isSharer: true })).toBe('me');
});
