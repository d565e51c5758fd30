import { describe, expect, it } from 'vitest';
import { Budget } from '@shared/budget.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { settle } from '../../support/shared/settle.ts';

const takes = (budget: Budget, times: number) =>
  Array.from({ length: times }, () => budget.take()).filter(Boolean).length;

describe('a budget', () => {
  it('REP-11 gives what it holds and then nothing', () => {
    const budget = new Budget(new FakeClock({ settle }), { capacity: 3, perSecond: 1 });
    expect(takes(budget, 10)).toBe(3);
    expect(budget.take()).toBe(false);
  });

  it('REP-11 gives again with time, never more than it holds', async () => {
    const clock = new FakeClock({ settle });
    const budget = new Budget(clock, { capacity: 3, perSecond: 1 / 2 });
    takes(budget, 3);
    await clock.advance(1999);
    expect(budget.take()).toBe(false);
    await clock.advance(1);
    expect(takes(budget, 2)).toBe(1);
    await clock.advance(4000);
    expect(takes(budget, 5)).toBe(2);
    await clock.advance(3_600_000);
    expect(takes(budget, 100)).toBe(3);
  });

  it('REP-11 asking in vain does not put off the next', async () => {
    const clock = new FakeClock({ settle });
    const budget = new Budget(clock, { capacity: 1, perSecond: 1 });
    budget.take();
    for (let n = 0; n < 20; n += 1) {
      await clock.advance(50);
      if (n < 19) expect(budget.take()).toBe(false);
    }
    // A hundredth above what rounding may have lost.
    await clock.advance(10);
    expect(budget.take()).toBe(true);
  });

  it('REP-11 a wall clock that jumps gives nothing', () => {
    const clock = new FakeClock({ settle });
    const budget = new Budget(clock, { capacity: 1, perSecond: 1 });
    budget.take();
    clock.jump(86_400_000);
    expect(budget.take()).toBe(false);
  });
});
