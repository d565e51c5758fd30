/** `search.build` and `search.query-1m`: an index as the app makes it, and what it takes to find something in it. */
import MiniSearch from 'minisearch';
import { DexieSearchShelf } from '@adapters/dexie/searchShelf.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import { encodeEvent, sealEvent } from '@domain/event/codec.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import { readQuestion } from '@domain/search/question.ts';
import type { ChainHead } from '@ports/documentStore.ts';
import { EntryIntake } from '@services/search/entryIntake.ts';
import { IndexerPass } from '@services/search/indexer.ts';
import type { IndexerStore } from '@services/search/indexerParts.ts';
import { IndexReader } from '@services/search/indexReader.ts';
import { searchIndex } from '@services/search/indexSearch.ts';
import type { WebEntries } from '@services/search/webEntries.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { SearchBuild } from '../support/pageContract.ts';
import { must } from './profile.ts';
import { questionAbout, zipfText } from './zipfText.ts';

/** Chats the messages are in, one speaker each. */
const CHATS = 40;
const START = Date.UTC(2020, 0, 1);
const STEP = 150_000;
/** How many hits are wanted. */
const FIRST_PAGE = 20;

const noDocuments = () => Promise.resolve(null);
const noEntries: WebEntries = {
  find: () => Promise.resolve(ok(null)),
  words: () => Promise.resolve(''),
  since: () => Promise.resolve([]),
};
/** Nobody looks whether it is the right one. */
const PREVIOUS = toBase64url(new Uint8Array(32)) as EventId;

/** Indexes `count` messages, and the same in memory with MiniSearch. */
export async function searchBuild(count: number): Promise<SearchBuild> {
  const store = new SpokenStore(count);
  // Made once before: what is timed is not how they are thought up.
  const texts = Array.from({ length: count }, (_, index) => store.textOf(index));
  const { shelf, ms, longest } = await build(store);
  const indexBytes = must(await shelf.parts()).reduce((sum, { bytes }) => sum + bytes, 0);
  shelf.close();
  const encoder = new TextEncoder();
  const textBytes = texts.reduce((sum, text) => sum + encoder.encode(text).length, 0);
  const start = performance.now();
  const memory = new MiniSearch({ fields: ['text'] });
  memory.addAll(texts.map((text, id) => ({ id, text })));
  return { ms, indexBytes, textBytes, longest, miniSearchMs: performance.now() - start };
}

/** ms for the first hits of each of `questions` questions among `count` messages. */
export async function searchQueries(
  count: number,
  questions: number,
): Promise<{ readonly measured: readonly number[]; readonly found: number; readonly buildMs: number }> {
  const store = new SpokenStore(count);
  const { shelf, ms } = await build(store);
  const reader = new IndexReader(shelf);
  const random = new SeededRandom(77);
  const measured: number[] = [];
  let found = 0;
  for (let round = 0; round < questions; round += 1) {
    const typed = questionAbout(store.textOf(random.integer(count)), random);
    const start = performance.now();
    const hits = must(
      await searchIndex(
        {
          reader,
          store,
          documents: noDocuments,
          webEntries: noEntries,
          isShown: () => true,
          clock: systemClock,
          isOver: () => false,
        },
        {
          question: readQuestion(typed),
          filter: {
            kinds: new Set(['message', 'file', 'moment', 'article']),
            spaces: null,
            authors: null,
            since: Number.NEGATIVE_INFINITY,
            until: Number.POSITIVE_INFINITY,
          },
        },
        new Map([['message', FIRST_PAGE]]),
      ),
    );
    measured.push(performance.now() - start);
    if ((hits.get('message')?.hits.length ?? 0) > 0) found += 1;
  }
  shelf.close();
  return { measured, found, buildMs: ms };
}

async function build(
  store: SpokenStore,
): Promise<{ readonly shelf: DexieSearchShelf; readonly ms: number; readonly longest: number }> {
  const shelf = new DexieSearchShelf();
  must(await shelf.open(idOf('account', store.count) as AccountId, 'writer'));
  must(await shelf.erase());
  let longest = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  observer.observe({ type: 'longtask' });
  const start = performance.now();
  const parts = {
    store,
    shelf,
    documents: noDocuments,
    webEntries: noEntries,
    intake: new EntryIntake({ followed: () => [], listen: () => () => undefined }),
    places: new Map(),
    clock: systemClock,
    isOver: () => false,
    isBusy: () => false,
    mayForget: () => true,
    onStep: () => undefined,
  };
  must(await new IndexerPass(parts).run());
  const ms = performance.now() - start;
  observer.disconnect();
  return { shelf, ms, longest };
}

