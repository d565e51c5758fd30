/** Who waved, by their address. */
export type Waves = ReadonlyMap<string, string>;

/**
 * The waves after one more update. Others may send anything, twice and in any order: what is no wave changes nothing, and of one
 * person there is one wave.
 */
export function afterWave(waves: Waves, payload: unknown): Waves {
  if (typeof payload !== 'object' || payload === null) return waves;
  const { from, name } = payload as { from?: unknown; name?: unknown };
  if (typeof from !== 'string' || typeof name !== 'string') return waves;
  const before = waves.get(from);
  // Two names of one person: the greater stays, whichever came first.
  return before !== undefined && before >= name ? waves : new Map([...waves, [from, name]]);
}
