import { describe, expect, it } from 'vitest';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type StoreScene, codeOf, page, scanned, texts, value } from './storeScene.ts';
import { Chain, alice, bob, chat, idOf, newRow, otherChat } from './storeFixtures.ts';

/** STO-1 … STO-9 and STO-25. */
export function describeKeeping(scene: StoreScene): void {
  describe('keeping', () => {
    it('STO-1 keeps everything over closing and opening', async () => {
      const mine = new Chain(alice, 'laptop', chat);
      value(await scene.store().conversations.put(newRow(chat, bob)));
      value(await scene.store().admit([mine.next({ at: 100, text: 'kept' })], 'strict'));
      value(await scene.store().values.put({ name: 'counter', value: { n: 7 } }));
      const store = await scene.reopen();
      expect(texts(await page(store))).toEqual(['kept']);
      expect(value(await store.chainHead(chat, mine.device))?.seq).toBe(0);
      expect(value(await store.conversations.get(chat))?.last?.at).toBe(100);
      expect(value(await store.values.get('counter'))).toEqual({ name: 'counter', value: { n: 7 } });
    });

    it('STO-2 refuses a gap, a wrong start and a second event at a taken place, writing nothing', async () => {
      const store = scene.store();
      const mine = new Chain(alice, 'laptop', chat);
      const [first, second, third] = mine.many(3, (place) => ({ at: 100 + place }));
      const fork = new Chain(alice, 'laptop', chat).next({ at: 100, text: 'another past' });
      if (first === undefined || second === undefined || third === undefined) throw new Error('three events');
      expect(codeOf(await store.admit([second], 'relaxed'))).toBe('store-conflict');
      expect(codeOf(await store.admit([first, third], 'relaxed'))).toBe('store-conflict');
      expect(value(await store.chainHead(chat, mine.device))).toBeNull();
      expect(value(await store.figures()).events).toBe(0);
      value(await store.admit([first], 'relaxed'));
      expect(codeOf(await store.admit([fork], 'relaxed'))).toBe('store-conflict');
      expect(codeOf(await store.admit([{ ...second, content: { ...second.content, prev: fork.id } }], 'strict'))).toBe(
        'store-conflict',
      );
      expect(texts(await page(store))).toEqual(['text 0']);
    });

    it('STO-3 skips what is kept, alone, among new events and twice in one batch', async () => {
      const store = scene.store();
      const theirs = new Chain(bob, 'phone', chat);
      const events = theirs.many(4, (place) => ({ at: 100 + place }));
      value(await store.admit(events.slice(0, 2), 'relaxed'));
      value(await store.admit(events.slice(0, 2), 'relaxed'));
      value(await store.admit([...events, ...events], 'relaxed'));
      expect(texts(await page(store))).toEqual(['text 0', 'text 1', 'text 2', 'text 3']);
      expect(value(await store.conversations.get(chat))?.unread).toBe(4);
      expect(value(await store.figures()).events).toBe(4);
    });

    it('STO-4 says the heads of chains and buckets and gives payloads back from any place', async () => {
      const store = scene.store();
      const mine = new Chain(alice, 'laptop', chat);
      const theirs = new Chain(bob, 'phone', chat);
      const own = mine.many(5, (place) => ({ at: 1_000 + place * 400 }));
      const other = theirs.many(2, (place) => ({ at: 1_100 + place }));
      for (const event of own) value(await store.admit([event], 'strict'));
      value(await store.admit(other, 'relaxed'));
      const ids = own.map((event) => event.id);
      expect(value(await store.chainHead(chat, mine.device))).toEqual({
        space: chat,
        device: mine.device,
        seq: 4,
        id: ids[4],
        at: 2_600,
        floor: 0,
        floorPrev: null,
      });
      expect(value(await store.chainHeads(chat))).toHaveLength(2);
      const [first, second] = value(await store.bucketHeads(chat, 1)).filter(({ device }) => device === mine.device);
      expect(first).toEqual({ space: chat, bucket: 1, device: mine.device, firstSeq: 0, count: 3, lastId: ids[2] });
      expect(second).toBeUndefined();
      expect(value(await store.bucketHeads(chat, 2))).toEqual([
        { space: chat, bucket: 2, device: mine.device, firstSeq: 3, count: 2, lastId: ids[4] },
      ]);
      expect(value(await store.bucketHeads(chat)).map(({ bucket, count }) => [bucket, count])).toHaveLength(3);
      expect(value(await store.bucketHeads(chat, 9))).toEqual([]);
      const payloads = own.map((event) => event.payload);
      const from = async (bucket: number, device: DeviceId, seq: number) =>
        value(await store.payloads({ space: chat, bucket, device, from: seq }));
      expect(await from(1, mine.device, 0)).toEqual(payloads.slice(0, 3));
      expect(await from(1, mine.device, 2)).toEqual(payloads.slice(2, 3));
      expect(await from(2, mine.device, 0)).toEqual(payloads.slice(3));
      expect(await from(2, mine.device, 4)).toEqual(payloads.slice(4));
      expect(await from(2, mine.device, 5)).toEqual([]);
      expect(await from(2, theirs.device, 0)).toEqual([]);
    });

    it('STO-9 believes nothing it remembers of what another window wrote since', async () => {
      const [store, other] = [scene.store(), await scene.secondWindow()];
      const mine = new Chain(alice, 'laptop', chat);
      const [first, second, third, fourth] = mine.many(4, (place) => ({ at: 10 + place, text: `m${place}` }));
      if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error();
      value(await store.conversations.put(newRow(chat, bob)));
      value(await store.admit([first], 'strict'));
      value(await other.conversations.update(chat, (row) => row && { ...row, draft: 'theirs', readAt: 5 }));
      value(await store.admit([second], 'strict'));
      expect(value(await store.conversations.get(chat))).toMatchObject({ draft: 'theirs', readAt: 5, activeAt: 11 });
      value(await other.admit([third], 'strict'));
      value(await store.admit([third], 'strict'));
      const fork = new Chain(alice, 'laptop', chat).many(3, (place) => ({ at: 10 + place, text: `fork ${place}` }));
      expect(codeOf(await store.admit(fork.slice(2), 'strict'))).toBe('store-conflict');
      value(await other.clearSpace(chat));
      value(await store.admit([fourth], 'strict'));
      expect(texts(await page(store))).toEqual(['m3']);
      expect(value(await store.conversations.get(chat))).toMatchObject({ draft: '', readAt: 0 });
      expect(value(await store.chainHead(chat, mine.device))?.seq).toBe(3);
    });

    it('STO-8 takes a chain from its end downward, as if it had come in order', async () => {
      const shape = (place: number) => ({ at: 1_000 + place * 300, ...(place === 7 ? { read: 900 } : {}) });
      const store = scene.store();
      const facts = async (space: SpaceId) => {
        const row = value(await store.conversations.get(space));
        const heads = value(await store.bucketHeads(space));
        return {
          texts: texts(value(await store.messages(space, { kind: 'latest', limit: 100 }))),
          row:
            row === null ? null : { unread: row.unread, readAt: row.readAt, last: row.last?.at, account: row.account },
          heads: heads.map(({ bucket, firstSeq, count }) => ({ bucket, firstSeq, count })),
          chain: value(await store.chainHeads(space)).map(({ seq, at, floor, floorPrev }) => ({
            seq,
            at,
            floor,
            floorPrev,
          })),
        };
      };
      const chain = new Chain(bob, 'phone', chat);
      const events = chain.many(21, shape);
      value(await store.admitBelow(events.slice(15, 20)));
      expect(value(await store.chainHead(chat, chain.device))).toMatchObject({ floor: 15, floorPrev: events[14]?.id });
      value(await store.admit(events.slice(20), 'relaxed'));
      for (const [from, to] of [
        [12, 15],
        [11, 12],
        [3, 11],
        [0, 3],
      ] as const) {
        expect(codeOf(await store.admitBelow(events.slice(from, to - 1)))).toBe(
          to - from > 1 ? 'store-conflict' : 'ok',
        );
        value(await store.admitBelow(events.slice(from, to)));
        expect(value(await store.figures()).events).toBe(21 - from);
        for (const { bucket, firstSeq, count } of value(await store.bucketHeads(chat))) {
          const stretch = { space: chat, bucket, device: chain.device, from: firstSeq };
          const held = value(await store.payloads(stretch));
          expect(held).toEqual(events.slice(firstSeq, firstSeq + count).map(({ payload }) => payload));
          expect(value(await store.payloads({ ...stretch, limit: 1 }))).toEqual(held.slice(0, 1));
        }
      }
      value(await store.admit(new Chain(bob, 'phone', otherChat).many(21, shape), 'relaxed'));
      expect(await facts(chat)).toEqual(await facts(otherChat));
    });

    it('STO-5 scans everything once, by place', async () => {
      const store = scene.store();
      const mine = new Chain(alice, 'laptop', chat);
      const elsewhere = new Chain(bob, 'phone', otherChat);
      const events = [
        ...mine.many(7, (place) => ({ at: 10 + place })),
        ...elsewhere.many(6, (place) => ({ at: 10 + place })),
      ];
      value(await store.admit(events, 'relaxed'));
      const expected = (mine.space < elsewhere.space ? [0, 7] : [7, 0]).flatMap((from) =>
        events
          .slice(from, from === 0 ? 7 : undefined)
          .map(({ id, bucket, payload, content: { space, device, seq } }) => ({
            space,
            bucket,
            device,
            seq,
            id,
            payload,
          })),
      );
      expect(await scanned(store, 5)).toEqual(expected);
      expect(await scanned(store, 1)).toEqual(expected);
    });

    it('STO-6 keeps the farthest acknowledgement', async () => {
      const store = scene.store();
      const device = idOf<DeviceId>('phone');
      const chain = idOf<DeviceId>('laptop');
      value(
        await store.acknowledge([
          { space: chat, device, chain, seq: 5 },
          { space: chat, device, chain, seq: 3 },
        ]),
      );
      value(
        await store.acknowledge([
          { space: chat, device, chain, seq: 4 },
          { space: otherChat, device, chain, seq: 1 },
        ]),
      );
      expect(value(await store.acknowledgements(chat))).toEqual([{ space: chat, device, chain, seq: 5 }]);
      value(await store.acknowledge([{ space: chat, device, chain, seq: 9 }]));
      expect(value(await store.acknowledgements(chat)).map(({ seq }) => seq)).toEqual([9]);
    });

    it('STO-7 clears what a space shows, and keeps its chains', async () => {
      const store = scene.store();
      const here = new Chain(bob, 'phone', chat);
      const there = new Chain(bob, 'phone', otherChat);
      const gone = here.many(3, (place) => ({ at: 900 + place * 100 }));
      value(await store.admit([...gone, there.next({ at: 5 })], 'relaxed'));
      value(await store.acknowledge([{ space: chat, device: here.device, chain: here.device, seq: 1 }]));
      value(await store.hideMessage(chat, gone[0]?.id ?? idOf('none')));
      value(await store.clearSpace(chat));
      expect(value(await store.chainHeads(chat)).map(({ seq }) => seq)).toEqual([2]);
      expect(value(await store.bucketHeads(chat)).reduce((sum, { count }) => sum + count, 0)).toBe(3);
      expect(value(await store.acknowledgements(chat))).toHaveLength(1);
      expect((await page(store)).messages).toEqual([]);
      expect(value(await store.conversations.get(chat))).toBeNull();
      expect(value(await store.restoreMessage(chat, gone[0]?.id ?? idOf('none')))).toBe(false);
      expect(await scanned(store, 9)).toHaveLength(4);
      expect(value(await store.figures()).events).toBe(4);
      const next = here.next({ at: 5000 });
      value(await store.admit([next], 'relaxed'));
      expect(texts(await page(store))).toHaveLength(1);
    });

    it('STO-25 reads, updates and removes records', async () => {
      const { values, blocks } = scene.store();
      expect(value(await values.get('theme'))).toBeNull();
      value(await values.put({ name: 'theme', value: 'dark' }));
      value(await blocks.put({ account: bob, at: 4 }));
      const changed = await values.update('theme', (current) => ({ name: 'theme', value: [current?.value, 'light'] }));
      expect(value(changed)).toEqual({ name: 'theme', value: ['dark', 'light'] });
      expect(value(await values.update('theme', () => null))?.value).toEqual(['dark', 'light']);
      expect(value(await values.update('none', () => null))).toBeNull();
      expect(value(await values.all())).toHaveLength(1);
      expect(value(await blocks.all())).toEqual([{ account: bob, at: 4 }]);
      value(await values.remove('theme'));
      expect(value(await values.all())).toEqual([]);
    });

    it('STO-25 updates many records at once, those that are to be, and tells of them', async () => {
      const { values } = scene.store();
      value(await values.put({ name: 'b', value: 1 }));
      value(await values.put({ name: 'c', value: 1 }));
      const next = (name: string, current: { readonly value: unknown } | null) =>
        name === 'c' ? null : { name, value: Number(current?.value ?? 6) + 1 };
      value(await values.updateAll(['a', 'b', 'c'], next));
      expect(value(await values.all()).map((row) => [row.name, row.value])).toEqual([
        ['a', 7],
        ['b', 2],
        ['c', 1],
      ]);
      value(await values.updateAll([], next));
    });

    it('STO-25 loses no update among many at once', async () => {
      const { values } = scene.store();
      const count = (current: { readonly value: unknown } | null) => ({
        name: 'count',
        value: Number(current?.value ?? 0) + 1,
      });
      await Promise.all(Array.from({ length: 20 }, () => values.update('count', count)));
      expect(value(await values.get('count'))?.value).toBe(20);
    });
  });
}
