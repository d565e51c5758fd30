import type { EventId } from '@shared/ids.ts';
import { type FoldedPost, foldPost } from '@domain/feed/fold.ts';
import type { NoteRecord } from '@domain/feed/note.ts';
import type { PostRecord } from '@domain/feed/post.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import { channelAuthor } from '../knownChannel.ts';

/** A post of a channel with what its editors made of it. */
export interface ShownPost {
  readonly row: PostRecord;
  readonly notes: readonly NoteRecord[];
  readonly body: NonNullable<FoldedPost['body']>;
}

/** A post as it is shown now; null where it is not here, was deleted, or is not its channel's own. */
export async function readShown(feed: Pick<FeedStore, 'post' | 'notes'>, post: EventId): Promise<ShownPost | null> {
  const [row, notes] = [await feed.post(post), await feed.notes([post])];
  if (!row.ok || !notes.ok || row.value === null) return null;
  if (row.value.author !== channelAuthor(row.value.space)) return null;
  const said = notes.value.get(post) ?? [];
  const { body } = foldPost(row.value, said);
  return body === null ? null : { row: row.value, notes: said, body };
}
