import { readFileSync, readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { fromPlain, toPlain } from '@adapters/dexie/snapshots/plainRows.ts';
import { openFrames, sealFrames } from '@adapters/dexie/snapshots/sealedFrames.ts';
import { readFrames } from '@adapters/dexie/snapshots/snapshotContents.ts';
import { SnapshotFault } from '@adapters/dexie/snapshots/snapshotFault.ts';
import { SCHEMA_VERSION } from '@adapters/dexie/schema.ts';
import type { Coin } from '@domain/cashu/records.ts';
import { FeedVerb } from '@domain/feed/project.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import { makeFrozen, readFrozen } from '../../../../../support/web/frozenDatabase.ts';
import { dexieShelf } from '../../../../../support/web/dexieShelf.ts';
import { Chain, alice, bob, chat } from '../../../../../support/shared/storeFixtures.ts';
import { fleeting, noted, refOf } from '../../../../../support/shared/noteEvents.ts';
import {
  blobOf,
  circle,
  photo,
  photoPost,
  posted,
  remarks,
  saidOf,
  told,
} from '../../../../../support/shared/feedEvents.ts';
import { codeOf, page, texts, value } from '../../../../../support/shared/storeScene.ts';

const KEY = new Uint8Array(32).fill(7);
const WISH = { account: alice, reason: 'weekly', madeAt: 1_700_000_000_000, key: KEY } as const;

const BLOB = 'b'.repeat(42).concat('A') as BlobId;
const COIN: Coin = {
  ...{ secret: 'aa', mint: 'https://mint.example.org', keyset: '00aa', unit: 'sat', amount: 8n, signature: '02ab' },
  ...{ task: null, proof: { e: '01', s: '02', r: null } },
};

async function* each(frames: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* frames;
}

async function sealed(frames: readonly Uint8Array[]): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of sealFrames(each(frames), KEY, new Uint8Array(32).fill(1))) parts.push(Uint8Array.from(part));
  return new Blob(parts);
}

/** What a file gives before it ends or fails, and how it fails. */
async function opened(file: Blob, key = KEY) {
  const frames: Uint8Array[] = [];
  try {
    for await (const frame of openFrames(file, key)) frames.push(frame);
    return { frames, code: 'ok' };
  } catch (thrown) {
    if (!(thrown instanceof SnapshotFault)) throw thrown;
    return { frames, code: thrown.code };
  }
}

const someFrames = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 4 });

describe('the file of a snapshot', () => {
  it('SNP-5 gives back what went in, and whatever is altered, cut off or put behind is found', async () => {
    await fc.assert(
      fc.asyncProperty(someFrames, fc.nat(), fc.integer({ min: 1, max: 255 }), async (frames, where, flip) => {
        const file = await sealed(frames);
        expect(await opened(file)).toEqual({ frames, code: 'ok' });
        const bytes = new Uint8Array(await file.arrayBuffer());
        const at = where % bytes.length;
        const altered = bytes.slice();
        altered[at] = (altered[at] ?? 0) ^ flip;
        for (const wrong of [altered, bytes.slice(0, at), new Uint8Array([...bytes, 0])]) {
          const read = await opened(new Blob([wrong]));
          expect(['snapshot-damaged', 'snapshot-newer']).toContain(read.code);
          // What was given before it was found is what it was.
          expect(read.frames).toEqual(frames.slice(0, read.frames.length));
        }
      }),
      { numRuns: 60, seed: 51 },
    );
  });

  it('SNP-5 frames that changed places, or are missing, are found', async () => {
    const file = new Uint8Array(
      await (await sealed(['a', 'b', 'c'].map((one) => new TextEncoder().encode(one)))).arrayBuffer(),
    );
    const head = file.subarray(0, 40);
    const length = (file.length - 40) / 3;
    const frame = (number: number) => file.subarray(40 + number * length, 40 + (number + 1) * length);
    for (const order of [[1, 0, 2], [0, 2], [0, 1], [2], [0, 1, 2, 2]]) {
      const parts = [head, ...order.map(frame)].map((part) => Uint8Array.from(part));
      expect((await opened(new Blob(parts))).code).toBe('snapshot-damaged');
    }
  });

  it('SNP-2 holds nothing of what is in it in plain', async () => {
    const { shelf, store, files, dispose } = await dexieShelf();
    value(await store.admit([new Chain(bob, 'phone', chat).next({ at: 5, text: 'the meeting is at noon' })], 'strict'));
    value(await shelf.take(WISH));
    const text = new TextDecoder('latin1').decode(files.all.values().next().value);
    for (const word of ['meeting', bob, chat, 'messages']) expect(text).not.toContain(word);
    await dispose();
  });

  it('SNP-1 values without a form of their own come back as they were', () => {
    const values = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.integer(),
        fc.bigInt(),
        fc.constantFrom(Infinity, -Infinity),
        fc.uint8Array({ maxLength: 8 }),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(
          fc.oneof(fc.stringMatching(/^[a-z]{1,5}$/u), fc.constantFrom('$big', '$number', '$plain')),
          tie('any'),
          { maxKeys: 3, noNullPrototype: true },
        ),
      ),
    }));
    fc.assert(
      fc.property(values.any, (kept) => {
        expect(fromPlain(toPlain(kept))).toEqual(kept);
      }),
    );
  });

  it('SNP-1 names that anybody wrote into a row are no marks, also in a snapshot of before', () => {
    const rows = [
      { $big: 'x' },
      { $big: '5' },
      { $number: 'NaN' },
      { $plain: { $big: 7n } },
      { $plain: [{ $big: 'x' }] },
    ];
    for (const row of rows) expect(fromPlain(toPlain(row))).toEqual(row);
    // As they stood there before they were told apart.
    for (const row of [{ $big: 'x' }, { $plain: 'x' }, { $plain: null }]) expect(fromPlain(row)).toEqual(row);
  });
});

