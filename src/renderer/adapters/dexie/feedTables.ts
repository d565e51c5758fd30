/** Rows of moments and channels: what an admission writes, and how they are read. Every read is a range of an index. */
import type { EventId } from '@shared/ids.ts';
import { type NotesByPost, noteRecordSchema } from '@domain/feed/note.ts';
import { type PostRecord, postRecordSchema } from '@domain/feed/post.ts';
import { type FeedRows, type WordRecord, wordRecordSchema } from '@domain/feed/project.ts';
import type { PostRange, PostShelf, WordShelf } from '@ports/feedStore.ts';
import type { RowDoor } from './rowDoor.ts';
import { type AccountDatabase, KEY_END, type TableName } from './schema.ts';
import type { WriteScope } from './writeScope.ts';

/** The tables an admission writes when it takes words of a feed. */
export const FEED_TABLES: readonly TableName[] = ['feedPosts', 'feedNotes', 'feedUses', 'feedWords'];

/** Where what was said about a post stands. */
export const NOTE_PLACE = '[post+at+id]';
const WORD_PLACE = '[space+kind+at+id]';
type Bound = readonly (string | number | readonly never[])[];

/** Writes what was said in feeds, at once; nothing is asked of the tables where nothing was. */
export function writeFeed(scope: WriteScope, rows: FeedRows): void {
  const { posts, notes, uses, words } = rows;
  scope.put('feedPosts', posts);
  scope.put('feedNotes', notes);
  scope.put('feedUses', uses);
  scope.put('feedWords', words);
  touchFeed(scope, rows);
}

/** The same, where there may be hundreds of rows: the thread is let go in between. */
export async function writeFeedLittleByLittle(scope: WriteScope, rows: FeedRows): Promise<void> {
  const { posts, notes, uses, words } = rows;
  await scope.putMany('feedPosts', posts, asItIs);
  await scope.putMany('feedNotes', notes, asItIs);
  await scope.putMany('feedUses', uses, asItIs);
  scope.put('feedWords', words);
  touchFeed(scope, rows);
}

const asItIs = <Row>(row: Row) => row;

function touchFeed(scope: WriteScope, { posts, notes, uses, words }: FeedRows): void {
  for (const { id, lane, space, author } of posts) {
    scope.touch('feedPosts', id);
    scope.touchIndex('feedPosts', '[lane+at+id]', lane);
    scope.touchIndex('feedPosts', '[space+at+id]', space);
    scope.touchIndex('feedPosts', '[author+at+id]', author);
  }
  for (const { post } of notes) scope.touchIndex('feedNotes', NOTE_PLACE, post);
  for (const { blob } of uses) scope.touch('feedUses', blob);
  for (const { space } of words) scope.touchIndex('feedWords', WORD_PLACE, space);
}

/** A page of posts, newest first. */
export async function readPosts(
  database: AccountDatabase,
  door: RowDoor,
  range: PostRange,
): Promise<readonly PostRecord[]> {
  const { before, after = null, limit } = range;
  const { index, key } = indexOf(range);
  // No platform takes a range that is empty by its ends.
  if (before !== null && before.at === after?.at && before.id === after.id) return [];
  const from: Bound = after === null ? [key] : [key, after.at, after.id];
  const to: Bound = before === null ? [key, KEY_END] : [key, before.at, before.id];
  const within = database.feedPosts.where(index).between(from, to, false, false);
  // oxlint-disable-next-line unicorn/no-array-reverse -- a collection of Dexie, not an array
  const rows = await within.reverse().limit(limit).toArray();
  return door.parseAll('feedPosts', postRecordSchema, rows);
}

function indexOf({ lane, space, author }: PostShelf): { readonly index: string; readonly key: string } {
  if (lane !== undefined) return { index: '[lane+at+id]', key: lane };
  return space === undefined ? { index: '[author+at+id]', key: author } : { index: '[space+at+id]', key: space };
}

/** What was said about posts, in one transaction. */
export function readNotes(
  database: AccountDatabase,
  door: RowDoor,
  posts: readonly EventId[],
): PromiseLike<NotesByPost> {
  const { feedNotes } = database;
  const of = (post: EventId) => feedNotes.where(NOTE_PLACE).between([post], [post, KEY_END]).toArray();
  return database.transaction('r', feedNotes, async () => {
    const found = await Promise.all(posts.map(of));
    const notes = posts.map((post, place) => {
      return [post, door.parseAll('feedNotes', noteRecordSchema, found[place] ?? [])] as const;
    });
    return new Map(notes.filter(([, said]) => said.length > 0));
  });
}

/** The newest words of a kind about a space; of one author, where one is named. */
export async function readWords(
  database: AccountDatabase,
  door: RowDoor,
  { space, kind, author, limit }: WordShelf & { readonly limit: number },
): Promise<readonly WordRecord[]> {
  const within = database.feedWords.where(WORD_PLACE).between([space, kind], [space, kind, KEY_END]);
  const said = author === undefined ? within : within.and((word) => word.author === author);
  // oxlint-disable-next-line unicorn/no-array-reverse -- a collection of Dexie, not an array
  return door.parseAll('feedWords', wordRecordSchema, await said.reverse().limit(limit).toArray());
}
