/** Moments and channels, in memory. */
import { ok } from '@shared/result.ts';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { DERIVED_KEEP, type FeedKeep, type FeedMark } from '@domain/feed/kept.ts';
import type { NoteRecord, NotesByPost } from '@domain/feed/note.ts';
import { type Lane, type PostKey, type PostRecord, isStory } from '@domain/feed/post.ts';
import type { BlobUse, FeedRows, WordRecord } from '@domain/feed/project.ts';
import type { RecordTable, Stored } from '@ports/documentStore.ts';
import type { FeedKeeps, FeedStore, PostRange, PostShelf, WordShelf } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { MemoryFeed, MemoryTables } from './memoryDisk.ts';
import { MemoryRecordTable, type MemorySession } from './memorySession.ts';

/** See {@link FeedStore}. */
export class MemoryFeedStore implements FeedStore {
  readonly keeps: FeedKeeps;
  readonly marks: RecordTable<EventId, FeedMark>;
  private readonly session: MemorySession;

  constructor(session: MemorySession) {
    this.session = session;
    this.keeps = new MemoryFeedKeeps(session);
    this.marks = new MemoryRecordTable(session, 'feedMarks', {
      map: (records) => records.feedMarks,
      keyOf: (mark) => mark.post,
    });
  }

  page(range: PostRange): Stored<readonly PostRecord[]> {
    return this.session.read(({ feed }) => pageOf(feed, range));
  }

  watchPage(range: PostRange): LiveQuery<readonly PostRecord[]> {
    return this.session.watch(`feedPosts/${shelfOf(range)}`, ({ feed }) => pageOf(feed, range));
  }

  post(id: EventId): Stored<PostRecord | null> {
    return this.session.read(({ feed }) => feed.posts.get(id) ?? null);
  }

  watchPost(id: EventId): LiveQuery<PostRecord | null> {
    return this.session.watch(`feedPosts/${id}`, ({ feed }) => feed.posts.get(id) ?? null);
  }

  posts(ids: readonly EventId[]): Stored<readonly PostRecord[]> {
    return this.session.read(({ feed }) => ids.flatMap((id) => feed.posts.get(id) ?? []));
  }

  count(lane: Lane): Stored<number> {
    return this.session.read(({ feed }) => [...feed.posts.values()].filter((post) => post.lane === lane).length);
  }

  notes(posts: readonly EventId[]): Stored<NotesByPost> {
    return this.session.read(({ feed }) => notesOf(feed, posts));
  }

  watchNotes(posts: readonly EventId[]): LiveQuery<NotesByPost> {
    return this.session.watch('feedNotes', ({ feed }) => notesOf(feed, posts));
  }

  usesOf(blob: BlobId): Stored<readonly BlobUse[]> {
    return this.session.read(({ feed }) => usesIn(feed, (use) => use.blob === blob));
  }

  usesOfPost(post: EventId): Stored<readonly BlobUse[]> {
    return this.session.read(({ feed }) => usesIn(feed, (use) => use.post === post));
  }

  watchAllUses(): LiveQuery<readonly BlobUse[]> {
    return this.session.watch('feedUses', ({ feed }) => usesIn(feed));
  }

  words(shelf: WordShelf, limit: number): Stored<readonly WordRecord[]> {
    return this.session.read(({ feed }) => wordsOf(feed, shelf, limit));
  }

  watchWords(shelf: WordShelf, limit: number): LiveQuery<readonly WordRecord[]> {
    return this.session.watch(`feedWords/${shelf.space}`, ({ feed }) => wordsOf(feed, shelf, limit));
  }

  expired(now: number, limit: number): Stored<readonly PostRecord[]> {
    return this.session.read(({ feed }) => {
      const over = [...feed.posts.values()].flatMap((post) =>
        post.expires === null || post.expires > now ? [] : [{ post, expires: post.expires }],
      );
      const sorted = over.toSorted((one, other) => one.expires - other.expires || byText(one.post.id, other.post.id));
      return sorted.slice(0, limit).map(({ post }) => post);
    });
  }

