/** From records to what the screens see. Pure. */
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type DeliveryMarks, deliveryState } from '@domain/chat/delivery.ts';
import type { ConversationRecord, MessageRecord } from '@domain/chat/message.ts';
import type { ContactRecord, InviteRecord, RequestRecord } from '@domain/contact/contact.ts';
import { inviteLink, inviteWebLink } from '@domain/invite/link.ts';
import type { Acknowledgement } from '@ports/documentStore.ts';
import { isInGap } from '@domain/group/inGap.ts';
import type { ChatPreferences } from '@domain/preference/preferences.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import type { GroupView } from '../groups/groupView.ts';
import type { GroupInvite } from './groupWorkspace.ts';
import type { Contact, ContactRequest, Conversation, Invite, Message } from './workspace.ts';

/** A contact as shown. */
export function contactView(record: ContactRecord): Contact {
  const { account, space, profile, remark, tags, state, request, blocked, verifiedAt, addedAt, lastSeenAt } = record;
  const ownName = profile.name;
  const shown = { name: remark ?? ownName, ownName, remark, avatar: profile.avatar };
  return { account, space, ...shown, tags, state, request, blocked, verifiedAt, addedAt, lastSeenAt };
}

/** A request as shown. */
export function requestView({ account, profile, receivedAt, safetyNumber }: RequestRecord): ContactRequest {
  return { account, name: profile.name, avatar: profile.avatar, receivedAt, safetyNumber };
}

/** A link into a group as shown at a time. */
export function groupInviteView(record: InviteRecord, now: number): GroupInvite {
  const { group } = record;
  return { ...inviteView(record, now), limit: group?.limit ?? null, uses: group?.users.length ?? 0 };
}

/** An invite as shown at a time. */
export function inviteView(record: InviteRecord, now: number): Invite {
  const { id, payload, createdAt, expiresAt } = record;
  const state = record.state === 'open' && expiresAt <= now ? 'expired' : record.state;
  return { id, link: inviteLink(payload), webLink: inviteWebLink(payload), state, createdAt, expiresAt };
}

/** The highest place of each own chain that any device of others holds. */
export function heldByPeers(acknowledgements: readonly Acknowledgement[], own: DeviceId): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const { device, chain, seq } of acknowledgements) {
    if (device !== own) held.set(chain, Math.max(held.get(chain) ?? -1, seq));
  }
  return held;
}

/** A message as shown. */
export function messageView(record: MessageRecord, marks: DeliveryMarks, unsent: GroupView['unsent'] = []): Message {
  const { id, at, own, author, body } = record;
  if (isUnsent(record, unsent)) return { id, at, own, author, body, state: 'failed', error: 'message-after-removal' };
  return { id, at, own, author, body, state: deliveryState(record, marks), error: null };
}

/** True for one's own words that nobody is shown, as one was out of the group when one said them (GRP-32). */
export function isUnsent({ own, device, seq, at }: MessageRecord, unsent: GroupView['unsent']): boolean {
  const gaps = unsent.filter((row) => row.device === device);
  return own && isInGap(gaps, { seq, at });
}

/** What a row of the conversation list is made of beside the row itself. */
export interface ConversationSources {
  readonly contacts: ReadonlyMap<AccountId, ContactRecord>;
  readonly group: GroupRecord | undefined;
  /** Names of people in the group. */
  readonly names: Readonly<Record<string, string>>;
  readonly heldBy: ReadonlyMap<string, number>;
  /** Where own words lie that never went out, in a group. */
  readonly unsent: GroupView['unsent'];
  /** What the person chose about it. */
  readonly preferences: ChatPreferences;
  /** Whether what others say they have read is shown. */
  readonly showsReads: boolean;
}

/** A row of the conversation list; null while the person or group behind it is unknown. */
export function conversationView(row: ConversationRecord, sources: ConversationSources): Conversation | null {
  return row.kind === 'group' ? groupRow(row, sources) : directRow(row, sources);
}

function directRow(row: ConversationRecord, { contacts, ...way }: ConversationSources): Conversation | null {
  const contact = contacts.get(row.account);
  if (contact === undefined) return null;
  const person = contactView(contact);
  return {
    ...shared(row, way),
    name: person.name,
    avatar: person.avatar,
    blocked: person.blocked,
    contactState: person.state,
    groupState: null,
    lastAuthor: null,
    unread: person.blocked ? 0 : row.unread,
    tags: person.tags,
  };
}

function groupRow(
  row: ConversationRecord,
  { contacts, group, names, ...way }: ConversationSources,
): Conversation | null {
  if (group === undefined) return null;
  return {
    ...shared(row, way),
    name: group.name,
    avatar: group.picture,
    blocked: false,
    contactState: 'accepted',
    groupState: group.state,
    lastAuthor: authorOf(row, { contacts, names }),
    unread: row.unread,
    tags: NO_TAGS,
  };
}

/** Who said the last, unless it was oneself: as a contact is called, else by their card in the group. */
function authorOf(
  { last }: ConversationRecord,
  { contacts, names }: Pick<ConversationSources, 'contacts' | 'names'>,
): string | null {
  if (last === null || last.own) return null;
  const contact = contacts.get(last.author);
  const name = names[last.author] ?? null;
  if (contact === undefined) return name;
  return contact.remark ?? (contact.state === 'accepted' ? contact.profile.name : name);
}

const NO_TAGS: readonly string[] = [];

function shared(row: ConversationRecord, sources: Omit<ConversationSources, 'contacts' | 'group' | 'names'>) {
  const { heldBy, unsent, preferences, showsReads } = sources;
  const { space, kind, account, activeAt, draft } = row;
  const last =
    row.last === null ? null : messageView(row.last, { heldBy, peerReadAt: showsReads ? row.peerReadAt : 0 }, unsent);
  return { space, kind, account, last, activeAt, draft, preferences };
}
