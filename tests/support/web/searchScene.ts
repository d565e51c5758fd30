/** A store in which things were said, with payloads as they are on a disk, and the index made of it. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { DexieSearchShelf } from '@adapters/dexie/searchShelf.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import { encodeEvent, sealEvent } from '@domain/event/codec.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { ChannelKeep, recordBytes } from '@domain/channel/records.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { MomentKeep, encodeKept } from '@domain/moments/kept.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { SearchShelf } from '@ports/searchShelf.ts';
import { type FollowedFeeds, EntryIntake } from '@services/search/entryIntake.ts';
import type { ImportIntake } from '@services/search/importedTalks.ts';
import { IndexReader } from '@services/search/indexReader.ts';
import type { ArticlePlaces } from '@services/search/pendingArticles.ts';
import { IndexerPass } from '@services/search/indexer.ts';
import { searchIndex } from '@services/search/indexSearch.ts';
import { type IsShown, readShown } from '@services/search/shownPosts.ts';
import { indexedKinds } from '@domain/search/entries.ts';
import { readQuestion } from '@domain/search/question.ts';
import { createWebEntries } from '@services/search/webEntries.ts';
import type { ArticleDocuments } from '@services/search/articleDocuments.ts';
import type { AccountId, BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { alice, bob, chat, idOf, newRow, otherChat } from '../shared/storeFixtures.ts';
import { value } from '../shared/storeScene.ts';

/** When things are said unless it matters, ms. */
export const NOW = Date.UTC(2026, 5, 1);

/** One device that speaks in one space. */
export class Speaker {
  readonly device: DeviceId;
  private readonly author: AccountId;
  private readonly space: SpaceId;
  private seq = 0;
  private prev: EventId | null = null;

  constructor(author: AccountId, space: SpaceId, device = `${author} in ${space}`) {
    this.author = author;
    this.space = space;
    this.device = idOf<DeviceId>(device);
  }

  say(text: string, at = NOW + this.seq): AdmittedEvent {
    return this.do(MESSAGE_KIND, { text }, at);
  }

  do(kind: string, body: unknown, at = NOW + this.seq): AdmittedEvent {
    const { space, device, seq, prev } = this;
    const content = { space, kind, device, seq, prev, at, body };
    const event = sealEvent(content, encodeEvent(content), new Uint8Array(64));
    this.seq += 1;
    this.prev = event.id;
    return { ...event, author: this.author, bucket: bucketOf(at), sortAt: at };
  }
}

/** A store of alice with two chats, and an index of nothing yet. */
export class SearchScene {
  readonly store: DocumentStore = new MemoryDocumentStore({ disk: new MemoryDisk() });
  private readonly places: ArticlePlaces = new Map();
  readonly databases = new IDBFactory();
  readonly shelf: SearchShelf = this.makeShelf();
  readonly reader = new IndexReader(this.shelf);
  readonly bob = new Speaker(bob, chat);
  /** What is in documents of articles, by their blobs. */
  readonly articles = new Map<BlobId, string>();
  readonly documents: ArticleDocuments = async ({ document }) => this.articles.get(document) ?? null;

  readonly webEntries = createWebEntries(this.store.feed.keeps);
  /** What feeds of the web say. */
  feeds: FollowedFeeds = { followed: () => [], listen: () => () => undefined };
  /** Chats from elsewhere. */
  imports: ImportIntake | undefined = undefined;

  static async open(): Promise<SearchScene> {
    const scene = new SearchScene();
    value(await scene.store.open(alice));
    await scene.store.conversations.put(newRow(chat, bob));
    await scene.store.conversations.put(newRow(otherChat, bob));
    value(await scene.shelf.open(alice, 'writer'));
    return scene;
  }

  /** Another connection to the same index. */
  makeShelf(): DexieSearchShelf {
    return new DexieSearchShelf({ indexedDB: this.databases, IDBKeyRange });
  }

  async take(...events: readonly AdmittedEvent[]): Promise<void> {
    value(await this.store.admit(events, 'relaxed'));
  }

  /** Brings the index up to the store. */
  async index(shelf: SearchShelf = this.shelf, isOver: () => boolean = () => false) {
    const { store, documents, webEntries, imports } = this;
    const parts = {
      store,
      shelf,
      imports,
      documents,
      webEntries,
      intake: new EntryIntake(this.feeds),
      places: this.places,
      clock: systemClock,
      isOver,
      isBusy: () => false,
      mayForget: () => true,
      onStep: () => undefined,
    };
    return new IndexerPass(parts).run();
  }

  /** Lets alice into a circle of somebody. */
  async hold(circle: SpaceId, owner: AccountId): Promise<void> {
    const bytes = encodeKept({ v: 1, owner, kind: 'base', pass: new Uint8Array(), heard: 0 });
    value(await this.store.feed.keeps.put([{ kind: MomentKeep.pass, id: circle, bytes, at: NOW }]));
  }

  /** Follows the channel of a key, or ends that. */
  async follow(key: Uint8Array, followed = true): Promise<void> {
    const hints = { name: 'Channel', signaling: [], muted: false, vouched: false, pen: null };
    const bytes = recordBytes({ v: 1, key, followed, readAt: NOW, since: NOW, ...hints });
    const id = channelSpace(key);
    value(await this.store.feed.keeps.put([{ kind: ChannelKeep.channel, id, bytes, at: NOW }]));
  }

  /** Which posts alice is shown. */
  async shown(people: ReadonlySet<AccountId> = new Set([alice, bob])): Promise<IsShown> {
    return value(await readShown({ feed: this.store.feed, self: alice, people }));
  }

  /** What is found, as its words, best first. */
  async find(typed: string, filter: Partial<FilterOfScene> = {}): Promise<readonly string[]> {
    const all = { kinds: new Set(indexedKinds), spaces: null, authors: null, since: -Infinity, until: Infinity };
    const { reader, store, documents, webEntries } = this;
    const isShown = await this.shown();
    const parts = { reader, store, documents, webEntries, isShown, clock: systemClock, isOver: () => false };
    const wanted = new Map(indexedKinds.map((kind) => [kind, 50]));
    const found = value(
      await searchIndex(parts, { question: readQuestion(typed), filter: { ...all, ...filter } }, wanted),
    );
    return [...found.values()].flatMap(({ hits }) => hits.map(({ row }) => row.text));
  }
}

type FilterOfScene = Parameters<typeof searchIndex>[1]['filter'];
