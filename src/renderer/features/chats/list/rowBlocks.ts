import type { Conversation } from '@services/workspace/workspace.ts';

/** What is asked of a chat to place its row. */
export type Listed = Pick<Conversation, 'space' | 'preferences'>;

/** Rows of the list that stand together: the browser decides for all of them at once whether they are in sight. */
export interface RowBlock<Row extends Listed = Conversation> {
  /** Stays the same while any of its rows stays. */
  readonly key: number;
  readonly conversations: readonly Row[];
}

/** So many rows a block begins with; it is divided once it has twice as many. */
const SIZE = 10;

/**
 * Divides the rows into blocks, so that a row stays in its block when others move past it: in another one it would be a new element, without the
 * focus. The pinned ones on top, which the keyboard moves, are in one block.
 */
export function blockKeeper<Row extends Listed = Conversation>(): (shown: readonly Row[]) => readonly RowBlock<Row>[] {
  let before: readonly RowBlock<Row>[] = [];
  let nextKey = 0;
  const divided = (rows: readonly Row[], key: number | null): readonly RowBlock<Row>[] => {
    const head = Math.max(SIZE, pinnedOnTop(rows));
    if (key !== null && rows.length < head + SIZE) return [{ key, conversations: rows }];
    const blocks = [{ key: key ?? nextKey++, conversations: rows.slice(0, head) }];
    for (let from = head; from < rows.length; from += SIZE)
      blocks.push({ key: nextKey++, conversations: rows.slice(from, from + SIZE) });
    return blocks;
  };
  return (shown) => {
    const groups = grouped(shown, before);
    const blocks = groups.flatMap((rows, place) =>
      rows.length === 0 ? [] : divided(rows, before[place]?.key ?? null),
    );
    // Blocks that lost most of their rows are as dear as full ones.
    const isScattered = blocks.length > 2 * Math.ceil(shown.length / SIZE) + 2;
    const known = new Map(before.map((block) => [block.key, block]));
    before = (isScattered ? divided(shown, null) : blocks).map((block) => {
      const old = known.get(block.key);
      return old !== undefined && isSame(old.conversations, block.conversations) ? old : block;
    });
    return before;
  };
}

/** The rows of each block there was, in their order: those that stayed, and after each of them what came or moved there. */
function grouped<Row extends Listed>(
  shown: readonly Row[],
  before: readonly RowBlock<Row>[],
): readonly (readonly Row[])[] {
  const blockOf = new Map<string, number>();
  for (const [place, { conversations }] of before.entries())
    for (const { space } of conversations) blockOf.set(space, place);
  const blocks = shown.map(({ space }) => blockOf.get(space) ?? null);
  const stayed = longestRun(blocks);
  const groups: Row[][] = before.length === 0 ? [[]] : before.map(() => []);
  const first = blocks[stayed.findIndex(Boolean)] ?? 0;
  const pinned = pinnedOnTop(shown);
  let current = first;
  for (const [place, conversation] of shown.entries()) {
    if (stayed[place] === true && place >= pinned) current = blocks[place] ?? current;
    groups[current]?.push(conversation);
  }
  return groups;
}

function pinnedOnTop(rows: readonly Listed[]): number {
  const place = rows.findIndex(({ preferences }) => preferences.pinned === null);
  return place === -1 ? rows.length : place;
}

/** A row at the end of a run, and what came before it. */
interface Run {
  readonly place: number;
  readonly number: number;
  readonly before: Run | null;
}

/** Which of them make the longest run in which no number is less than the one before it. */
function longestRun(numbers: readonly (number | null)[]): readonly boolean[] {
  // Of each length the run that ends lowest.
  const runs: Run[] = [];
  for (const [place, number] of numbers.entries()) {
    if (number === null) continue;
    const length = runs.findLastIndex((run) => run.number <= number) + 1;
    runs[length] = { place, number, before: runs[length - 1] ?? null };
  }
  const isIn = numbers.map(() => false);
  for (let run = runs.at(-1) ?? null; run !== null; run = run.before) isIn[run.place] = true;
  return isIn;
}

function isSame(one: readonly Listed[], other: readonly Listed[]): boolean {
  return one.length === other.length && one.every((row, place) => row === other[place]);
}
