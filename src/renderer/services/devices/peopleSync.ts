import * as v from 'valibot';
import { type AccountId, isIdText } from '@shared/ids.ts';
import { bytesUpTo, timeSchema } from '@shared/schemas.ts';
import { MAX_CARD_BYTES, readCard } from '@domain/contact/card.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import type { Choice } from '@domain/device/choices.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import { type PeopleParts, addContact } from '../engine/peopleActs.ts';
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

/** Contacts, and what the person noted about them, on all own devices (DEV-15). */
export class PeopleSync {
  private readonly parts: PeopleSyncParts;
  private said = new Map<AccountId, ContactRecord>();
  /** Who is being taken from another device: what was noted of them is that one's to say. */
  private readonly coming = new Set<AccountId>();
  private stop: Disposer = () => undefined;
  private stopWaiting: Disposer | null = null;

  constructor(parts: PeopleSyncParts) {
    this.parts = parts;
    parts.log.on('contact', (choice) => this.onContact(choice));
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

  private async onContact({ key, value }: Choice): Promise<void> {
    const account = accountIn(key);
    if (account === null) return;
    if (value === null) return void (await this.parts.acts.deleteContact(account));
    const read = v.safeParse(contactSchema, value);
    if (!read.success) return;
    const card = await readCard(read.output.card, this.parts.verify);
    if (!card.ok || card.value.account !== account) return;
    const isNew = this.book.get(account) === null;
    this.coming.add(account);
    if (isNew) await addContact(this.parts.people, this.book.ofCard(card.value, read.output.addedAt));
    else await this.accept(account, card.value.packed.slice());
    this.coming.delete(account);
    await this.settle(account, isNew);
  }

  private async settle(account: AccountId, isNew: boolean): Promise<void> {
    const { store, replicator } = this.parts.people;
    await store.requests.remove(account);
    const note = this.parts.log.choices.get(`note/${account}`);
    if (isNew && note !== undefined) await this.onNote(note);
    replicator.refresh(account);
    this.compareSoon();
  }

  /** Own devices give the talk with somebody who is known now: those who came at about the same time at once. */
  private compareSoon(): void {
    const { clock, replicator, own } = this.parts.people;
    this.stopWaiting ??= clock.after(COMPARE_EVERY, () => {
      this.stopWaiting = null;
      replicator.refresh(own.identity.get().account);
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
