import type { AccountId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { emptyConversation } from '@domain/chat/message.ts';
import { type ContactCard, readCard } from '@domain/contact/card.ts';
import { safetyNumber } from '@domain/identity/safetyNumber.ts';
import { type Invite, readInvite } from '@domain/invite/invite.ts';
import { payloadOfText } from '@domain/invite/link.ts';
import { cleanName } from '@domain/profile/cleanName.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { ContactBook, KnownContact } from '../contacts/contactBook.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { type InviteIntoGroup, askToJoin, groupInviteIn, whyNotJoin } from '../groups/groupInviteActs.ts';
import type { InviteDesk } from '../pairing/inviteDesk.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { Acts } from '../workspace/acts.ts';
import { outcomeOf, storeFailure } from '../workspace/failures.ts';
import { inviteView } from '../workspace/views.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspace.ts';
import type { OwnSelf } from './ownSelf.ts';

/** Most tags of a contact. */
const MAX_TAGS = 32;

/** What the acts about people work with. */
export interface PeopleParts {
  readonly own: OwnSelf;
  readonly store: DocumentStore;
  readonly journal: EventJournal;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly invites: InviteDesk;
  readonly replicator: Replicator;
  readonly clock: Clock;
  readonly verify: VerifySignature;
}

type PeopleActs = Pick<
  Acts,
  | 'createInvite'
  | 'revokeInvite'
  | 'previewInvite'
  | 'acceptInvite'
  | 'acceptRequest'
  | 'declineRequest'
  | 'blockRequest'
  | 'safetyNumber'
  | 'setVerified'
  | 'setRemark'
  | 'setTags'
  | 'setBlocked'
  | 'deleteContact'
>;

/** What a person does about other people (PPL-2…PPL-4). */
export function createPeopleActs(parts: PeopleParts): PeopleActs {
  const { contacts, invites, clock, own } = parts;
  return {
    createInvite: async (lifetime) => {
      const made = await invites.create(lifetime);
      if (made.ok) return ok(inviteView(made.value, clock.now()));
      const { code, message } = made.error;
      return { ok: false, error: code === 'invite-limit' ? { code, message } : storeFailure({ code, message }) };
    },
    revokeInvite: async (id) => outcomeOf(await invites.revoke(id)),
    previewInvite: async (text) => {
      const intoGroup = await groupInviteIn(text, parts.verify);
      if (intoGroup !== null) return previewJoining(parts, intoGroup);
      const invite = await usableInvite(parts, text);
      if (!invite.ok) return invite;
      const { certificate, name, expires } = invite.value;
      const number = safetyNumber(own.identity.get().certificate.root, certificate.root);
      return ok({ account: certificate.account, name, expiresAt: expires, safetyNumber: number, group: null });
    },
    acceptInvite: async (text) => {
      const intoGroup = await groupInviteIn(text, parts.verify);
      return intoGroup === null ? acceptInvite(parts, text) : join(parts, intoGroup);
    },
    acceptRequest: (account) => acceptRequest(parts, account),
    declineRequest: async (account) => outcomeOf(await invites.decline(account)),
    blockRequest: (account) => blockRequest(parts, account),
    safetyNumber: async (account) => {
      const contact = contacts.get(account);
      if (contact === null) return fail('contact-missing', 'no such contact');
      return ok(safetyNumber(own.identity.get().certificate.root, contact.root));
    },
    setVerified: (account, verified) => change(contacts, account, { verifiedAt: verified ? clock.now() : null }),
    setRemark: async (account, remark) => {
      if (remark.trim() === '') return change(contacts, account, { remark: null });
      const clean = cleanName(remark);
      return clean.ok ? change(contacts, account, { remark: clean.value }) : clean;
    },
    setTags: (account, tags) => change(contacts, account, { tags: cleanTags(tags) }),
    setBlocked: async (account, blocked) => {
      const changed = await change(contacts, account, { blocked });
      if (changed.ok && blocked) parts.replicator.disconnect(account);
      return changed;
    },
    deleteContact: (account) => deleteContact(parts, account),
  };
}

/** Adds someone: contact, empty conversation row; what waits of them is taken up. */
export async function addContact(
  { store, contacts }: PeopleParts,
  contact: KnownContact,
): Promise<Result<void, StoreError>> {
  const { space, account, addedAt } = contact.record;
  const row = await store.conversations.update(space, (known) =>
    known === null ? emptyConversation(space, account, addedAt) : null,
  );
  return row.ok ? contacts.put(contact) : row;
}

/** The same of many, at once. */
export async function addContacts(
  { store, contacts }: Pick<PeopleParts, 'store' | 'contacts'>,
  added: readonly KnownContact[],
): Promise<Result<void, StoreError>> {
  const bySpace = new Map(added.map(({ record }) => [record.space, record]));
  const rows = await store.conversations.updateAll([...bySpace.keys()], (space, known) => {
    const record = bySpace.get(space);
    return known !== null || record === undefined ? null : emptyConversation(space, record.account, record.addedAt);
  });
  return rows.ok ? contacts.putNew(added) : rows;
}

/** Both sides asked each other, or said yes: from here on they are contacts. */
export async function befriend(parts: PeopleParts, card: ContactCard): Promise<Result<void, StoreError>> {
  const fresh = parts.contacts.ofCard(card, parts.clock.now());
  const known = parts.contacts.get(card.account);
  const { remark, tags, verifiedAt, addedAt, invite } = known?.record ?? fresh.record;
  const record = { ...fresh.record, remark, tags, verifiedAt, addedAt, invite };
  const added = await addContact(parts, { ...fresh, record });
  if (!added.ok) return added;
  parts.replicator.refresh(card.account);
  return parts.store.requests.remove(card.account);
}

/** Why an invite into a group cannot be used by this account now; null when it can. */
function whyNot(parts: PeopleParts, invite: InviteIntoGroup): WorkspaceError | null {
  const { account } = invite.certificate;
  if (parts.contacts.get(account)?.record.blocked === true)
    return { code: 'invite-from-blocked', message: 'the inviter is blocked here' };
  return whyNotJoin({ ...parts, self: parts.own.identity.get().account }, invite);
}

async function previewJoining(parts: PeopleParts, invite: InviteIntoGroup): ReturnType<Acts['previewInvite']> {
  const error = whyNot(parts, invite);
  if (error !== null) return { ok: false, error };
  const { certificate, name, expires: expiresAt, group } = invite;
  const number = safetyNumber(parts.own.identity.get().certificate.root, certificate.root);
  const { space, size } = group;
  const shown = { account: certificate.account, name, expiresAt, safetyNumber: number };
  return ok({ ...shown, group: { space, name: group.name, size } });
}

async function join(parts: PeopleParts, invite: InviteIntoGroup): ReturnType<Acts['acceptInvite']> {
  const error = whyNot(parts, invite);
  if (error !== null) return { ok: false, error };
  const asked = await askToJoin(parts, invite);
  return asked.ok ? ok({ account: invite.certificate.account, group: asked.value }) : asked;
}

async function usableInvite(
  { own, contacts, clock, verify }: PeopleParts,
  text: string,
): Promise<Result<Invite, WorkspaceError>> {
  const payload = payloadOfText(text);
  if (!payload.ok) return payload;
  const invite = await readInvite(payload.value, verify);
  if (!invite.ok) return invite;
  const { account } = invite.value.certificate;
  const known = contacts.get(account)?.record;
  if (account === own.identity.get().account) return fail('invite-own', 'made by this account');
  if (known?.blocked === true) return fail('invite-from-blocked', 'the inviter is blocked here');
  if (known?.state === 'accepted') return fail('invite-already-contact', 'the inviter is a contact already');
  if (invite.value.expires <= clock.now()) return fail('invite-expired', 'its time is over');
  return invite;
}

async function blockRequest({ store, journal, clock }: PeopleParts, account: AccountId): Outcome {
  const at = clock.now();
  const blocked = await store.blocks.put({ account, at });
  if (!blocked.ok) return outcomeOf(blocked);
  void journal.append([{ t: 'blocked', account, at }]);
  return outcomeOf(await store.requests.remove(account));
}

async function acceptInvite(parts: PeopleParts, text: string): ReturnType<Acts['acceptInvite']> {
  const invite = await usableInvite(parts, text);
  if (!invite.ok) return invite;
  const { account } = invite.value.certificate;
  const waiting = await parts.store.requests.get(account);
  if (waiting.ok && waiting.value !== null) {
    const accepted = await acceptRequest(parts, account);
    return accepted.ok ? ok({ account, group: null }) : accepted;
  }
  const block = await parts.store.blocks.get(account);
  if (block.ok && block.value !== null) {
    await parts.store.blocks.remove(account);
    void parts.journal.append([{ t: 'unblocked', account }]);
  }
  const fresh = parts.contacts.ofInvite(invite.value, parts.clock.now());
  // Asking again with a new invite keeps what was noted about them.
  const { remark, tags, verifiedAt, addedAt } = parts.contacts.get(account)?.record ?? fresh.record;
  const added = await addContact(parts, { ...fresh, record: { ...fresh.record, remark, tags, verifiedAt, addedAt } });
  return added.ok ? ok({ account, group: null }) : { ok: false, error: storeFailure(added.error) };
}

async function acceptRequest(parts: PeopleParts, account: AccountId): ReturnType<Acts['acceptRequest']> {
  const request = await parts.store.requests.get(account);
  if (!request.ok) return { ok: false, error: storeFailure(request.error) };
  if (request.value === null) return fail('contact-missing', 'the request is gone');
  const card = await readCard(request.value.card, parts.verify);
  if (!card.ok) return fail('internal', card.error.message);
  const added = await befriend(parts, card.value);
  if (!added.ok) return { ok: false, error: storeFailure(added.error) };
  return ok({ space: parts.contacts.ofCard(card.value, 0).record.space });
}

async function deleteContact({ contacts, store, replicator }: PeopleParts, account: AccountId): Outcome {
  const contact = contacts.get(account);
  if (contact === null) return ok();
  replicator.disconnect(account);
  const removed = await contacts.remove(account);
  if (!removed.ok) return outcomeOf(removed);
  return outcomeOf(await store.clearSpace(contact.record.space));
}

async function change(
  contacts: ContactBook,
  account: AccountId,
  fields: Parameters<ContactBook['change']>[1],
): Promise<Result<void, WorkspaceError>> {
  const changed = await contacts.change(account, fields);
  if (!changed.ok) return { ok: false, error: storeFailure(changed.error) };
  return changed.value ? ok() : fail('contact-missing', 'no such contact');
}

function cleanTags(tags: readonly string[]): string[] {
  const clean = tags.map((tag) => cleanName(tag)).flatMap((tag) => (tag.ok ? [tag.value] : []));
  return [...new Set(clean)].slice(0, MAX_TAGS);
}
