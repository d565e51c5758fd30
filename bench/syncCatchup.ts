/**
 * `sync.catchup-10k`, `sync.catchup-100k`, `sync.longtask`: a device with nothing fetches a talk from one that holds it. Baseline: the same
 * bytes over a bare channel, every signature checked, the same rows put, one after the other.
 */
import { randomBytes } from 'node:crypto';
import { type BlobCouple, blobCouple } from './support/blobCouple.ts';
import type { Benchmark } from './support/benchmark.ts';
import type { CatchUp, CatchUpPlan } from './support/pageContract.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf, rounded } from './support/statistics.ts';

const question = (id: string, events: string) =>
  ({
    id,
    title: `A device with nothing gets ${events} events`,
    unit: 'ms',
    goal: 'ratio ≤ 1.5',
    limits: [{ of: 'ratio', most: 1.5 }],
  }) as const;

/** One catching up, and what its bare parts come to, ms. */
export interface Run {
  readonly caught: CatchUp;
  readonly baseline: number;
}

async function catchUp(couple: BlobCouple, count: number): Promise<Run> {
  return catchUpWith(couple, { what: 'talk', spaces: 1, events: count });
}

/** One device fetches what is planned; then what the bare parts cost it. */
export async function catchUpWith({ alice, bob }: BlobCouple, plan: CatchUpPlan): Promise<Run> {
  const meeting = [randomBytes(32).toString('base64url'), alice.signaling] as const;
  const card = await bob.tools('catchupCard');
  const holder = await alice.tools('catchupHold', card, plan, meeting);
  const caught = await bob.tools('catchupRun', holder, plan, meeting);
  const transfer = await bob.tools('rawReceive', caught.payloadBytes);
  return { caught, baseline: transfer + caught.verify + caught.put };
}

/** What a run says beside its figure. */
export function detailsOf(runs: readonly CatchUp[]) {
  const most = (of: (run: CatchUp) => number) => rounded(Math.max(...runs.map(of)));
  return {
    longestTask: most(({ longest }) => longest),
    firstScreen: most(({ first }) => first),
    heapMB: most(({ heap }) => heap / 1e6),
    verify: most(({ verify }) => verify),
    put: most(({ put }) => put),
  };
}

function benchmark(id: string, events: string, size: { readonly whole: number; readonly quick: number }): Benchmark {
  return {
    id,
    run: async (_world, { quick }) => {
      const couple = await blobCouple(TOOLS_SCRIPT);
      const runs: Run[] = [];
      // A second run on the same pages finds everything compiled, as an app that is open does.
      for (let round = 0; round < (size.whole > 50_000 ? 1 : 3); round += 1)
        runs.push(await catchUp(couple, quick ? size.quick : size.whole));
      const samples = { measured: runs.map(({ caught }) => caught.ms), baseline: runs.map((run) => run.baseline) };
      return figureOf(question(id, events), samples, detailsOf(runs.map(({ caught }) => caught)));
    },
  };
}

export const syncCatchup10k = benchmark('sync.catchup-10k', '10,000', { whole: 10_000, quick: 3000 });
export const syncCatchup100k = benchmark('sync.catchup-100k', '100,000', { whole: 100_000, quick: 5000 });

/** The longest task of the thread while a device catches up; those of the other two are told there. */
export const syncLongtask: Benchmark = {
  id: 'sync.longtask',
  run: async (_world, { quick }) => {
    const couple = await blobCouple(TOOLS_SCRIPT);
    await catchUp(couple, 1000);
    const { caught } = await catchUp(couple, quick ? 3000 : 10_000);
    return figureOf(
      {
        id: 'sync.longtask',
        title: 'Longest task of the thread while catching up',
        unit: 'ms',
        goal: '≤ 50 ms',
        limits: [{ of: 'value', most: 50 }],
      },
      { measured: [caught.longest] },
    );
  },
};

/** What one new event costs on the wire in a talk that is level, beside its signed bytes; what comes back is told beside it. */
export const syncTraffic: Benchmark = {
  id: 'sync.traffic',
  run: async (_world, { quick }) => {
    const couple = await blobCouple(TOOLS_SCRIPT);
    await catchUp(couple, 1000);
    const count = quick ? 10 : 50;
    const { payloadBytes, sent, heard } = await couple.alice.tools('catchupSay', count);
    return figureOf(
      {
        id: 'sync.traffic',
        title: 'Bytes sent for one new event',
        unit: 'B',
        goal: 'ratio ≤ 1.25',
        limits: [{ of: 'ratio', most: 1.25 }],
      },
      { measured: [sent / count], baseline: [payloadBytes / count] },
      { back: rounded(heard / count) },
    );
  },
};
