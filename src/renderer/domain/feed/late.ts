/** Posts that came after the person had looked, and are older by their author's clock (FED-15). */
import * as v from 'valibot';
import type { EventId } from '@shared/ids.ts';
import { eventIdSchema } from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';

/** Kind of the records: one for each shelf that is looked at as one, a channel's under its id. */
export const LATE_KEEP = 'feed.late';
/** The shelf of everybody's moments. */
export const LATE_MOMENTS = 'moments';
/** The shelf of what others did about own posts: of these the notes are named. */
export const LATE_NEWS = 'news';
/** Most posts one shelf names: more are not counted anywhere. */
export const MOST_LATE = 100;

const lateSchema = v.strictObject({
  v: v.literal(1),
  posts: v.pipe(v.array(eventIdSchema), v.maxLength(MOST_LATE), v.readonly()),
});

/** As bytes. */
export function encodeLate(posts: readonly EventId[]): Uint8Array {
  return encodeCanonical({ v: 1, posts: posts.slice(-MOST_LATE) });
}

/** Nothing for what is no such record. */
export function readLate(bytes: Uint8Array): readonly EventId[] {
  return readCanonical(lateSchema, bytes)?.posts ?? [];
}

/** Whether a post that comes now would count as seen though nobody saw it. What is older than one's following of it is no news. */
export function isLate(post: { readonly at: number }, { looked, since }: { looked: number; since: number }): boolean {
  return post.at > since && post.at <= looked;
}
