import * as v from 'valibot';
import { type AccountId, isIdText } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { bytesUpTo, timeSchema } from '@shared/schemas.ts';
import { type ContactCard, MAX_CARD_BYTES, readCard } from '@domain/contact/card.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import type { Choice } from '@domain/device/choices.ts';
import type { KnownContact } from '../contacts/knownContact.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import { type PeopleParts, addContacts } from '../engine/peopleActs.ts';
import type { Acts } from '../workspace/acts.ts';
import type { IsDue, OwnLog } from './ownLog.ts';

/** While many people come, what is shared is compared no more often, ms: each comparison is of every space there is. */
const COMPARE_EVERY = 500;
const contactSchema = v.object({ card: bytesUpTo(MAX_CARD_BYTES), addedAt: timeSchema });
const noteSchema = v.object({
  remark: v.nullable(v.pipe(v.string(), v.maxLength(256))),
  tags: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(32)),
  verifiedAt: v.nullable(timeSchema),
  blocked: v.boolean(),
});

/** What keeping people the same on all own devices works with. */
export interface PeopleSyncParts {
  readonly log: OwnLog;
  readonly people: PeopleParts;
  readonly acts: Pick<Acts, 'deleteContact'>;
  readonly verify: VerifySignature;
}

/** What another device said of a contact. */
interface SaidContact {
  readonly account: AccountId;
  readonly card: ContactCard | null;
  readonly addedAt: number;
}

/** Contacts, and what the person noted about them, on all own devices (DEV-15). */
export class PeopleSync {
  private readonly parts: PeopleSyncParts;
  private said = new Map<AccountId, ContactRecord>();
  /** Who is being taken from another device: what was noted of them is that one's to say. */
  private readonly coming = new Set<AccountId>();
  private stop: Disposer = () => undefined;
  private stopWaiting: Disposer | null = null;
  /** Somebody came since all was compared. */
  private isOwed = false;

  constructor(parts: PeopleSyncParts) {
    this.parts = parts;
    parts.log.onTogether('contact', (choices) => this.onContacts(choices));
    parts.log.on('note', (choice) => this.onNote(choice));
  }

  /** Tells of every change from here on. */
  start(): void {
    this.said = this.accepted();
    this.stop = this.book.contacts.subscribe(() => this.tell());
  }

  dispose(): void {
    this.stop();
    this.stopWaiting?.();
  }

  /** Tells of all that is due. */
  tellAll(isDue: IsDue): void {
    for (const account of this.accepted().keys()) {
      if (isDue(`contact/${account}`)) this.sayContact(account);
      if (isDue(`note/${account}`)) this.sayNote(account);
    }
  }

  private get book(): ContactBook {
    return this.parts.people.contacts;
  }

  private accepted(): Map<AccountId, ContactRecord> {
    const records = [...this.book.contacts.get().values()].map(({ record }) => record);
    const isKnown = ({ state, card }: ContactRecord) => state === 'accepted' && card.length > 0;
    return new Map(records.filter(isKnown).map((record) => [record.account, record]));
  }

  private tell(): void {
    const before = this.said;
    this.said = this.accepted();
    for (const [account, record] of this.said) {
      const known = before.get(account);
      if (known === undefined && this.coming.has(account)) continue;
      if (known?.card !== record.card) this.sayContact(account);
      if (known === undefined || !isSameNote(known, record)) this.sayNote(account);
    }
    for (const account of before.keys()) if (!this.said.has(account)) this.sayContact(account);
  }

  private sayContact(account: AccountId): void {
    void this.parts.log.say(`contact/${account}`, () => {
      const record = this.book.get(account)?.record;
      if (record === undefined) return null;
      return record.state === 'accepted' && record.card.length > 0 ? contactOf(record) : undefined;
    });
  }

  private sayNote(account: AccountId): void {
    void this.parts.log.say(`note/${account}`, () => {
      const record = this.book.get(account)?.record;
      return record === undefined ? undefined : noteOf(record);
    });
  }