describe('snapshots beside a database', () => {
  it('SNP-5 a damaged one is refused wherever it is damaged, and leaves no database behind', async () => {
    const { shelf, store, files, platform, dispose } = await dexieShelf();
    value(
      await store.admit(
        new Chain(bob, 'phone', chat).many(20, (at) => ({ at, text: `word ${at}` })),
        'strict',
      ),
    );
    const { id } = value(await shelf.take(WISH));
    const [name, whole] = [...files.all][0] ?? [];
    if (name === undefined || whole === undefined) throw new Error('no file');
    const before = (await platform.indexedDB.databases()).length;
    for (let at = 8; at < whole.length; at += Math.ceil(whole.length / 12)) {
      const altered = whole.slice();
      altered[at] = (altered[at] ?? 0) ^ 1;
      files.all.set(name, altered);
      expect(codeOf(await shelf.check({ account: alice, id, key: KEY }))).toBe('snapshot-damaged');
      expect(codeOf(await shelf.open({ account: alice, id, key: KEY }))).toBe('snapshot-damaged');
    }
    expect(await platform.indexedDB.databases()).toHaveLength(before);
    // One under the name of another is that no more than any.
    const other = name.replace('1700000000000', '1700000000001');
    files.all.set(other, whole);
    expect(codeOf(await shelf.check({ account: alice, id: id.replace('0000-', '0001-'), key: KEY }))).toBe(
      'snapshot-damaged',
    );
    await dispose();
  });

  it('SNP-5 one that finds no room is not there, and the others stay', async () => {
    const { shelf, files, dispose } = await dexieShelf();
    const first = value(await shelf.take(WISH));
    files.isFull = true;
    expect(codeOf(await shelf.take({ ...WISH, madeAt: WISH.madeAt + 1 }))).toBe('storage-full');
    expect(value(await shelf.list(alice))).toEqual([first]);
    await dispose();
  });

  it('SNP-6 words that end, and notes of mints, are in none; the list shows what came before them or nothing', async () => {
    const { shelf, store, dispose } = await dexieShelf();
    const theirs = new Chain(bob, 'phone', chat);
    const stays = theirs.next({ at: 5, text: 'stays' });
    const words = fleeting(theirs, 20, { blob: BLOB, life: 60_000 });
    value(await store.admit([stays, words], 'strict'));
    value(await store.notes.reveal(chat, words.id, { body: { kind: 'text', text: 'hush' } }));
    value(await store.mints.write({ coins: [COIN] }));
    expect(texts(await page(store))).toEqual(['stays', 'hush']);
    const { id } = value(await shelf.take(WISH));
    const { store: then, end } = value(await shelf.open({ account: alice, id, key: KEY }));
    expect(texts(await page(then))).toEqual(['stays']);
    expect(value(await then.conversations.get(chat))?.last).toBeNull();
    expect(value(await then.notes.ends(9))).toEqual([]);
    expect(value(await then.mints.read()).coins).toEqual([]);
    await end();
    await dispose();
  });

  it('SNP-6 nor is what stands beside words that end, or beside posts whose time ends', async () => {
    const { shelf, store, files, dispose } = await dexieShelf();
    const theirs = new Chain(bob, 'phone', chat);
    const own = new Chain(alice, 'desk', chat);
    const stays = theirs.next({ at: 5, text: 'stays' });
    const words = fleeting(theirs, 20, { blob: BLOB, life: 60_000 });
    const signs = [stays, words].map((about, place) =>
      noted(own, 30 + place, { about: refOf(about), said: { act: 'react', sign: '👍' } }),
    );
    value(await store.admit([stays, words, ...signs], 'strict'));
    const file = { ...photo('who-was-there.pdf'), blob: blobOf('plans') };
    value(await store.notes.reveal(chat, words.id, { body: { kind: 'file', file, caption: '' }, namesMe: true }));
    const wall = new Chain(bob, 'phone', circle);
    const lasting = posted(wall, 40, { body: photoPost('kept') });
    const passing = told(wall, 41, { blob: BLOB, expires: 60_000 });
    const readers = new Chain(alice, 'desk', remarks);
    const seen = [lasting, passing].map(({ id }, place) =>
      saidOf(readers, 50 + place, { verb: FeedVerb.remarked, post: id, body: { text: 'so nice', to: null, by: null } }),
    );
    value(await store.admit([lasting, passing], 'strict'));
    value(await store.admit(seen, 'strict'));
    const rows = new Map<string, unknown[]>();
    const read = async (madeAt: number) => {
      const { id } = value(await shelf.take({ ...WISH, madeAt }));
      const bytes = files.all.get(`${id}.snapshot`);
      const { pages } = await readFrames(openFrames(new Blob([Uint8Array.from(bytes ?? [])]), KEY));
      rows.clear();
      for await (const one of pages()) rows.set(one.store, [...(rows.get(one.store) ?? []), ...one.rows]);
    };
    await read(WISH.madeAt);
    expect(rows.get('attachments') ?? []).toEqual([]);
    expect(rows.get('messageNames') ?? []).toEqual([]);
    expect(rows.get('messageNotes')).toMatchObject([{ message: stays.id }]);
    expect(rows.get('feedPosts')).toMatchObject([{ id: lasting.id }]);
    expect(rows.get('feedNotes')).toMatchObject([{ post: lasting.id }]);
    expect(rows.get('feedUses')).toMatchObject([{ post: lasting.id }]);
    // Deleted here it is none the less what it was.
    value(await store.hideMessage(chat, words.id));
    await read(WISH.madeAt + 1);
    expect(rows.get('messageNotes')).toMatchObject([{ message: stays.id }]);
    expect(rows.get('attachments') ?? []).toEqual([]);
    await dispose();
  });

  it('SNP-7 what its author took back since is taken back in it, in the list and in the chat', async () => {
    const { shelf, store, dispose } = await dexieShelf();
    const theirs = new Chain(bob, 'phone', chat);
    const said = theirs.next({ at: 5, text: 'rash' });
    value(await store.admit([said], 'strict'));
    const { id } = value(await shelf.take(WISH));
    value(await store.notes.recall(chat, said.id, bob));
    const { store: then, end } = value(await shelf.open({ account: alice, id, key: KEY }));
    expect(texts(await page(then))).toEqual(['recalled']);
    expect(value(await then.conversations.get(chat))?.last?.body.kind).toBe('recalled');
    await end();
    await dispose();
  });

  it('SNP-9 readings that were left go with the next sweep; the database stays', async () => {
    const { shelf, store, platform, dispose } = await dexieShelf();
    const { id } = value(await shelf.take(WISH));
    const { store: then } = value(await shelf.open({ account: alice, id, key: KEY }));
    then.close();
    expect(await platform.indexedDB.databases()).toHaveLength(2);
    await shelf.sweep(alice);
    expect(await platform.indexedDB.databases()).toHaveLength(1);
    expect(codeOf(await store.values.all())).toBe('ok');
    await dispose();
  });
});

