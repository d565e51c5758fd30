import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { BlobId, DeviceId, EventId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import { type Settings, defaultSettings } from '@domain/settings/settings.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { encodeFace, plainFace } from '@domain/channel/face.ts';
import { ChannelKeep, recordBytes } from '@domain/channel/records.ts';
import { FILE_KIND } from '@domain/chat/project.ts';
import { idBytes } from '@domain/event/codec.ts';
import { type PostBody, textPost } from '@domain/feed/post.ts';
import { feedKind } from '@domain/feed/project.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { FileKeeper } from '@services/files/fileKeeper.ts';
import { Retention } from '@services/files/retention.ts';
import type { FileParts } from '@services/files/fileParts.ts';
import type { KeptText } from '@services/webfeeds/keptTexts.ts';
import { blobOf, circle, photo, photoPost, posted, told } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

let store = new MemoryDocumentStore();
let removed: BlobId[] = [];
let now = 0;
let drafted: ReadonlySet<BlobId> | null = new Set();
let days: Settings['feedFileDays'] = 365;
let articleBudget = 0;
let isOpen = false;
let texts: KeptText[] = [];

beforeEach(async () => {
  store = new MemoryDocumentStore();
  value(await store.open(alice));
  removed = [];
  now = 0;
  drafted = new Set();
  days = 365;
  articleBudget = defaultSettings.articleBudget;
  texts = [];
  isOpen = false;
});

/** Alice's keeper over a host that holds these blobs. */
function keeperOver(...held: readonly string[]): FileKeeper {
  const clock = { now: () => now } as FileParts['clock'];
  const settings = {
    get: () => ({ ...defaultSettings, feedFileDays: days, articleBudget }),
    subscribe: () => () => undefined,
  };
  const keeper = { put: async () => ok(), remove: async () => ok() };
  const mine = { self: alice, device: idOf<DeviceId>('laptop') };
  const retention = new Retention({ ...mine, store, settings, clock, keeper, readersOf: () => [bob] });
  const listed = held.map((name) => ({ id: blobOf(name), size: 7, isComplete: true, usedAt: 0 }));
  return new FileKeeper({
    self: alice,
    store,
    clock,
    retention,
    blobs: { list: async () => ok(listed) } as unknown as BlobStore,
    library: {
      remove: async (id: BlobId) => ok(void removed.push(id)),
      letGo: async (id: BlobId) => ok(void removed.push(id)),
      trim: async () => undefined,
    } as unknown as FileParts['library'],
    settings,
    isOpen: () => isOpen,
    isUnsaid: () => false,
    drafted: async () => drafted,
    texts: () => ({
      texts: () => texts,
      letGoTexts: async (gone) => ok(void (texts = texts.filter((text) => !gone.includes(text)))),
    }),
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

  it('RET-5 knows of no file as gone of which nothing speaks any more, and takes it up again where its bytes are back', async () => {
    value(await store.admit([posted(new Chain(bob, 'phone', circle), 5, { body: photoPost('said') })], 'relaxed'));
    const gone = { size: 7, state: 'gone', origin: 'received', keep: false, createdAt: 0, usedAt: 0 } as const;
    for (const name of ['said', 'unsaid']) value(await store.blobs.put({ id: blobOf(name), ...gone }));
    await keeperOver().sweep();
    expect(value(await store.blobs.all()).map(({ id }) => id)).toEqual([blobOf('said')]);
    await keeperOver('said').sweep();
    expect(value(await store.blobs.get(blobOf('said')))).toMatchObject({ state: 'complete' });
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

  describe('FIL-11 old pictures of posts', () => {
    const DAY = 24 * 3_600_000;
    const chain = () => new Chain(bob, 'phone', circle);
    const complete = async (name: string, change: object = {}) => {
      const row = { id: blobOf(name), size: 7, state: 'complete', origin: 'received', keep: false } as const;
      value(await store.blobs.put({ ...row, createdAt: 0, usedAt: 0, ...change }));
    };

    it('FIL-11 go after the time the person chose, and not a day before', async () => {
      value(await store.admit([posted(chain(), 5, { body: photoPost('old') })], 'relaxed'));
      await complete('old');
      days = 30;
      now = 30 * DAY;
      await keeperOver('old').sweep();
      expect(removed).toEqual([]);
      now = 30 * DAY + 6;
      await keeperOver('old').sweep();
      expect(removed).toEqual([blobOf('old')]);
    });

    it('RET-6 stay while what was chosen may still be taken back', async () => {
      value(await store.admit([posted(chain(), 5, { body: photoPost('old') })], 'relaxed'));
      await complete('old');
      [days, now, isOpen] = [30, 400 * DAY, true];
      await keeperOver('old').sweep();
      expect(removed).toEqual([]);
      isOpen = false;
      await keeperOver('old').sweep();
      expect(removed).toEqual([blobOf('old')]);
    });

    it('FIL-11 stay where they were looked at since, are kept, own, saved, or in a message', async () => {
      const theirs = chain();
      const saved = posted(theirs, 6, { body: photoPost('saved') });
      const names = ['used', 'kept', 'own', 'said', 'old'];
      const posts = names.map((name, index) => posted(theirs, 10 + index, { body: photoPost(name) }));
      const mine = posted(new Chain(alice, 'laptop', circle), 30, { body: photoPost('mine') });
      value(await store.admit([saved, ...posts, mine], 'relaxed'));
      const file = { ...photo('said'), blob: idBytes(blobOf('said')) };
      const said = new Chain(bob, 'phone', chat).next({ at: 40, kind: FILE_KIND, body: { file, caption: '' } });
      value(await store.admit([said], 'relaxed'));
      for (const name of ['saved', 'said', 'mine', 'old']) await complete(name);
      await complete('used', { usedAt: 399 * DAY });
      await complete('kept', { keep: true });
      await complete('own', { origin: 'own' });
      value(await store.feed.marks.put({ post: saved.id, hidden: false, saved: 1, seen: null }));
      now = 400 * DAY;
      await keeperOver(...names, 'saved', 'mine').sweep();
      expect(removed).toEqual([blobOf('old')]);
      // Asked for, how long ago does not count.
      removed = [];
      value(await store.blobs.remove(blobOf('old')));
      expect(value(await keeperOver().letGoLoose())).toBe(7);
      expect(removed).toEqual([blobOf('used')]);
    });

    it('FIL-11 what an article says stays with it: only its pictures go', async () => {
      const cover = photo('cover');
      const about = { title: 'Clouds', summary: '', document: blobOf('words'), size: 9, words: 1, series: '' };
      const body = { ...textPost(''), article: { ...about, cover, blobs: [blobOf('inside'), blobOf('words')] } };
      value(await store.admit([posted(chain(), 5, { body, lane: 'channels' })], 'relaxed'));
      for (const name of ['cover', 'inside', 'words']) await complete(name);
      now = 1000 * DAY;
      await keeperOver('cover', 'inside', 'words').sweep();
      expect(removed.toSorted()).toEqual([blobOf('cover'), blobOf('inside')].toSorted());
    });
  });

  describe('FIL-12 articles to read offline', () => {
    const article = (name: string, size = 9): PostBody => {
      const about = { title: name, summary: '', document: blobOf(name), size, words: 1, series: '', cover: null };
      return { ...textPost(''), article: { ...about, blobs: [blobOf(name)] } };
    };
    const keep = async (name: string, change: object = {}) => {
      const row = { id: blobOf(name), size: 10, state: 'complete', origin: 'received', keep: false } as const;
      value(await store.blobs.put({ ...row, createdAt: 0, usedAt: 0, ...change }));
    };
    const post = async (...names: readonly string[]) => {
      const chain = new Chain(bob, 'phone', circle);
      const all = names.map((name, index) => posted(chain, 5 + index, { body: article(name), lane: 'channels' }));
      value(await store.admit(all, 'relaxed'));
      for (const name of names) await keep(name);
      return all;
    };
    /** An article that is pinned in a channel, and another; or one of a channel alice writes in. */
    const inChannel = async (name: string, seed: number, isWriter: boolean) => {
      const key = new Uint8Array(32).fill(seed);
      const space = channelSpace(key);
      const hints = { name: 'Channel', signaling: [], muted: false, vouched: false, pen: isWriter ? key : null };
      const bytes = recordBytes({ v: 1, key, followed: true, readAt: 0, since: 0, ...hints });
      value(await store.feed.keeps.put([{ kind: ChannelKeep.channel, id: space, bytes, at: 0 }]));
      const chain = new Chain(channelAuthor(space), 'pen', space);
      const shown = posted(chain, 40, { body: article(name), lane: 'channels' });
      const other = posted(chain, 41, { body: article(`un${name}`), lane: 'channels' });
      const face = { ...plainFace('Channel'), pinned: [shown.id] };
      const said = chain.next({ at: 42, kind: feedKind('channels', ChannelWord.face), body: encodeFace(face) });
      value(await store.admit([shown, other, said], 'relaxed'));
      await keep(name);
      if (!isWriter) await keep(`un${name}`);
    };
    const text = (name: string, at: number, saidAt = 0): KeptText => ({
      ...{ feed: circle, entry: idOf<EventId>(name), bytes: 10, at, saidAt },
    });

    it('FIL-12 stay while there is room for them, however old', async () => {
      await post('one', 'two');
      articleBudget = 20;
      now = 100_000 * 24 * 3_600_000;
      await keeperOver('one', 'two').sweep();
      expect(removed).toEqual([]);
    });

    it('FIL-12 go beyond it, the longest unread first, texts of feeds among them', async () => {
      await post('old', 'opened', 'new');
      await keep('opened', { usedAt: 50 });
      texts = [text('text before', 1, 9), text('text', 1, 8), text('later text', 60)];
      articleBudget = 30;
      await keeperOver('old', 'opened', 'new').sweep();
      expect(texts.map(({ at }) => at)).toEqual([60]);
      expect(removed).toEqual([blobOf('old')]);
      // Of what came at once that which was said first: one byte more room, and the other stays.
      removed = [];
      value(await store.blobs.remove(blobOf('old')));
      texts = [text('text before', 1, 9), text('text', 1, 8)];
      await keeperOver('opened', 'new').sweep();
      expect(texts.map(({ saidAt }) => saidAt)).toEqual([9]);
      expect(removed).toEqual([]);
    });

    it('FIL-12 of what is own, kept, saved, pinned, drafted or of a channel one writes in nothing goes', async () => {
      articleBudget = 0;
      const [saved] = await post('saved', 'kept', 'own', 'theirs');
      await keep('kept', { keep: true });
      await keep('own', { origin: 'own' });
      if (saved === undefined) throw new Error('nothing posted');
      value(await store.feed.marks.put({ post: saved.id, hidden: false, saved: 1, seen: null }));
      const mine = posted(new Chain(alice, 'laptop', circle), 30, { body: article('mine'), lane: 'channels' });
      value(await store.admit([mine], 'relaxed'));
      await keep('mine');
      await inChannel('pinned', 1, false);
      await inChannel('written', 2, true);
      await keeperOver('saved', 'kept', 'own', 'theirs', 'mine', 'pinned', 'unpinned', 'written').sweep();
      expect(removed.toSorted()).toEqual(['theirs', 'unpinned'].map(blobOf).toSorted());
    });
  });
});
