import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { BlobId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import { FileKeeper } from '@services/files/fileKeeper.ts';
import type { FileParts } from '@services/files/fileParts.ts';
import { blobOf, circle, photoPost, posted, told } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice, bob } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

let store = new MemoryDocumentStore();
let removed: BlobId[] = [];
let now = 0;
let drafted: ReadonlySet<BlobId> | null = new Set();

beforeEach(async () => {
  store = new MemoryDocumentStore();
  value(await store.open(alice));
  removed = [];
  now = 0;
  drafted = new Set();
});

/** Alice's keeper over a host that holds these blobs. */
function keeperOver(...held: readonly string[]): FileKeeper {
  const listed = held.map((name) => ({ id: blobOf(name), size: 7, isComplete: true, usedAt: 0 }));
  return new FileKeeper({
    self: alice,
    store,
    clock: { now: () => now } as FileParts['clock'],
    blobs: { list: async () => ok(listed) } as unknown as BlobStore,
    library: {
      remove: async (id: BlobId) => ok(void removed.push(id)),
      trim: async () => undefined,
    } as unknown as FileParts['library'],
    isUnsaid: () => false,
    drafted: async () => drafted,
  });
}

describe('FileKeeper', () => {
  it('FIL-8 keeps what posts speak of, and gives it a row again', async () => {
    const theirs = posted(new Chain(bob, 'phone', circle), 5, { body: photoPost('theirs') });
    const mine = posted(new Chain(alice, 'laptop', circle), 6, { body: photoPost('mine') });
    value(await store.admit([theirs, mine], 'relaxed'));
    await keeperOver('theirs', 'mine', 'of nothing').sweep();
    expect(removed).toEqual([blobOf('of nothing')]);
    const origin = async (name: string) => value(await store.blobs.get(blobOf(name)))?.origin;
    expect([await origin('theirs'), await origin('mine')]).toEqual(['received', 'own']);
  });

  it('FIL-8 keeps what drafts show, also where the rows that said so are lost', async () => {
    drafted = new Set([blobOf('of a draft')]);
    await keeperOver('of a draft', 'of nothing').sweep();
    expect(removed).toEqual([blobOf('of nothing')]);
    expect(value(await store.blobs.get(blobOf('of a draft')))).toMatchObject({ origin: 'own', keep: true });
  });

  it('FIL-8 lets nothing go while the drafts are not known', async () => {
    drafted = null;
    await keeperOver('of nothing').sweep();
    expect(removed).toEqual([]);
  });

  it('FED-9 lets a story go when its time is over', async () => {
    const story = told(new Chain(bob, 'phone', circle), 5, { blob: blobOf('story'), expires: 100 });
    value(await store.admit([story], 'relaxed'));
    now = 99;
    await keeperOver('story').sweep();
    expect(removed).toEqual([]);
    now = 100;
    await keeperOver('story').sweep();
    expect(removed).toEqual([blobOf('story')]);
  });
});
