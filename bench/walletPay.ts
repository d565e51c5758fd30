/**
 * `wallet.pay`: a payment is confirmed, stored, told, entered by the clerk, seen by the witness, and final for both, see page/walletPay.ts.
 * Baseline: 4 bare round trips of as many bytes and 3 bare strict puts. Both engines share one thread here, which two computers do not.
 */
import type { Benchmark } from './support/benchmark.ts';
import { blobCouple } from './support/blobCouple.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf, median, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'wallet.pay',
  title: 'Confirmed by the payer to final on both sides, with a witness',
  unit: 'ms',
  goal: 'ratio ≤ 3',
  limits: [{ of: 'ratio', most: 3 }],
} as const;

export const walletPay: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const { alice } = await blobCouple(TOOLS_SCRIPT);
    const { sent, ...samples } = await alice.tools('walletPay', quick ? 20 : 200, alice.signaling);
    return figureOf(QUESTION, samples, { sentAndDurable: rounded(median(sent)) });
  },
};
