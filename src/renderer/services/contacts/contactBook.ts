import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { type Result, ok } from '@shared/result.ts';
import { type ContactCard, readCard } from '@domain/contact/card.ts';
import { emptyConversation } from '@domain/chat/message.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import { holdsPapers } from '@domain/device/family.ts';
import { type Invite, readInvite } from '@domain/invite/invite.ts';
import { directSpace } from '@domain/space/space.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { Turn } from '../turn.ts';
import type { ChainEnd, Directory } from '../replication/context.ts';
import { AccountPapers } from './accountPapers.ts';
import { type KnownContact, contactOfCard, contactOfInvite, invitedContact } from './knownContact.ts';

export type { KnownContact } from './knownContact.ts';

/** What a contact book works with. */
export interface ContactBookParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly store: DocumentStore;
  readonly journal: EventJournal;
  readonly verify: VerifySignature;
}

/**
 * The people one knows, in memory and in the store alike: every change goes through here (PPL-1). It is also the directory of
 * 1:1 spaces: a space is shared with a contact that accepted and is not blocked (SPC-3).
 */
export class ContactBook implements Directory {
  /** Changes read what the one before them wrote. */
  private readonly turn = new Turn();
  private readonly bySpace = new Map<SpaceId, AccountId>();
  private readonly people = writableSnapshot<ReadonlyMap<AccountId, KnownContact>>(new Map());
  private readonly parts: ContactBookParts;
  /** Their devices. */
  readonly papers: AccountPapers;
  /** Hears that devices of a contact were added or taken out. */
  onDevices: (account: AccountId) => void = () => undefined;

  constructor(parts: ContactBookParts) {
    this.parts = parts;
    this.papers = new AccountPapers(parts);
  }

  /** Reads everyone from the store. A contact whose card cannot be verified is left out. */
  async load(): Promise<Result<void, StoreError>> {
    const papers = await this.papers.load();
    const records = papers.ok ? await this.parts.store.contacts.all() : papers;
    if (!records.ok) return records;
    const known = await Promise.all(records.value.map((record) => this.read(record)));
    const people = known.filter((contact) => contact !== null);
    for (const { record } of people) this.bySpace.set(record.space, record.account);
    this.people.set(new Map(people.map((contact) => [contact.record.account, contact])));
    return ok();
  }

  /** Everyone, replaced as a whole with each change. */
  get contacts(): Snapshot<ReadonlyMap<AccountId, KnownContact>> {
    return this.people;
  }

  get(account: AccountId): KnownContact | null {
    return this.people.get().get(account) ?? null;
  }

  /** Keeps a contact, new or changed, in store and journal. */
  put(contact: KnownContact): Promise<Result<void, StoreError>> {
    return this.turn.take(() => this.keep(contact));
  }

