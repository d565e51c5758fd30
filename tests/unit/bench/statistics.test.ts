import { describe, expect, it } from 'vitest';
import { figureOf, isWithin, median, percentile, quickestMean, ratioOf } from '../../../bench/support/statistics.ts';

const hundred = Array.from({ length: 101 }, (_, index) => index);
const question = { id: 'some.id', title: 'Something', unit: 'ms', goal: 'ratio ≤ 2, p99 ≤ 3' };

describe('percentiles', () => {
  it('are exact where a sample stands, in any order of the samples', () => {
    expect([0, 0.5, 0.95, 0.99, 1].map((share) => percentile(hundred.toReversed(), share))).toEqual([
      0, 50, 95, 99, 100,
    ]);
  });

  it('lie between two samples in proportion', () => {
    expect(median([10, 20])).toBe(15);
    expect(percentile([0, 100], 0.99)).toBeCloseTo(99);
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2.5);
  });

  it('of one sample are that sample, and of none a bug', () => {
    expect(percentile([7], 0.99)).toBe(7);
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });

  it('leave the samples as they were', () => {
    const samples = [3, 1, 2];
    percentile(samples, 0.5);
    expect(samples).toEqual([3, 1, 2]);
  });
});

describe('the mean of the quickest', () => {
  it('leaves out the slowest fifth, whatever their order', () => {
    expect(quickestMean([100, 1, 2, 3, 4])).toBe(2.5);
    expect(quickestMean(hundred)).toBe(39.5);
  });

  it('of few samples is of the quickest one at least', () => {
    expect(quickestMean([7])).toBe(7);
  });
});

describe('limits', () => {
  it('hold up to their ends', () => {
    expect(isWithin(2, { of: 'ratio', most: 2 })).toBe(true);
    expect(isWithin(2.0001, { of: 'ratio', most: 2 })).toBe(false);
    expect(isWithin(55, { of: 'value', least: 55 })).toBe(true);
    expect(isWithin(54.9, { of: 'value', least: 55 })).toBe(false);
  });

  it('end before their ends where the goal says "below"', () => {
    expect(isWithin(1, { of: 'value', below: 1 })).toBe(false);
    expect(isWithin(0.99, { of: 'value', below: 1 })).toBe(true);
  });

  it('do not hold for what could not be measured', () => {
    expect(isWithin(null, { of: 'ratio', most: 2 })).toBe(false);
    expect(isWithin(Number.NaN, { of: 'value', least: 0 })).toBe(false);
  });
});

describe('ratio', () => {
  it('is there only with a baseline above nothing', () => {
    expect(ratioOf(6, 3)).toBe(2);
    expect(ratioOf(6, null)).toBeNull();
    expect(ratioOf(6, 0)).toBeNull();
  });
});

describe('figure', () => {
  it('judges the median by the median and the 99th percentile by the 99th percentile', () => {
    const limits = [
      { of: 'ratio', most: 2 },
      { of: 'ratioP99', most: 3 },
    ] as const;
    const baseline = Array.from({ length: 101 }, () => 10);
    const steady = Array.from({ length: 101 }, () => 20);
    const ragged = steady.with(0, 500).with(1, 500);
    expect(figureOf({ ...question, limits }, { measured: steady, baseline })).toMatchObject({
      value: 20,
      baseline: 10,
      ratio: 2,
      holds: true,
      samples: 101,
    });
    const figure = figureOf({ ...question, limits }, { measured: ragged, baseline });
    expect(figure).toMatchObject({ ratio: 2, holds: false, p50: 20, details: { ratioP99: 50 } });
  });

  it('takes a value that is no median, and rounds to what can be read', () => {
    const limits = [{ of: 'value', least: 1 }] as const;
    const figure = figureOf({ ...question, limits }, { measured: [1 / 3], value: 2 / 3 }, { links: 10 });
    expect(figure).toMatchObject({
      value: 0.667,
      baseline: null,
      ratio: null,
      holds: false,
      p50: 0.333,
      details: { links: 10 },
    });
  });

  it('does not hold a ratio without a baseline', () => {
    expect(figureOf({ ...question, limits: [{ of: 'ratio', most: 100 }] }, { measured: [1] }).holds).toBe(false);
  });
});
