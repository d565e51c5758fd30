import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';

describe('fake clock', () => {
  test('CLK-1 timers run in order of time, then of making, for any set of delays and disposals', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.boolean()), { maxLength: 80 }),
        async (timers) => {
          const clock = new FakeClock();
          const ran: number[] = [];
          const disposers = timers.map(([delay], index) => clock.after(delay, () => ran.push(index)));
          timers.forEach(([, isDisposed], index) => (isDisposed ? disposers[index]?.() : undefined));
          await clock.advance(50);
          const expected = timers
            .map(([delay, isDisposed], index) => ({ delay, isDisposed, index }))
            .filter(({ isDisposed }) => !isDisposed)
            .toSorted((one, other) => one.delay - other.delay || one.index - other.index);
          expect(ran).toEqual(expected.map(({ index }) => index));
        },
      ),
    );
  });

  test('CLK-2 a timer sees its own time, and those it makes run in the same advance when due', async () => {
    const clock = new FakeClock({ start: 1000 });
    const seen: number[] = [];
    clock.after(10, () => {
      seen.push(clock.monotonic());
      clock.after(5, () => seen.push(clock.monotonic(), clock.now()));
    });
    await clock.advance(20);
    expect(seen).toEqual([10, 15, 1015]);
    expect(clock.now()).toBe(1020);
  });

  test('CLK-3 sleep lets timers run late, a jump moves the wall clock alone', async () => {
    const clock = new FakeClock({ start: 0 });
    const seen: number[] = [];
    clock.after(10, () => seen.push(clock.monotonic()));
    clock.sleep(100);
    clock.jump(-5000);
    expect(seen).toEqual([]);
    await clock.advance(0);
    expect(seen).toEqual([100]);
    expect(clock.now()).toBe(-4900);
  });
});
