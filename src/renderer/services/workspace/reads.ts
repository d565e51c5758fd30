import * as v from 'valibot';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { accountIdSchema, deviceIdSchema } from '@shared/schemas.ts';
import type { ConversationRecord } from '@domain/chat/message.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import { unreadThatCounts } from '@domain/preference/preferences.ts';
import { profileSchema } from '@domain/profile/profile.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LateParts } from '@ports/latePart.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import { SETTINGS_NAME, readSettings } from '../engine/readSettings.ts';
import { IMPORTS_NAME, watchListedTalks } from '../importing/listedTalks.ts';
import { unsentIn, viewName } from '../groups/groupView.ts';
import { preferencesIn, watchPreferences } from '../preference/preferenceView.ts';
import { watchStickers } from '../sticker/stickerView.ts';
import type { PendingBySpace } from './ephemeral.ts';
import { watchNames } from './groupNames.ts';
import { createLateChatReads } from './lateChatReads.ts';
import {
  allQueries,
  asyncQuery,
  combineQueries,
  mapQuery,
  sharedQueries,
  sharedQuery,
  switchQuery,
} from './liveQueries.ts';
import {
  type ConversationSources,
  contactView,
  conversationView,
  groupInviteView,
  heldByPeers,
  inviteView,
  requestView,
} from './views.ts';
import type { Conversation, FoundMessage, OwnProfile, Workspace } from './workspace.ts';

/** Name under which the engine publishes who we are, for every tab to read. */
export const OWN_PROFILE_NAME = 'own-profile';
/** Rows whose tick is followed live; further down the list nobody sees it change. */
const FOLLOWED_ROWS = 30;

const ownProfileSchema = v.strictObject({
  account: accountIdSchema,
  device: deviceIdSchema,
  profile: profileSchema,
  phraseChecked: v.boolean(),
  /** What was published by a version of before does not say. */
  phraseElsewhere: v.optional(v.boolean(), false),
});

/** The reading half of a workspace. */
export type Reads = Pick<
  Workspace,
  | 'ownProfile'
  | 'settings'
  | 'invites'
  | 'requests'
  | 'contacts'
  | 'contact'
  | 'conversations'
  | 'conversation'
  | 'unreadTotal'
  | 'housekeeping'
  | 'importedTalks'
  | 'stickers'
  | 'openMessages'
  | 'message'
  | 'group'
  | 'groupInvites'
>;

/** What reading works with: the store of this tab, whichever tab runs the engine. */
export interface ReadParts {
  readonly store: DocumentStore;
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly pending: Snapshot<PendingBySpace>;
  readonly clock: Clock;
  /** Brings the code of what only an open chat is read with. */
  readonly lateParts: LateParts;
}

/** Everything the screens watch, straight from the store. */
export function createReads(parts: ReadParts): Reads {
  const { store, clock } = parts;
  const shared = shareReads(store);
  const { ownProfile, settings, preferences } = shared;
  const conversations = sharedQuery(watchConversations(parts, shared));
  const talks = sharedQuery(watchListedTalks(store.values.watch(IMPORTS_NAME), preferences));
  return {
    ownProfile: () => ownProfile,
    settings: () => settings,
    invites: () =>
      mapQuery(store.invites.watchAll(), (records) =>
        records
          .filter(({ group }) => group === undefined)
          .map((record) => inviteView(record, clock.now()))
          .sort((a, b) => b.createdAt - a.createdAt),
      ),
    requests: () => mapQuery(store.requests.watchAll(), (records) => records.map(requestView)),
    contacts: () => mapQuery(shared.contacts, (records) => records.map(contactView)),
    contact: (account) =>
      mapQuery(store.contacts.watch(account), (record) => (record === null ? null : contactView(record))),
    conversations: () => conversations,
    conversation: (space) => watchConversation(parts, shared, space),
    unreadTotal: () =>
      mapQuery(conversations, (rows) =>
        rows.reduce((sum, row) => sum + unreadThatCounts({ ...row, now: clock.now() }), 0),
      ),
    housekeeping: () => preferences,
    importedTalks: () => talks,
    stickers: () => watchStickers(store),
    groupInvites: (space) =>
      mapQuery(store.invites.watchAll(), (records) =>
        records
          .filter(({ group }) => group?.space === space)
          .map((record) => groupInviteView(record, clock.now()))
          .sort((a, b) => b.createdAt - a.createdAt),
      ),
    ...createLateChatReads(parts, parts.lateParts),
    // The row moves with what comes, so that a message that was missing is found when it is there.
    message: (space, id) =>
      switchQuery(store.conversations.watch(space), () => asyncQuery(() => findMessage(store, space, id))),
  };
}

async function findMessage(store: DocumentStore, space: SpaceId, id: EventId): Promise<FoundMessage | null> {
  const found = await store.message(space, id);
  if (!found.ok || found.value === null) return null;
  const { at, own, author, body, ends } = found.value;
  return { id, at, own, author, body, ...(ends === undefined ? {} : { expiresAt: ends }) };
}

