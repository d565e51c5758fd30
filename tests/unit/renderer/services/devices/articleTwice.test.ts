import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { encodeArticle } from '@domain/article/codec.ts';
import type { Choice } from '@domain/device/choices.ts';
import { idBytes } from '@domain/event/codec.ts';
import { type ArticleFace, textPost } from '@domain/feed/post.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { ChannelKeeps } from '@services/channels/channelKeeps.ts';
import { Drafts } from '@services/channels/drafts.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { ArticleTwice, TWICE_LOOKED, TWICE_RESTS, type TwiceParts } from '@services/devices/articleTwice.ts';
import type { BlobId, DeviceId, EventId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { blobOf, photo, posted } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice, idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const channel = channelSpace(new Uint8Array(32).fill(9));
const KEY = 'article/draft';
const shown = { block: 'picture' as const, file: photo('p'), caption: '', description: '' };
const document = { v: 1 as const, blocks: [{ block: 'paragraph' as const, spans: [{ text: 'words' }] }, shown] };
const bytes = encodeArticle(document) ?? new Uint8Array();
const laptop = idOf<DeviceId>('laptop');
const mine = idOf<DeviceId>('mine');

function faceOf(title: string, blob: BlobId): ArticleFace {
  const around = { title, summary: '', cover: null, words: 1, series: '', blobs: [blobOf('p')] };
  return { ...around, document: blob, size: bytes.length };
}

/** A device that posted an article, and another that did so later. `blobs` are the documents that are here. */
async function scene(told = { title: 'Theirs', blob: blobOf('theirs') }) {
  const store = new MemoryDocumentStore({ disk: new MemoryDisk() });
  value(await store.open(alice));
  const clock = new FakeClock();
  const times = { createdAt: clock.now(), usedAt: clock.now() };
  value(await store.blobs.put({ id: blobOf('p'), size: 7, state: 'complete', origin: 'own', keep: false, ...times }));
  const [own, others] = [
    new Chain(channelAuthor(channel), 'pen', channel),
    new Chain(channelAuthor(channel), 'b', channel),
  ];
  const posting = (chain: Chain, title: string, blob: BlobId) =>
    posted(chain, clock.now(), { lane: 'channels', body: { ...textPost(''), article: faceOf(title, blob) } });
  const [ours, theirs] = [posting(own, 'Ours', blobOf('ours')), posting(others, told.title, told.blob)];
  value(await store.admit([ours], 'relaxed'));
  const keeps = new ChannelKeeps({ store, clock, journal: { append: async () => ok() } });
  const drafts = new Drafts({ keeps, device: mine, random: new SeededRandom(3), now: () => clock.now() });
  const blobs = new Set<BlobId>([blobOf('ours'), blobOf('theirs')]);
  const heard = new Set<() => void>();
  const kept = new Set<BlobId>();
  const state = { isAway: false, last: null as number | null, removed: [] as EventId[], asked: [] as BlobId[] };
  const repair = { whole: Promise.resolve() };
  const deletionOf = (chain: Chain, post: EventId, at = clock.now()) =>
    chain.next({ at, kind: feedKind('channels', FeedVerb.deleted), body: { post: idBytes(post), body: {} } });
  const parts = {
    ...{ store, drafts, clock, device: mine },
    lastOf: (_: unknown, device: DeviceId) => (device === others.device ? state.last : null),
    whole: () => repair.whole,
    log: { everSaid: async () => [{ gone: 1, post: ours.id }] },
    publishing: {
      remove: async (post: EventId) => {
        if (state.isAway) return fail('storage-failed', 'away');
        state.removed.push(post);
        value(await store.admit([deletionOf(own, post)], 'relaxed'));
        return ok();
      },
    },
    files: {
      library: { setKeep: async (blob: BlobId, isKept: boolean) => void (isKept ? kept.add(blob) : kept.delete(blob)) },
      blobs: { read: async (blob: BlobId) => ok(blobs.has(blob) ? bytes : null) },
      fetch: ({ blob }: { readonly blob: BlobId }) => {
        state.asked.push(blob);
        const get = () => ({ state: blobs.has(blob) ? 'here' : 'waiting' });
        return { get, subscribe: (hear: () => void) => (heard.add(hear), () => void heard.delete(hear)) };
      },
    },
  };
  const start = () => {
    const twice = new ArticleTwice(parts as unknown as TwiceParts);
    twice.start();
    return twice;
  };
  const said = { gone: 1, post: theirs.id };
  const choice: Choice = { key: KEY, value: said, at: clock.now(), device: laptop, seq: 0 };
  const rest = async () => {
    await settle();
    await clock.advance(TWICE_RESTS);
    await settle();
  };
  const deleting = (at = clock.now()) => deletionOf(others, theirs.id, at);
  return { store, drafts, state, start, choice, rest, ours, theirs, blobs, heard, deleting, clock, kept, repair };
}

describe('ArticleTwice', () => {
  it('DEV-76 gives way once the other post is here and was for a while, also after a start', async () => {
    const { store, drafts, state, start, choice, rest, ours, theirs, kept } = await scene();
    const first = start();
    await first.hear(choice);
    await rest();
    expect(state.removed).toEqual([]);
    first.dispose();
    start();
    await settle();
    value(await store.admit([theirs], 'relaxed'));
    await settle();
    expect(state.removed).toEqual([]);
    await rest();
    expect(state.removed).toEqual([ours.id]);
    expect(await drafts.all()).toMatchObject([{ id: `twice-${ours.id}`, record: { title: 'Ours', publishAt: null } }]);
    // What it shows stays for the draft.
    expect([...kept]).toEqual([blobOf('p')]);
    // It is done.
    start();
    await rest();
    expect(state.removed).toEqual([ours.id]);
  });

  it('DEV-76 gives way to none that is heard to be deleted soon after it came', async () => {
    const { store, state, start, choice, rest, theirs, deleting } = await scene();
    await start().hear(choice);
    value(await store.admit([theirs], 'relaxed'));
    await settle();
    value(await store.admit([deleting()], 'relaxed'));
    await rest();
    expect(state.removed).toEqual([]);
  });

  it('DEV-76 gives way once what the other post says is here, too', async () => {
    const { store, state, start, choice, rest, ours, theirs, blobs, heard } = await scene();
    blobs.delete(blobOf('theirs'));
    await start().hear(choice);
    value(await store.admit([theirs], 'relaxed'));
    await rest();
    expect(state).toMatchObject({ removed: [], asked: [blobOf('theirs')] });
    blobs.add(blobOf('theirs'));
    for (const hear of heard) hear();
    await settle();
    expect(state.removed).toEqual([ours.id]);
  });

  it('DEV-76 tries again at the next start where the post could not go, and makes no second draft of it', async () => {
    const { store, drafts, state, start, choice, rest, ours, theirs } = await scene();
    value(await store.admit([theirs], 'relaxed'));
    state.isAway = true;
    const first = start();
    await first.hear(choice);
    await rest();
    expect((await drafts.all()).map(({ id }) => id)).toEqual([`twice-${ours.id}`]);
    first.dispose();
    value(await drafts.remove(`twice-${ours.id}`));
    state.isAway = false;
    start();
    await rest();
    expect(state.removed).toEqual([ours.id]);
    expect(await drafts.all()).toEqual([]);
  });

  it('DEV-76 what gave way to one that had been deleted is a draft once that is heard, as long after it as it may be', async () => {
    const same = { title: 'Ours', blob: blobOf('ours') };
    const { store, drafts, state, start, choice, rest, ours, theirs, deleting, clock, kept } = await scene(same);
    const deletedAt = clock.now() + 5000;
    value(await store.admit([theirs], 'relaxed'));
    const first = start();
    await first.hear(choice);
    await rest();
    first.dispose();
    expect(state.removed).toEqual([ours.id]);
    const second = start();
    await rest();
    second.dispose();
    expect(await drafts.all()).toEqual([]);
    expect([...kept]).toEqual([blobOf('ours'), blobOf('p')]);
    value(await store.admit([deleting(deletedAt)], 'relaxed'));
    start();
    await rest();
    expect(await drafts.all()).toMatchObject([{ id: `twice-${ours.id}`, record: { title: 'Ours', publishAt: null } }]);
    expect([...kept]).toEqual([blobOf('p')]);
  });

  it.each([1000, TWICE_LOOKED + 1000])(
    'DEV-76 one that is deleted after the other gave way to it is gone (%i ms)',
    async (later) => {
      const same = { title: 'Ours', blob: blobOf('ours') };
      const { store, drafts, start, choice, rest, theirs, deleting, clock, kept } = await scene(same);
      value(await store.admit([theirs], 'relaxed'));
      const first = start();
      await first.hear(choice);
      await rest();
      first.dispose();
      await clock.advance(later);
      value(await store.admit([deleting()], 'relaxed'));
      start();
      await rest();
      expect(await drafts.all()).toEqual([]);
      expect([...kept]).toEqual([]);
    },
  );

  it.each(['is dropped', 'is beyond where its chain parts'])(
    'DEV-76 what gave way to one that %s afterwards is a draft again, as long after it as it may be',
    async (fate) => {
      for (const later of [1000, TWICE_LOOKED + 1000]) {
        const same = { title: 'Ours', blob: blobOf('ours') };
        const { store, drafts, state, start, choice, rest, ours, theirs, clock, kept } = await scene(same);
        value(await store.admit([theirs], 'relaxed'));
        const first = start();
        await first.hear(choice);
        await rest();
        first.dispose();
        expect([state.removed, await drafts.all()]).toEqual([[ours.id], []]);
        await clock.advance(later);
        // The device that posted it came back from an old backup, and wrote another event at its place; or was taken out.
        if (fate === 'is dropped') value(await store.feed.dropSaid([theirs.id]));
        else state.last = theirs.content.seq - 1;
        const second = start();
        await rest();
        second.dispose();
        const [draft, ...more] = await drafts.all();
        expect(draft).toMatchObject({ id: `twice-${ours.id}`, record: { title: 'Ours', publishAt: null } });
        expect(more).toEqual([]);
        expect([...kept]).toEqual([blobOf('p')]);
        // It is done: taken away by the person it stays away.
        value(await drafts.remove(`twice-${ours.id}`));
        start();
        await rest();
        expect(await drafts.all()).toEqual([]);
      }
    },
  );

  it('DEV-76 what the database lacks, as long as it is compared with the journal, is not taken for gone', async () => {
    const same = { title: 'Ours', blob: blobOf('ours') };
    const { store, drafts, state, start, choice, rest, ours, theirs, kept, repair } = await scene(same);
    value(await store.admit([theirs], 'relaxed'));
    const first = start();
    await first.hear(choice);
    await rest();
    first.dispose();
    let end = (): void => undefined;
    repair.whole = new Promise((resolve) => (end = resolve));
    const { feed } = store;
    const post = feed.post.bind(feed);
    const lacking = vi.spyOn(feed, 'post').mockImplementation(async (id) => (id === theirs.id ? ok(null) : post(id)));
    const second = start();
    await rest();
    expect(await drafts.all()).toEqual([]);
    // The journal brought it back.
    lacking.mockRestore();
    end();
    await settle();
    second.dispose();
    expect([state.removed, await drafts.all()]).toEqual([[ours.id], []]);
    expect([...kept].toSorted()).toEqual([blobOf('ours'), blobOf('p')].toSorted());
  });

  it('DEV-76 gives way to none that lies beyond where its chain parts', async () => {
    const { store, drafts, state, start, choice, rest, theirs } = await scene();
    state.last = theirs.content.seq - 1;
    value(await store.admit([theirs], 'relaxed'));
    const first = start();
    await first.hear(choice);
    await rest();
    first.dispose();
    start();
    await rest();
    expect([state.removed, await drafts.all()]).toEqual([[], []]);
  });
});
