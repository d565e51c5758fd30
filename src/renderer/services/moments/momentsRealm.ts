import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { takesKind } from '@domain/moments/kinds.ts';
import { floorIn, mayRead, ownerOf } from '@domain/moments/visibility.ts';
import type { Clock } from '@ports/clock.ts';
import type { AccountPapers } from '../contacts/accountPapers.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Realm } from '../feed/joinedDirectory.ts';
import type { ChainEnd } from '../replication/context.ts';
import type { CircleBook } from './circleBook.ts';

/** What the realm works with. */
export interface RealmParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  /** The devices of the account, with this one; without it there is this one alone. */
  readonly devices?: () => readonly DeviceId[];
  readonly book: CircleBook;
  readonly contacts: Pick<ContactBook, 'get' | 'contacts'>;
  readonly clock: Pick<Clock, 'now'>;
  /** The devices of contacts, those that were taken out among them, and where the chains of these end. */
  readonly papers?: Pick<AccountPapers, 'familyOf' | 'endOf'>;
}

interface Answers {
  readonly version: number;
  readonly people: ReadonlySet<AccountId>;
  /** When a pass that counted ends. */
  readonly until: number;
  readonly shared: Map<AccountId, readonly SpaceId[]>;
  readonly readers: Map<SpaceId, readonly AccountId[]>;
}

/** Circles and the spaces beside them, as replication asks about spaces (VIS-1, VIS-4). */
export class MomentsRealm implements Realm {
  private readonly parts: RealmParts;
  /** Asked for with every message of every peer. */
  private answers: Answers | null = null;
  private seen: { readonly contacts: unknown; readonly people: ReadonlySet<AccountId> } = {
    contacts: null,
    people: new Set(),
  };

  constructor(parts: RealmParts) {
    this.parts = parts;
  }

  has(space: SpaceId): boolean {
    const { own, held, asides } = this.parts.book.facts;
    return own.has(space) || held.has(space) || asides.has(space);
  }

  /** Rises whenever it may hold others, or others may read it. */
  get version(): CircleBook['version'] {
    return this.parts.book.version;
  }

  /** All that is known of: what own devices give each other (VIS-20). */
  spaces(): readonly SpaceId[] {
    const { own, held, asides } = this.parts.book.facts;
    return [...own.keys(), ...held.keys(), ...asides.keys()];
  }

  takes(space: SpaceId, kind: string): boolean {
    return takesKind(this.parts.book.facts.asides.get(space)?.what ?? 'circle', kind);
  }

  accountOf(space: SpaceId, device: DeviceId): AccountId | null {
    return this.writersOf(space).find((writer) => this.devicesFor(writer).includes(device)) ?? null;
  }

  devicesOf(space: SpaceId): readonly DeviceId[] {
    return this.writersOf(space).flatMap((writer) => this.devicesFor(writer));
  }

  sharedWith(account: AccountId): readonly SpaceId[] {
    const { shared } = this.current();
    const known = shared.get(account);
    if (known !== undefined) return known;
    const { book, clock } = this.parts;
    const { facts } = book;
    const now = clock.now();
    const circles = new Set([
      ...facts.own.keys(),
      ...book.others.of(account),
      ...(facts.shown.get(account)?.keys() ?? []),
    ]);
    const spaces = [...circles, ...facts.asides.keys()].filter((space) => mayRead(facts, account, { space, now }));
    shared.set(account, spaces);
    return spaces;
  }

  readersOf(space: SpaceId): readonly AccountId[] {
    const { readers } = this.current();
    const known = readers.get(space);
    if (known !== undefined) return known;
    const { book, clock, contacts } = this.parts;
    const { facts } = book;
    const now = clock.now();
    const found = [...contacts.contacts.get().keys()].filter((account) => mayRead(facts, account, { space, now }));
    readers.set(space, found);
    return found;
  }

  endOf(space: SpaceId, device: DeviceId): ChainEnd | null {
    const writer = this.accountOf(space, device);
    return writer === null || writer === this.parts.self.account
      ? null
      : (this.parts.papers?.endOf(writer, space, device) ?? null);
  }

  floorOf(space: SpaceId, account: AccountId, device: DeviceId): number {
    const { book, self } = this.parts;
    if (account === self.account || !book.circles.has(space))
      return floorIn(book.facts, account, { circle: space, device });
    return book.floors.of(space, account, device);
  }

  /** A friend may bring what somebody said with a device of which their card has not come yet. */
  isOpenEnded(_space: SpaceId): boolean {
    return true;
  }

  /** The owner answers what a reader remarked where it was remarked. */
  private writersOf(space: SpaceId): readonly AccountId[] {
    const { facts } = this.parts.book;
    const aside = facts.asides.get(space);
    const owner = ownerOf(facts, aside?.circle ?? space);
    const reader = aside?.reader ?? null;
    const answering = aside?.what === 'whispers' ? null : owner;
    return [reader, answering].filter((account) => account !== null);
  }

  private devicesFor(account: AccountId): readonly DeviceId[] {
    const { self, contacts, devices, papers } = this.parts;
    if (account === self.account) return devices?.() ?? [self.device];
    // Who was taken out speaks up to their end.
    if (papers !== undefined) return contacts.get(account) === null ? [] : [...papers.familyOf(account).devices.keys()];
    return contacts.get(account)?.certificates.map(({ device }) => device) ?? [];
  }

  private current(): Answers {
    const { book, clock } = this.parts;
    const [version, people, now] = [book.version.get(), this.peopleNow(), clock.now()];
    const known = this.answers;
    if (known?.version === version && known.people === people && now < known.until) return known;
    const made = { version, people, until: this.nextEnd(now), shared: new Map(), readers: new Map() };
    this.answers = made;
    return made;
  }

  /** The same object as long as nobody came to be a contact, or is one no more: who was seen when changes all the time. */
  private peopleNow(): ReadonlySet<AccountId> {
    const contacts = this.parts.contacts.contacts.get();
    if (contacts === this.seen.contacts) return this.seen.people;
    const { isContact } = this.parts.book.facts;
    const people = new Set([...contacts.keys()].filter(isContact));
    const before = this.seen.people;
    const isSame = people.size === before.size && [...people].every((account) => before.has(account));
    this.seen = { contacts, people: isSame ? before : people };
    return this.seen.people;
  }

  private nextEnd(now: number): number {
    const { shown } = this.parts.book.facts;
    const ends = [...shown.values()].flatMap((passes) => [...passes.values()].map(({ until }) => until));
    return ends.reduce((next, end) => (end > now && end < next ? end : next), Infinity);
  }
}
