import { beforeEach, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { IMPORT_KEEP, type ImportedChat, encodeImport, encodeOutline } from '@domain/importing/records.ts';
import { ImportBook } from '@services/importing/importBook.ts';
import { IMPORTS_NAME } from '@services/importing/listedTalks.ts';
import { readImports } from '@services/importing/importReads.ts';
import { ImportPages } from '@services/importing/importPages.ts';
import type { BlobId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { blobOf } from '../../../../support/shared/feedEvents.ts';
import { alice, chat, idOf, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const OUTLINE = encodeOutline({
  people: ['Ana'],
  me: null,
  pages: [{ blob: blobOf('page'), size: 5 }],
  files: [blobOf('photo')],
  unread: [],
});
const OTHER = otherChat;

let store = new MemoryDocumentStore();
let bytes = new Map<BlobId, Uint8Array>();
/** How often reading fails from now on. */
let failures = 0;
/** How often it was read. */
let reads = 0;

beforeEach(async () => {
  store = new MemoryDocumentStore();
  value(await store.open(alice));
  bytes = new Map([[blobOf('outline'), OUTLINE]]);
  failures = 0;
  reads = 0;
});

function imported(id: SpaceId, outline: string): ImportedChat {
  const place = { blob: blobOf(outline), size: OUTLINE.length };
  const facts = {
    name: 'Ana',
    source: 'whatsapp',
    importedAt: 1,
    messages: 1,
    unread: 0,
    missing: 0,
    from: 1,
    to: 1,
  } as const;
  return { id, ...facts, outline: place };
}

async function bookOf(...records: readonly (readonly [SpaceId, Uint8Array])[]): Promise<ImportBook> {
  for (const [id, record] of records)
    value(await store.feed.keeps.put([{ kind: IMPORT_KEEP, id, bytes: record, at: 1 }]));
  const pages = new ImportPages({
    read: async (id) => {
      reads += 1;
      if (failures === 0) return ok(bytes.get(id) ?? null);
      failures -= 1;
      return fail('storage-failed', 'not now');
    },
  });
  const keeper = {
    put: async () => ok(),
    remove: async () => ok(),
  };
  const book = new ImportBook({ store, pages, keeper });
  value(await book.load());
  return book;
}

/** Which of some blobs stay; null where that is not known. */
async function named(book: ImportBook, of = ['outline', 'page', 'photo', 'else']): Promise<readonly string[] | null> {
  const blobs = await book.blobs();
  return blobs === null ? null : of.filter((name) => blobs.has(blobOf(name)));
}

const spaceOf = (name: string) => idOf<SpaceId>(name);
const record = (id: SpaceId, outline: string) => [id, encodeImport(imported(id, outline))] as const;

it('IMP-13 names every blob of the chats that can be read', async () => {
  const book = await bookOf(record(chat, 'outline'));
  expect(await named(book)).toEqual(['outline', 'page', 'photo']);
});

it('IMP-13 reads each outline once, however many files ask, and those of a chat that came or went', async () => {
  const book = await bookOf(record(chat, 'outline'));
  // More than are kept read.
  const more = Array.from({ length: 20 }, (_, place) => `outline ${place}`);
  for (const outline of more) bytes.set(blobOf(outline), OUTLINE);
  value(await book.putAll(more.map((outline) => imported(spaceOf(outline), outline))));
  for (let times = 0; times < 100; times += 1) expect(await named(book, more)).toEqual(more);
  expect(reads).toBe(21);
  book.hold(blobOf('being taken in'));
  const during = await book.blobs();
  value(await book.tell(null));
  expect(during?.has(blobOf('being taken in'))).toBe(true);
  expect(await named(book, ['being taken in'])).toEqual([]);
  value(await book.remove(spaceOf('outline 7')));
  expect(await named(book, ['outline 6', 'outline 7'])).toEqual(['outline 6']);
});

it('IMP-13 says that it is not known which blobs stay while an outline cannot be read, and knows it when it can', async () => {
  failures = 1;
  const book = await bookOf(record(chat, 'outline'));
  expect(await book.blobs()).toBeNull();
  expect(await named(book)).toEqual(['outline', 'page', 'photo']);
});

it('IMP-13 a damaged outline keeps the blobs of all chats, until that chat is deleted', async () => {
  const book = await bookOf(record(chat, 'outline'), record(OTHER, 'damaged'));
  bytes.set(blobOf('damaged'), new Uint8Array(OUTLINE.length));
  expect(await book.blobs()).toBeNull();
  value(await book.remove(OTHER));
  expect(await named(book)).toEqual(['outline', 'page', 'photo']);
});

it('IMP-13 so does a record of a later form', async () => {
  const book = await bookOf(record(chat, 'outline'), [OTHER, new Uint8Array([1, 2, 3])]);
  expect(book.all).toHaveLength(1);
  expect(await book.blobs()).toBeNull();
});

it('IMP-14 tells of an import that was under way when the app ended, until that was read', async () => {
  const interrupted = async (book: ImportBook) => {
    value(await book.load());
    return readImports(value(await store.values.get(IMPORTS_NAME))?.value);
  };
  const before = await bookOf();
  value(await before.tell({ name: 'Ana', done: 0.5, messages: 500 }));
  const after = await bookOf();
  expect(await interrupted(after)).toEqual({ chats: [], running: null, interrupted: 'Ana' });
  // A second start tells it, too.
  expect((await interrupted(await bookOf())).interrupted).toBe('Ana');
  value(await after.forgetInterrupted());
  expect((await interrupted(await bookOf())).interrupted).toBeNull();
});

it('IMP-14 tells nothing of one that ended by itself, and nothing once another begins', async () => {
  const first = await bookOf();
  value(await first.tell({ name: 'Ana', done: 0.5, messages: 500 }));
  value(await first.tell(null));
  expect(readImports(value(await store.values.get(IMPORTS_NAME))?.value).interrupted).toBeNull();
  value(await first.tell({ name: 'Ana', done: 0.5, messages: 500 }));
  const second = await bookOf();
  value(await second.tell({ name: 'Bo', done: 0, messages: 0 }));
  value(await second.tell(null));
  expect(readImports(value(await store.values.get(IMPORTS_NAME))?.value).interrupted).toBeNull();
});
