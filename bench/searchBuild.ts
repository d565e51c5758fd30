/** `search.build`: see page/search.ts. */
import type { Benchmark } from './support/benchmark.ts';
import { blobCouple } from './support/blobCouple.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'search.build',
  title: 'Messages indexed a second, in slices beside everything else',
  unit: 'messages/s',
  goal: '≥ 3000, index ≤ 0.6 × text',
  limits: [{ of: 'value', least: 3000 }],
} as const;
const MOST_SHARE = 0.6;

export const searchBuild: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const count = quick ? 10_000 : 100_000;
    const { alice } = await blobCouple(TOOLS_SCRIPT);
    const { ms, indexBytes, textBytes, longest, miniSearchMs } = await alice.tools('searchBuild', count);
    const share = indexBytes / textBytes;
    const figure = figureOf(
      QUESTION,
      { measured: [(count / ms) * 1000] },
      {
        messages: count,
        indexToText: rounded(share),
        indexMB: rounded(indexBytes / 1e6),
        longestTask: rounded(longest),
        'MiniSearch in memory, messages/s': rounded((count / miniSearchMs) * 1000),
      },
    );
    return { ...figure, holds: figure.holds && share <= MOST_SHARE };
  },
};
