/** Moments and channels: STO-100 … STO-108. */
import { describe, expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { encodePost, textPost } from '@domain/feed/post.ts';
import { feedKind } from '@domain/feed/project.ts';
import type { PostRange } from '@ports/feedStore.ts';
import { blobOf, circle, photoPost, posted, remarks, saidOf, told } from './feedEvents.ts';
import { describeFeedKeeping } from './storeContractFeedKeeping.ts';
import { Chain, alice, bob, chat, idOf } from './storeFixtures.ts';
import { type StoreScene, follow, page, value } from './storeScene.ts';

const otherCircle = idOf<SpaceId>('other circle');
const carol = idOf<AccountId>('carol');
const moments = { lane: 'moments', before: null, limit: 100 } as const;

/** The part of the suite. */
export function describeFeed(scene: StoreScene): void {
  describe('feed', () => {
    const admit = async (...events: readonly AdmittedEvent[]) => value(await scene.store().admit(events, 'relaxed'));
    const ids = async (range: PostRange) => value(await scene.store().feed.page(range)).map(({ id }) => id);

    it('STO-100 posts, notes, uses and words are kept with their events, and make no conversation', async () => {
      const theirs = new Chain(bob, 'phone', circle);
      const post = posted(theirs, 10, { body: photoPost('a.jpg') });
      const face = theirs.next({ at: 12, kind: feedKind('moments', 'face'), body: { name: 'Friends' } });
      const like = saidOf(new Chain(alice, 'laptop', remarks), 11, {
        verb: 'liked',
        post: post.id,
        body: { mark: '+' },
      });
      await admit(post, face, like);
      const store = await scene.reopen();
      const { feed } = store;
      expect(value(await feed.post(post.id))).toMatchObject({
        id: post.id,
        space: circle,
        lane: 'moments',
        author: bob,
      });
      expect(value(await feed.notes([post.id])).get(post.id)).toMatchObject([{ id: like.id, said: { act: 'like' } }]);
      expect(value(await feed.usesOf(blobOf('a.jpg')))).toMatchObject([{ event: post.id, size: 7 }]);
      expect(value(await feed.words({ space: circle, kind: 'moment.face' }, 5))).toMatchObject([{ id: face.id }]);
      expect(value(await store.conversations.all())).toEqual([]);
      for (const space of [circle, remarks])
        expect(value(await store.messages(space, { kind: 'latest', limit: 5 })).messages).toEqual([]);
      expect(value(await store.figures()).events).toBe(3);
    });

    it('STO-100 what comes below, out of order or twice makes the same rows', async () => {
      const theirs = new Chain(bob, 'phone', circle);
      const post = posted(theirs, 10, { body: photoPost('a.jpg') });
      const edit = { verb: 'edited', post: post.id, body: { to: encodePost(photoPost('b.jpg')) } } as const;
      const rest = [saidOf(theirs, 11, edit), theirs.next({ at: 12, kind: feedKind('moments', 'face'), body: 1 })];
      value(await scene.store().admitBelow(rest));
      const { feed } = scene.store();
      expect(value(await feed.post(post.id))).toBeNull();
      expect(value(await feed.notes([post.id])).get(post.id)).toHaveLength(1);
      value(await scene.store().admitBelow([post]));
      await admit(post, ...rest);
      expect(value(await feed.page(moments))).toMatchObject([{ id: post.id, seq: 0, body: { text: '' } }]);
      expect(value(await feed.notes([post.id])).get(post.id)).toHaveLength(1);
      expect(value(await feed.usesOfPost(post.id))).toHaveLength(2);
      expect(value(await scene.store().conversations.all())).toEqual([]);
    });

    it('STO-100 words of a feed leave the row of a chat in whose space they stand alone', async () => {
      const theirs = new Chain(bob, 'phone', chat);
      await admit(theirs.next({ at: 5, text: 'hello' }));
      const before = value(await scene.store().conversations.get(chat));
      await admit(posted(theirs, 10));
      expect(value(await scene.store().conversations.get(chat))).toEqual(before);
      expect((await page(scene.store())).messages).toHaveLength(1);
    });

    it('STO-101 a page of a lane, a space or an author is newest first, within its keys', async () => {
      const theirs = new Chain(bob, 'phone', circle);
      const hers = new Chain(carol, 'tablet', otherCircle);
      const news = new Chain(carol, 'pen', idOf<SpaceId>('channel'));
      const mine = [10, 20, 20, 30].map((at, place) => posted(theirs, at, { body: textPost(`post ${place}`) }));
      const other = posted(hers, 15);
      const channel = posted(news, 25, { lane: 'channels' });
      await admit(...mine, other, channel);
      const newest = [...mine, other].toSorted((one, two) => two.sortAt - one.sortAt || (two.id < one.id ? -1 : 1));
      const order = newest.map(({ id }) => id);
      const key = (place: number) => {
        const event = newest[place];
        if (event === undefined) throw new Error('no such post');
        return { at: event.sortAt, id: event.id };
      };
      expect(await ids(moments)).toEqual(order);
      expect(await ids({ lane: 'channels', before: null, limit: 9 })).toEqual([channel.id]);
      expect(await ids({ space: otherCircle, before: null, limit: 9 })).toEqual([other.id]);
      expect(await ids({ author: carol, before: null, limit: 9 })).toEqual([channel.id, other.id]);
      const { feed } = scene.store();
      expect([value(await feed.count('moments')), value(await feed.count('channels'))]).toEqual([5, 1]);
      expect(await ids({ lane: 'moments', before: null, limit: 2 })).toEqual(order.slice(0, 2));
      expect(await ids({ lane: 'moments', before: key(1), limit: 2 })).toEqual(order.slice(2, 4));
      expect(await ids({ ...moments, before: key(4) })).toEqual([]);
      expect(await ids({ ...moments, after: key(2) })).toEqual(order.slice(0, 2));
      expect(await ids({ ...moments, before: key(0), after: key(3) })).toEqual(order.slice(1, 3));
      expect(await ids({ ...moments, before: key(1), after: key(1) })).toEqual([]);
      expect(await ids({ ...moments, before: key(3), after: key(1) })).toEqual([]);
      expect(
        await ids({ author: bob, before: null, after: { at: 20, id: idOf<EventId>('nobody') }, limit: 1 }),
      ).toEqual([mine[3]?.id]);
    });

    it('STO-101 posts are found by their ids, in their order; what is not here is left out', async () => {
      const theirs = new Chain(bob, 'phone', circle);
      const [one, two] = [posted(theirs, 10), posted(theirs, 20)];
      await admit(one, two);
      const found = value(await scene.store().feed.posts([two.id, idOf<EventId>('nothing'), one.id]));
      expect(found.map(({ id }) => id)).toEqual([two.id, one.id]);
      expect(value(await scene.store().feed.post(idOf<EventId>('nothing')))).toBeNull();
      expect(value(await scene.store().feed.posts([]))).toEqual([]);
    });

    it('STO-102 notes come by post, oldest first', async () => {
      const theirs = new Chain(bob, 'phone', circle);
      const [one, two, three] = [posted(theirs, 10), posted(theirs, 20), posted(theirs, 30)];
      const mine = new Chain(alice, 'laptop', remarks);
      const like = (post: EventId, at: number) => saidOf(mine, at, { verb: 'liked', post, body: { mark: '+' } });
      const notes = [like(one.id, 41), like(two.id, 42), like(one.id, 43)];
      await admit(one, two, three, ...notes);
      const found = value(await scene.store().feed.notes([one.id, three.id, two.id, idOf<EventId>('nothing')]));
      expect([...found].map(([post, said]) => [post, said.map(({ id }) => id)])).toEqual([
        [one.id, [notes[0]?.id, notes[2]?.id]],
        [two.id, [notes[1]?.id]],
      ]);
      expect(value(await scene.store().feed.notes([])).size).toBe(0);
    });

    it('STO-103 words of one kind about one space, newest first, no more than asked for', async () => {
      const theirs = new Chain(bob, 'phone', circle);
      const hers = new Chain(carol, 'tablet', otherCircle);
      const face = (chain: Chain, at: number, name: string) =>
        chain.next({ at, kind: feedKind('moments', name), body: { at } });
      const words = [face(theirs, 10, 'face'), face(theirs, 20, 'face'), face(theirs, 30, 'faces')];
      await admit(...words, face(hers, 15, 'face'));
      const place = { space: circle, kind: 'moment.face' };
      const found = async (limit: number) => value(await scene.store().feed.words(place, limit)).map(({ at }) => at);
      expect(await found(9)).toEqual([20, 10]);
      expect(await found(1)).toEqual([20]);
    });

    it('STO-103 words of one author, however many others say', async () => {
      const theirs = new Chain(bob, 'phone', circle);
      const hers = new Chain(carol, 'tablet', circle);
      const face = (chain: Chain, at: number) => chain.next({ at, kind: 'moment.face', body: { at } });
      await admit(face(theirs, 10), face(theirs, 20), ...[30, 40, 50].map((at) => face(hers, at)));
      const { feed } = scene.store();
      const place = { space: circle, kind: 'moment.face', author: bob };
      expect(value(await feed.words(place, 3)).map(({ at }) => at)).toEqual([20, 10]);
      const live = follow(feed.watchWords(place, 1));
      await live.settled((state) => state.status === 'ready' && state.value[0]?.at === 20);
      await admit(face(hers, 60), face(theirs, 25));
      await live.settled((state) => state.status === 'ready' && state.value[0]?.at === 25);
      live.dispose();
    });

    it('STO-104 uses are found by blob and by post', async () => {
      const theirs = new Chain(bob, 'phone', circle);
      const one = posted(theirs, 10, { body: photoPost('a', 'b') });
      const two = posted(theirs, 20, { body: photoPost('b') });
      await admit(one, two, told(theirs, 30, { blob: blobOf('s'), expires: 99 }));
      const { feed } = scene.store();
      const events = value(await feed.usesOf(blobOf('b'))).map(({ event }) => event);
      expect(events.toSorted()).toEqual([one.id, two.id].toSorted());
      expect(value(await feed.usesOfPost(one.id)).map(({ blob }) => blob)).toEqual(
        [blobOf('a'), blobOf('b')].toSorted(),
      );
      expect(value(await feed.usesOf(blobOf('s')))).toMatchObject([{ size: 9, expires: 99 }]);
      expect(value(await feed.usesOf(blobOf('nothing')))).toEqual([]);
    });

    it('STO-105 live queries hear of what they read, in another window too, and of nothing else', async () => {
      const { feed } = await scene.secondWindow();
      const theirs = new Chain(bob, 'phone', circle);
      const first = posted(theirs, 10, { body: photoPost('a') });
      const lives = {
        page: follow(feed.watchPage({ ...moments, limit: 2 })),
        ofSpace: follow(feed.watchPage({ space: circle, before: null, limit: 2 })),
        ofAuthor: follow(feed.watchPage({ author: bob, before: null, limit: 2 })),
        post: follow(feed.watchPost(first.id)),
        notes: follow(feed.watchNotes([first.id])),
        uses: follow(feed.watchAllUses()),
        words: follow(feed.watchWords({ space: circle, kind: 'moment.face' }, 1)),
        elsewhere: follow(feed.watchPage({ space: otherCircle, before: null, limit: 2 })),
        channels: follow(feed.watchPage({ lane: 'channels', before: null, limit: 2 })),
      };
      for (const live of Object.values(lives)) await live.settled((state) => state.status === 'ready');
      const heard = [lives.elsewhere, lives.channels].map(({ states }) => states.length);
      await admit(first);
      for (const pages of [lives.page, lives.ofSpace, lives.ofAuthor])
        await pages.settled((state) => state.status === 'ready' && state.value.length === 1);
      await lives.post.settled((state) => state.status === 'ready' && state.value?.id === first.id);
      await lives.uses.settled((state) => state.status === 'ready' && state.value.length === 1);
      await admit(
        saidOf(new Chain(alice, 'laptop', remarks), 20, { verb: 'liked', post: first.id, body: { mark: '+' } }),
      );
      await lives.notes.settled((state) => state.status === 'ready' && state.value.get(first.id)?.length === 1);
      await admit(theirs.next({ at: 30, kind: feedKind('moments', 'face'), body: 1 }));
      await lives.words.settled((state) => state.status === 'ready' && state.value.length === 1);
      value(await scene.store().feed.dropPosts([first.id]));
      for (const pages of [lives.page, lives.ofSpace, lives.ofAuthor, lives.uses])
        await pages.settled((state) => state === pages.last() && state.status === 'ready' && state.value.length === 0);
      await lives.post.settled(
        (state) => state === lives.post.last() && state.status === 'ready' && state.value === null,
      );
      await lives.notes.settled(
        (state) => state === lives.notes.last() && state.status === 'ready' && state.value.size === 0,
      );
      expect([lives.elsewhere, lives.channels].map(({ states }) => states.length)).toEqual(heard);
      for (const live of Object.values(lives)) live.dispose();
    });

    describeFeedKeeping(scene);
  });
}
