import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { Sweeps } from '@services/files/sweeps.ts';

let clock = new FakeClock();
let swept: number[] = [];
let sweeps = made();

function made(): Sweeps {
  return new Sweeps(clock, () => swept.push(clock.monotonic()));
}

beforeEach(() => {
  clock = new FakeClock();
  swept = [];
  sweeps = made();
});

describe('when files and messages are looked through', () => {
  it('FIL-8 never before messages are known, then a little after the start, and every day', async () => {
    sweeps.soon();
    sweeps.now();
    sweeps.onChosen();
    await clock.advance(60_000);
    expect(swept).toEqual([]);
    sweeps.begin();
    await clock.advance(20_000);
    expect(swept).toHaveLength(1);
    await clock.advance(2 * 86_400_000);
    expect(swept).toHaveLength(3);
    sweeps.dispose();
    await clock.advance(2 * 86_400_000);
    expect(swept).toHaveLength(3);
  });

  it('RET-6 not until the last choice stood for twenty seconds, whatever else asks', async () => {
    sweeps.begin();
    await clock.advance(19_000);
    sweeps.onChosen();
    sweeps.now();
    await clock.advance(19_000);
    expect([swept, sweeps.isOpen]).toEqual([[], true]);
    sweeps.soon();
    sweeps.onChosen();
    await clock.advance(19_000);
    sweeps.now();
    expect(swept).toEqual([]);
    await clock.advance(1000);
    expect(swept).toHaveLength(1);
    expect(sweeps.isOpen).toBe(false);
    sweeps.now();
    expect(swept).toHaveLength(2);
  });

  it('RET-6 also where the daily look comes just after a choice', async () => {
    sweeps.begin();
    await clock.advance(20_000 + 86_400_000 - 5000);
    expect(swept).toHaveLength(1);
    sweeps.onChosen();
    await clock.advance(19_000);
    expect(swept).toHaveLength(1);
    await clock.advance(1000);
    expect(swept).toHaveLength(2);
  });
});