  async stories(now: number, limit: number): Stored<readonly PostRecord[]> {
    const ending = await this.expired(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    if (!ending.ok) return ending;
    return ok(ending.value.filter((post) => (post.expires ?? 0) > now && isStory(post)).slice(0, limit));
  }

  dropPosts(ids: readonly EventId[]): Stored {
    return this.session.write((tables) => drop(tables, new Set(ids)));
  }

  dropSaid(events: readonly EventId[]): Stored {
    return this.session.write((tables) => {
      const { feed } = tables;
      const ids = new Set(events);
      const posts = events.flatMap((id) => feed.posts.get(id) ?? []);
      const notes = events.flatMap((id) => feed.notes.get(id) ?? []);
      const words = events.flatMap((id) => feed.words.get(id) ?? []);
      const uses = [...feed.uses.values()].filter(({ event }) => ids.has(event));
      take(feed, { posts, notes, uses, words });
      tell(tables, { posts, notes, uses, words });
    });
  }

  dropOf(space: SpaceId): Stored {
    return this.session.write((tables) => {
      const { posts, words } = tables.feed;
      drop(tables, new Set([...posts.values()].filter((post) => post.space === space).map(({ id }) => id)));
      for (const word of words.values()) if (word.space === space) words.delete(word.id);
      tables.changed(`feedWords/${space}`);
    });
  }
}

/** Writes what was said in feeds, and tells who listens. */
export function writeFeed(tables: MemoryTables, rows: FeedRows): void {
  const { posts, notes, uses, words } = tables.feed;
  for (const post of rows.posts) posts.set(post.id, post);
  for (const note of rows.notes) notes.set(note.id, note);
  for (const use of rows.uses) uses.set(use.blob + use.event, use);
  for (const word of rows.words) words.set(word.id, word);
  tell(tables, rows);
}

function tell(tables: MemoryTables, { posts, notes, uses, words }: FeedRows): void {
  const shelves = posts.flatMap(({ id, lane, space, author }) => [id, lane, space, author]);
  for (const shelf of new Set(shelves)) tables.changed(`feedPosts/${shelf}`);
  if (notes.length > 0) tables.changed('feedNotes');
  if (uses.length > 0) tables.changed('feedUses');
  for (const space of new Set(words.map((word) => word.space))) tables.changed(`feedWords/${space}`);
}

function drop(tables: MemoryTables, ids: ReadonlySet<EventId>): void {
  const { feed } = tables;
  const posts = [...ids].flatMap((id) => feed.posts.get(id) ?? []);
  const notes = [...feed.notes.values()].filter(({ post }) => ids.has(post));
  const uses = [...feed.uses.values()].filter(({ post }) => ids.has(post));
  const rows = { posts, notes, uses, words: [] };
  take(feed, rows);
  tell(tables, rows);
}

function take(feed: MemoryFeed, { posts, notes, uses, words }: FeedRows): void {
  for (const { id } of posts) feed.posts.delete(id);
  for (const { id } of notes) feed.notes.delete(id);
  for (const { blob, event } of uses) feed.uses.delete(blob + event);
  for (const { id } of words) feed.words.delete(id);
}

function shelfOf({ lane, space, author }: PostShelf): string {
  if (lane !== undefined) return lane;
  return space === undefined ? author : space;
}

function pageOf({ posts }: MemoryFeed, range: PostRange): readonly PostRecord[] {
  const { before, after = null, limit } = range;
  const shelf = shelfOf(range);
  return [...posts.values()]
    .filter(({ lane, space, author }) => lane === shelf || space === shelf || author === shelf)
    .filter((post) => (before === null || byKey(post, before) < 0) && (after === null || byKey(post, after) > 0))
    .toSorted((one, other) => byKey(other, one))
    .slice(0, limit);
}

function notesOf({ notes }: MemoryFeed, posts: readonly EventId[]): NotesByPost {
  const wanted = new Set(posts);
  const found = new Map<EventId, NoteRecord[]>();
  for (const note of [...notes.values()].filter(({ post }) => wanted.has(post)).toSorted(byKey)) {
    const known = found.get(note.post);
    if (known === undefined) found.set(note.post, [note]);
    else known.push(note);
  }
  return found;
}

/** Those that are wanted, in the order of a database. */
function usesIn({ uses }: MemoryFeed, isWanted: (use: BlobUse) => boolean = () => true): readonly BlobUse[] {
  const wanted: (readonly [string, BlobUse])[] = [];
  for (const [key, use] of uses) if (isWanted(use)) wanted.push([key, use]);
  return wanted.toSorted(([one], [other]) => byText(one, other)).map(([, use]) => use);
}

function wordsOf({ words }: MemoryFeed, { space, kind, author }: WordShelf, limit: number): readonly WordRecord[] {
  return [...words.values()]
    .filter((word) => word.space === space && word.kind === kind && (author ?? word.author) === word.author)
    .toSorted((one, other) => byKey(other, one))
    .slice(0, limit);
}

function byKey(one: PostKey, other: PostKey): number {
  return one.at - other.at || byText(one.id, other.id);
}

function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** See {@link FeedKeeps}. */
class MemoryFeedKeeps implements FeedKeeps {
  private readonly session: MemorySession;

  constructor(session: MemorySession) {
    this.session = session;
  }

  get(kind: string, id: string): Stored<FeedKeep | null> {
    return this.session.read(({ feed }) => feed.keeps.get(keepKey({ kind, id })) ?? null);
  }

  all(kind: string): Stored<readonly FeedKeep[]> {
    return this.session.read(({ feed }) => keepsOf(feed, kind));
  }

  journalled(): Stored<readonly FeedKeep[]> {
    return this.session.read(({ feed }) =>
      [...feed.keeps.values()].filter(({ kind }) => !kind.startsWith(DERIVED_KEEP)),
    );
  }

  put(keeps: readonly FeedKeep[]): Stored {
    return this.session.write((tables) => {
      for (const keep of keeps) tables.feed.keeps.set(keepKey(keep), keep);
      for (const kind of new Set(keeps.map((keep) => keep.kind))) tables.changed(`feedKeeps/${kind}`);
    });
  }

  remove(kind: string, id: string): Stored {
    return this.session.write((tables) => {
      tables.feed.keeps.delete(keepKey({ kind, id }));
      tables.changed(`feedKeeps/${kind}`);
    });
  }

  watchAll(kind: string): LiveQuery<readonly FeedKeep[]> {
    return this.session.watch(`feedKeeps/${kind}`, ({ feed }) => keepsOf(feed, kind));
  }
}

function keepKey({ kind, id }: Pick<FeedKeep, 'kind' | 'id'>): string {
  return JSON.stringify([kind, id]);
}

function keepsOf({ keeps }: MemoryFeed, kind: string): readonly FeedKeep[] {
  return [...keeps.values()].filter((keep) => keep.kind === kind).toSorted((one, other) => byText(one.id, other.id));
}
