/**
 * `feed.gossip-1k`: one channel with 10, 100 and 1,000 readers on the memory transport in virtual time, with the real replication, rooms and
 * charters. Every reader has eight links at most, and knows of the channel its link alone.
 */
import { type GossipFigures, GossipWorld } from '../tests/integration/support/gossip/gossipWorld.ts';
import type { Benchmark } from './support/benchmark.ts';
import { figureOf, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'feed.gossip-1k',
  title: 'Time until 99 of 100 of 1,000 readers of a channel have a post',
  unit: 'ms',
  goal: 'at most 10 s of virtual time: what is passed on, not what a comparison finds',
  limits: [{ of: 'value', most: 10_000 }],
} as const;

const SIZES: readonly number[] = [10, 100, 1000];
const QUICK: readonly number[] = [10, 100];
const POSTS = 3;

export const feedGossip: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const runs: GossipFigures[] = [];
    for (const size of quick ? QUICK : SIZES) runs.push(await run(size));
    const last = runs.at(-1);
    if (last === undefined) throw new Error('nothing was run');
    return figureOf(QUESTION, { measured: runs.map(({ most }) => most), value: last.most }, detailsOf(runs));
  },
};

async function run(size: number): Promise<GossipFigures> {
  const world = new GossipWorld(size, 7);
  await world.open();
  const figures = await world.talk(POSTS);
  console.log(`  ${lineOf(figures)}`);
  world.close();
  if (!Number.isFinite(figures.all)) throw new Error('not everyone had everything');
  return figures;
}

function lineOf({ readers, links, half, most, all, bytes, messages, idleBytes, guess }: GossipFigures): string {
  const reached = `half after ${Math.round(half)} ms, 99 % after ${Math.round(most)} ms, all after ${Math.round(all)} ms`;
  const cost = `${Math.round(bytes)} bytes and ${rounded(messages)} messages per reader and post`;
  return `${readers} readers, ${rounded(links)} links each: ${reached}; ${cost}; idle ${Math.round(idleBytes)} B/s; guess ${guess}`;
}

function detailsOf(runs: readonly GossipFigures[]): Readonly<Record<string, number | string>> {
  return Object.fromEntries(runs.map((figures) => [`${figures.readers} readers`, lineOf(figures)]));
}
