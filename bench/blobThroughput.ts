/** `blob.throughput`: a file from one process's disk to the other's, checked and durable. Baseline: a bare channel, nothing kept. */
import { blobCouple } from './support/blobCouple.ts';
import type { Benchmark } from './support/benchmark.ts';
import { tools } from './support/profiles.ts';
import { figureOf, median, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'blob.throughput',
  title: '256 MB from disk to disk between two processes',
  unit: 'MB/s',
  goal: 'ratio ≥ 0.8',
  limits: [{ of: 'ratio', least: 0.8 }],
} as const;

export const blobThroughput: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const { alice, bob } = await blobCouple();
    const bytes = (quick ? 32 : 256) * 1024 * 1024;
    const perSecond = (ms: number) => bytes / 1e3 / ms;
    const measured: number[] = [];
    const baseline: number[] = [];
    const puts: number[] = [];
    await tools(bob.page, 'rawReceive', 8 * 1024 * 1024);
    for (let round = 0; round < (quick ? 2 : 4); round += 1) {
      const { id, ms } = await tools(alice.page, 'blobPut', bytes);
      puts.push(perSecond(ms));
      baseline.push(perSecond(await tools(bob.page, 'rawReceive', bytes)));
      measured.push(perSecond(await tools(bob.page, 'blobFetch', id, bytes)));
      await Promise.all([alice, bob].map(({ page }) => tools(page, 'blobRemove', id)));
    }
    return figureOf(QUESTION, { measured, baseline }, { put: rounded(median(puts)), megabytes: rounded(bytes / 1e6) });
  },
};
