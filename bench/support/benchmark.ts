import type { Figure } from './statistics.ts';
import type { Extent, World } from './world.ts';

/** One id of `npm run bench`. */
export interface Benchmark {
  readonly id: string;
  readonly run: (world: World, extent: Extent) => Promise<Figure>;
}
