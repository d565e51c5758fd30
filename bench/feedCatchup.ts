/**
 * `feed.catchup`: a device that follows 50 channels gets 200 articles of each, after a month away. Baseline: the same bytes over a bare
 * channel, every signature checked, the same rows put into tables with the same keys and indexes and as durable, one after the other. Of an
 * article these are its event, its post and its uses of files, not the rows of a chat, which have fewer indexes. Neither side fetches
 * documents: these are blobs, which come when they are read (`blob.throughput`). Only the measured side journals. All come over one link.
 */
import type { Benchmark } from './support/benchmark.ts';
import { blobCouple } from './support/blobCouple.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf } from './support/statistics.ts';
import { type Run, catchUpWith, detailsOf } from './syncCatchup.ts';

const QUESTION = {
  id: 'feed.catchup',
  title: 'A device gets 200 articles of each of 50 channels',
  unit: 'ms',
  goal: 'ratio ≤ 1.5',
  limits: [{ of: 'ratio', most: 1.5 }],
} as const;
const CHANNELS = 50;
const ROUNDS = 3;

export const feedCatchup: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const couple = await blobCouple(TOOLS_SCRIPT);
    const runs: Run[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      runs.push(await catchUpWith(couple, { what: 'articles', spaces: CHANNELS, events: quick ? 60 : 200 }));
    const samples = { measured: runs.map(({ caught }) => caught.ms), baseline: runs.map(({ baseline }) => baseline) };
    return figureOf(QUESTION, samples, detailsOf(runs.map(({ caught }) => caught)));
  },
};
