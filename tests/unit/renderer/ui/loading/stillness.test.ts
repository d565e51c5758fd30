// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { STILL_AFTER, STILL_AT_LAST, Stillness } from '@ui/loading/stillness.ts';

let stillness: Stillness;

beforeEach(() => {
  vi.useFakeTimers();
  stillness = new Stillness();
});
afterEach(() => {
  stillness.dispose();
  vi.useRealTimers();
});

function awaited() {
  const seen = { isStill: false };
  void stillness.come().then(() => {
    seen.isStill = true;
  });
  return seen;
}
const press = () => document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));

describe('what is fetched ahead', () => {
  test('LOA-6 comes at once where nobody does anything', async () => {
    const seen = awaited();
    await vi.advanceTimersByTimeAsync(0);
    expect(seen.isStill).toBe(true);
  });

  test('LOA-6 waits until the person has done nothing for a while, also where they do something meanwhile', async () => {
    press();
    const seen = awaited();
    await vi.advanceTimersByTimeAsync(STILL_AFTER - 1);
    press();
    await vi.advanceTimersByTimeAsync(STILL_AFTER - 1);
    expect(seen.isStill).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen.isStill).toBe(true);
  });

  test('LOA-6 comes at last where the person never rests', async () => {
    press();
    const seen = awaited();
    for (let time = 0; time < STILL_AT_LAST; time += STILL_AFTER / 2) {
      expect(seen.isStill).toBe(false);
      await vi.advanceTimersByTimeAsync(STILL_AFTER / 2);
      press();
    }
    expect(seen.isStill).toBe(true);
  });

  test('LOA-6 what is fetched in many steps waits no longer in all', async () => {
    press();
    let steps = 0;
    const fetched = (async () => {
      for (; steps < 9; steps += 1) await stillness.come();
    })();
    for (let time = 0; time < STILL_AT_LAST; time += STILL_AFTER / 2) {
      expect(steps).toBe(0);
      await vi.advanceTimersByTimeAsync(STILL_AFTER / 2);
      press();
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(steps).toBe(9);
    await fetched;
  });
});
