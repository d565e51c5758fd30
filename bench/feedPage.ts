/** `feed.page`: see page/feedPage.ts. Not one of the goals of the product: that a page does not grow with its feed. */
import { blobCouple } from './support/blobCouple.ts';
import type { Benchmark } from './support/benchmark.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf } from './support/statistics.ts';

const QUESTION = {
  id: 'feed.page',
  title: 'Two pages of 30 posts with what was said, of a feed of 20,000 posts against one of 200',
  unit: 'ms',
  goal: 'ratio ≤ 2',
  limits: [{ of: 'ratio', most: 2 }],
} as const;

export const feedPage: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const { alice } = await blobCouple(TOOLS_SCRIPT);
    return figureOf(QUESTION, await alice.tools('feedPage', quick ? 5000 : 20_000, quick ? 15 : 40));
  },
};
