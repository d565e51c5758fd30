/** Reads about where words are (CHT-17…CHT-20). */
import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { ReadMark } from '@domain/chat/marks.ts';
import type { ConversationRecord, MessageRecord } from '@domain/chat/message.ts';
import { plainWords } from '@domain/chat/plainWords.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import { MAIL_MEMORY_NAME, type Mark, readMailMemory } from '@domain/mailbox/marks.ts';
import type { Clock } from '@ports/clock.ts';
import type { Acknowledgement, DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import { type GroupView, groupViewSchema, unsentIn, viewName } from '../groups/groupView.ts';
import { watchCrowdedMail } from '../mailbox/mailCrowd.ts';
import { watchMailboxStatus } from '../mailbox/mailboxStatus.ts';
import type {
  CrowdedPerson,
  DeliveryWorkspace,
  MessageDetails,
  OutboxEntry,
  PeerSync,
  Recipient,
} from './deliveryWorkspace.ts';
import { allQueries, combineQueries, mapQuery, snapshotQuery, switchQuery } from './liveQueries.ts';
import { isUnsent } from './views.ts';
import type { ConnectionStatus } from './workspace.ts';
import { watchShownReadMarks } from './readReceipts.ts';

/** Chats looked through for what waits. */
const OUTBOX_CHATS = 30;
/** Newest messages of each that are looked through. */
const OUTBOX_MESSAGES = 200;

/** What these reads work with. */
export interface DeliveryReadParts {
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly connection: Snapshot<ConnectionStatus>;
  readonly presence: Snapshot<ReadonlySet<AccountId>>;
}

/** Someone a space's words are for. */
interface Addressee {
  readonly account: AccountId;
  readonly name: string;
  readonly devices: readonly DeviceId[];
}

interface Delivery {
  /** Own words nobody is to be given (CHT-25): they wait for nothing. */
  readonly unsent: GroupView['unsent'];
  readonly addressees: readonly Addressee[];
  readonly held: readonly Acknowledgement[];
  readonly marks: readonly ReadMark[];
  /** What of ours waits in mailboxes. */
  readonly left: readonly Mark[];
  /** Whose mailboxes take no more of ours. */
  readonly full: ReadonlySet<AccountId>;
}

/** See {@link DeliveryWorkspace}. */
export function createDeliveryReads(parts: DeliveryReadParts): DeliveryWorkspace {
  const { store, self, connection } = parts;
  return {
    messageDetails: (space, { id, at }) => {
      const message = mapQuery(
        store.watchMessages(space, { kind: 'from', key: { at, id }, limit: 1 }),
        ({ messages }) => messages.find((one) => one.id === id) ?? null,
      );
      return combineQueries(message, watchDelivery(parts, space), (found, delivery) =>
        found?.own === true && found.device === self.device && !isUnsent(found, delivery.unsent)
          ? detailsOf(found, delivery)
          : null,
      );
    },
    mailboxServices: () => watchMailboxStatus(store),
    crowdedMail: () => watchCrowdedPeople(store, self.account),
    peerSync: (account) => watchPeerSync(parts, account),
    outbox: () => watchOutbox(parts),
    historyProgress: (space) =>
      mapQuery(snapshotQuery(connection), ({ history }) => history.find((row) => row.space === space) ?? null),
    equivocations: (account) =>
      mapQuery(store.proofs.watchAll(), (proofs) =>
        proofs
          .filter((proof) => proof.account === account)
          .map(({ device, space, seq, seenAt, first, second }) => ({
            ...{ account, device, space, seq, seenAt },
            proof: `${toBase64url(first)}.${toBase64url(second)}`,
          })),
      ),
  };
}

function watchDelivery({ store, self, clock }: DeliveryReadParts, space: SpaceId): LiveQuery<Delivery> {
  const held = combineQueries(
    store.watchAcknowledgements(space),
    store.values.watch(MAIL_MEMORY_NAME),
    (rows, mail) => ({
      held: rows.filter(({ chain }) => chain === self.device),
      left: readMailMemory(mail?.value).marks.filter((mark) => mark.space === space && mark.until > clock.now()),
    }),
  );
  const full = mapQuery(watchCrowdedMail(store), (crowded) => ({
    full: new Set(crowded.filter(({ way }) => way === 'to').map(({ account }) => account)),
  }));
  const waiting = combineQueries(held, full, (places, crowd) => ({ ...places, ...crowd }));
  const marks = combineQueries(waiting, watchShownReadMarks(store, space), (places, read) => ({ ...places, read }));
  const unsent = mapQuery(store.values.watch(viewName(space)), (view) => unsentIn(view?.value));
  const known = combineQueries(watchAddressees(store, self.account, space), unsent, (addressees, gaps) => ({
    addressees,
    unsent: gaps,
  }));
  return combineQueries(known, marks, (group, { read, ...places }) => ({ ...group, ...places, marks: read }));
}

/** Whose mailboxes are full, by name. */
function watchCrowdedPeople(store: DocumentStore, self: AccountId): LiveQuery<readonly CrowdedPerson[]> {
  return combineQueries(watchCrowdedMail(store), store.contacts.watchAll(), (crowded, contacts) => {
    const names = new Map(contacts.map((contact) => [contact.account, addresseeOf(contact).name]));
    return crowded.map((one) => ({ ...one, name: names.get(one.account) ?? null, isOwn: one.account === self }));
  });
}

/** Who a space is for: the contact of a 1:1 chat, or the members of a group but oneself. */
function watchAddressees(store: DocumentStore, self: AccountId, space: SpaceId): LiveQuery<readonly Addressee[]> {
  return combineQueries(store.contacts.watchAll(), store.values.watch(viewName(space)), (contacts, view) => {
    const direct = contacts.filter((contact) => contact.space === space);
    if (direct.length > 0) return direct.map(addresseeOf);
    const parsed = v.safeParse(groupViewSchema, view?.value);
    if (!parsed.success) return [];
    const known = new Map(contacts.map((contact) => [contact.account, contact]));
    return parsed.output.members
      .filter(({ account }) => account !== self)
      .map(({ account, name, devices }) => ({ account, name: known.get(account)?.remark ?? name, devices }));
  });
}

function addresseeOf({ account, remark, profile, devices }: ContactRecord): Addressee {
  return { account, name: remark ?? profile.name, devices };
}

function detailsOf(message: MessageRecord, delivery: Delivery): MessageDetails {
  const recipients = recipientsOf(message, delivery);
  const rank = { read: 0, delivered: 1, sent: 2 };
  return {
    id: message.id,
    sentAt: message.at,
    recipients: recipients.toSorted((a, b) => rank[a.state] - rank[b.state] || a.name.localeCompare(b.name)),
    delivered: recipients.filter(({ state }) => state !== 'sent').length,
    read: recipients.filter(({ state }) => state === 'read').length,
    copies: 1 + recipients.reduce((sum, { held }) => sum + held, 0),
  };
}

function recipientsOf(message: MessageRecord, { addressees, held, marks, left, full }: Delivery): readonly Recipient[] {
  const holders = new Set(held.filter(({ seq }) => seq >= message.seq).map(({ device }) => device));
  const readAt = new Map(marks.map(({ account, at }) => [account, at]));
  return addressees.map(({ account, name, devices }) => {
    const count = devices.filter((device) => holders.has(device)).length;
    // A read mark without the message is not believed (CHT-7).
    const isRead = count > 0 && (readAt.get(account) ?? -1) >= message.at;
    const state = isRead ? 'read' : count > 0 ? 'delivered' : 'sent';
    const isLeft = count === 0 && left.some(({ device, seq }) => devices.includes(device) && seq >= message.seq);
    const isCrowdedOut = count === 0 && !isLeft && full.has(account);
    return { account, name, held: count, devices: devices.length, state, isLeft, isCrowdedOut };
  });
}

function watchPeerSync(parts: DeliveryReadParts, account: AccountId): LiveQuery<PeerSync | null> {
  const { store, connection, presence } = parts;
  const live = combineQueries(snapshotQuery(connection), snapshotQuery(presence), ({ upToDate }, here) => ({
    isHere: here.has(account),
    isSynced: upToDate.includes(account),
  }));
  const waiting = switchQuery(store.contacts.watch(account), (contact) =>
    contact === null
      ? snapshotQuery(nobody)
      : mapQuery(watchWaiting(parts, contact.space), (messages) => ({ contact, count: messages.length })),
  );
  return combineQueries(waiting, live, (found, { isHere, isSynced }) => {
    if (found === null) return null;
    const { lastSeenAt } = found.contact;
    const away = lastSeenAt === null ? 'never' : 'away';
    const linked = isSynced ? 'synced' : 'behind';
    return { account, state: isHere ? linked : away, waiting: found.count, lastSeenAt };
  });
}

const nobody: Snapshot<null> = { get: () => null, subscribe: () => () => undefined };

/** Own messages of a space that not everyone it is for holds, newest first, with how many do. */
function watchWaiting(
  parts: DeliveryReadParts,
  space: SpaceId,
): LiveQuery<readonly { readonly message: MessageRecord; readonly recipients: readonly Recipient[] }[]> {
  const latest = parts.store.watchMessages(space, { kind: 'latest', limit: OUTBOX_MESSAGES });
  return combineQueries(latest, watchDelivery(parts, space), ({ messages }, delivery) =>
    messages
      .filter(({ own, device }) => own && device === parts.self.device)
      .filter((message) => message.body.kind !== 'notice' && !isUnsent(message, delivery.unsent))
      .map((message) => ({ message, recipients: recipientsOf(message, delivery) }))
      .filter(({ recipients }) => recipients.some(({ state }) => state === 'sent'))
      .toReversed(),
  );
}

function watchOutbox(parts: DeliveryReadParts): LiveQuery<readonly OutboxEntry[]> {
  const { store } = parts;
  const names = combineQueries(store.contacts.watchAll(), store.groups.watchAll(), (contacts, groups) => {
    const people = contacts.map(({ space, remark, profile }) => [space, remark ?? profile.name] as const);
    return new Map<SpaceId, string>([...people, ...groups.map(({ space, name }) => [space, name] as const)]);
  });
  const entries = switchQuery(store.watchConversations(), (rows) =>
    allQueries(rows.slice(0, OUTBOX_CHATS).map(entriesOf)),
  );
  return combineQueries(entries, names, (chats, named) =>
    chats
      .flat()
      .map((entry) => ({ ...entry, name: named.get(entry.space) ?? '' }))
      .toSorted((a, b) => b.at - a.at),
  );

  function entriesOf({ space }: ConversationRecord): LiveQuery<readonly Omit<OutboxEntry, 'name'>[]> {
    return mapQuery(watchWaiting(parts, space), (waiting) =>
      waiting.map(({ message, recipients }) => ({
        ...{ id: message.id, space, at: message.at, text: plainWords(message.body), recipients: recipients.length },
        delivered: recipients.filter(({ state }) => state !== 'sent').length,
      })),
    );
  }
}
