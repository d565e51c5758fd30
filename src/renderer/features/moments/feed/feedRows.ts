import type { EventId } from '@shared/ids.ts';
import type { MomentView } from '@services/workspace/momentsWorkspace.ts';
import { estimatePost } from '../post/postShape.ts';

/** One row of a feed, top to bottom. */
export type FeedRow =
  | { readonly kind: 'head' | 'caught-up' | 'more' | 'end' | 'empty'; readonly key: string }
  | { readonly kind: 'month'; readonly key: string; readonly at: number }
  | { readonly kind: 'post'; readonly key: EventId; readonly post: MomentView; readonly index: number };

/** What rows are made of. */
export interface FeedContent {
  readonly posts: readonly MomentView[];
  readonly hasOlder: boolean;
  /** The post above which the line stands that says: seen from here on. */
  readonly caughtUp: EventId | 'end' | null;
  readonly hasMonths: boolean;
}

/** Key of what stands above all posts. */
export const HEAD_KEY = 'head';

/** The rows of a feed. */
export function feedRows({ posts, hasOlder, caughtUp, hasMonths }: FeedContent): readonly FeedRow[] {
  const rows: FeedRow[] = [{ kind: 'head', key: HEAD_KEY }];
  let month = '';
  posts.forEach((post, index) => {
    const ownMonth = monthOf(post.at);
    if (post.id === caughtUp) rows.push({ kind: 'caught-up', key: 'caught-up' });
    if (hasMonths && ownMonth !== month) rows.push({ kind: 'month', key: `month:${ownMonth}:${post.id}`, at: post.at });
    rows.push({ kind: 'post', key: post.id, post, index });
    month = ownMonth;
  });
  if (posts.length === 0 && !hasOlder) rows.push({ kind: 'empty', key: 'empty' });
  else if (hasOlder) rows.push({ kind: 'more', key: 'more' });
  else rows.push({ kind: caughtUp === 'end' ? 'caught-up' : 'end', key: 'end' });
  return rows;
}

function monthOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}`;
}

/**
 * Where what is new ends: the first post of others that was seen before, if there is a new one above it. Null where nothing is new, or
 * where that place is not here yet.
 */
export function caughtUpAt(posts: readonly MomentView[], hasOlder: boolean): EventId | 'end' | null {
  const others = posts.filter(({ person }) => !person.own);
  const firstSeen = others.findIndex(({ seen }) => seen);
  if (firstSeen === 0 || others.length === 0) return null;
  if (firstSeen === -1) return hasOlder ? null : 'end';
  return others[firstSeen]?.id ?? null;
}

const HEIGHTS = { head: 22, 'caught-up': 4, more: 14, end: 5, empty: 18, month: 3.5 } as const;

/** A guess of a row's height in px before it was seen. */
export function estimateFeedRow(row: FeedRow, width: number, rem: number): number {
  if (row.kind !== 'post') return HEIGHTS[row.kind] * rem;
  return estimatePost(row.post, { width, rem });
}
