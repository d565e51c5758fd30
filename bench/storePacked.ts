/** `store.packed`: see page/packed.ts. Not one of the goals of the product; docs/adr/0016 cites it. */
import { blobCouple } from './support/blobCouple.ts';
import type { Benchmark } from './support/benchmark.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf } from './support/statistics.ts';

const QUESTION = {
  id: 'store.packed',
  title: 'Reading all of a log from packs, against a row each',
  unit: 'ms',
  goal: 'ratio ≤ 1.2',
  limits: [{ of: 'ratio', most: 1.2 }],
} as const;

export const storePacked: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const { alice } = await blobCouple(TOOLS_SCRIPT);
    const { longest, payloadBytes, packBytes, packedEvents, ...reads } = await alice.tools(
      'packed',
      quick ? 5000 : 20_000,
      quick ? 5 : 9,
    );
    const figure = figureOf(QUESTION, reads, { longestHold: longest, payloadBytes, packBytes, packedEvents });
    const share = `${packedEvents} events in ${packBytes} bytes of packs, of ${payloadBytes} bytes of payload in all`;
    console.log(`  ${share}; the thread was held for ${longest.toFixed(1)} ms at most`);
    return figure;
  },
};
