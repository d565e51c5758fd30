/** What every shelf of snapshots keeps (SNP-1, SNP-2, SNP-5). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { SnapshotShelf, SnapshotWish } from '@ports/snapshots.ts';
import { Chain, alice, bob, chat } from './storeFixtures.ts';
import { codeOf, page, texts, value } from './storeScene.ts';

/** A shelf over the database of Alice, which is open. */
export interface ShelfHarness {
  readonly shelf: SnapshotShelf;
  readonly store: DocumentStore;
  readonly dispose: () => Promise<void>;
}

const KEY = new Uint8Array(32).fill(7);
const WISH: SnapshotWish = { account: alice, reason: 'by-hand', madeAt: 1_700_000_000_000, key: KEY };

/** Runs the suite for one shelf. */
export function describeSnapshots(name: string, make: () => Promise<ShelfHarness>): void {
  describe(`snapshots in ${name}`, () => {
    let harness: ShelfHarness;
    beforeEach(async () => {
      harness = await make();
    });
    afterEach(() => harness.dispose());
    const place = (id: string, key = KEY) => ({ account: alice, id, key });

    it('SNP-1 one that was made is listed, reads as the database was, and changes it in nothing', async () => {
      const { shelf, store } = harness;
      const theirs = new Chain(bob, 'phone', chat);
      value(
        await store.admit(
          theirs.many(3, (at) => ({ at: 10 + at, text: `then ${at}` })),
          'strict',
        ),
      );
      value(await store.values.put({ name: 'settings', value: { zoom: 125 } }));
      const made = value(await shelf.take(WISH));
      expect(value(await shelf.list(alice))).toEqual([made]);
      expect(made).toMatchObject({ reason: 'by-hand', madeAt: WISH.madeAt });
      value(await store.admit([theirs.next({ at: 50, text: 'since' })], 'strict'));
      value(await store.values.remove('settings'));
      const opened = value(await shelf.open(place(made.id)));
      expect(texts(await page(opened.store))).toEqual(['then 0', 'then 1', 'then 2']);
      expect(value(await opened.store.values.get('settings'))?.value).toEqual({ zoom: 125 });
      expect(value(await opened.store.chainHead(chat, theirs.device))?.seq).toBe(2);
      await opened.end();
      expect(texts(await page(store))).toEqual(['then 0', 'then 1', 'then 2', 'since']);
      expect(codeOf(await opened.store.values.get('settings'))).toBe('store-closed');
    });

    it('SNP-2 another key opens nothing, and neither does another account', async () => {
      const { shelf } = harness;
      const { id } = value(await shelf.take(WISH));
      const other = KEY.slice().fill(8);
      expect(codeOf(await shelf.open(place(id, other)))).toBe('snapshot-damaged');
      expect(codeOf(await shelf.check(place(id, other)))).toBe('snapshot-damaged');
      expect(codeOf(await shelf.check(place(id)))).toBe('ok');
      expect(codeOf(await shelf.open({ ...place(id), account: bob }))).toBe('snapshot-absent');
    });

    it('SNP-1 one that was removed is gone; what is no name of one is absent', async () => {
      const { shelf } = harness;
      const { id } = value(await shelf.take(WISH));
      value(await shelf.remove(alice, id));
      expect(value(await shelf.list(alice))).toEqual([]);
      for (const absent of [id, '../1-weekly-v10', ''])
        expect(codeOf(await shelf.open(place(absent)))).toBe('snapshot-absent');
    });
  });
}
