import type { EventId } from '@shared/ids.ts';
import type { FeedPerson } from '@services/workspace/feedViews.ts';
import type { MomentNews } from '@services/workspace/momentsWorkspace.ts';

/** One row of news: a remark, or all who like one post. */
export interface NewsLine {
  /** The post's where it is of its likes, so that it stays the same row when one more comes. */
  readonly key: EventId;
  readonly post: EventId;
  readonly at: number;
  /** Null: they like it. */
  readonly text: string | null;
  /** Newest first, at least one. */
  readonly people: readonly [FeedPerson, ...FeedPerson[]];
  readonly ids: readonly EventId[];
}

/** News as rows, in their order: who likes one post stands in one row, where the newest of them stands. */
export function newsLines(news: readonly MomentNews[]): readonly NewsLine[] {
  const lines = new Map<string, NewsLine>();
  for (const { id, post, at, text, person } of news) {
    const key = text === null ? post : id;
    const known = text === null ? lines.get(key) : undefined;
    const line: NewsLine =
      known === undefined
        ? { key, post, at, text, people: [person], ids: [id] }
        : { ...known, people: [...known.people, person], ids: [...known.ids, id] };
    lines.set(key, line);
  }
  return [...lines.values()];
}

/** In the order they were shown in first, what is new above them: to look makes what came late seen, and nothing is to move under one's eyes. */
export function inPlace(lines: readonly NewsLine[], places: ReadonlyMap<EventId, number>): readonly NewsLine[] {
  return lines.toSorted((one, other) => (places.get(one.key) ?? -1) - (places.get(other.key) ?? -1));
}
