/** Random histories of one person's devices; see the support beside it. */
import { describe, expect, it } from 'vitest';
import { liveDevices } from './support/deviceSimulation.ts';

const HISTORIES = 12;
const STEPS = 40;
/** A seed that failed, to see it again: DEVICES_SEED=3 npx vitest run tests/integration/devicesSimulation */
const ONE_SEED = process.env['DEVICES_SEED'];

describe('histories of several devices', () => {
  it(`DEV-4 DEV-12 DEV-60 DEV-61 DEV-62 ${HISTORIES} histories: standing devices come to the same, nothing of theirs is lost, lost ones get nothing`, async () => {
    const seeds = ONE_SEED === undefined ? Array.from({ length: HISTORIES }, (_, at) => at + 1) : [Number(ONE_SEED)];
    const counts: Record<string, number> = {};
    for (const seed of seeds) {
      const { shown, texts, acknowledged, leaked, counts: lived } = await liveDevices(seed, STEPS);
      for (const [what, count] of Object.entries(lived)) counts[what] = (counts[what] ?? 0) + count;
      for (const one of shown) expect(one, `seed ${seed}`).toEqual(shown[0]);
      for (const one of texts) expect([...one].toSorted(), `seed ${seed}`).toEqual([...(texts[0] ?? [])].toSorted());
      for (const one of texts) expect(one, `seed ${seed}`).toEqual(expect.arrayContaining([...acknowledged]));
      expect(new Set(texts[0]).size, `seed ${seed}`).toBe(texts[0]?.length);
      expect(leaked, `seed ${seed}`).toEqual([]);
    }
    // Where hardly anything happened, nothing is proved.
    if (ONE_SEED === undefined)
      for (const [what, least] of Object.entries({ acts: 60, killed: 10, linked: 15, lost: 6, away: 20, parted: 6 }))
        expect(counts[what] ?? 0, what).toBeGreaterThan(least);
  }, 120_000);
});
