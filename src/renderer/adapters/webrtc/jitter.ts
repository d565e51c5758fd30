import type { Random } from '@ports/random.ts';

/** Spreads a delay over 75–125 % of itself, so that many peers do not come back in the same instant. */
export function jittered(random: Random, delay: number): number {
  const [high = 0, low = 0] = random.bytes(2);
  return delay * (0.75 + (high * 256 + low) / 131_072);
}
