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
import { alice, chat, otherChat } from '../../../../support/shared/storeFixtures.ts';
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

beforeEach(async () => {
  store = new MemoryDocumentStore();
  value(await store.open(alice));
  bytes = new Map([[blobOf('outline'), OUTLINE]]);
  failures = 0;
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

const record = (id: SpaceId, outline: string) => [id, encodeImport(imported(id, outline))] as const;

it('IMP-13 names every blob of the chats that can be read', async () => {
  const book = await bookOf(record(chat, 'outline'));
  expect(await book.blobs()).toEqual(new Set([blobOf('outline'), blobOf('page'), blobOf('photo')]));
});

it('IMP-13 says that it is not known which blobs stay while an outline cannot be read, and knows it when it can', async () => {
  failures = 1;
  const book = await bookOf(record(chat, 'outline'));
  expect(await book.blobs()).toBeNull();
  expect((await book.blobs())?.size).toBe(3);
});

it('IMP-13 a damaged outline keeps the blobs of all chats, until that chat is deleted', async () => {
  const book = await bookOf(record(chat, 'outline'), record(OTHER, 'damaged'));
  bytes.set(blobOf('damaged'), new Uint8Array(OUTLINE.length));
  expect(await book.blobs()).toBeNull();
  value(await book.remove(OTHER));
  expect((await book.blobs())?.size).toBe(3);
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
