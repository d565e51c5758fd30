import type { AccountId, SpaceId } from '@shared/ids.ts';
import { cleanLine } from '@shared/cleanLine.ts';
import { once } from '@shared/once.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { IndexProgress, SearchShelf } from '@ports/searchShelf.ts';
import type { ChannelView } from '../workspace/channelWorkspace.ts';
import type { DiscoverActs, DiscoverWorkspace } from '../workspace/discoverWorkspace.ts';
import { watchFeedPeople } from '../feed/feedPeople.ts';
import { asyncQuery, firstReady, mapQuery, switchQuery } from '../workspace/liveQueries.ts';
import type { Contact, Workspace } from '../workspace/workspace.ts';
import type { FindNames } from './foundOf.ts';
import { RECENT_SEARCHES, readRecent } from './recentSearches.ts';
import { type FinderParts, RunningSearch } from './finder.ts';
import { RunningTalkSearch } from './talkSearch.ts';
import { type TrendFeed, readTrends } from './readTrends.ts';
import { IndexReader } from './indexReader.ts';
import { createArticleDocuments } from './articleDocuments.ts';
import type { RowStore } from './authorOf.ts';
import { type IsShown, readShown } from './shownPosts.ts';
import type { SmallSource } from './smallSources.ts';
import { createImportedRows } from './importedTalks.ts';
import { namedInTalks } from './namedInTalks.ts';
import { createWebEntries } from './webEntries.ts';
import { ImportPages, OF_MANY_CHATS } from '../importing/importPages.ts';
import { watchImports } from '../importing/importReads.ts';

/** How long after the last search what was kept read of the index is let go, ms. */
const FORGET_AFTER = 60_000;

/** What finding works with. */
export interface DiscoverParts {
  readonly store: RowStore &
    Pick<DocumentStore, 'values' | 'blobs' | 'watchMessages'> & {
      readonly notes: Pick<DocumentStore['notes'], 'watchWithin'>;
      readonly feed: TrendFeed & Pick<DocumentStore['feed'], 'keeps'>;
    };
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly clock: Clock;
  readonly self: AccountId;
  readonly shelf: SearchShelf;
  readonly acts: DiscoverActs;
  readonly contacts: Workspace['contacts'];
  readonly conversations: Workspace['conversations'];
  readonly ownProfile: Workspace['ownProfile'];
  readonly programs: Workspace['programs'];
  readonly wallet: Workspace['wallet'];
  /** Null where there are none. */
  readonly channels: (() => LiveQuery<readonly ChannelView[]>) | null;
}

/** What finds things. */
export type Finding = Omit<DiscoverWorkspace, keyof DiscoverActs>;

/** Finds things over the store and the index of this tab's account. */
export function createFinding(parts: DiscoverParts): Finding {
  const { store, clock, shelf, self, acts } = parts;
  let opened: Promise<unknown> | null = null;
  let isDamageTold = false;
  const reader = new IndexReader(shelf, {
    onDamage: () => {
      // Once: should it be damaged again at once, that is for the pass that makes it to find out.
      if (!isDamageTold) void acts.mendIndex();
      isDamageTold = true;
    },
    onFailure: () => {
      opened = null;
    },
  });
  const documents = createArticleDocuments(store, parts.blobs);
  const webEntries = createWebEntries(store.feed.keeps);
  const talks = talksOf(parts);
  const sources = sourcesOf(parts);
  const base = { reader, store, documents, webEntries, clock };
  const open = async () => {
    const result = await shelf.open(self, 'reader');
    // Tried again by the next search: whoever writes it may be at work on it.
    if (!result.ok) opened = null;
  };
  const ready = () => (opened ??= open());
  let forget = clock.after(FORGET_AFTER, () => reader.forget());
  const names = async (): Promise<FindNames> => {
    await ready();
    return namesOf(parts);
  };
  const shown = () => shownTo(parts);
  const progress = (): LiveQuery<IndexProgress> => switchQuery(asyncQuery(ready), () => shelf.watchProgress());
  const stayRead = () => {
    forget();
    forget = clock.after(FORGET_AFTER, () => reader.forget());
  };
  return {
    find: (question) => {
      stayRead();
      return new RunningSearch({ ...base, ...talks, sources, names, shown }, question);
    },
    findIn: (question) => {
      stayRead();
      return new RunningTalkSearch({ ...base, names, progress, imports: talks.imports() }, question);
    },
    recentSearches: () => mapQuery(store.values.watch(RECENT_SEARCHES), readRecent),
    trends: (span) => asyncQuery(() => readTrends({ feed: store.feed, webEntries, clock, shown }, span)),
    index: progress,
  };
}