describe('SNP-4 before a migration', () => {
  const folder = new URL('../../../../../fixtures/store/', import.meta.url);
  const versions = readdirSync(folder)
    .map((file) => readFrozen(readFileSync(new URL(file, folder), 'utf8')))
    .filter(({ version }) => version < SCHEMA_VERSION * 10)
    .toSorted((one, other) => one.version - other.version);

  it.each(versions.map((frozen) => [frozen.version / 10, frozen] as const))(
    'SNP-4 a database of version %i is kept as it was, and opens in this one',
    async (version, frozen) => {
      const { shelf, platform, dispose } = await dexieShelf(false);
      const account = frozen.account as AccountId;
      await makeFrozen(platform.indexedDB, frozen);
      expect(await shelf.lastUpdate(account)).toBeNull();
      const migrated = new DexieDocumentStore(platform);
      value(await migrated.open(account));
      const madeAt = await shelf.lastUpdate(account);
      if (madeAt === null) throw new Error('no copy');
      const made = value(await shelf.take({ ...WISH, account, reason: 'before-update', madeAt }));
      expect(made).toMatchObject({ reason: 'before-update', version, madeAt });
      const { store: then, end } = value(await shelf.open({ account, id: made.id, key: KEY }));
      expect(value(await then.conversations.all()).length).toBeGreaterThan(0);
      expect(value(await then.allChainHeads())).toEqual(value(await migrated.allChainHeads()));
      await end();
      migrated.close();
      await dispose();
    },
  );
});
