import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../../../src/main/services/mailbox/ledger.ts';

const LIMITS = { keptShare: 1 / 16, keptLeast: 4096 };
const KIB = 1024;

describe('what one address holds of a store', () => {
  it('MBS-16 is a share of what is free, and comes back when its bundles are gone', () => {
    const ledger = new Ledger(LIMITS, () => 0);
    const free = 16 * 10 * KIB;
    for (let id = 1; id <= 5; id += 1) ledger.reserve('ann', 2 * KIB, free)?.kept(id, 1000);
    expect(ledger.reserve('ann', 2 * KIB, free)).toBeNull();
    expect(ledger.reserve('bo', 2 * KIB, free)).not.toBeNull();
    ledger.release([2, 99]);
    expect(ledger.reserve('ann', 2 * KIB, free)).not.toBeNull();
  });

  it('MBS-16 takes the same bundle once, and gives back what was not kept', () => {
    const ledger = new Ledger(LIMITS, () => 0);
    const free = 16 * 4 * KIB;
    ledger.reserve('ann', 2 * KIB, free)?.kept(1, 1000);
    ledger.reserve('ann', 2 * KIB, free)?.kept(1, 1000);
    ledger.reserve('ann', 2 * KIB, free)?.drop();
    ledger.reserve('ann', 2 * KIB, free)?.kept(2, 1000);
    expect(ledger.reserve('ann', 2 * KIB, free)).toBeNull();
    expect(ledger.size).toBe(2);
  });

  it('MBS-16 comes back when the time of its bundles is over', () => {
    let now = 0;
    const ledger = new Ledger(LIMITS, () => now);
    ledger.reserve('ann', 4 * KIB, 0)?.kept(1, 1000);
    expect(ledger.reserve('ann', 2 * KIB, 0)).toBeNull();
    now = 1000;
    expect(ledger.reserve('ann', 2 * KIB, 0)).not.toBeNull();
    expect(ledger.size).toBe(0);
  });

  it('MBS-16 leaves room for the others however many addresses take all they may', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (addresses) => {
        const capacity = 64 * 1024 * KIB;
        const ledger = new Ledger({ keptShare: 1 / 16, keptLeast: 0 }, () => 0);
        let kept = 0;
        for (let isMore = true; isMore;) {
          isMore = false;
          for (let who = 0; who < addresses; who += 1) {
            const reserved = ledger.reserve(`${who}`, 128 * KIB, capacity - kept);
            if (reserved === null) continue;
            kept += 128 * KIB;
            reserved.kept(kept, 1);
            isMore = true;
          }
        }
        // In the end n of them hold n / (n + 16) of it.
        expect(kept / capacity).toBeLessThanOrEqual(addresses / (addresses + 16) + 0.01);
        expect(ledger.reserve('somebody else', 128 * KIB, capacity - kept)).not.toBeNull();
      }),
      { numRuns: 20 },
    );
  });

  it('MBS-16 leaves 38 % to the others where sixteen addresses take all they may one after the other', () => {
    const capacity = 64 * 1024 * KIB;
    const ledger = new Ledger({ keptShare: 1 / 16, keptLeast: 0 }, () => 0);
    let kept = 0;
    const take = (who: string) => {
      const reserved = ledger.reserve(who, KIB, capacity - kept);
      kept += reserved === null ? 0 : KIB;
      reserved?.kept(kept, 1);
      return reserved !== null;
    };
    for (let who = 0; who < 16; who += 1) while (take(`${who}`));
    expect(1 - kept / capacity).toBeCloseTo((16 / 17) ** 16, 3);
    for (let who = 0; who < 16; who += 1) expect(take(`${who}`)).toBe(false);
    expect(take('somebody else')).toBe(true);
  });
});
