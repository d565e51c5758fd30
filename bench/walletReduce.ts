/** `wallet.reduce`: what a set of wallet records comes to, see page/reduction.ts; all of them, and one more. */
import { blobCouple } from './support/blobCouple.ts';
import type { Benchmark } from './support/benchmark.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf } from './support/statistics.ts';
import type { Extent } from './support/world.ts';

const RECORDS = 100_000;

const WHOLE = {
  id: 'wallet.reduce',
  title: 'The ledger of 100,000 wallet records, from nothing',
  unit: 'ms',
  goal: '≤ 1,000 ms',
  limits: [{ of: 'value', most: 1000 }],
} as const;
const ONE = {
  id: 'wallet.reduce-one',
  title: 'One more record to a ledger of 100,000',
  unit: 'ms',
  goal: '≤ 1 ms',
  limits: [{ of: 'value', most: 1 }],
} as const;

async function reductions({ quick }: Extent) {
  const { alice } = await blobCouple(TOOLS_SCRIPT);
  return alice.tools('reduction', RECORDS, quick ? 3 : 9);
}

export const walletReduce: Benchmark = {
  id: WHOLE.id,
  run: async (_world, extent) => {
    const { whole, cleared } = await reductions(extent);
    return figureOf(WHOLE, { measured: whole }, { cleared });
  },
};

export const walletReduceOne: Benchmark = {
  id: ONE.id,
  run: async (_world, extent) => {
    const { one, cleared } = await reductions(extent);
    return figureOf(ONE, { measured: one }, { cleared });
  },
};
