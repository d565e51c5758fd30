import { describe, expect, it } from 'vitest';
import type { DeviceId, EventId } from '@shared/ids.ts';
import { type StoreScene, codeOf, page, texts, value } from './storeScene.ts';
import { Chain, alice, bob, chat, idOf, newRow } from './storeFixtures.ts';

/** STO-30 … STO-33. */
export function describeFaults(scene: StoreScene): void {
  describe('faults', () => {
    it('STO-30 answers that it is closed, to everything', async () => {
      const closed = scene.harness().make();
      const device = idOf<DeviceId>('phone');
      const place = { space: chat, instance: idOf<EventId>('card') };
      const event = new Chain(alice, 'laptop', chat).next({ at: 1 });
      const answers = await Promise.all([
        closed.admit([event], 'strict'),
        closed.chainHead(chat, device),
        closed.chainHeads(chat),
        closed.bucketHeads(chat),
        closed.payloads({ space: chat, bucket: 1, device, from: 0 }),
        closed.packSealed(),
        closed.scan(null, 5),
        closed.acknowledge([{ space: chat, device, chain: device, seq: 1 }]),
        closed.acknowledgements(chat),
        closed.messages(chat, { kind: 'latest', limit: 5 }),
        closed.message(chat, event.id),
        closed.firstAfter(chat, 0),
        closed.hideMessage(chat, event.id),
        closed.restoreMessage(chat, event.id),
        closed.markRead(chat, 1),
        closed.clearSpace(chat),
        closed.shelves.packs(place, 0, 1),
        closed.shelves.packUpdates(place, 1),
        closed.shelves.dropPacks(place, 0),
        closed.shelves.unpacked(1),
        closed.values.get('a'),
        closed.values.all(),
        closed.values.put({ name: 'a', value: 1 }),
        closed.values.update('a', () => null),
        closed.values.remove('a'),
        closed.figures(),
      ]);
      expect(new Set(answers.map(codeOf))).toEqual(new Set(['store-closed']));
    });

    it('STO-31 refuses a newer database', async () => {
      const store = scene.store();
      value(await store.values.put({ name: 'kept', value: 1 }));
      store.close();
      await scene.harness().makeNewer(alice);
      const other = scene.harness().make();
      expect(codeOf(await other.open(alice))).toBe('store-newer');
      expect(codeOf(await other.values.all())).toBe('store-closed');
    });

    it('STO-32 says that an older version is in the way, and opens once it is gone', async () => {
      const release = await scene.harness().block(bob);
      const store = scene.harness().make();
      expect(codeOf(await store.open(bob))).toBe('store-blocked');
      await release();
      value(await store.open(bob));
      value(await store.values.put({ name: 'works', value: 1 }));
      store.close();
    });

    it('STO-33 says that the disk is full, writes nothing and goes on reading', async () => {
      const store = scene.store();
      const mine = new Chain(alice, 'laptop', chat);
      value(await store.admit([mine.next({ at: 1, text: 'before' })], 'strict'));
      const event = mine.next({ at: 2, text: 'while full' });
      const empty = scene.harness().fill();
      const answers = [
        await store.admit([event], 'strict'),
        await store.conversations.put(newRow(chat, bob)),
        await store.values.update('a', () => ({ name: 'a', value: 1 })),
      ];
      expect(answers.map(codeOf)).toEqual(['storage-full', 'storage-full', 'storage-full']);
      expect(texts(await page(store))).toEqual(['before']);
      expect(value(await store.chainHead(chat, mine.device))?.seq).toBe(0);
      empty();
      value(await store.admit([event], 'strict'));
      expect(texts(await page(store))).toEqual(['before', 'while full']);
    });
  });
}
