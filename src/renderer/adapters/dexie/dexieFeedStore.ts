import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { DERIVED_KEEP, type FeedKeep, type FeedMark, feedKeepSchema, feedMarkSchema } from '@domain/feed/kept.ts';
import type { NotesByPost } from '@domain/feed/note.ts';
import { type Lane, type PostRecord, isStory, postRecordSchema } from '@domain/feed/post.ts';
import { type BlobUse, type WordRecord, blobUseSchema } from '@domain/feed/project.ts';
import type { RecordTable, Stored } from '@ports/documentStore.ts';
import type { FeedKeeps, FeedStore, PostRange, WordShelf } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Connection } from './connection.ts';
import { DexieRecordTable } from './dexieRecordTable.ts';
import { NOTE_PLACE, readNotes, readPosts, readWords } from './feedTables.ts';
import type { RowDoor } from './rowDoor.ts';
import { type AccountDatabase, KEY_END } from './schema.ts';

/** Moments and channels in IndexedDB. */
export class DexieFeedStore implements FeedStore {
  readonly keeps: FeedKeeps;
  readonly marks: RecordTable<EventId, FeedMark>;
  private readonly connection: Connection;
  private readonly door: RowDoor;

  constructor(connection: Connection, door: RowDoor) {
    this.connection = connection;
    this.door = door;
    this.keeps = new DexieFeedKeeps(connection, door);
    this.marks = new DexieRecordTable(connection, door, {
      name: 'feedMarks',
      table: (database) => database.feedMarks,
      schema: feedMarkSchema,
    });
  }

  page(range: PostRange): Stored<readonly PostRecord[]> {
    return this.connection.run((database) => readPosts(database, this.door, range));
  }

  watchPage(range: PostRange): LiveQuery<readonly PostRecord[]> {
    return this.connection.watch((database) => readPosts(database, this.door, range));
  }

  post(id: EventId): Stored<PostRecord | null> {
    return this.connection.run((database) => this.readPost(database, id));
  }

  watchPost(id: EventId): LiveQuery<PostRecord | null> {
    return this.connection.watch((database) => this.readPost(database, id));
  }

  posts(ids: readonly EventId[]): Stored<readonly PostRecord[]> {
    return this.connection.run(async (database) => this.parsed(await database.feedPosts.bulkGet([...ids])));
  }

  count(lane: Lane): Stored<number> {
    return this.connection.run((database) =>
      database.feedPosts.where('[lane+at+id]').between([lane], [lane, KEY_END]).count(),
    );
  }

  notes(posts: readonly EventId[]): Stored<NotesByPost> {
    return this.connection.run((database) => readNotes(database, this.door, posts));
  }

  watchNotes(posts: readonly EventId[]): LiveQuery<NotesByPost> {
    return this.connection.watch((database) => readNotes(database, this.door, posts));
  }

  usesOf(blob: BlobId): Stored<readonly BlobUse[]> {
    return this.connection.run(async ({ feedUses }) =>
      this.uses(await feedUses.where('[blob+event]').between([blob], [blob, KEY_END]).toArray()),
    );
  }

  usesOfPost(post: EventId): Stored<readonly BlobUse[]> {
    return this.connection.run(async ({ feedUses }) => this.uses(await feedUses.where('post').equals(post).toArray()));
  }

  watchAllUses(): LiveQuery<readonly BlobUse[]> {
    return this.connection.watch(async ({ feedUses }) => this.uses(await feedUses.toArray()));
  }

  words(shelf: WordShelf, limit: number): Stored<readonly WordRecord[]> {
    return this.connection.run((database) => readWords(database, this.door, { ...shelf, limit }));
  }

  watchWords(shelf: WordShelf, limit: number): LiveQuery<readonly WordRecord[]> {
    return this.connection.watch((database) => readWords(database, this.door, { ...shelf, limit }));
  }

  expired(now: number, limit: number): Stored<readonly PostRecord[]> {
    return this.connection.run(async ({ feedPosts }) =>
      this.parsed(await feedPosts.where('expires').belowOrEqual(now).limit(limit).toArray()),
    );
  }

  stories(now: number, limit: number): Stored<readonly PostRecord[]> {
    return this.connection.run(async ({ feedPosts }) =>
      this.parsed(await feedPosts.where('expires').above(now).and(isStory).limit(limit).toArray()),
    );
  }

