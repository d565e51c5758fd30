import type { BlobId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { type SpokenUse, spokenUses } from '@domain/feed/counting.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';
import type { FeedStore } from '@ports/feedStore.ts';

/** What is asked of a feed. */
export interface FeedUses {
  readonly feed: Pick<FeedStore, 'usesOf' | 'posts' | 'notes'>;
}

/** What of the feed speaks of a blob at `now` (FED-10). */
export async function spokenOf({ feed }: FeedUses, blob: BlobId, now: number): Stored<readonly SpokenUse[]> {
  const uses = await feed.usesOf(blob);
  if (!uses.ok || uses.value.length === 0) return uses.ok ? ok([]) : uses;
  const ids = [...new Set(uses.value.map(({ post }) => post))];
  const [posts, notes] = await Promise.all([feed.posts(ids), feed.notes(ids)]);
  if (!posts.ok) return posts;
  return notes.ok ? ok(spokenUses(uses.value, { posts: posts.value, notes: notes.value }, now)) : notes;
}

/** Whether a message or a post speaks of a blob. */
export async function isSpokenOf(
  store: FeedUses & Pick<DocumentStore, 'attachmentsOf'>,
  blob: BlobId,
  now: number,
): Stored<boolean> {
  const attachments = await store.attachmentsOf(blob);
  if (!attachments.ok) return attachments;
  if (attachments.value.length > 0) return ok(true);
  const spoken = await spokenOf(store, blob, now);
  return spoken.ok ? ok(spoken.value.length > 0) : spoken;
}