function idOf(what: string, index: number): string {
  const random = new SeededRandom(index * 31 + what.length);
  return toBase64url(random.bytes(32));
}

/**
 * A store in which so many messages were said, each of which is made when it is read: a million of them would take minutes to write.
 * Reading one costs its making, which is about what a database takes.
 */
class SpokenStore implements IndexerStore {
  readonly count: number;
  private readonly chats = Array.from({ length: CHATS }, (_, chat) => ({
    space: idOf('space of a chat', chat) as SpaceId,
    device: idOf('device', chat) as DeviceId,
    author: idOf('who', chat) as AccountId,
  }));
  readonly feed = {
    post: () => Promise.resolve(ok(null)),
    notes: () => Promise.resolve(ok(new Map())),
    marks: {
      get: () => Promise.resolve(ok(null)),
      all: () => Promise.resolve(ok([])),
      put: () => Promise.resolve(ok()),
      update: () => Promise.resolve(ok(null)),
      updateAll: () => Promise.resolve(ok()),
      remove: () => Promise.resolve(ok()),
      watch: () => ({ subscribe: () => () => undefined }),
      watchAll: () => ({ subscribe: () => () => undefined }),
    },
  };

  readonly notes: IndexerStore['notes'] = { within: () => Promise.resolve(ok([])) };

  constructor(count: number) {
    this.count = count;
  }

  textOf(index: number): string {
    return zipfText(new SeededRandom(index + 1));
  }

  readonly allChainHeads: IndexerStore['allChainHeads'] = async () =>
    ok(
      this.chats.map(({ space, device }, chat): ChainHead => {
        const seq = this.lengthOf(chat) - 1;
        const at = START + (seq * CHATS + chat) * STEP;
        return { space, device, seq, id: this.eventOf(chat, seq).id, at, floor: 0, floorPrev: null };
      }),
    );

  /** One bucket for each week, as a store has them. */
  readonly bucketHeads: IndexerStore['bucketHeads'] = async (space) => {
    const chat = this.chats.findIndex((one) => one.space === space);
    const heads = new Map<number, { firstSeq: number; count: number }>();
    for (let seq = 0; seq < this.lengthOf(chat); seq += 1) {
      const bucket = bucketOf(this.atOf(chat, seq));
      const head = heads.get(bucket) ?? { firstSeq: seq, count: 0 };
      heads.set(bucket, { ...head, count: head.count + 1 });
    }
    const device = this.chats[chat]?.device ?? ('' as DeviceId);
    return ok([...heads].map(([bucket, head]) => ({ space, bucket, device, lastId: '' as EventId, ...head })));
  };

  readonly payloads: IndexerStore['payloads'] = async ({ space, from, limit = 1 }) => {
    const chat = this.chats.findIndex((one) => one.space === space);
    return ok(Array.from({ length: limit }, (_, place) => this.eventOf(chat, from + place).payload));
  };

  readonly messages: IndexerStore['messages'] = async (space, range) => {
    const none = { messages: [], hasOlder: false, hasNewer: false };
    if (range.kind !== 'from') return ok(none);
    const chat = this.chats.findIndex((one) => one.space === space);
    const seq = ((range.key.at - START) / STEP - chat) / CHATS;
    const { id, content } = this.eventOf(chat, seq);
    const { author = '' as AccountId, device = '' as DeviceId } = this.chats[chat] ?? {};
    const text = this.textOf(seq * CHATS + chat);
    const message: MessageRecord = {
      ...{ id, space, at: content.at, author, device, seq, own: false },
      body: { kind: 'text', text },
    };
    return ok({ ...none, messages: [message] });
  };

  readonly message: IndexerStore['message'] = async () => ok(null);

  private lengthOf(chat: number): number {
    return Math.ceil((this.count - chat) / CHATS);
  }

  private atOf(chat: number, seq: number): number {
    return START + (seq * CHATS + chat) * STEP;
  }

  private eventOf(chat: number, seq: number) {
    const { space = '' as SpaceId, device = '' as DeviceId } = this.chats[chat] ?? {};
    const content = {
      ...{ space, kind: MESSAGE_KIND, device, seq, at: this.atOf(chat, seq) },
      prev: seq === 0 ? null : PREVIOUS,
      body: { text: this.textOf(seq * CHATS + chat) },
    };
    return sealEvent(content, encodeEvent(content), new Uint8Array(64));
  }
}
