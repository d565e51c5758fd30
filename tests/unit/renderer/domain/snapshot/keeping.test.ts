import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_KEPT, isWeeklyDue, newestFirst, superfluous } from '@domain/snapshot/keeping.ts';
import { type SnapshotListing, readSnapshotId, snapshotId, snapshotReasons } from '@domain/snapshot/listing.ts';

const DAY = 86_400_000;
const name = fc.record({
  madeAt: fc.nat(999_999_999_999_999),
  reason: fc.constantFrom(...snapshotReasons),
  version: fc.nat(999_999),
});
const listing = name.map((said): SnapshotListing => ({ ...said, id: snapshotId(said), bytes: 1 }));

describe('which snapshots stay', () => {
  it('SNP-1 a name says when, why and of which version, and is the only one that does', () => {
    fc.assert(
      fc.property(name, (said) => {
        expect(readSnapshotId(snapshotId(said))).toEqual(said);
      }),
    );
    for (const other of [
      '',
      'x',
      '01-weekly-v1',
      '1-weekly-v01',
      '1-monthly-v1',
      '1-weekly-v1.snapshot',
      '../1-weekly-v1',
    ])
      expect(readSnapshotId(other)).toBeNull();
  });

  it('SNP-3 of each kind the newest stay, as many as there may be, and no kind costs another one', () => {
    fc.assert(
      fc.property(fc.array(listing, { maxLength: 40 }), (all) => {
        const gone = new Set(superfluous(all));
        for (const reason of snapshotReasons) {
          const ordered = newestFirst(all.filter((one) => one.reason === reason));
          expect(ordered.filter((one) => !gone.has(one))).toEqual(ordered.slice(0, MOST_KEPT[reason]));
        }
      }),
    );
  });

  it('SNP-3 one is due when there is none of the last seven days, whatever a clock that was set back left', () => {
    const at = (madeAt: number): SnapshotListing => ({ id: '', madeAt, reason: 'by-hand', version: 10, bytes: 1 });
    const now = 100 * DAY;
    expect(isWeeklyDue([], now)).toBe(true);
    expect(isWeeklyDue([at(now - 6 * DAY)], now)).toBe(false);
    expect(isWeeklyDue([at(now - 7 * DAY)], now)).toBe(true);
    expect(isWeeklyDue([at(now - 9 * DAY), at(now)], now)).toBe(false);
    expect(isWeeklyDue([at(now + DAY)], now)).toBe(true);
  });
});
