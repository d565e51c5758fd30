/** What this device keeps of moments and channels. Part of the document store: one database, one contract suite. */
import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import type { FeedKeep, FeedMark } from '@domain/feed/kept.ts';
import type { NotesByPost } from '@domain/feed/note.ts';
import type { Lane, PostKey, PostRecord } from '@domain/feed/post.ts';
import type { BlobUse, WordPlace, WordRecord } from '@domain/feed/project.ts';
import type { LiveQuery } from './query.ts';
import type { RecordTable, Stored } from './recordTable.ts';

/** Whose posts: of a lane, of one space, or of one author. */
export type PostShelf =
  | { readonly lane: Lane; readonly space?: never; readonly author?: never }
  | { readonly space: SpaceId; readonly lane?: never; readonly author?: never }
  | { readonly author: AccountId; readonly lane?: never; readonly space?: never };

/**
 * Which posts of a shelf: the newest `limit` of those older than `before` (null: of all) and, where `after` is named, newer than that.
 * Neither key belongs to what is read, and neither needs to be a post that is here.
 */
export type PostRange = PostShelf & {
  readonly before: PostKey | null;
  readonly after?: PostKey | null;
  readonly limit: number;
};

/** Which words: of a kind about a space, of all or of one author alone. However many others say are passed over. */
export type WordShelf = WordPlace & { readonly author?: AccountId };

/** Small records, see `feedKeepSchema`. Written strictly. */
export interface FeedKeeps {
  get(kind: string, id: string): Stored<FeedKeep | null>;
  /** Of one kind, in the order of their ids. */
  all(kind: string): Stored<readonly FeedKeep[]>;
  /** Of every kind the journal hears of, so none that is derived: those can be many, and large. */
  journalled(): Stored<readonly FeedKeep[]>;
  /** All of them in one transaction, each in place of the one of the same kind and id. */
  put(keeps: readonly FeedKeep[]): Stored;
  remove(kind: string, id: string): Stored;
  watchAll(kind: string): LiveQuery<readonly FeedKeep[]>;
}

/**
 * The rows of the feed (STO-100 to STO-109), filled by admission. Readers leave out posts whose time is over, and of spaces nobody
 * knows any more: a row may come again with its event after it was dropped.
 */
export interface FeedStore {
  /** Newest first; of equal times the greater id. */
  page(range: PostRange): Stored<readonly PostRecord[]>;
  watchPage(range: PostRange): LiveQuery<readonly PostRecord[]>;
  post(id: EventId): Stored<PostRecord | null>;
  watchPost(id: EventId): LiveQuery<PostRecord | null>;
  /** Those of them that are here, in the order of the ids. */
  posts(ids: readonly EventId[]): Stored<readonly PostRecord[]>;
  /** How many posts of a lane are kept. */
  count(lane: Lane): Stored<number>;
  /** What was said about posts, whether they are here or not. In one transaction. */
  notes(posts: readonly EventId[]): Stored<NotesByPost>;
  watchNotes(posts: readonly EventId[]): LiveQuery<NotesByPost>;
  /** What speaks of a blob. Whether that counts is told by `domain/feed/counting.ts`. */
  usesOf(blob: BlobId): Stored<readonly BlobUse[]>;
  usesOfPost(post: EventId): Stored<readonly BlobUse[]>;
  watchAllUses(): LiveQuery<readonly BlobUse[]>;
  /** The newest `limit` words of a kind about a space, newest first. */
  words(shelf: WordShelf, limit: number): Stored<readonly WordRecord[]>;
  watchWords(shelf: WordShelf, limit: number): LiveQuery<readonly WordRecord[]>;
  readonly keeps: FeedKeeps;
  readonly marks: RecordTable<EventId, FeedMark>;
  /** At most `limit` posts whose time is over at `now`, that of the longest past first. */
  expired(now: number, limit: number): Stored<readonly PostRecord[]>;
  /** At most `limit` stories of people whose time is not over at `now`, that which ends first first, however many other posts end. */
  stories(now: number, limit: number): Stored<readonly PostRecord[]>;
  /** Takes away posts, what was said about them and what they speak of, in one transaction. Their events stay. */
  dropPosts(ids: readonly EventId[]): Stored;
  /** Takes away whatever these events became, posts, notes, uses and words, in one transaction. What others said stays, as do events. */
  dropSaid(events: readonly EventId[]): Stored;
  /**
   * Takes away the posts and words of a space, what was said about those posts and what they speak of, in one transaction. Events and
   * heads stay, as with `DocumentStore.clearSpace`.
   */
  dropOf(space: SpaceId): Stored;
}
