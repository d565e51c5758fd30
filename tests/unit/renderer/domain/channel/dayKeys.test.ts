import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_NODES, dayKey, dayNodeSchema, dayOf, dayTree, nodesBetween } from '@domain/channel/dayKeys.ts';
import { LAST_DAY } from '@domain/feed/paid.ts';
import * as v from 'valibot';

const tree = dayTree(new Uint8Array(32).fill(7));
const day = fc.integer({ min: 0, max: LAST_DAY });

describe('keys of days', () => {
  it('CHN-32 what is given for a stretch of days opens these and no other, whichever they are', () => {
    fc.assert(
      fc.property(day, fc.nat({ max: 400 }), day, (first, length, other) => {
        const last = Math.min(first + length, LAST_DAY);
        const nodes = nodesBetween(tree, first, last);
        expect(nodes.length).toBeGreaterThan(0);
        expect(nodes.length).toBeLessThanOrEqual(MOST_NODES);
        for (const at of [first, last, Math.floor((first + last) / 2)])
          expect(dayKey(nodes, at)).toEqual(dayKey([tree], at));
        const isWithin = first <= other && other <= last;
        expect(dayKey(nodes, other) === null).toBe(!isWithin);
        for (const node of nodes) expect(v.is(dayNodeSchema, node)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('CHN-32 days have different keys, and other secrets other ones', () => {
    const keys = [0, 1, 2, 255, 256, LAST_DAY].map((at) => dayKey([tree], at)?.join());
    expect(new Set(keys).size).toBe(keys.length);
    expect(dayKey([dayTree(new Uint8Array(32).fill(8))], 1)).not.toEqual(dayKey([tree], 1));
  });

  it('CHN-32 the ends of the tree are days, too, and times fall into days of UTC', () => {
    expect(nodesBetween(tree, 0, LAST_DAY)).toEqual([tree]);
    expect(nodesBetween(tree, LAST_DAY, LAST_DAY)).toHaveLength(1);
    expect(nodesBetween(tree, LAST_DAY + 1, LAST_DAY + 2)).toEqual([]);
    expect(dayOf(Date.UTC(1970, 0, 2))).toBe(1);
    expect(dayOf(Date.UTC(1970, 0, 2) - 1)).toBe(0);
    expect(dayOf(-5)).toBe(0);
    expect(dayOf(Date.UTC(9999, 0))).toBe(LAST_DAY);
  });

  it('CHN-32 a node that stands at no place of the tree is none', () => {
    expect(v.is(dayNodeSchema, { from: 1, depth: 0, key: new Uint8Array(32) })).toBe(false);
    expect(v.is(dayNodeSchema, { from: 4, depth: 17, key: new Uint8Array(32) })).toBe(false);
    expect(v.is(dayNodeSchema, { from: 4, depth: 14, key: new Uint8Array(31) })).toBe(false);
  });
});
