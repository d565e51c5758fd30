/** `wallet.start`: what a start costs that has many wallet records, see page/walletStart.ts. Baseline: reading the rows. */
import type { Benchmark } from './support/benchmark.ts';
import { blobCouple } from './support/blobCouple.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf } from './support/statistics.ts';

const RECORDS = 100_000;

const QUESTION = {
  id: 'wallet.start',
  title: '100,000 kept wallet records read into a ledger, as at a start',
  unit: 'ms',
  goal: 'printed',
  limits: [],
} as const;

export const walletStart: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const { alice } = await blobCouple(TOOLS_SCRIPT);
    const records = quick ? 10_000 : RECORDS;
    return figureOf(QUESTION, await alice.tools('walletStart', records, quick ? 2 : 5), { records });
  },
};
