/** VIS-20: own circles on two devices of one person that act at once and hear of each other late. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Audience } from '@domain/moments/audience.ts';
import { ownSpace } from '@domain/space/space.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { KnownContact } from '@services/contacts/contactBook.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { MomentSync } from '@services/devices/momentSync.ts';
import { OwnLog } from '@services/devices/ownLog.ts';
import { HeardKeeper } from '@services/feed/heardKeeper.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { CircleBook } from '@services/moments/circleBook.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { idOf as fixtureId } from '../../../../support/shared/storeFixtures.ts';
import { type TestDevice, makeDevice, must } from '../../domain/support/devices.ts';
import { emptyContact } from '../moments/emptyContact.ts';

const self = fixtureId<AccountId>('alice');
const devices = [fixtureId<DeviceId>('desk'), fixtureId<DeviceId>('laptop')] as const;
let people: readonly TestDevice[];

beforeAll(async () => {
  people = await Promise.all([makeDevice(1), makeDevice(2), makeDevice(3)]);
});

const idOf = (person: number): AccountId => (people[person] as TestDevice).certificate.account;
const audienceOf = (which: number): Audience =>
  which === 0
    ? { kind: 'contacts' }
    : which === 1
      ? { kind: 'tags', tags: ['friends'] }
      : { kind: 'except', accounts: [idOf(0)] };

/** One of the devices of a person: what it says waits until another hears it. */
class Own {
  readonly said: AdmittedEvent[] = [];
  readonly given: { readonly circle: string; readonly reader: AccountId; readonly epoch: number }[] = [];
  readonly book: CircleBook;
  readonly log: OwnLog;
  readonly sync: MomentSync;
  private readonly contacts = writableSnapshot<ReadonlyMap<AccountId, KnownContact>>(new Map());
  private heard = 0;

  constructor(device: DeviceId, store: MemoryDocumentStore, clock: { at: number }) {
    const now = { now: () => clock.at };
    const get = (asked: AccountId) => this.contacts.get().get(asked) ?? null;
    const contacts = { contacts: this.contacts as Snapshot<ReadonlyMap<AccountId, KnownContact>>, get };
    const keeper = new HeardKeeper({ store, journal: new EventJournal(createMemoryHost(), self), clock: now });
    const random = new SeededRandom(device.codePointAt(1) ?? 1);
    const around = { self: { account: self, device }, contacts, keeper, random, clock: now, devices: () => devices };
    this.book = new CircleBook({ ...around, feed: store.feed });
    for (const [place, person] of people.entries())
      this.contacts.set(
        new Map(this.contacts.get()).set(idOf(place), emptyContact(person, { tags: place < 2 ? ['friends'] : [] })),
      );
    this.log = new OwnLog({
      space: ownSpace(self),
      device,
      store,
      author: async (space, kind, bodies) => {
        const events = bodies.map((body, place) => {
          clock.at += 1;
          // Of an event the log reads no more than this.
          const content = { space, kind, body, device, seq: this.said.length + place, at: clock.at };
          return { content } as unknown as AdmittedEvent;
        });
        this.said.push(...events);
        this.log.onAdmitted(events);
        return ok(events);
      },
      hasOthers: () => true,
      lastOf: () => null,
      now: () => clock.at,
      log: new RingLog(new FakeClock(), createMemoryHost({ signaling: [] })),
    });
    const moments = {
      adopted: async () => this.give(),
      recounted: () => this.recount(),
      looked: async () => undefined,
    };
    const later = { ...now, after: () => () => undefined };
    const parts = { log: this.log, self: around.self, book: this.book, feed: store.feed, keeper, moments };
    this.sync = new MomentSync({ ...parts, replicator: { refresh: () => undefined }, clock: later });
  }

  async open(): Promise<this> {
    must(await this.book.load());
    this.log.start();
    this.sync.start();
    await this.settle();
    return this;
  }

  /** Hears the next things the other said; the value is whether there was one. */
  async hear(other: Own, most = 1): Promise<boolean> {
    const next = other.said.slice(this.heard, this.heard + most);
    this.heard += next.length;
    if (next.length > 0) this.log.onAdmitted(next);
    await this.settle();
    return next.length > 0;
  }