/** What many screens and every open chat watch: read once for all of them (WSP-3). */
function shareReads(store: DocumentStore) {
  const contacts = sharedQuery(store.contacts.watchAll());
  return {
    ownProfile: sharedQuery(
      requireReady(mapQuery(store.values.watch(OWN_PROFILE_NAME), (stored) => readOwnProfile(stored?.value))),
    ),
    settings: sharedQuery(mapQuery(store.values.watch(SETTINGS_NAME), readSettings)),
    preferences: sharedQuery(watchPreferences(store)),
    contacts,
    people: sharedQuery(watchPeople(contacts, store.groups.watchAll())),
  };
}

type SharedReads = ReturnType<typeof shareReads>;

function watchConversations({ store, self }: ReadParts, shared: SharedReads): LiveQuery<readonly Conversation[]> {
  const ways = sharedQueries((space: SpaceId) => watchWay(store, self.device, space));
  const namesOf = sharedQueries((space: SpaceId) => watchNames(store, space));
  const rows = switchQuery(store.watchConversations(), (records) =>
    combineQueries(waysBySpace(ways, records), namesBySpace(namesOf, records), (wayOf, names) => ({
      records,
      wayOf,
      names,
    })),
  );
  const around = combineQueries(shared.people, watchChoices(shared), (people, chosen) => ({
    ...people,
    ...chosen,
  }));
  return combineQueries(rows, around, ({ records, wayOf, names }, { contacts, groups, view, showsReads }) =>
    records.flatMap((row) => {
      const shown = conversationView(row, {
        contacts,
        showsReads,
        preferences: preferencesIn(view, row.space),
        group: groups.get(row.space),
        names: names.get(row.space) ?? {},
        ...(wayOf.get(row.space) ?? NO_WAY),
      });
      return shown === null ? [] : [shown];
    }),
  );
}

/** What the person chose about chats, and whether what others read is shown. */
function watchChoices({ preferences, settings }: SharedReads) {
  return combineQueries(preferences, settings, (view, { readReceipts }) => ({ view, showsReads: readReceipts }));
}

/** Contacts and groups by their keys. */
function watchPeople(contacts: LiveQuery<readonly ContactRecord[]>, groups: LiveQuery<readonly GroupRecord[]>) {
  return combineQueries(contacts, groups, (people, all) => ({
    contacts: new Map(people.map((contact) => [contact.account, contact])),
    groups: new Map(all.map((group) => [group.space, group])),
  }));
}

/** Names in the groups whose last message is someone else's: only those say who it was. */
function namesBySpace(
  namesOf: (space: SpaceId) => ReturnType<typeof watchNames>,
  records: readonly ConversationRecord[],
): LiveQuery<ReadonlyMap<SpaceId, Readonly<Record<string, string>>>> {
  const named = records.filter(({ kind, last }) => kind === 'group' && last?.own === false).slice(0, FOLLOWED_ROWS);
  const names = named.map(({ space }) => mapQuery(namesOf(space), (value) => [space, value] as const));
  return mapQuery(allQueries(names), (pairs) => new Map(pairs));
}

/** How far own words of a space got. */
type Way = Pick<ConversationSources, 'heldBy' | 'unsent'>;
const NO_WAY: Way = { heldBy: new Map(), unsent: [] };

/** Of the rows whose last message is ours: only those have a tick. */
function waysBySpace(
  wayOf: (space: SpaceId) => LiveQuery<Way>,
  records: readonly ConversationRecord[],
): LiveQuery<ReadonlyMap<SpaceId, Way>> {
  const waiting = records.filter(({ last }) => last?.own === true).slice(0, FOLLOWED_ROWS);
  const ways = waiting.map(({ space }) => mapQuery(wayOf(space), (way) => [space, way] as const));
  return mapQuery(allQueries(ways), (pairs) => new Map(pairs));
}

function watchWay(store: DocumentStore, own: DeviceId, space: SpaceId): LiveQuery<Way> {
  return combineQueries(store.watchAcknowledgements(space), store.values.watch(viewName(space)), (held, view) => ({
    heldBy: heldByPeers(held, own),
    unsent: unsentIn(view?.value),
  }));
}

function watchConversation(
  { store, self }: ReadParts,
  shared: SharedReads,
  space: SpaceId,
): LiveQuery<Conversation | null> {
  const known = combineQueries(shared.people, watchNames(store, space), (who, names) => ({ ...who, names }));
  const people = combineQueries(known, watchChoices(shared), (who, chosen) => ({ ...who, ...chosen }));
  const row = combineQueries(store.conversations.watch(space), watchWay(store, self.device, space), (record, way) => ({
    record,
    way,
  }));
  return combineQueries(row, people, ({ record, way }, { contacts, groups, names, view, showsReads }) => {
    if (record === null) return null;
    const chosen = { preferences: preferencesIn(view, space), showsReads };
    return conversationView(record, { contacts, group: groups.get(space), names, ...chosen, ...way });
  });
}

function readOwnProfile(value: unknown): OwnProfile | null {
  const parsed = v.safeParse(ownProfileSchema, value);
  return parsed.success ? parsed.output : null;
}

/** Loading until there is a value. */
function requireReady<T>(query: LiveQuery<T | null>): LiveQuery<T> {
  return {
    subscribe: (listener) =>
      query.subscribe((state) => {
        if (state.status !== 'ready') listener(state);
        else listener(state.value === null ? { status: 'loading' } : { status: 'ready', value: state.value });
      }),
  };
}
