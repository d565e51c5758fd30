/** Updates of programs many to a row, beside the rows they are made of. */
import { describe, expect, it } from 'vitest';
import type { AccountId, EventId } from '@shared/ids.ts';
import { MAX_PACK_AUTHORS, MAX_PACK_TEXT } from '@domain/mini/packLimits.ts';
import { encodeUpdate } from '@domain/mini/updateText.ts';
import { alice, bob, chat, idOf, otherChat } from './storeFixtures.ts';
import { type StoreScene, value } from './storeScene.ts';

const place = { space: chat, instance: idOf<EventId>('an instance') };
const elsewhere = { ...place, instance: idOf<EventId>('another instance') };

/** The part of the suite. */
export function describeUpdatePacks(scene: StoreScene): void {
  const say = async (payload: unknown, author: AccountId = alice, to = place) =>
    value(
      await scene.store().shelves.addOwn({
        ...to,
        document: '',
        author,
        bytes: encodeUpdate({ payload: JSON.stringify(payload), notify: { '*': 'hear' } }),
      }),
    );
  const pack = async (least = 1, of = place) => value(await scene.store().shelves.packUpdates(of, least));
  const packs = async (after = 0, limit = 100, of = place) =>
    value(await scene.store().shelves.packs(of, after, limit));
  const shapes = async () => (await packs()).map(({ after, last, senders }) => [after, last, senders.length]);

  describe('packs of updates', () => {
    it('STO-78 hold what the rows say, but whom they notify, and leave the rows as they are', async () => {
      await say('one');
      await say(2, bob);
      expect(await pack(3)).toEqual({ isPacked: false, behind: 2 });
      expect(await packs()).toEqual([]);
      expect(await pack(2)).toEqual({ isPacked: true, behind: 0 });
      expect(await pack()).toEqual({ isPacked: false, behind: 0 });
      const [made] = value(await (await scene.reopen()).shelves.packs(place, 0, 9));
      expect(made).toMatchObject({ ...place, after: 0, last: 2, authors: [alice, bob], senders: Uint8Array.of(0, 1) });
      expect(JSON.parse(made?.text ?? '')).toEqual([
        { payload: 'one', serial: 1 },
        { payload: 2, serial: 2 },
      ]);
      expect(value(await scene.store().shelves.entries({ ...place, document: '' }, 0, 9))).toHaveLength(2);
    });

    it('STO-78 the last one grows until it is full; an update that is larger than a pack is one alone', async () => {
      const large = 'x'.repeat(MAX_PACK_TEXT / 3);
      for (const payload of ['a', large, large]) await say(payload);
      await pack();
      expect(await shapes()).toEqual([[0, 3, 3]]);
      await say('b');
      await pack();
      expect(await shapes()).toEqual([[0, 4, 4]]);
      for (const payload of [large, 'y'.repeat(MAX_PACK_TEXT), 'c']) await say(payload);
      await pack();
      await pack();
      await pack();
      expect(await pack()).toEqual({ isPacked: false, behind: 0 });
      expect(await shapes()).toEqual([
        [0, 4, 4],
        [4, 5, 1],
        [5, 6, 1],
        [6, 7, 1],
      ]);
      for (const { text, senders } of await packs())
        expect(text.length <= MAX_PACK_TEXT || senders.length === 1).toBe(true);
    });

    it('STO-78 one has as many people in it as a byte tells apart', async () => {
      for (let index = 0; index <= MAX_PACK_AUTHORS; index += 1) await say(index, idOf<AccountId>(`person ${index}`));
      await pack();
      await pack();
      expect((await packs()).map(({ authors }) => authors.length)).toEqual([MAX_PACK_AUTHORS, 1]);
    });

    it('STO-78 are read from any serial on, and instances do not mix', async () => {
      for (let turn = 0; turn < 3; turn += 1) {
        await say('x'.repeat(MAX_PACK_TEXT - 100));
        await say('elsewhere', bob, elsewhere);
        await pack();
      }
      expect((await packs(1)).map(({ after, last }) => [after, last])).toEqual([
        [1, 2],
        [2, 3],
      ]);
      expect(await packs(0, 1)).toHaveLength(1);
      expect(await packs(3)).toEqual([]);
      expect(await packs(0, 9, elsewhere)).toEqual([]);
      expect(await packs(0, 9, { ...place, space: otherChat })).toEqual([]);
      value(await scene.store().shelves.dropPacks(place, 1));
      expect((await packs()).map(({ last }) => last)).toEqual([1]);
    });

    it('STO-78 what is no update is passed over, and documents are in none', async () => {
      const { shelves } = scene.store();
      const row = { ...place, author: alice, bytes: Uint8Array.of(255) };
      value(await shelves.addOwn({ ...row, document: '' }));
      value(await shelves.addOwn({ ...row, document: 'notes' }));
      await say('read');
      value(await shelves.addOwn({ ...row, document: '' }));
      await pack();
      const [made] = await packs();
      expect([made?.last, JSON.parse(made?.text ?? '')]).toEqual([4, [{ payload: 'read', serial: 3 }]]);
    });

    it('STO-79 one that is damaged is left out, and the last one gives way', async () => {
      for (let turn = 0; turn < 3; turn += 1) {
        await say('x'.repeat(MAX_PACK_TEXT - 100));
        await pack();
      }
      const whole = await packs();
      expect(await scene.harness().damagePack(alice, 1)).toBe(true);
      expect((await packs()).map(({ last }) => last)).toEqual([1, 3]);
      expect(await scene.harness().damagePack(alice, 2)).toBe(true);
      expect((await packs()).map(({ last }) => last)).toEqual([1]);
      // The damaged two are taken away, one at a time, and made again.
      for (let turn = 0; turn < 4; turn += 1) expect(await pack()).toMatchObject({ isPacked: true });
      expect(await pack()).toEqual({ isPacked: false, behind: 0 });
      expect(await packs()).toEqual(whole);
    });

    it('STO-78 it is told where there is something to pack', async () => {
      await say('a');
      await say('b');
      await say('c', bob, elsewhere);
      const unpacked = async (least: number) =>
        value(await scene.store().shelves.unpacked(least)).map(({ instance }) => instance);
      expect(await unpacked(2)).toEqual([place.instance]);
      await pack();
      expect(await unpacked(1)).toEqual([elsewhere.instance]);
    });

    it('STO-75 STO-77 go with what was said, and count as it does', async () => {
      await say('a');
      const rows = value(await scene.store().shelves.usage(place)).updates;
      await pack();
      const [made] = await packs();
      expect(value(await scene.store().shelves.usage(place)).updates).toBe(rows + (made?.text.length ?? 0));
      value(await scene.store().clearSpace(chat));
      expect(await packs()).toEqual([]);
      await say('anew');
      await pack();
      expect(JSON.parse((await packs())[0]?.text ?? '')).toEqual([{ payload: 'anew', serial: 1 }]);
    });

    it('STO-78 two windows that pack at once make what one makes', async () => {
      const other = await scene.secondWindow();
      for (let turn = 0; turn < 60; turn += 1) await say(turn);
      const steps = await Promise.all(
        [scene.store(), other, other].map((store) => store.shelves.packUpdates(place, 1)),
      );
      expect(steps.map((step) => value(step).isPacked)).toEqual([true, false, false]);
      expect(await shapes()).toEqual([[0, 60, 60]]);
    });
  });
}
