/** `search.query-1m`: see page/search.ts. */
import type { Benchmark } from './support/benchmark.ts';
import { blobCouple } from './support/blobCouple.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'search.query-1m',
  title: 'First 20 hits among 1,000,000 messages in three scripts',
  unit: 'ms',
  goal: 'p50 ≤ 30, p95 ≤ 120',
  limits: [
    { of: 'value', most: 30 },
    { of: 'p95', most: 120 },
  ],
} as const;

export const searchQuery: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const [count, questions] = quick ? [20_000, 50] : [1_000_000, 300];
    const { alice } = await blobCouple(TOOLS_SCRIPT);
    const { measured, found, buildMs } = await alice.tools('searchQueries', count, questions);
    if (found < questions * 0.9) throw new Error(`${found} of ${questions} questions found what they were about`);
    return figureOf(QUESTION, { measured }, { messages: count, buildSeconds: rounded(buildMs / 1000) });
  },
};
