/**
 * `sim.scale`: one group of 10, 100 and 1,000 devices on the memory transport in virtual time, with the real replication core and
 * mesh. What an event costs each peer must not grow faster than the logarithm of the group.
 */
import { MeshWorld, type MeshFigures, meshLine } from '../tests/integration/support/mesh/meshWorld.ts';
import type { Benchmark } from './support/benchmark.ts';
import { figureOf, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'sim.scale',
  title: 'Messages and bytes per event and peer as a group grows, to log N',
  unit: '×',
  goal: 'grows ≤ O(log N) per peer: at most 1 × the growth of log N',
  limits: [{ of: 'value', most: 1 }],
} as const;

/** Devices, and how many events are said. */
const SIZES: readonly (readonly [number, number])[] = [
  [10, 20],
  [100, 10],
  [1000, 2],
];
const QUICK: readonly (readonly [number, number])[] = [
  [10, 10],
  [60, 5],
  [200, 3],
];

export const simScale: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const runs: MeshFigures[] = [];
    for (const [size, events] of quick ? QUICK : SIZES) runs.push(await run(size, events));
    const [first, ...larger] = runs;
    if (first === undefined) throw new Error('nothing was run');
    const growths = larger.flatMap((figures) => [
      growth(first, figures, ({ messages }) => messages),
      growth(first, figures, ({ bytes }) => bytes),
    ]);
    return figureOf(QUESTION, { measured: growths, value: Math.max(...growths) }, detailsOf(runs));
  },
};

async function run(size: number, events: number): Promise<MeshFigures> {
  const world = new MeshWorld(size, 7);
  await world.open();
  const figures = await world.talk(events);
  console.log(`  ${meshLine(figures)}`);
  if (world.peers.some(({ arrivals }) => arrivals.size !== events)) throw new Error('not everyone heard everything');
  return figures;
}

/** How much more something is than in the small group, as a share of how much longer the logarithm is. */
function growth(small: MeshFigures, large: MeshFigures, of: (figures: MeshFigures) => number): number {
  return of(large) / of(small) / (Math.log2(large.peers) / Math.log2(small.peers));
}

function detailsOf(runs: readonly MeshFigures[]): Readonly<Record<string, number | string>> {
  const rows = runs.map(
    ({ peers, links, messages, bytes, reached }) =>
      [
        `${peers} peers`,
        `${rounded(messages)} messages, ${Math.round(bytes)} bytes, ${rounded(links.mean)} links, all after ${Math.round(reached.worst)} ms`,
      ] as const,
  );
  return Object.fromEntries(rows);
}
