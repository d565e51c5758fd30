import { describe, expect, test } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';

describe('seeded random', () => {
  test('RND-1 the same seed gives the same bytes, another seed others', () => {
    expect(new SeededRandom(7).bytes(64)).toEqual(new SeededRandom(7).bytes(64));
    expect(new SeededRandom(7).bytes(64)).not.toEqual(new SeededRandom(8).bytes(64));
  });

  test('RND-2 numbers keep their bounds and are spread evenly enough to test with', () => {
    const random = new SeededRandom(1);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 10_000; index += 1) {
      const value = random.integer(10);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    expect(counts.every((count) => count > 800 && count < 1200)).toBe(true);
    expect(random.chance(0)).toBe(false);
    expect(random.chance(1)).toBe(true);
  });
});
