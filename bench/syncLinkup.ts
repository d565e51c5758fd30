/**
 * `sync.linkup-idle`: two devices that hold the same of 200 spaces meet. Baseline: one bare round trip of the same bytes. What is asked is how
 * often one waits for the other side, so both go over a path as long as one across a country; on this machine's own wire, told beside it,
 * a round trip takes less than reading a message does, and both engines share one thread.
 */
import type { Benchmark } from './support/benchmark.ts';
import { blobCouple } from './support/blobCouple.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf, median, rounded } from './support/statistics.ts';

const SPACES = 200;
/** ms from one to the other. */
const FAR = 20;

export const syncLinkupIdle: Benchmark = {
  id: 'sync.linkup-idle',
  run: async (_world, { quick }) => {
    const { alice } = await blobCouple(TOOLS_SCRIPT);
    const rounds = quick ? 5 : 30;
    const near = await alice.tools('linkUps', SPACES, rounds, 0);
    const { logsRead, unprepared, ...samples } = await alice.tools('linkUps', SPACES, rounds, FAR);
    if (logsRead + near.logsRead > 0)
      throw new Error(`${logsRead + near.logsRead} readings of logs: a link-up of equal spaces reads none`);
    return figureOf(
      {
        id: 'sync.linkup-idle',
        title: `Link-up with ${SPACES} equal spaces, ${FAR} ms apart`,
        unit: 'ms',
        goal: '≤ 2 round trips, no log read',
        limits: [{ of: 'ratio', most: 2 }],
      },
      samples,
      {
        logsRead,
        unprepared: rounded(median(unprepared)),
        near: rounded(median(near.measured)),
        nearRoundTrip: rounded(median(near.baseline)),
      },
    );
  },
};
