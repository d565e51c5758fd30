/** Read marks, pins, files and lines about a group: what stands beside the messages of a space. */
import { describe, expect, it } from 'vitest';
import { fromBase64url } from '@shared/base64url.ts';
import type { BlobId, EventId } from '@shared/ids.ts';
import { type MessageRecord, emptyGroupConversation } from '@domain/chat/message.ts';
import { FILE_KIND, PIN_KIND } from '@domain/chat/project.ts';
import { Chain, alice, bob, chat, idOf, otherChat } from './storeFixtures.ts';
import { type StoreScene, follow, page, value } from './storeScene.ts';

const photo = idOf<EventId>('photo') as unknown as BlobId;

function bytesOf(id: string): Uint8Array {
  const bytes = fromBase64url(id);
  if (!bytes.ok) throw new Error('not an id');
  return bytes.value;
}

function fileBody(blob: BlobId, name: string): unknown {
  return { file: { blob: bytesOf(blob), size: 10, name, mime: 'image/webp', picture: null }, caption: '' };
}

function line(at: number, name: string): MessageRecord {
  const notice = { act: 'renamed' as const, target: null, value: name };
  const id = idOf<EventId>(`line ${name}`);
  const device = new Chain(bob, 'phone', chat).device;
  return { id, space: chat, at, author: bob, device, seq: 0, own: false, body: { kind: 'notice', notice } };
}

/** The part of the suite. */
export function describeMarks(scene: StoreScene): void {
  describe('marks', () => {
    it('STO-40 keeps how far each has read, oneself too, and never takes it back', async () => {
      const store = scene.store();
      const live = follow(store.watchReadMarks(chat));
      const theirs = new Chain(bob, 'phone', chat);
      value(await store.admit([theirs.next({ at: 10, read: 7 })], 'relaxed'));
      value(await store.admit([theirs.next({ at: 20, read: 9 }), theirs.next({ at: 30, read: 8 })], 'relaxed'));
      value(await store.admit([new Chain(bob, 'laptop', chat).next({ at: 40, read: 3 })], 'relaxed'));
      value(await store.admit([new Chain(alice, 'desk', chat).next({ at: 50, read: 50 })], 'relaxed'));
      value(await store.admit([new Chain(alice, 'phone', chat).next({ at: 60, read: 40 })], 'relaxed'));
      await live.settled((state) => state.status === 'ready' && state.value.length === 2);
      live.dispose();
      const read = follow(store.watchReadMarks(chat));
      await read.settled((state) => state.status === 'ready');
      const marks = [
        { space: chat, account: bob, at: 9 },
        { space: chat, account: alice, at: 50 },
      ];
      expect(read.last()).toMatchObject({ status: 'ready', value: expect.arrayContaining(marks) as unknown });
      read.dispose();
    });

    it('STO-41 keeps the last word on a pin, in whatever order words come', async () => {
      const store = scene.store();
      const target = idOf<EventId>('pinned');
      const pin = (pinned: boolean, at: number) => ({
        at,
        kind: PIN_KIND,
        body: { message: bytesOf(target), pinned },
      });
      value(await store.admit([new Chain(bob, 'phone', chat).next(pin(false, 30))], 'relaxed'));
      value(await store.admit([new Chain(alice, 'desk', chat).next(pin(true, 20))], 'relaxed'));
      const live = follow(store.watchPins(chat));
      await live.settled((state) => state.status === 'ready');
      expect(live.last()).toMatchObject({ value: [{ message: target, pinned: false, by: bob, at: 30 }] });
      value(await store.admit([new Chain(alice, 'lap', chat).next(pin(true, 40))], 'relaxed'));
      await live.settled((state) => state.status === 'ready' && state.value[0]?.pinned === true);
      expect(value(await store.conversations.get(chat))).toBeNull();
      live.dispose();
    });

    it('STO-42 lists files by space and by blob, and forgets those of a space that is cleared', async () => {
      const store = scene.store();
      const file = (at: number, name: string) => ({ at, kind: FILE_KIND, body: fileBody(photo, name) });
      const live = follow(store.watchAttachments(chat));
      value(await store.admit([new Chain(bob, 'phone', chat).next(file(10, 'a.webp'))], 'relaxed'));
      value(await store.admit([new Chain(bob, 'phone', otherChat).next(file(20, 'b.webp'))], 'relaxed'));
      await live.settled((state) => state.status === 'ready' && state.value.length === 1);
      expect((await page(store)).messages[0]?.body).toMatchObject({ kind: 'file', file: { name: 'a.webp' } });
      const all = follow(store.watchAttachments(null));
      await all.settled((state) => state.status === 'ready');
      expect(all.last()).toMatchObject({ value: [{ name: 'b.webp' }, { name: 'a.webp' }] });
      value(await store.admit([new Chain(bob, 'tablet', chat).next(file(30, 'c.webp'))], 'relaxed'));
      const late = follow(store.watchAttachments(chat, 11));
      await late.settled((state) => state.status === 'ready');
      expect(late.last()).toMatchObject({ value: [{ name: 'c.webp' }] });
      late.dispose();
      expect(value(await store.attachmentsOf(photo)).map(({ name }) => name)).toHaveLength(3);
      value(await store.clearSpace(chat));
      expect(value(await store.attachmentsOf(photo)).map(({ name }) => name)).toEqual(['b.webp']);
      for (const one of [live, all]) one.dispose();
    });

    it('STO-44 says which messages were hidden, and no longer once they are back', async () => {
      const store = scene.store();
      const theirs = new Chain(bob, 'phone', chat);
      const file = (at: number, name: string) => ({ at, kind: FILE_KIND, body: fileBody(photo, name) });
      const [one, two] = [theirs.next(file(10, 'a.webp')), theirs.next(file(20, 'b.webp'))];
      value(await store.admit([one, two], 'relaxed'));
      const live = follow(store.watchHidden(chat));
      const other = follow(store.watchHidden(otherChat));
      const isHidden = (ids: readonly EventId[]) =>
        live.settled((state) => state.status === 'ready' && ids.length === state.value.size);
      await isHidden([]);
      value(await store.hideMessage(chat, one.id));
      await isHidden([one.id]);
      expect(live.last()).toEqual({ status: 'ready', value: new Set([one.id]) });
      // Its file is listed all the same: it can come back.
      expect(value(await store.attachmentsOf(photo))).toHaveLength(2);
      value(await store.restoreMessage(chat, one.id));
      await isHidden([]);
      await other.settled((state) => state.status === 'ready');
      expect(other.last()).toEqual({ status: 'ready', value: new Set() });
      for (const query of [live, other]) query.dispose();
    });

    it('STO-43 puts lines about a group in their place, counts none as unread, and takes them out again', async () => {
      const store = scene.store();
      value(await store.conversations.put(emptyGroupConversation(chat, bob, 1)));
      value(await store.admit([new Chain(bob, 'phone', chat).next({ at: 100, text: 'words' })], 'relaxed'));
      value(await store.putNotices(chat, [line(50, 'first'), line(200, 'last')], []));
      value(await store.putNotices(chat, [line(200, 'last')], []));
      expect((await page(store)).messages.map(({ at }) => at)).toEqual([50, 100, 200]);
      expect(value(await store.conversations.get(chat))).toMatchObject({ unread: 1, activeAt: 200, kind: 'group' });
      expect(value(await store.firstAfter(chat, 0))?.at).toBe(100);
      value(await store.putNotices(chat, [], [line(200, 'last')]));
      expect(value(await store.conversations.get(chat))).toMatchObject({ unread: 1, activeAt: 100 });
    });
  });
}
