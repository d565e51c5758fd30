/** VIS-20: what two devices of one person, each of which changed an own circle, come to. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ToldFloor } from '@domain/moments/kept.ts';
import { earlierFloor, laterEpoch } from '@domain/moments/ownCircle.ts';
import type { DeviceId } from '@shared/ids.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const epoch = fc.record({
  epoch: fc.nat(3),
  secret: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => new Uint8Array(bytes)),
});
const devices = ['desk', 'laptop', 'phone'].map((name) => idOf<DeviceId>(name));
const floor: fc.Arbitrary<ToldFloor> = fc.record({
  at: fc.nat(3),
  places: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...devices), fc.nat(9)), { selector: ([device]) => device })
    .map((places) => places.toSorted(([one], [other]) => (one < other ? -1 : 1))),
});

describe.each([
  ['circles', epoch, laterEpoch],
  ['floors', floor, earlierFloor],
] as const)('two states of %s', (_name, arbitrary, join) => {
  // Each row of the table has its own type; the laws are the same.
  const joined = join as (one: unknown, other: unknown) => unknown;
  const any = arbitrary as fc.Arbitrary<unknown>;

  it('VIS-20 come to the same in whatever order and however often they are told', () => {
    fc.assert(
      fc.property(any, any, any, (one, two, three) => {
        expect(joined(one, two)).toEqual(joined(two, one));
        expect(joined(joined(one, two), three)).toEqual(joined(one, joined(two, three)));
        expect(joined(one, one)).toEqual(one);
        expect(joined(joined(one, two), two)).toEqual(joined(one, two));
      }),
    );
  });
});

describe('what holds of two', () => {
  it('VIS-20 a higher epoch holds, whatever its secret; a decision made earlier, and of equal times that which gives less', () => {
    const secret = (byte: number) => new Uint8Array(16).fill(byte);
    const low = { epoch: 2, secret: secret(9) };
    expect(laterEpoch(low, { epoch: 3, secret: secret(1) })).toEqual({ epoch: 3, secret: secret(1) });
    expect(laterEpoch(low, { epoch: 2, secret: secret(8) })).toBe(low);
    const [desk] = devices as [DeviceId];
    const all: ToldFloor = { at: 5, places: [] };
    expect(earlierFloor(all, { at: 4, places: [[desk, 3]] }).places).toEqual([[desk, 3]]);
    expect(earlierFloor(all, { at: 5, places: [[desk, 3]] }).places).toEqual([[desk, 3]]);
    expect(earlierFloor(all, { at: 6, places: [[desk, 3]] })).toBe(all);
  });
});
