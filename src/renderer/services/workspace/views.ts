/** From records to what the screens see. Pure. */
import type { DeviceId } from '@shared/ids.ts';
import { type DeliveryMarks, deliveryState } from '@domain/chat/delivery.ts';
import type { ConversationRecord, MessageRecord } from '@domain/chat/message.ts';
import type { ContactRecord, InviteRecord, RequestRecord } from '@domain/contact/contact.ts';
import { inviteLink, inviteWebLink } from '@domain/invite/link.ts';
import type { Acknowledgement } from '@ports/documentStore.ts';
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
export function messageView(record: MessageRecord, marks: DeliveryMarks): Message {
  const { id, at, own, author, body } = record;
  return { id, at, own, author, body, state: deliveryState(record, marks), error: null };
}

/** A row of the conversation list; null while the person behind it is unknown. */
export function conversationView(
  row: ConversationRecord,
  contact: ContactRecord | undefined,
  heldBy: ReadonlyMap<string, number>,
): Conversation | null {
  if (contact === undefined) return null;
  const person = contactView(contact);
  return {
    space: row.space,
    account: row.account,
    name: person.name,
    avatar: person.avatar,
    blocked: person.blocked,
    contactState: person.state,
    last: row.last === null ? null : messageView(row.last, { heldBy, peerReadAt: row.peerReadAt }),
    activeAt: row.activeAt,
    unread: person.blocked ? 0 : row.unread,
    draft: row.draft,
  };
}
