import { describe, expect, it } from 'vitest';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { Chain, alice, bob, chat, otherChat } from './storeFixtures.ts';
import { type StoreScene, codeOf, packAll, page, scanned, texts, value } from './storeScene.ts';

/** Twenty events a bucket. */
function talk(chain: Chain, count: number): readonly AdmittedEvent[] {
  return chain.many(count, (place) => ({
    at: 1000 + place * 50,
    text: `${chain.author === alice ? 'a' : 'b'}${place}`,
  }));
}

/** All that can be read of the events of a chat, in every way. */
async function everything(store: DocumentStore) {
  const heads = value(await store.bucketHeads(chat));
  const whole: (readonly Uint8Array[])[] = [];
  const tails: (readonly Uint8Array[])[] = [];
  for (const { space, bucket, device, firstSeq: from } of heads) {
    whole.push(value(await store.payloads({ space, bucket, device, from })));
    for (const [offset, limit] of [
      [0, 1],
      [3, 4],
      [7, 13],
      [19, 5],
    ] as const)
      tails.push(value(await store.payloads({ space, bucket, device, from: from + offset, limit })));
  }
  // In one reading it is the same.
  const stretches = heads.map(({ space, bucket, device, firstSeq: from }) => ({
    space,
    bucket,
    device,
    from: from + 3,
    limit: 9,
  }));
  const apart = await Promise.all(stretches.map(async (stretch) => value(await store.payloads(stretch))));
  const together = value(await store.payloads(...stretches, ...stretches.map((stretch) => ({ ...stretch, limit: 0 }))));
  expect(together).toEqual(apart.flat());
  const chains = value(await store.chainHeads(chat));
  const { usedBytes: _used, ...figures } = value(await store.figures());
  return { heads, whole, tails, chains, figures, scan: await scanned(store, 7), page: await page(store) };
}

/** STO-60 … STO-63. */
export function describePacking(scene: StoreScene): void {
  describe('packing', () => {
    it('STO-60 changes nothing that is read, also after closing and opening', async () => {
      const store = scene.store();
      const [mine, theirs] = [new Chain(alice, 'laptop', chat), new Chain(bob, 'phone', chat)];
      value(await store.admit(talk(mine, 75), 'strict'));
      value(await store.admit(talk(theirs, 45), 'relaxed'));
      value(await store.admit(talk(new Chain(bob, 'phone', otherChat), 3), 'relaxed'));
      const before = await everything(store);
      await packAll(store);
      expect(await everything(store)).toEqual(before);
      expect(await everything(await scene.reopen())).toEqual(before);
    });

    it('STO-61 skips a packed event that comes again, and refuses another at its place', async () => {
      const store = scene.store();
      const mine = new Chain(alice, 'laptop', chat);
      const events = talk(mine, 50);
      value(await store.admit(events, 'strict'));
      await packAll(store);
      value(await store.admit(events.slice(3, 30), 'relaxed'));
      value(await store.admit([...events.slice(39), mine.next({ at: 9000, text: 'after' })], 'relaxed'));
      expect(await scanned(store, 100)).toHaveLength(51);
      expect(texts(await page(store)).at(-1)).toBe('after');
      const fork = talk(new Chain(bob, 'laptop', chat), 30);
      expect(codeOf(await store.admit(fork.slice(5, 6), 'relaxed'))).toBe('store-conflict');
    });

    it('STO-62 takes events below packed ones, and packs these, too', async () => {
      const store = scene.store();
      const chain = new Chain(bob, 'phone', chat);
      const events = talk(chain, 90);
      value(await store.admitBelow(events.slice(30)));
      await packAll(store);
      for (const [from, to] of [
        [27, 30],
        [14, 27],
        [0, 14],
      ] as const) {
        value(await store.admitBelow(events.slice(from, to)));
        await packAll(store);
        const held = (await scanned(store, 11)).map(({ payload }) => payload);
        expect(held).toEqual(events.slice(from).map(({ payload }) => payload));
      }
      expect(value(await store.bucketHeads(chat)).map(({ firstSeq, count }) => [firstSeq, count])).toEqual([
        [0, 20],
        [20, 20],
        [40, 20],
        [60, 20],
        [80, 10],
      ]);
    });
  });
}
