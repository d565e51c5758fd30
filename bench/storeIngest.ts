/** `store.ingest`: see page/ingest.ts for the measured code and, beside it, the bare put. */
import { blobCouple } from './support/blobCouple.ts';
import type { Benchmark } from './support/benchmark.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf } from './support/statistics.ts';

const QUESTION = {
  id: 'store.ingest',
  title: 'Events of another, checked, stored and projected',
  unit: 'rows/s',
  goal: 'ratio ≥ 0.6',
  limits: [{ of: 'ratio', least: 0.6 }],
} as const;

export const storeIngest: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const { alice } = await blobCouple(TOOLS_SCRIPT);
    return figureOf(QUESTION, await alice.tools('ingest', quick ? 2000 : 10_000, quick ? 3 : 5));
  },
};
