/** A key for each day, made of one secret so that those of a stretch of days can be given away and no others (CHN-32). */
import * as v from 'valibot';
import { bytesOf, countSchema } from '@shared/schemas.ts';
import { taggedHash } from '../codec/bytes.ts';
import { LAST_DAY } from '../feed/paid.ts';

const TAG = 'banyan/channel/1';
/** Levels below the root: a leaf for each day up to {@link LAST_DAY}. */
const DEPTH = 16;
/** Most nodes a stretch of days takes. */
export const MOST_NODES = 2 * DEPTH;
const DAY = 24 * 3_600_000;

/** Everything below one place of the tree: 2 ** (16 - depth) days from `from` on. */
export const dayNodeSchema = v.pipe(
  v.strictObject({
    from: v.pipe(countSchema, v.maxValue(LAST_DAY)),
    depth: v.pipe(countSchema, v.maxValue(DEPTH)),
    key: bytesOf(32),
  }),
  v.check(({ from, depth }) => from % spanOf(depth) === 0, 'no place of the tree'),
);
/** See {@link dayNodeSchema}. */
export type DayNode = v.InferOutput<typeof dayNodeSchema>;

/** The day a time is in, counted from 1970 in UTC. */
export function dayOf(time: number): number {
  return Math.min(Math.max(Math.floor(time / DAY), 0), LAST_DAY);
}

/** The whole tree. */
export function dayTree(secret: Uint8Array): DayNode {
  return { from: 0, depth: 0, key: taggedHash(TAG, 'days', secret) };
}

/** The fewest nodes that hold the days from `first` to `last`, both included, and no other; none where `node` holds none of them. */
export function nodesBetween(node: DayNode, first: number, last: number): readonly DayNode[] {
  const end = node.from + spanOf(node.depth) - 1;
  if (last < node.from || first > end) return [];
  if (first <= node.from && end <= last) return [node];
  return [nodesBetween(below(node, 0), first, last), nodesBetween(below(node, 1), first, last)].flat();
}

/** The key of a day; null where none of the nodes holds it. */
export function dayKey(nodes: readonly DayNode[], day: number): Uint8Array | null {
  let node = nodes.find(({ from, depth }) => from <= day && day < from + spanOf(depth));
  if (node === undefined) return null;
  while (node.depth < DEPTH) node = below(node, day >= node.from + spanOf(node.depth + 1) ? 1 : 0);
  return taggedHash(TAG, 'day', node.key);
}

function below({ from, depth, key }: DayNode, side: 0 | 1): DayNode {
  const next = depth + 1;
  return { from: from + side * spanOf(next), depth: next, key: taggedHash(TAG, side === 0 ? 'day-0' : 'day-1', key) };
}

function spanOf(depth: number): number {
  return 2 ** (DEPTH - depth);
}