  /** Those who are new are added at once: a device that was linked just now hears of everybody. */
  private async onContacts(choices: readonly Choice[]): Promise<boolean> {
    const said = (await Promise.all(choices.map((choice) => this.readContact(choice)))).filter((one) => one !== null);
    const cards = said.filter(({ card }) => card !== null);
    for (const { account } of cards) this.coming.add(account);
    const fresh = said.flatMap(({ account, card, addedAt }) =>
      card === null || this.book.get(account) !== null ? [] : [this.withNote(this.book.ofCard(card, addedAt))],
    );
    const isNew = new Set(fresh.map(({ record }) => record.account));
    const added = fresh.length === 0 ? ok() : await addContacts(this.parts.people, fresh);
    if (!added.ok) {
      for (const { account } of cards) this.coming.delete(account);
      return false;
    }
    for (const { account, card } of said) {
      if (card === null) await this.parts.acts.deleteContact(account);
      else if (!isNew.has(account)) await this.accept(account, card.packed.slice());
    }
    for (const { account } of cards) this.coming.delete(account);
    await this.settle(cards.map(({ account }) => account));
    return true;
  }

  /** Null for what is none; without a card: that they were deleted. */
  private async readContact({ key, value }: Choice): Promise<SaidContact | null> {
    const account = accountIn(key);
    if (account === null) return null;
    if (value === null) return { account, card: null, addedAt: 0 };
    const read = v.safeParse(contactSchema, value);
    if (!read.success) return null;
    const card = await readCard(read.output.card, this.parts.verify);
    return card.ok && card.value.account === account
      ? { account, card: card.value, addedAt: read.output.addedAt }
      : null;
  }

  /** With what was noted of them on another device. */
  private withNote(contact: KnownContact): KnownContact {
    const note = v.safeParse(noteSchema, this.parts.log.choices.get(`note/${contact.record.account}`)?.value);
    return note.success ? { ...contact, record: { ...contact.record, ...note.output } } : contact;
  }

  private async settle(accounts: readonly AccountId[]): Promise<void> {
    const { store, replicator } = this.parts.people;
    const requests = await store.requests.all();
    const asked = new Set(requests.ok ? requests.value.map(({ account }) => account) : accounts);
    for (const account of accounts) {
      if (asked.has(account)) await store.requests.remove(account);
      replicator.refresh(account);
    }
    if (accounts.length > 0) this.compareSoon();
  }

  /** Own devices give the talk with somebody who is known now: at once, and those who come right after together. */
  private compareSoon(): void {
    if (this.stopWaiting !== null) {
      this.isOwed = true;
      return;
    }
    const { clock, replicator, own } = this.parts.people;
    replicator.refresh(own.identity.get().account);
    this.stopWaiting = clock.after(COMPARE_EVERY, () => {
      this.stopWaiting = null;
      if (!this.isOwed) return;
      this.isOwed = false;
      this.compareSoon();
    });
  }

  private async accept(account: AccountId, card: Uint8Array): Promise<void> {
    await this.book.takeCard(account, card);
    if (this.book.get(account)?.record.state === 'requested')
      await this.book.change(account, { state: 'accepted', request: null });
  }

  private async onNote({ key, value }: Choice): Promise<void> {
    const account = accountIn(key);
    const note = v.safeParse(noteSchema, value);
    if (account === null || !note.success) return;
    const known = this.book.get(account)?.record;
    // Who was added with it needs no second write.
    if (known !== undefined && !isSameNote(known, { ...known, ...note.output }))
      await this.book.change(account, note.output);
    if (note.output.blocked) this.parts.people.replicator.disconnect(account);
  }
}

function accountIn(key: string): AccountId | null {
  const id = key.slice(key.indexOf('/') + 1);
  return isIdText(id) ? (id as AccountId) : null;
}

function contactOf({ card, addedAt }: ContactRecord): v.InferInput<typeof contactSchema> {
  return { card, addedAt };
}

function noteOf({ remark, tags, verifiedAt, blocked }: ContactRecord): v.InferInput<typeof noteSchema> {
  return { remark, tags, verifiedAt, blocked };
}

function isSameNote(one: ContactRecord, other: ContactRecord): boolean {
  const [a, b] = [noteOf(one), noteOf(other)];
  return (
    a.remark === b.remark &&
    a.tags.join('\n') === b.tags.join('\n') &&
    a.verifiedAt === b.verifiedAt &&
    a.blocked === b.blocked
  );
}
