import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '@domain/mini/version.ts';

describe('versions of programs', () => {
  it('MIN-16 the greater numbers are newer, whatever their length', () => {
    const rising = ['0.9', '1', '1.0.1', 'v1.2', '1.10', '2.0-beta', '10'];
    for (const [at, older] of rising.entries())
      for (const newer of rising.slice(at + 1)) {
        expect([older, newer, compareVersions(older, newer) < 0]).toEqual([older, newer, true]);
        expect(compareVersions(newer, older)).toBeGreaterThan(0);
      }
    expect(compareVersions('1.0', '1')).toBe(0);
  });

  it('MIN-16 words say nothing about an order, and no text is too odd to be read', () => {
    for (const words of [null, '', 'summer', '-1', '...']) expect(compareVersions(words, 'autumn')).toBe(0);
    const version = fc.option(fc.string(), { nil: null });
    fc.assert(
      fc.property(version, version, (one, other) => {
        expect(Math.sign(compareVersions(one, other)) + Math.sign(compareVersions(other, one))).toBe(0);
      }),
    );
  });
});
