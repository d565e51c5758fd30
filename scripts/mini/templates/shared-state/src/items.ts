/** One thing to bring. */
export interface Item {
  readonly text: string;
  readonly isDone: boolean;
}

/** A change of one item: what it is from here on. */
export interface Change {
  readonly id: string;
  readonly item: Item;
  /** Counts changes: one more than the greatest that its author had seen. Clocks of devices differ; this does not need them. */
  readonly count: number;
  /** Decides between two with the same count, the same way everywhere. */
  readonly by: string;
}

/** The newest change of each item, by id. */
export type List = ReadonlyMap<string, Change>;

const LONGEST = 80;

/** What someone sent, if it is a change; it may be anything. */
export function readChange(payload: unknown): Change | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const { id, item, count, by } = payload as Record<string, unknown>;
  if (typeof item !== 'object' || item === null) return null;
  const { text, isDone } = item as Record<string, unknown>;
  const isText = typeof id === 'string' && typeof by === 'string' && typeof text === 'string';
  if (!isText || typeof isDone !== 'boolean' || typeof count !== 'number' || !Number.isSafeInteger(count)) return null;
  return { id, item: { text: text.slice(0, LONGEST), isDone }, count, by };
}

/** The list after a change: of two changes of one item the later one holds, in whatever order they come. */
export function withChange(list: List, change: Change): List {
  const before = list.get(change.id);
  return before !== undefined && compare(before, change) >= 0 ? list : new Map([...list, [change.id, change]]);
}

/** What the next change counts. */
export function nextCount(list: List): number {
  return Math.max(0, ...[...list.values()].map(({ count }) => count)) + 1;
}

function compare(left: Change, right: Change): number {
  if (left.count !== right.count) return left.count - right.count;
  const [one, other] = [left, right].map(({ by, item }) => `${by} ${String(item.isDone)} ${item.text}`);
  return one === other ? 0 : (one ?? '') < (other ?? '') ? -1 : 1;
}
