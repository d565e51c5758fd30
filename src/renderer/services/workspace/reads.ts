import * as v from 'valibot';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { accountIdSchema, deviceIdSchema } from '@shared/schemas.ts';
import type { ConversationRecord } from '@domain/chat/message.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import { profileSchema } from '@domain/profile/profile.ts';
import type { Clock } from '@ports/clock.ts';
import type { Acknowledgement, DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import { SETTINGS_NAME, readSettings } from '../engine/settingsKeeper.ts';
import type { PendingBySpace } from './ephemeral.ts';
import { allQueries, combineQueries, mapQuery, switchQuery } from './liveQueries.ts';
import { SlidingMessageWindow } from './messageWindow.ts';
import { contactView, conversationView, heldByPeers, inviteView, requestView } from './views.ts';
import type { Conversation, OwnProfile, Workspace } from './workspace.ts';

/** Name under which the engine publishes who we are, for every tab to read. */
export const OWN_PROFILE_NAME = 'own-profile';
/** Rows whose tick is followed live; further down the list nobody sees it change. */
const FOLLOWED_ROWS = 30;

const ownProfileSchema = v.strictObject({
  account: accountIdSchema,
  device: deviceIdSchema,
  profile: profileSchema,
  phraseChecked: v.boolean(),
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
  | 'openMessages'
>;

/** What reading works with: the store of this tab, whichever tab runs the engine. */
export interface ReadParts {
  readonly store: DocumentStore;
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly pending: Snapshot<PendingBySpace>;
  readonly clock: Clock;
}

/** Everything the screens watch, straight from the store. */
export function createReads(parts: ReadParts): Reads {
  const { store, clock } = parts;
  const conversations = () => watchConversations(parts);
  return {
    ownProfile: () =>
      requireReady(mapQuery(store.values.watch(OWN_PROFILE_NAME), (stored) => readOwnProfile(stored?.value))),
    settings: () => mapQuery(store.values.watch(SETTINGS_NAME), readSettings),
    invites: () =>
      mapQuery(store.invites.watchAll(), (records) =>
        records.map((record) => inviteView(record, clock.now())).sort((a, b) => b.createdAt - a.createdAt),
      ),
    requests: () => mapQuery(store.requests.watchAll(), (records) => records.map(requestView)),
    contacts: () => mapQuery(store.contacts.watchAll(), (records) => records.map(contactView)),
    contact: (account) =>
      mapQuery(store.contacts.watch(account), (record) => (record === null ? null : contactView(record))),
    conversations,
    conversation: (space) => watchConversation(parts, space),
    unreadTotal: () => mapQuery(conversations(), (rows) => rows.reduce((sum, row) => sum + row.unread, 0)),
    openMessages: (space) => new SlidingMessageWindow(parts, space),
  };
}

function watchConversations({ store, self }: ReadParts): LiveQuery<readonly Conversation[]> {
  const rows = switchQuery(store.watchConversations(), (records) =>
    mapQuery(heldBySpace(store, self.device, records), (held) => ({ records, held })),
  );
  return combineQueries(rows, store.contacts.watchAll(), ({ records, held }, contacts) => {
    const people = new Map(contacts.map((contact) => [contact.account, contact]));
    return records.flatMap((row) => {
      const shown = conversationView(row, people.get(row.account), held.get(row.space) ?? new Map());
      return shown === null ? [] : [shown];
    });
  });
}

/** Acknowledgements of the rows whose last message is ours: only those have a tick. */
function heldBySpace(
  store: DocumentStore,
  own: DeviceId,
  records: readonly ConversationRecord[],
): LiveQuery<ReadonlyMap<SpaceId, ReadonlyMap<string, number>>> {
  const waiting = records.filter(({ last }) => last?.own === true).slice(0, FOLLOWED_ROWS);
  const held = waiting.map(({ space }) =>
    mapQuery(store.watchAcknowledgements(space), (rows) => [space, heldByPeers(rows, own)] as const),
  );
  return mapQuery(allQueries(held), (pairs) => new Map(pairs));
}

function watchConversation({ store, self }: ReadParts, space: SpaceId): LiveQuery<Conversation | null> {
  const row = store.conversations.watch(space);
  return combineQueries(
    switchQuery(row, (record) =>
      mapQuery<ContactRecord | null, { record: ConversationRecord | null; contact: ContactRecord | null }>(
        record === null ? nothing : store.contacts.watch(record.account),
        (contact) => ({ record, contact }),
      ),
    ),
    store.watchAcknowledgements(space),
    ({ record, contact }, rows: readonly Acknowledgement[]) =>
      record === null ? null : conversationView(record, contact ?? undefined, heldByPeers(rows, self.device)),
  );
}

const nothing: LiveQuery<null> = {
  subscribe: (listener) => {
    listener({ status: 'ready', value: null });
    return () => undefined;
  },
};

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
