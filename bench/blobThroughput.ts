/** `blob.throughput`: a file from one process's disk to the other's, checked and durable. Baseline: a bare channel, nothing kept. */
import { blobCouple, costPerMegabyte, coupleTimes } from './support/blobCouple.ts';
import type { Benchmark } from './support/benchmark.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
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
    const couple = await blobCouple(TOOLS_SCRIPT);
    const { alice, bob } = couple;
    const bytes = (quick ? 32 : 256) * 1024 * 1024;
    const perSecond = (ms: number) => bytes / 1e3 / ms;
    const measured: number[] = [];
    const baseline: number[] = [];
    const puts: number[] = [];
    const costs = { raw: '', blob: '' };
    await bob.tools('rawReceive', 8 * 1024 * 1024);
    for (let round = 0; round < (quick ? 2 : 4); round += 1) {
      const { id, ms } = await alice.tools('blobPut', bytes);
      puts.push(perSecond(ms));
      const before = await coupleTimes(couple);
      baseline.push(perSecond(await bob.tools('rawReceive', bytes)));
      const between = await coupleTimes(couple);
      measured.push(perSecond(await bob.tools('blobFetch', id, bytes)));
      costs.raw = costPerMegabyte(before, between, bytes / 1e6);
      costs.blob = costPerMegabyte(between, await coupleTimes(couple), bytes / 1e6);
      await Promise.all([alice, bob].map((person) => person.tools('blobRemove', id)));
    }
    const details = { put: rounded(median(puts)), rawCpuPerMB: costs.raw, blobCpuPerMB: costs.blob };
    return figureOf(QUESTION, { measured, baseline }, details);
  },
};
