import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moneyOf } from '@i18n/useMoney.ts';
import { readAmount } from '@i18n/readAmount.ts';

const EUR = { code: 'LINEUR', decimals: 2, currency: 'EUR' };

describe('amounts as text', () => {
  test('I18N-20 an amount is exact, with all its decimals and its code, kept apart from the text around it', () => {
    const english = moneyOf('en-GB');
    expect(english.text(1250n, EUR)).toBe('\u206812.50\u00A0EUR\u2069');
    expect(english.number(999_999_999_999_999n, { decimals: 8 })).toBe('9,999,999.99999999');
    expect(english.number(-5n, { decimals: 2 })).toBe('-0.05');
    expect(english.text(3n, { code: 'STAMP', decimals: 0 })).toContain('3\u00A0STAMP');
    expect(moneyOf('de').number(123_456n, EUR)).toBe('1.234,56');
  });
});

describe('amounts as people type them', () => {
  test.each([
    ['12', 2, 1200n],
    ['12.5', 2, 1250n],
    ['12,50', 2, 1250n],
    ['.5', 2, 50n],
    ['1,234.50', 2, 123_450n],
    ['1.234,50', 2, 123_450n],
    ['1 234,5', 2, 123_450n],
    ['1,234,567', 2, 123_456_700n],
    ['١٢٫٥', 2, 1250n],
    ['12.500', 2, null],
    ['0.500', 2, 50n],
    ['0.001', 3, 1n],
    ['1.000', 3, 1000n],
    ['7', 0, 7n],
  ] as const)('I18N-21 "%s" with %i decimals is %s', (text, decimals, minor) => {
    const read = readAmount(text, decimals);
    expect(read.ok ? read.value : null).toBe(minor);
  });

  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['abc', 'malformed'],
    ['1-2', 'malformed'],
    ['-5', 'malformed'],
    ['1e3', 'malformed'],
    ['1.2.3', 'malformed'],
    ['12,34,56', 'malformed'],
    ['1.000', 'ambiguous'],
    ['0.005', 'too-fine'],
    ['0', 'zero'],
    ['0.00', 'zero'],
    ['99999999999999', 'too-large'],
  ] as const)('I18N-22 "%s" is refused as %s', (text, code) => {
    expect(readAmount(text, 2)).toMatchObject({ ok: false, error: { code } });
  });

  test('I18N-23 what is shown can be typed back, in every locale', () => {
    const amount = fc.bigInt({ min: 1n, max: 999_999_999_999_999n });
    fc.assert(
      fc.property(amount, fc.constantFrom('en-GB', 'de', 'fr', 'de-CH', 'ar-EG'), (minor, locale) => {
        const shown = moneyOf(locale).number(minor, EUR).replaceAll('\u066C', '');
        expect(readAmount(shown, 2)).toEqual({ ok: true, value: minor });
      }),
    );
  });
});