/** Imported chats, as searches read them. */
function talksOf({ store, blobs }: Pick<DiscoverParts, 'store' | 'blobs'>): {
  readonly [Name in 'imports' | 'namedInTalks']: NonNullable<FinderParts[Name]>;
} {
  const pages = new ImportPages(blobs, OF_MANY_CHATS);
  const chats = () => importedChats(store);
  return {
    imports: () => createImportedRows(pages, once(chats)),
    namedInTalks: async (asked) => namedInTalks(pages, await chats(), asked),
  };
}

async function importedChats(store: Pick<DocumentStore, 'values'>): Promise<readonly ImportedChat[]> {
  return (await firstReady(watchImports(store)))?.chats ?? [];
}

async function shownTo({ store, self, contacts, ownProfile }: DiscoverParts): Promise<IsShown | null> {
  const people = await firstReady(watchFeedPeople({ contacts, ownProfile }));
  if (people === null) return null;
  const shown = await readShown({ feed: store.feed, self, people: new Set(people.keys()) });
  return shown.ok ? shown.value : null;
}

async function namesOf({ store, contacts, conversations, ownProfile, channels }: DiscoverParts): Promise<FindNames> {
  const [people, chats, own, imported, followed] = await Promise.all([
    firstReady(contacts()),
    firstReady(conversations()),
    firstReady(ownProfile()),
    importedChats(store),
    channels === null ? null : firstReady(channels()),
  ]);
  const self = own === null ? [] : [[own.account, own.profile.name] as const];
  return {
    people: new Map([...self, ...(people ?? []).map(({ account, name }) => [account, name] as const)]),
    earlier: earlierIn(imported, people ?? []),
    chats: new Map([
      ...(chats ?? []).map(({ space, name }) => [space, name] as const),
      ...(followed ?? []).map(({ id, name }) => [id, name] as const),
      ...imported.map(({ id, name }) => [id, name] as const),
    ]),
  };
}

function earlierIn(
  imported: readonly ImportedChat[],
  people: readonly Pick<Contact, 'account' | 'space'>[],
): ReadonlyMap<SpaceId, SpaceId> {
  const chatOf = new Map(people.map(({ account, space }) => [account, space]));
  return new Map(
    imported.flatMap(({ id, contact }) => {
      const chat = contact === undefined ? undefined : chatOf.get(contact);
      return chat === undefined ? [] : [[id, chat] as const];
    }),
  );
}

function sourcesOf(parts: DiscoverParts): readonly SmallSource[] {
  const { store, contacts, conversations, programs, wallet, channels } = parts;
  const nothing = { event: null, author: null, at: null, space: null };
  return [
    {
      kind: 'person',
      all: async () =>
        ((await firstReady(contacts())) ?? []).map(({ account, space, name, ownName, tags }) => {
          const text = [...(ownName === name ? [] : [ownName]), ...tags].join(' · ');
          return { ...nothing, id: account, space, title: name, text, author: account };
        }),
    },
    {
      kind: 'chat',
      all: async () => [
        ...((await firstReady(conversations())) ?? [])
          .filter(({ kind }) => kind === 'group')
          .map(({ space, name, activeAt }) => ({ ...nothing, id: space, space, title: name, text: '', at: activeAt })),
        ...(await importedChats(store)).map(({ id, name, to }) => {
          return { ...nothing, id, space: id, title: name, text: '', at: to };
        }),
      ],
    },
    {
      kind: 'channel',
      all: async () =>
        ((channels === null ? null : await firstReady(channels())) ?? []).map(({ id, name, description, newest }) => {
          return { ...nothing, id, space: id, title: name, text: description, at: newest?.at ?? null };
        }),
    },
    {
      kind: 'program',
      all: async () =>
        ((await firstReady(programs.programs())) ?? []).map(
          ({ instance, space, name, document, summary, author, at }) => {
            const text = [document, summary].filter((words) => words !== null).join(' · ');
            return { id: instance, space, event: instance, title: name, text, author, at };
          },
        ),
    },
    { kind: 'bill', all: () => billsOf(wallet) },
  ];
}

/** Payments, by whom they were with, what they were for, and what they were of. */
async function billsOf(wallet: Workspace['wallet']): ReturnType<SmallSource['all']> {
  const [payments, people, requests] = await Promise.all([
    firstReady(wallet.activity()),
    firstReady(wallet.people()),
    firstReady(wallet.paymentRequests()),
  ]);
  const purposes = new Map(
    (requests ?? []).map(({ id, memo, lines }) => [id, [memo, ...lines.map(({ text }) => text)]]),
  );
  return (payments ?? []).map(({ id, side, from, to, unit, request, at }) => {
    const other = side === 'payer' ? to : from;
    const purpose = request === null ? [] : (purposes.get(request) ?? []);
    const words = [...purpose, unit.name, unit.currency ?? unit.code].filter((text) => text !== '');
    const title = people?.get(other)?.name ?? '';
    return { id, space: null, event: null, title, text: cleanLine(words.join(' · ')), at, author: other };
  });
}
