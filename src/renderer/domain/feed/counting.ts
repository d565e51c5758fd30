import type { NotesByPost } from './note.ts';
import { isSaidThere } from './fold.ts';
import type { PostRecord } from './post.ts';
import type { BlobUse } from './project.ts';

/** A use of a blob that counts, and the post it is of. */
export interface SpokenUse {
  readonly use: BlobUse;
  readonly post: PostRecord;
}

/** What is known of the posts that uses name: those that are here, and what was said about them. */
export interface PostsKnown {
  readonly posts: readonly PostRecord[];
  readonly notes: NotesByPost;
}

/**
 * Which uses count at `now` (FED-10): those of posts that are here, whose time is not over and that were not deleted, said by the post
 * or by an edit of its author. So nobody lays hold of a blob by way of another's post, and what comes late for a post that is gone
 * keeps nothing.
 */
export function spokenUses(uses: readonly BlobUse[], { posts, notes }: PostsKnown, now: number): readonly SpokenUse[] {
  const known = new Map(posts.map((post) => [post.id, post]));
  return uses.flatMap((use) => {
    const post = known.get(use.post);
    if (post === undefined || (post.expires !== null && post.expires <= now)) return [];
    const said = (notes.get(post.id) ?? []).filter((note) => isSaidThere(post, note));
    if (said.some((note) => note.said.act === 'delete')) return [];
    const isEdit = said.some((note) => note.id === use.event && note.said.act === 'edit') && post.story === null;
    return use.event === post.id || isEdit ? [{ use, post }] : [];
  });
}
