import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  type ArrivalMark,
  type SweepTime,
  arrivalBytes,
  cameAt,
  readArrivals,
  readSweepTime,
  sweepTimeAt,
  sweepTimeBytes,
  withArrivals,
} from '@domain/retention/arrivals.ts';

const DAY = 24 * 3_600_000;

function marked(...found: readonly ArrivalMark[]): readonly ArrivalMark[] {
  return found.reduce<readonly ArrivalMark[]>((marks, one) => withArrivals(marks, one) ?? marks, []);
}

describe('when messages came', () => {
  it('RET-10 is when a sweep first met them, above and below what was there', () => {
    const marks = marked(
      { at: DAY, floor: 4, head: 6 },
      { at: 2 * DAY, floor: 4, head: 6 },
      { at: 3 * DAY, floor: 2, head: 9 },
    );
    expect([1, 2, 3, 4, 6, 7, 9, 10].map((seq) => cameAt(marks, seq))).toEqual(
      [Infinity, 3, 3, 1, 1, 3, 3, Infinity].map((day) => day * DAY),
    );
    expect(readArrivals(arrivalBytes(marks))).toEqual(marks);
  });

  it('RET-10 is never told too early, however often is looked, and costs no more than two marks a day', () => {
    const steps = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 3 * DAY }), more: fc.nat({ max: 3 }) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (waits) => {
        let [now, head, marks] = [DAY, 0, [] as readonly ArrivalMark[]];
        const came = [DAY];
        for (const { wait, more } of waits) {
          now += wait;
          for (let one = 0; one < more; one += 1) came.push(now);
          head += more;
          marks = withArrivals(marks, { at: now, floor: 0, head }) ?? marks;
        }
        came.forEach((at, seq) => expect(cameAt(marks, seq)).toBeGreaterThanOrEqual(waits.length === 0 ? 0 : at));
        expect(marks.length).toBeLessThanOrEqual(2 + (2 * (now - DAY)) / DAY);
      }),
    );
  });

  it('RET-10 is told by one mark of what no rule asks about any more', () => {
    const found = Array.from({ length: 1000 }, (_, day) => ({ at: day * DAY, floor: 0, head: day }));
    const marks = marked(...found);
    expect(marks).toHaveLength(368);
    expect(cameAt(marks, 5)).toBe(632 * DAY);
    expect(cameAt(marks, 999)).toBe(999 * DAY);
  });

  it('RET-10 is not known from what is no such record', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => readArrivals(bytes).length === 0));
    expect(readArrivals(arrivalBytes([{ at: 5, floor: 0, head: 1 }]).slice(1))).toEqual([]);
    expect(cameAt([], 0)).toBe(Infinity);
  });
});

describe('how far time has gone', () => {
  it('RET-11 is what the clock says, day after day', () => {
    let time = sweepTimeAt(null, 100 * DAY);
    for (let day = 101; day < 110; day += 1) {
      time = sweepTimeAt(time, day * DAY);
      expect(time).toEqual({ at: day * DAY, seenAt: day * DAY });
    }
  });

  it('RET-11 goes three days on where the clock leaps, once however often is looked', () => {
    const leapt = sweepTimeAt({ at: 100 * DAY, seenAt: 100 * DAY }, 500 * DAY);
    expect(leapt).toEqual({ at: 103 * DAY, seenAt: 500 * DAY });
    expect(sweepTimeAt(leapt, 500 * DAY + 60_000)).toEqual(leapt);
    expect(sweepTimeAt(leapt, 501 * DAY).at).toBe(106 * DAY);
    // Set right again it waits for the clock to come by.
    expect(sweepTimeAt(leapt, 100 * DAY).at).toBe(103 * DAY);
    expect(sweepTimeAt(leapt, 0).at).toBe(103 * DAY);
  });

  it('RET-11 comes back as it was kept, and begins anew with what is none', () => {
    const time: SweepTime = { at: 5, seenAt: 7 };
    expect(readSweepTime(sweepTimeBytes(time))).toEqual(time);
    fc.assert(fc.property(fc.uint8Array(), (bytes) => readSweepTime(bytes) === null));
  });
});