  /** The same of many who are new, at once: who is known here meanwhile stays as they are. */
  putNew(contacts: readonly KnownContact[]): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const { store, journal } = this.parts;
      const fresh: KnownContact[] = [];
      for (const contact of contacts) {
        if (this.get(contact.record.account) !== null) continue;
        await this.papers.learn(contact.record.account, contact);
        fresh.push(this.withFamily(contact));
      }
      const records = new Map(fresh.map(({ record }) => [record.account, record]));
      const kept = await store.contacts.updateAll([...records.keys()], (account) => records.get(account) ?? null);
      if (!kept.ok) return kept;
      for (const account of records.keys()) await this.forgetRemoval(account);
      void journal.append([...records.values()].map((record) => ({ t: 'contact', record })));
      for (const { space, account } of records.values()) this.bySpace.set(space, account);
      this.people.set(new Map([...this.people.get(), ...fresh.map((one) => [one.record.account, one] as const)]));
      return kept;
    });
  }

  /** Who comes anew is not removed any more. */
  private async forgetRemoval(account: AccountId): Promise<void> {
    const { values } = this.parts.store;
    const removed = await values.get(removedName(account));
    if (!removed.ok || removed.value !== null) await values.remove(removedName(account));
  }

  private async keep(said: KnownContact): Promise<Result<void, StoreError>> {
    const { store } = this.parts;
    const { account } = said.record;
    const hasLearnt = await this.papers.learn(account, said);
    const contact = this.withFamily(said);
    const isNew = this.get(contact.record.account) === null;
    const kept = await store.contacts.put(contact.record);
    if (!kept.ok) return kept;
    if (isNew) await this.forgetRemoval(account);
    void this.parts.journal.append([{ t: 'contact', record: contact.record }]);
    this.bySpace.set(contact.record.space, contact.record.account);
    this.people.set(new Map(this.people.get()).set(account, contact));
    if (hasLearnt && !isNew) this.onDevices(account);
    return kept;
  }

  /** With the devices that stand by all that is known of them, beside what the newest card says. */
  private withFamily(contact: KnownContact): KnownContact {
    const { devices, revoked } = this.papers.familyOf(contact.record.account);
    const certificates = [...devices.values()].filter(({ device }) => !revoked.has(device));
    return {
      ...contact,
      certificates,
      record: { ...contact.record, devices: certificates.map(({ device }) => device) },
    };
  }

  /** Changes fields of a contact. False when there is none. */
  change(account: AccountId, change: Partial<ContactRecord>): Promise<Result<boolean, StoreError>> {
    return this.turn.take(async () => {
      const known = this.get(account);
      if (known === null) return ok(false);
      const kept = await this.keep({ ...known, record: { ...known.record, ...change } });
      return kept.ok ? ok(true) : kept;
    });
  }

  /** Notes when a contact was last linked; too frequent and too little to be journalled. */
  touch(account: AccountId, lastSeenAt: number): Promise<void> {
    return this.turn.take(async () => {
      const known = this.get(account);
      if (known === null) return;
      const record = { ...known.record, lastSeenAt };
      const kept = await this.parts.store.contacts.put(record);
      if (kept.ok) this.people.set(new Map(this.people.get()).set(account, { ...known, record }));
    });
  }

  /**
   * Takes what the journal last said of someone (JNL-8): it fills what is missing here and overrides nothing. Who was removed
   * here stays removed, even where the journal did not hear of it.
   */
  restore(record: ContactRecord): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      if (this.get(record.account) !== null) return ok();
      const removed = await this.parts.store.values.get(removedName(record.account));
      if (!removed.ok) return removed;
      const contact = removed.value === null ? await this.read(record) : null;
      if (contact === null) return ok();
      const row = await this.parts.store.conversations.update(record.space, (current) =>
        current === null ? emptyConversation(record.space, record.account, record.addedAt) : null,
      );
      const kept = row.ok ? await this.parts.store.contacts.put(record) : row;
      if (!kept.ok) return kept;
      this.bySpace.set(record.space, record.account);
      this.people.set(new Map(this.people.get()).set(record.account, contact));
      return ok();
    });
  }

  /** Who was removed here is a contact again, as the record says (SNP-11), in store and journal. False when nothing in it proves who they are. */
  async bringBack(record: ContactRecord): Promise<Result<boolean, StoreError>> {
    const allowed = await this.parts.store.values.remove(removedName(record.account));
    const restored = allowed.ok ? await this.restore(record) : allowed;
    return restored.ok ? this.change(record.account, {}) : restored;
  }

  /** Forgets a contact. That it was on purpose is noted, so that the journal does not bring them back. */
  remove(account: AccountId): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const noted = await this.parts.store.values.put({ name: removedName(account), value: true });
      const removed = noted.ok ? await this.parts.store.contacts.remove(account) : noted;
      if (!removed.ok) return removed;
      void this.parts.journal.append([{ t: 'contact-removed', account }]);
      const rest = new Map(this.people.get());
      rest.delete(account);
      this.people.set(rest);
      return removed;
    });
  }

  /** Someone new whose card is here: they asked and we accept. */
  ofCard(card: ContactCard, addedAt: number): KnownContact {
    return contactOfCard(this.spaceWith(card.account), card, addedAt);
  }

  /** Someone new of whom only an invite is here: we ask. */
  ofInvite(invite: Invite, addedAt: number): KnownContact {
    return contactOfInvite(this.spaceWith(invite.certificate.account), invite, addedAt);
  }

  /** The space of the chat with an account, whoever it is. */
  spaceWith(account: AccountId): SpaceId {
    return directSpace(this.parts.self.account, account);
  }

  /** Takes a newer card of a contact (CRD-7): same account, higher version; an older or equal one changes nothing. False when it is no honest card. */
  async takeCard(account: AccountId, packed: Uint8Array): Promise<boolean> {
    // Most link-ups bring the card that is known, which was checked when it came; events wait behind it.
    const held = this.get(account)?.record.card;
    if (held !== undefined && held.length > 0 && equalBytes(packed, held)) return true;
    const card = await readCard(packed, this.parts.verify);
    // A later form of cards is no offence, and neither is a full disk here: the card comes again with the next link.
    if (!card.ok) return card.error.code === 'card-newer-version';
    if (card.value.account !== account) return false;
    const { profile, version } = card.value;
    return this.turn.take(async () => {
      const known = this.get(account);
      if (known === null) return true;
      // An older card of another device may still say of devices what the newest does not.
      if (version > known.record.cardVersion)
        await this.keep({ ...card.value, record: { ...known.record, card: packed, cardVersion: version, profile } });
      else if (!holdsPapers(this.papers.familyOf(account), card.value))
        await this.keep({ ...known, certificates: card.value.certificates, revocations: card.value.revocations });
      return true;
    });
  }

  accountOf(space: SpaceId, device: DeviceId): AccountId | null {
    const { self } = this.parts;
    if (device === self.device) return self.account;
    const account = this.ofSpace(space)?.record.account ?? null;
    // Who was taken out speaks up to their end.
    return account !== null && this.papers.familyOf(account).devices.has(device) ? account : null;
  }

  devicesOf(space: SpaceId): readonly DeviceId[] {
    const account = this.ofSpace(space)?.record.account ?? null;
    return [this.parts.self.device, ...(account === null ? [] : this.papers.familyOf(account).devices.keys())];
  }

  sharedWith(account: AccountId): readonly SpaceId[] {
    const contact = this.get(account);
    if (contact === null || contact.record.blocked || contact.record.state !== 'accepted') return [];
    return [contact.record.space];
  }

  readersOf(space: SpaceId): readonly AccountId[] {
    const account = this.bySpace.get(space);
    return account !== undefined && this.sharedWith(account).includes(space) ? [account] : [];
  }

  endOf(space: SpaceId, device: DeviceId): ChainEnd | null {
    const account = this.bySpace.get(space);
    // What a contact says of a key that is ours concerns nobody: our chain is ours to end.
    return account === undefined || this.accountOf(space, device) !== account
      ? null
      : this.papers.endOf(account, space, device);
  }

  floorOf(_space: SpaceId, _account: AccountId, _device: DeviceId): number {
    return -1;
  }

  isOpenEnded(_space: SpaceId): boolean {
    return false;
  }

  /** The contact of a 1:1 space. */
  ofSpace(space: SpaceId): KnownContact | null {
    const account = this.bySpace.get(space);
    return account === undefined ? null : this.get(account);
  }

  private async read(record: ContactRecord): Promise<KnownContact | null> {
    if (record.card.length === 0) return this.readFromInvite(record);
    const card = await readCard(record.card, this.parts.verify);
    return card.ok && card.value.account === record.account ? this.known({ ...card.value, record }) : null;
  }

  /** One that is read from the store: what its card says of devices is learnt. */
  private async known(contact: KnownContact): Promise<KnownContact> {
    await this.papers.learn(contact.record.account, contact);
    return this.withFamily(contact);
  }

  private async readFromInvite(record: ContactRecord): Promise<KnownContact | null> {
    const invite = record.invite === null ? null : await readInvite(record.invite, this.parts.verify);
    if (invite?.ok !== true || invite.value.certificate.account !== record.account) return null;
    return this.known(invitedContact(record, invite.value));
  }
}

/** Name of the note, among the store's values, that a contact was removed on purpose. */
function removedName(account: AccountId): string {
  return `removed-contact:${account}`;
}
