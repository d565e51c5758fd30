/** People with a book of circles and a desk for passes each, joined by links that only carry words about circles. */
import type { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { emptyContact } from './emptyContact.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { KnownContact } from '@services/contacts/contactBook.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { CircleBook } from '@services/moments/circleBook.ts';
import type { MomentLink } from '@services/moments/linkTalk.ts';
import { MomentsRealm } from '@services/moments/momentsRealm.ts';
import { PassDesk } from '@services/moments/passDesk.ts';
import type { FeedWord } from '@services/replication/session.ts';
import { settle } from '../../../../support/shared/settle.ts';
import type { AccountId } from '@shared/ids.ts';
import { type TestDevice, must } from '../../domain/support/devices.ts';

export class Friend {
  readonly contacts = writableSnapshot<ReadonlyMap<AccountId, KnownContact>>(new Map());
  readonly links = writableSnapshot<readonly MomentLink[]>([]);
  readonly heard: { readonly from: AccountId; readonly word: FeedWord; readonly isGood: boolean }[] = [];
  readonly book: CircleBook;
  readonly realm: MomentsRealm;
  readonly desk: PassDesk;
  readonly device: TestDevice;
  readonly store: MemoryDocumentStore;

  constructor(device: TestDevice, parts: { readonly clock: FakeClock; readonly store: MemoryDocumentStore }) {
    this.device = device;
    this.store = parts.store;
    const { account, device: id } = device.certificate;
    const self = { account, device: id, keys: device.keys };
    const journal = new EventJournal(createMemoryHost(), account);
    const keeper = new FeedKeeper({ ...parts, journal });
    const random = new SeededRandom(account.codePointAt(0) ?? 1);
    const get = (asked: AccountId) => this.contacts.get().get(asked) ?? null;
    const contacts = { contacts: this.contacts as Snapshot<ReadonlyMap<AccountId, KnownContact>>, get };
    this.book = new CircleBook({ self, feed: parts.store.feed, keeper, contacts, random, clock: parts.clock });
    this.realm = new MomentsRealm({ self, book: this.book, contacts, clock: parts.clock });
    const around = { contacts, clock: parts.clock, random, links: this.links, verify: verifySignature };
    this.desk = new PassDesk({ self, book: this.book, ...around, refresh: () => undefined });
  }

  get account(): AccountId {
    return this.device.certificate.account;
  }

  /** Makes the circle of all contacts, and begins to speak. */
  async open(): Promise<this> {
    must(await this.book.load());
    must(await this.book.circleFor({ kind: 'contacts' }));
    this.desk.start();
    return this;
  }

  /** With `more` their card names other devices, too. */
  know(other: Friend, change: Partial<KnownContact['record']> = {}, more: KnownContact['certificates'] = []): void {
    const contact = emptyContact(other.device, change);
    const certificates = [...contact.certificates, ...more];
    this.contacts.set(new Map(this.contacts.get()).set(other.account, { ...contact, certificates }));
  }

  /** As the engine does when contacts changed. */
  async recount(): Promise<void> {
    const changes = await this.book.recount();
    await this.desk.giveAll(changes.map(({ circle }) => circle));
    await settle();
  }

  forget(): void {
    this.links.set([]);
  }
}

/** Somebody with an empty database. */
export async function friendOf(device: TestDevice, clock: FakeClock): Promise<Friend> {
  const store = new MemoryDocumentStore();
  must(await store.open(device.certificate.account));
  return new Friend(device, { clock, store });
}

/** Both say yes, and are linked from now on. */
export async function link(one: Friend, other: Friend): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const peer = { account: to.account, device: to.device.certificate.device };
    const own = { account: from.account, device: from.device.certificate.device };
    const say = (word: FeedWord) =>
      void to.desk.hear(own, word).then((isGood) => to.heard.push({ from: from.account, word, isGood }));
    from.links.set([...from.links.get(), { peer, say }]);
  }
  await settle();
}
