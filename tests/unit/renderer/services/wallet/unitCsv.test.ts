import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainAmount, unitCsv } from '@services/wallet/room/unitCsv.ts';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';
import { createFakeApplication } from '../../../../support/web/fakeApplication.ts';

const { activity } = createFakeApplication().workspace.controls.wallet;
const payments = activity.get();
const self = fakeAccountId('own');

/** A reader of RFC 4180 of its own: fields, quotes, doubled quotes. */
function read(csv: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  for (const [, quoted, bare = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== ',') lines.push([]);
  }
  return lines.slice(0, -1);
}

describe('WSV-74 tables', () => {
  it('WSV-74 whatever people are called, no field is a formula, and every line has every field', () => {
    const beginning = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '|',
      '%',
      ' =',
      '＝',
      '"',
      "'",
      ',',
      ';',
      '',
    );
    fc.assert(
      fc.property(beginning, fc.string({ unit: 'grapheme', maxLength: 12 }), (first, rest) => {
        const name = first + rest;
        const lines = read(unitCsv(payments, { self, nameOf: () => name, categoryOf: () => '' }));
        expect(lines).toHaveLength(payments.length + 1);
        for (const line of lines) {
          expect(line).toHaveLength(21);
          for (const field of line) expect(/^\s*[=+\-@|%＝]/u.test(field), field).toBe(false);
        }
        expect(lines[1]?.[1]?.endsWith(name)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('WSV-74 oldest first, with amounts exact and the issuer in every line', () => {
    const words = { self, nameOf: (account: string) => account.slice(0, 4), categoryOf: () => 'food' };
    const [head, ...lines] = read(unitCsv(payments, words));
    expect(head?.slice(0, 3)).toEqual(['issuer', 'issuer_name', 'unit']);
    expect(lines.every(([issuer = '']) => issuer.startsWith('account:'))).toBe(true);
    const newest = payments[0];
    expect(lines.at(-1)?.[13]).toBe(plainAmount(newest?.amount ?? 0n, newest?.unit.decimals ?? 0));
    const times = lines.map((line) => line[6] ?? '');
    expect(times.toSorted()).toEqual(times);
  });

  it.each([
    [1250n, 2, '12.50'],
    [5n, 2, '0.05'],
    [7n, 0, '7'],
    [999_999_999_999_999n, 8, '9999999.99999999'],
  ])('WSV-74 %s with %s decimals is %s', (amount, decimals, text) => {
    expect(plainAmount(amount, decimals)).toBe(text);
  });
});
