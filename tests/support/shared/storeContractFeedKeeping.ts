/** What goes from a feed, and what is kept beside it: STO-106 … STO-109. */
import { expect, it } from 'vitest';
import type { SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { encodePost } from '@domain/feed/post.ts';
import { feedKind } from '@domain/feed/project.ts';
import type { FeedKeep, FeedMark } from '@domain/feed/kept.ts';
import { blobOf, circle, photoPost, posted, remarks, saidOf, told } from './feedEvents.ts';
import { Chain, alice, bob, idOf } from './storeFixtures.ts';
import { type StoreScene, codeOf, follow, value } from './storeScene.ts';

const keepOf = (kind: string, id: string, byte = 1): FeedKeep => ({ kind, id, bytes: Uint8Array.of(byte), at: 5 });

/** The part of the suite. */
export function describeFeedKeeping(scene: StoreScene): void {
  const admit = async (...events: readonly AdmittedEvent[]) => value(await scene.store().admit(events, 'relaxed'));

  it('STO-106 posts whose time is over are found, the longest past first, and taken away with all that is theirs', async () => {
    const theirs = new Chain(bob, 'phone', circle);
    const stays = posted(theirs, 10, { body: photoPost('stays') });
    const late = told(theirs, 11, { blob: blobOf('late'), expires: 300 });
    const soon = told(theirs, 12, { blob: blobOf('soon'), expires: 100 });
    const plain = posted(theirs, 13, { expires: 200, body: photoPost('plain') });
    const mine = new Chain(alice, 'laptop', remarks);
    const like = (post: AdmittedEvent, at: number) =>
      saidOf(mine, at, { verb: 'liked', post: post.id, body: { mark: '+' } });
    await admit(stays, late, soon, plain, like(stays, 20), like(soon, 21));
    const { feed } = scene.store();
    const expired = async (now: number, limit = 9) => value(await feed.expired(now, limit)).map(({ id }) => id);
    expect(await expired(99)).toEqual([]);
    expect(await expired(200)).toEqual([soon.id, plain.id]);
    expect(await expired(300, 1)).toEqual([soon.id]);
    value(await feed.dropPosts(await expired(200)));
    expect(await expired(1000)).toEqual([late.id]);
    expect(value(await feed.posts([stays.id, late.id, soon.id, plain.id])).map(({ id }) => id)).toEqual([
      stays.id,
      late.id,
    ]);
    expect([...value(await feed.notes([stays.id, soon.id])).keys()]).toEqual([stays.id]);
    for (const [name, count] of Object.entries({ stays: 1, late: 1, soon: 0, plain: 0 }))
      expect([name, value(await feed.usesOf(blobOf(name)))]).toMatchObject([name, { length: count }]);
    expect(value(await scene.store().figures()).events).toBe(6);
    expect(
      codeOf(await scene.store().admit([theirs.next({ at: 14, kind: feedKind('moments', 'face') })], 'relaxed')),
    ).toBe('ok');
  });

  it('STO-106 stories of people are found however many posts of channels end before them', async () => {
    const theirs = new Chain(bob, 'phone', circle);
    const over = told(theirs, 10, { blob: blobOf('over'), expires: 100 });
    const late = told(theirs, 11, { blob: blobOf('late'), expires: 900 });
    const soon = told(theirs, 12, { blob: blobOf('soon'), expires: 800 });
    const ends = posted(theirs, 13, { expires: 150 });
    const editors = new Chain(alice, 'pen', remarks);
    const crowd = Array.from({ length: 20 }, (_, n) => posted(editors, 20 + n, { lane: 'channels', expires: 200 + n }));
    await admit(over, late, soon, ends, ...crowd);
    const { feed } = scene.store();
    const stories = async (now: number, limit: number) => value(await feed.stories(now, limit)).map(({ id }) => id);
    expect(await stories(100, 2)).toEqual([soon.id, late.id]);
    expect(await stories(99, 2)).toEqual([over.id, soon.id]);
    expect(await stories(900, 2)).toEqual([]);
  });

  it('STO-107 what single events became is taken away, whatever it is; others stay', async () => {
    const theirs = new Chain(bob, 'phone', circle);
    const face = (body: number) => theirs.next({ at: 30, kind: feedKind('moments', 'face'), body });
    const edit = (post: AdmittedEvent, name: string) =>
      saidOf(theirs, 20, { verb: 'edited', post: post.id, body: { to: encodePost(photoPost(name)) } });
    const [stays, gone] = [posted(theirs, 10, { body: photoPost('stays') }), posted(theirs, 11)];
    const [kept, undone] = [edit(stays, 'kept'), edit(stays, 'undone')];
    const [first, last] = [face(1), face(2)];
    await admit(stays, gone, kept, undone, first, last);
    const { feed } = scene.store();
    const words = follow(feed.watchWords({ space: circle, kind: 'moment.face' }, 5));
    await words.settled((state) => state.status === 'ready' && state.value.length === 2);
    value(await feed.dropSaid([gone.id, undone.id, last.id]));
    await words.settled((state) => state.status === 'ready' && state.value.length === 1);
    words.dispose();
    expect(value(await feed.posts([stays.id, gone.id])).map(({ id }) => id)).toEqual([stays.id]);
    expect(value(await feed.notes([stays.id])).get(stays.id)).toMatchObject([{ id: kept.id }]);
    expect(value(await feed.words({ space: circle, kind: 'moment.face' }, 5))).toMatchObject([{ id: first.id }]);
    for (const [name, count] of Object.entries({ stays: 1, kept: 1, undone: 0 }))
      expect([name, value(await feed.usesOf(blobOf(name)))]).toMatchObject([name, { length: count }]);
    expect(value(await scene.store().figures()).events).toBe(6);
  });

  it('STO-107 a space is taken away with its posts and words, and what was said about them; others stay', async () => {
    const other = idOf<SpaceId>('other circle');
    const theirs = new Chain(bob, 'phone', circle);
    const face = (chain: Chain) => chain.next({ at: 30, kind: feedKind('moments', 'face'), body: 1 });
    const gone = posted(theirs, 10, { body: photoPost('gone') });
    const elsewhere = new Chain(bob, 'phone', other);
    const stays = posted(elsewhere, 10, { body: photoPost('stays') });
    const mine = new Chain(alice, 'laptop', remarks);
    const like = saidOf(mine, 20, { verb: 'liked', post: gone.id, body: { mark: '+' } });
    await admit(gone, face(theirs), stays, face(elsewhere), like);
    const { feed } = scene.store();
    const words = follow(feed.watchWords({ space: circle, kind: 'moment.face' }, 1));
    await words.settled((state) => state.status === 'ready' && state.value.length === 1);
    value(await feed.dropOf(circle));
    await words.settled((state) => state === words.last() && state.status === 'ready' && state.value.length === 0);
    words.dispose();
    expect(value(await feed.page({ lane: 'moments', before: null, limit: 9 })).map(({ id }) => id)).toEqual([stays.id]);
    expect(value(await feed.notes([gone.id])).size).toBe(0);
    expect(value(await feed.usesOf(blobOf('gone')))).toEqual([]);
    expect(value(await feed.usesOf(blobOf('stays')))).toHaveLength(1);
    expect(value(await feed.words({ space: other, kind: 'moment.face' }, 9))).toHaveLength(1);
    expect(value(await scene.store().chainHeads(circle))).toHaveLength(1);
  });

  it('STO-108 small records stand by kind and id, are put together or not at all, and are watched by kind', async () => {
    const { keeps } = scene.store().feed;
    const live = follow((await scene.secondWindow()).feed.keeps.watchAll('circle'));
    await live.settled((state) => state.status === 'ready' && state.value.length === 0);
    value(await keeps.put([keepOf('circle', 'b'), keepOf('circle', 'a'), keepOf('pass', 'a', 2)]));
    await live.settled((state) => state.status === 'ready' && state.value.length === 2);
    value(await keeps.put([keepOf('circle', 'a', 3)]));
    const empty = scene.harness().fill();
    expect(codeOf(await keeps.put([keepOf('circle', 'a', 9), keepOf('circle', 'c')]))).toBe('storage-full');
    empty();
    const again = (await scene.reopen()).feed.keeps;
    expect(value(await again.all('circle'))).toEqual([keepOf('circle', 'a', 3), keepOf('circle', 'b')]);
    expect(value(await again.get('pass', 'a'))).toEqual(keepOf('pass', 'a', 2));
    value(await again.put([keepOf('derived.a', 'a'), keepOf('derived', 'a'), keepOf('deriver', 'a')]));
    expect(new Set(value(await again.journalled()).map(({ kind, id }) => `${kind} ${id}`))).toEqual(
      new Set(['circle a', 'circle b', 'pass a', 'derived a', 'deriver a']),
    );
    value(await again.remove('circle', 'a'));
    expect(value(await again.get('circle', 'a'))).toBeNull();
    expect(value(await again.get('pass', 'a'))).not.toBeNull();
    expect(value(await again.all('nothing'))).toEqual([]);
    live.dispose();
  });

  it('STO-109 what the person did with a post stays, whatever becomes of it', async () => {
    const post = posted(new Chain(bob, 'phone', circle), 10);
    await admit(post);
    const mark: FeedMark = { post: post.id, hidden: true, saved: null, seen: 7 };
    value(await scene.store().feed.marks.put(mark));
    value(await scene.store().feed.dropPosts([post.id]));
    const { marks } = (await scene.reopen()).feed;
    expect(value(await marks.get(post.id))).toEqual(mark);
    value(await marks.update(post.id, (row) => row && { ...row, saved: 9 }));
    expect(value(await marks.all())).toEqual([{ ...mark, saved: 9 }]);
  });
}
