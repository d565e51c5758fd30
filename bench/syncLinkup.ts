/** `sync.linkup-idle`: two devices that hold the same of 200 spaces meet. Baseline: one bare round trip of the same bytes. */
import type { Benchmark } from './support/benchmark.ts';
import { blobCouple } from './support/blobCouple.ts';
import { TOOLS_SCRIPT } from './support/profiles.ts';
import { figureOf, median, rounded } from './support/statistics.ts';

const SPACES = 200;

export const syncLinkupIdle: Benchmark = {
  id: 'sync.linkup-idle',
  run: async (_world, { quick }) => {
    const { alice } = await blobCouple(TOOLS_SCRIPT);
    const { logsRead, unprepared, ...samples } = await alice.tools('linkUps', SPACES, quick ? 5 : 30);
    if (logsRead > 0) throw new Error(`${logsRead} readings of logs: a link-up of equal spaces reads none`);
    return figureOf(
      {
        id: 'sync.linkup-idle',
        title: `Link-up with ${SPACES} equal spaces`,
        unit: 'ms',
        goal: 'ratio ≤ 2, no log read',
        limits: [{ of: 'ratio', most: 2 }],
      },
      samples,
      { logsRead, unprepared: rounded(median(unprepared)) },
    );
  },
};