  async close(person: number, isClosed: boolean): Promise<void> {
    must(await this.book.readers.close(idOf(person), isClosed));
    await this.recount();
  }

  async post(which: number): Promise<void> {
    must(await this.book.circleFor(audienceOf(which)));
    this.give();
  }

  async settle(): Promise<void> {
    for (let round = 0; round < 4; round += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      await this.log.settled();
    }
  }

  /** What can be compared: circles with epoch, secret and readers, in the order of their ids. */
  state(): readonly unknown[] {
    return [...this.book.circles]
      .map(([circle, { epoch, secret, readers, audience }]) => ({
        ...{ circle, epoch, audience, secret: toBase64url(secret) },
        readers: [...readers].toSorted(),
      }))
      .toSorted((one, other) => (one.circle < other.circle ? -1 : 1));
  }

  private async recount(): Promise<void> {
    await this.book.recount();
    this.give();
  }

  /** As if everybody were linked all the time. */
  private give(): void {
    for (const [circle, { epoch, readers }] of this.book.circles)
      for (const reader of readers) this.given.push({ circle, reader, epoch });
  }
}

const act = fc.oneof(
  fc.record({ do: fc.constant('close' as const), who: fc.nat(1), person: fc.nat(2), on: fc.boolean() }),
  fc.record({ do: fc.constant('post' as const), who: fc.nat(1), person: fc.nat(2), on: fc.boolean() }),
  fc.record({ do: fc.constant('hear' as const), who: fc.nat(1), person: fc.nat(2), on: fc.boolean() }),
);

type Pair = readonly [desk: Own, laptop: Own];
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

async function play([desk, laptop]: Pair, acts: readonly Act[], clock: { at: number }): Promise<void> {
  for (const { do: what, who, person, on } of acts) {
    const [mine, other] = who === 0 ? [desk, laptop] : [laptop, desk];
    clock.at += 1;
    if (what === 'close') await mine.close(person, on);
    else if (what === 'post') await mine.post(person);
    else await mine.hear(other, 1 + person);
    await mine.settle();
  }
}

/** Until neither has anything to tell. */
async function meet([desk, laptop]: Pair): Promise<void> {
  for (let isMore = true; isMore;) {
    const one = await desk.hear(laptop, 100);
    isMore = (await laptop.hear(desk, 100)) || one;
  }
}

/** The passes of who is shut out; none of them is of the epoch there is. */
function passesOfShut([desk, laptop]: Pair): number {
  const shut = [0, 1, 2].map(idOf).filter((account) => desk.book.readers.isClosed(account));
  const passes = [...desk.given, ...laptop.given].filter(({ reader }) => shut.includes(reader));
  const epochs = new Map<string, number>([...desk.book.circles].map(([circle, { epoch }]) => [circle, epoch]));
  for (const { circle, epoch } of passes) expect(epochs.get(circle)).toBeGreaterThan(epoch);
  return passes.length;
}

describe('own circles on two devices', () => {
  it('VIS-20 come to the same, and who is shut out at the end has no pass that is worth anything, whatever happened', async () => {
    let shut = 0;
    let several = 0;
    const told = fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
      const clock = { at: 1_000_000 };
      const stores = [new MemoryDocumentStore(), new MemoryDocumentStore()] as const;
      for (const store of stores) must(await store.open(self));
      const desk = await new Own(devices[0], stores[0], clock).open();
      const laptop = await new Own(devices[1], stores[1], clock).open();
      await play([desk, laptop], acts, clock);
      await meet([desk, laptop]);
      expect(desk.state()).toEqual(laptop.state());
      const closedBy = (one: Own) => [0, 1, 2].map((person) => one.book.readers.isClosed(idOf(person)));
      expect(closedBy(desk)).toEqual(closedBy(laptop));
      several += desk.state().length > 1 ? 1 : 0;
      shut += passesOfShut([desk, laptop]);
      for (const store of stores) store.close();
    });
    await fc.assert(told, { numRuns: 60 });
    // What is never reached proves nothing.
    expect(shut).toBeGreaterThan(10);
    expect(several).toBeGreaterThan(10);
  });
});