  dropPosts(ids: readonly EventId[]): Stored {
    return this.connection.run((database) => {
      const { feedPosts, feedNotes, feedUses } = database;
      return database.transaction('rw', [feedPosts, feedNotes, feedUses], () => drop(database, ids));
    });
  }

  dropSaid(events: readonly EventId[]): Stored {
    return this.connection.run((database) => {
      const { feedPosts, feedNotes, feedUses, feedWords } = database;
      return database.transaction('rw', [feedPosts, feedNotes, feedUses, feedWords], async () => {
        const ids = new Set(events);
        const notes = (await feedNotes.bulkGet([...events])).flatMap((note) => note?.post ?? []);
        const uses = feedUses.where('post').anyOf([...new Set([...events, ...notes])]);
        await uses.and(({ event }) => ids.has(event)).delete();
        for (const table of [feedPosts, feedNotes, feedWords]) await table.bulkDelete([...events]);
      });
    });
  }

  dropOf(space: SpaceId): Stored {
    return this.connection.run((database) => {
      const { feedPosts, feedNotes, feedUses, feedWords } = database;
      return database.transaction('rw', [feedPosts, feedNotes, feedUses, feedWords], async () => {
        const posts = feedPosts.where('[space+at+id]').between([space], [space, KEY_END]);
        await drop(database, await posts.primaryKeys());
        await feedWords.where('[space+kind+at+id]').between([space], [space, KEY_END]).delete();
      });
    });
  }

  private readPost(database: AccountDatabase, id: EventId): PromiseLike<PostRecord | null> {
    return database.feedPosts.get(id).then((row) => this.door.parse('feedPosts', postRecordSchema, row));
  }

  private parsed(rows: readonly unknown[]): readonly PostRecord[] {
    return this.door.parseAll('feedPosts', postRecordSchema, rows);
  }

  private uses(rows: readonly unknown[]): readonly BlobUse[] {
    return this.door.parseAll('feedUses', blobUseSchema, rows);
  }
}

/** Runs in a transaction over the three tables. */
async function drop({ feedPosts, feedNotes, feedUses }: AccountDatabase, ids: readonly EventId[]): Promise<void> {
  await feedPosts.bulkDelete([...ids]);
  await feedUses.where('post').anyOf(ids).delete();
  await Promise.all(ids.map((id) => feedNotes.where(NOTE_PLACE).between([id], [id, KEY_END]).delete()));
}

const PUT_KEEPS = { tables: ['feedKeeps'], mode: 'readwrite', durability: 'strict' } as const;

/** Small records of feeds in IndexedDB. */
class DexieFeedKeeps implements FeedKeeps {
  private readonly connection: Connection;
  private readonly door: RowDoor;

  constructor(connection: Connection, door: RowDoor) {
    this.connection = connection;
    this.door = door;
  }

  get(kind: string, id: string): Stored<FeedKeep | null> {
    return this.connection.run(async ({ feedKeeps }) =>
      this.door.parse('feedKeeps', feedKeepSchema, await feedKeeps.get([kind, id])),
    );
  }

  all(kind: string): Stored<readonly FeedKeep[]> {
    return this.connection.run((database) => this.readAll(database, kind));
  }

  journalled(): Stored<readonly FeedKeep[]> {
    return this.connection.run(async ({ feedKeeps }) => {
      // Rows of derived kinds are passed over unread.
      const rows = [
        ...(await feedKeeps.where('[kind+id]').below([DERIVED_KEEP]).toArray()),
        ...(await feedKeeps
          .where('[kind+id]')
          .above([`${DERIVED_KEEP}\uffff`])
          .toArray()),
      ];
      return this.door.parseAll('feedKeeps', feedKeepSchema, rows);
    });
  }

  put(keeps: readonly FeedKeep[]): Stored {
    return this.connection.transact(PUT_KEEPS, async (scope) => {
      scope.put('feedKeeps', keeps);
      for (const { kind } of keeps) scope.touch('feedKeeps', kind);
      return ok();
    });
  }

  remove(kind: string, id: string): Stored {
    return this.connection.run(({ feedKeeps }) => feedKeeps.delete([kind, id]));
  }

  watchAll(kind: string): LiveQuery<readonly FeedKeep[]> {
    return this.connection.watch((database) => this.readAll(database, kind));
  }

  private async readAll({ feedKeeps }: AccountDatabase, kind: string): Promise<readonly FeedKeep[]> {
    const rows = await feedKeeps.where('[kind+id]').between([kind], [kind, KEY_END]).toArray();
    return this.door.parseAll('feedKeeps', feedKeepSchema, rows);
  }
}
