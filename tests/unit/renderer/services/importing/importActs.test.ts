import { expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { type ImportedChat, encodeOutline } from '@domain/importing/records.ts';
import { LateParts } from '@ports/latePart.ts';
import { type ImportActParts, type ImportCode, createImportActs } from '@services/importing/importActs.ts';
import { ImportBook } from '@services/importing/importBook.ts';
import { ImportPages } from '@services/importing/importPages.ts';
import { ok } from '@shared/result.ts';
import { blobOf } from '../../../../support/shared/feedEvents.ts';
import { alice, chat, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const OUTLINE = encodeOutline({ people: ['Ana'], me: null, pages: [], files: [], unread: [] });
const facts = { source: 'whatsapp', importedAt: 1, unread: 0, missing: 0, from: 1, to: 1 } as const;
const outline = { blob: blobOf('outline'), size: OUTLINE.length };
const here: ImportedChat = { id: chat, name: 'Ana', messages: 3, outline, ...facts };
const longer: ImportedChat = { id: otherChat, name: 'From a file', messages: 5, outline, ...facts };
const WISH = { files: [], chat: 0, name: 'From a file', me: null, order: 'day-first', withFiles: true } as const;

/** A longer export of a chat that is here is taken in; `meanwhile` happens while they are compared. */
async function compareWhile(meanwhile: (book: ImportBook) => Promise<unknown>) {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  const pages = new ImportPages({ read: async () => ok(OUTLINE) });
  const book = new ImportBook({ store, pages, keeper: { put: async () => ok(), remove: async () => ok() } });
  value(await book.load());
  value(await book.put(here));
  const code: ImportCode = {
    runImport: async () => ok(longer),
    importName: (name) => name,
    sameTalk: async () => {
      await meanwhile(book);
      return { chat: here, is: 'more' };
    },
  };
  // Only what taking one chat in uses.
  const parts = {
    ...{ book, pages, parts: { blobs: null } },
    code: new LateParts().part(
      async () => code,
      (loaded) => loaded,
    ),
    letGo: async () => undefined,
    log: { write: () => undefined },
  } as unknown as ImportActParts;
  return { taken: value(await createImportActs(parts).importChat(WISH)), all: book.all };
}

it('IMP-17 a chat that was renamed while they were compared keeps its new name', async () => {
  const { taken, all } = await compareWhile((book) => book.put({ ...here, name: 'Mother' }));
  expect(taken).toMatchObject({ space: chat, name: 'Mother', is: 'more', fresh: 2, already: 3 });
  expect(all).toEqual([{ ...longer, id: chat, name: 'Mother' }]);
});

it('IMP-17 a chat that was deleted while they were compared does not come back: what is brought in is new', async () => {
  const { taken, all } = await compareWhile((book) => book.remove(chat));
  expect(taken).toEqual({ space: otherChat, name: 'From a file', is: 'new', fresh: 5, already: 0 });
  expect(all).toEqual([longer]);
});
