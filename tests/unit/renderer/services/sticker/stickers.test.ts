import { describe, expect, test } from 'vitest';
import type { AccountId, BlobId, EventId } from '@shared/ids.ts';
import { ok, type Result } from '@shared/result.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { decodeSticker, encodeSticker, inPacks, type KeptSticker, MAX_STICKERS } from '@domain/sticker/kept.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import type { JournalEntry } from '@services/journal/eventJournal.ts';
import { createStickerActs } from '@services/sticker/stickerActs.ts';
import { StickerBook } from '@services/sticker/stickerBook.ts';
import { watchStickers } from '@services/sticker/stickerView.ts';
import { firstReady } from '@services/workspace/liveQueries.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

/** Ids of blobs are written as those of events are. */
const blobOf = (name: string) => idOf<EventId>(name) as string as BlobId;

const fileOf = (name: string, isPicture = true): FileReference => ({
  blob: blobOf(name),
  size: 900,
  name: 'photo.webp',
  mime: 'image/webp',
  picture: isPicture ? { width: 512, height: 400, blur: '', thumbnail: new Uint8Array([1, 2]) } : null,
});
const stickerOf = (name: string, pack = '', addedAt = 1): KeptSticker => ({
  file: { ...fileOf(name), picture: { width: 512, height: 400, blur: '', thumbnail: null } },
  emoji: '🐈',
  pack,
  addedAt,
});

const outgoing = {
  file: new File(['x'], 'cat.png', { type: 'image/png' }),
  asFile: false,
  caption: '',
};

async function setup(before?: MemoryDocumentStore) {
  const store = before ?? new MemoryDocumentStore();
  if (before === undefined) await store.open(idOf<AccountId>('me'));
  const clock = new FakeClock({ start: 1000 });
  const journalled: JournalEntry[] = [];
  const append = async (entries: readonly JournalEntry[]) => {
    journalled.push(...entries);
    return { kept: entries.length };
  };
  // Only that something was told matters here.
  const journal = { append } as unknown as ConstructorParameters<typeof FeedKeeper>[0]['journal'];
  const book = new StickerBook({ store, clock, keeper: new FeedKeeper({ store, journal, clock }) });
  const kept = new Map<string, boolean>();
  const letGo: string[] = [];
  const taking: { next: Result<FileReference, 'file-unreadable'> } = { next: ok(fileOf('made')) };
  const files = {
    take: async () => taking.next,
    letGo: async (blobs: readonly BlobId[]) => void letGo.push(...blobs),
    library: {
      put: async (source: BlobSource) => ok({ id: blobOf(`of ${source.size}`), size: source.size }),
      setKeep: async (blob: BlobId, keep: boolean) => {
        kept.set(blob, keep);
        return undefined;
      },
    },
  };
  const acts = createStickerActs({
    book,
    clock,
    files,
  });
  return { store, clock, journalled, book, kept, letGo, taking, acts };
}

describe('stickers at hand', () => {
  test('STK-1 are made of pictures, changed, taken away, and told to every tab', async () => {
    const { store, acts, kept, letGo, journalled } = await setup();
    const made = await acts.makeSticker(outgoing, { emoji: '🐈', pack: 'Cats' });
    if (!made.ok) throw new Error(made.error.code);
    const { blob } = made.value.file;
    expect(made.value).toMatchObject({ emoji: '🐈', pack: 'Cats', addedAt: 1000 });
    expect(made.value.file.picture?.thumbnail).toBeNull();
    expect(kept.get(blob)).toBe(true);
    expect(await acts.changeSticker(blob, { emoji: '😺', pack: 'Cats\nand dogs' })).toEqual(ok());
    expect(await firstReady(watchStickers(store))).toMatchObject([{ emoji: '😺', pack: 'Cats and dogs' }]);
    expect(await acts.removeSticker(blob)).toEqual(ok());
    expect(await firstReady(watchStickers(store))).toEqual([]);
    expect([kept.get(blob), letGo]).toEqual([false, [blob]]);
    expect(journalled.map((entry) => entry.t)).toEqual(['feed', 'feed', 'feed']);
  });

  test('STK-1 come back with the store, and with what was taken away gone', async () => {
    const { store, acts } = await setup();
    await acts.keepSticker(stickerOf('one'), 'Cats');
    await acts.keepSticker(stickerOf('two'), 'Cats');
    await acts.removeSticker(blobOf('one'));
    const again = await setup(store);
    expect(await again.book.load()).toEqual(ok());
    expect(again.book.all.map(({ file }) => file.blob)).toEqual([blobOf('two')]);
    expect([...again.book.pictures()]).toEqual([blobOf('two')]);
  });

  test('STK-2 a received one is taken once, and there are only so many', async () => {
    const { book, acts, kept } = await setup();
    await acts.keepSticker(stickerOf('one'), 'Cats');
    await acts.keepSticker(stickerOf('one'), 'Dogs');
    expect(book.all).toHaveLength(1);
    expect(book.all[0]?.pack).toBe('Cats');
    for (let index = 1; index < MAX_STICKERS; index += 1) await book.put(stickerOf(`more ${index}`));
    const beyond = await acts.keepSticker(stickerOf('beyond'), '');
    expect(beyond).toMatchObject({ ok: false, error: { code: 'setting-invalid' } });
    expect(kept.get(blobOf('beyond'))).toBe(false);
    expect(await acts.changeSticker(blobOf('one'), { emoji: '🐕', pack: '' })).toEqual(ok());
  });

  test('STK-2 what is no picture becomes no sticker', async () => {
    const { taking, acts, book } = await setup();
    taking.next = ok(fileOf('words', false));
    expect(await acts.makeSticker(outgoing, { emoji: '', pack: '' })).toMatchObject({
      error: { code: 'file-unreadable' },
    });
    expect(book.all).toEqual([]);
  });

  test('STK-3 packs stand in the order in which they were begun', () => {
    const all = [stickerOf('c', 'B', 3), stickerOf('a', 'B', 1), stickerOf('b', 'A', 2)];
    expect(inPacks(all).map(([pack, stickers]) => [pack, stickers.map(({ addedAt }) => addedAt)])).toEqual([
      ['B', [1, 3]],
      ['A', [2]],
    ]);
  });

  test('STK-1 a record is read as it was written, and what is none is nothing', () => {
    const record = { at: 7, sticker: stickerOf('one', 'Cats') };
    expect(decodeSticker(encodeSticker(record))).toEqual(record);
    expect(decodeSticker(encodeSticker({ at: 8, sticker: null }))).toEqual({ at: 8, sticker: null });
    expect(decodeSticker(new Uint8Array([1, 2, 3]))).toBeNull();
    const long = { at: 1, sticker: { ...stickerOf('one'), pack: 'x'.repeat(41) } };
    expect(decodeSticker(encodeSticker(long))).toBeNull();
  });
});
