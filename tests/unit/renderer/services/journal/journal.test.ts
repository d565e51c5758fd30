import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import type { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { makeCard, readCard } from '@domain/contact/card.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { ContactBook } from '@services/contacts/contactBook.ts';
import { GroupBook } from '@services/groups/groupBook.ts';
import { EventJournal, type JournalEntry } from '@services/journal/eventJournal.ts';
import { type ReconcileParts, reconcile } from '@services/journal/reconcile.ts';
import { isDatabaseLost, markAgreement, standingOf } from '@services/journal/standing.ts';
import { Replicator } from '@services/replication/replicator.ts';
import type { Host } from '@ports/host.ts';
import { type TestDevice, codeOf, makeDevice, must, signEvent } from '../../domain/support/devices.ts';
import { type Replica, makeReplica } from '../support/replica.ts';

let alice: TestDevice;
let bob: TestDevice;

const entry = (n: number): JournalEntry => ({ t: 'event', payload: Uint8Array.of(n) });
async function entriesOf(journal: EventJournal): Promise<readonly JournalEntry[]> {
  const all: JournalEntry[] = [];
  must(await journal.readAll(async (entries) => void all.push(...entries)));
  return all;
}

beforeEach(async () => {
  [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
});

describe('the event journal', () => {
  it('JNL-1 gives back what was appended, in order, over pages', async () => {
    const journal = new EventJournal(createMemoryHost(), alice.certificate.account);
    const all = Array.from({ length: 4500 }, (_, n) => entry(n % 256));
    must(await journal.append(all));
    expect(await entriesOf(journal)).toEqual(all);
    expect(must(await journal.count()).count).toBe(4500);
  });

  it('JNL-2 what the host did not take goes first next time', async () => {
    const host = createMemoryHost();
    const journal = new EventJournal(host, alice.certificate.account);
    host.setFailure('journal.append', 'unreachable');
    expect(codeOf(await journal.append([entry(1)]))).toBe('unreachable');
    expect(codeOf(await journal.append([entry(2), entry(3)]))).toBe('unreachable');
    expect(journal.state.get()).toEqual({ reachable: false, restarted: false, behind: 3 });
    expect(journal.isComplete()).toBe(false);
    host.setFailure('journal.append', null);
    must(await journal.append([entry(4)]));
    expect(await entriesOf(journal)).toEqual([1, 2, 3, 4].map(entry));
    expect(journal.state.get()).toEqual({ reachable: true, restarted: false, behind: 0 });
    expect(journal.isComplete()).toBe(true);
  });

  it('JNL-2 says when the host was started again and takes nothing from this page', async () => {
    const host = createMemoryHost();
    const journal = new EventJournal(host, alice.certificate.account);
    host.setFailure('journal.append', 'forbidden');
    await journal.append([entry(1)]);
    expect(journal.state.get()).toEqual({ reachable: false, restarted: true, behind: 1 });
    host.setFailure('journal.append', null);
    await journal.catchUp();
    expect(journal.state.get()).toEqual({ reachable: true, restarted: false, behind: 0 });
  });

  it('JNL-2 catches up without anything new, and says that a full disk is no unreachable host', async () => {
    const host = createMemoryHost();
    const journal = new EventJournal(host, alice.certificate.account);
    host.setFailure('journal.append', 'storage-full');
    await journal.append([entry(1)]);
    expect(journal.state.get()).toEqual({ reachable: true, restarted: false, behind: 1 });
    host.setFailure('journal.append', null);
    await journal.catchUp();
    expect(await entriesOf(journal)).toEqual([entry(1)]);
  });

  it('JNL-2 is not complete while an append is under way, nor after something was let go', async () => {
    const host = createMemoryHost();
    const journal = new EventJournal(host, alice.certificate.account);
    const appending = journal.append([entry(1)]);
    expect(journal.isComplete()).toBe(false);
    await appending;
    expect(journal.isComplete()).toBe(true);
    host.setFailure('journal.append', 'unreachable');
    await journal.append(Array.from({ length: 10_001 }, () => entry(1)));
    host.setFailure('journal.append', null);
    await journal.catchUp();
    expect(journal.state.get().behind).toBe(0);
    expect(journal.isComplete()).toBe(false);
  });

  it('JNL-3 an entry that cannot be read is counted and left out', async () => {
    const host = createMemoryHost();
    const journal = new EventJournal(host, alice.certificate.account);
    await journal.append([entry(1)]);
    await host.call('journal.append', {
      account: alice.certificate.account,
      entries: [Uint8Array.of(255, 1), new Uint8Array([0xa0])],
    });
    await journal.append([entry(2)]);
    const all: JournalEntry[] = [];
    const read = await journal.readAll(async (entries) => void all.push(...entries));
    expect(must(read).unreadable).toBe(2);
    expect(all).toEqual([entry(1), entry(2)]);
  });

  it('JNL-4 every call says which account it is for', async () => {
    const host = createMemoryHost();
    await new EventJournal(host, alice.certificate.account).append([entry(1)]);
    expect(await entriesOf(new EventJournal(host, bob.certificate.account))).toEqual([]);
  });
});

interface Side extends Replica {
  readonly book: ContactBook;
  readonly replicator: Replicator;
  readonly parts: ReconcileParts;
  readonly record: ContactRecord;
}

/** Alice, who knows Bob, or knows nobody and has only the journal. */
async function makeSide(from: { disk?: MemoryDisk; host?: Replica['host'] } = {}, knowsBob = true): Promise<Side> {
  const replica = await makeReplica(alice, bob, from);
  const { store, journal, log } = replica;
  const { account, device } = alice.certificate;
  const book = new ContactBook({ self: { account, device }, store, journal, verify: verifySignature });
  must(await book.load());
  const packed = await makeCard(
    {
      device: bob.keys.public.signing,
      certificates: [bob.signed],
      profile: { name: 'Bob', avatar: { kind: 'generated' } },
      signaling: [],
      version: 1,
    },
    (bytes) => bob.keys.sign(bytes),
  );
  const contact = book.ofCard(must(await readCard(packed, verifySignature)), 5);
  if (knowsBob && book.get(bob.certificate.account) === null) must(await book.put(contact));
  const replicator = new Replicator(
    { ...replica.context, directory: book },
    { ownCard: () => new Uint8Array(), onCard: () => Promise.resolve(true) },
  );
  const groups = new GroupBook({ self: replica.context.self.account, store, journal, verify: verifySignature, log });
  return {
    ...replica,
    book,
    replicator,
    record: contact.record,
    parts: { store, journal, log, contacts: book, groups, replicator, reloadFeeds: () => Promise.resolve() },
  };
}
const say = async (side: Side, text: string) =>
  must(await side.replicator.author(side.space, 'chat.message', { text }));
const refused = { ok: false, error: { code: 'storage-full', message: 'asked to fail' } } as const;
const compare = (side: Side) => reconcile(side.parts, () => undefined);
async function textsOf(side: Side): Promise<readonly string[]> {
  const page = must(await side.store.messages(side.space, { kind: 'latest', limit: 500 }));
  return page.messages.map(({ body }) => (body.kind === 'text' ? body.text : '?'));
}
async function journalledEvents(side: Side): Promise<number> {
  return (await entriesOf(side.journal)).filter(({ t }) => t === 'event').length;
}

describe('comparing journal and database', () => {
  it('JNL-5 a database without mark beside a journal with entries is lost', async () => {
    const side = await makeSide();
    await say(side, 'one');
    expect(must(await isDatabaseLost(side.parts))).toBe(true);
    await markAgreement(side.parts);
    expect(must(await isDatabaseLost(side.parts))).toBe(false);
    expect(must(await isDatabaseLost((await makeSide({ host: side.host }, false)).parts))).toBe(true);
    expect(must(await isDatabaseLost((await makeSide({}, false)).parts))).toBe(false);
  });

  it('JNL-5 where the journal does not say what it holds, a database without mark is not taken for a new one', async () => {
    const side = await makeSide();
    await say(side, 'one');
    const fresh = await makeSide({ host: side.host }, false);
    side.host.setFailure('journal.describe', 'storage-failed');
    expect(codeOf(await isDatabaseLost(fresh.parts))).toBe('storage-failed');
    side.host.setFailure('journal.describe', null);
    await markAgreement(side.parts);
    side.host.setFailure('journal.describe', 'storage-failed');
    expect(must(await isDatabaseLost(side.parts))).toBe(false);
  });

  it('JNL-6 rebuilds a lost database: contacts, chats, words, and says how far it is', async () => {
    const side = await makeSide();
    for (let n = 0; n < 40; n += 1) await say(side, `n${n}`);
    const fresh = await makeSide({ host: side.host }, false);
    const progress: number[] = [];
    const done = must(await reconcile(fresh.parts, (count) => progress.push(count)));
    expect(done).toEqual({ restored: 40, journalled: 0, isJournalHurt: false });
    expect(await textsOf(fresh)).toEqual(await textsOf(side));
    expect(fresh.book.get(bob.certificate.account)?.record).toEqual(side.record);
    expect(must(await fresh.store.conversations.get(side.space))).toMatchObject({
      account: bob.certificate.account,
      unread: 0,
    });
    expect(progress.at(-1)).toBe(41);
    expect((await say(fresh, 'next')).content.seq).toBe(40);
  });

  it('JNL-6 gives the journal what only the database has, so that it can be rebuilt again', async () => {
    const side = await makeSide();
    side.host.setFailure('journal.append', 'unreachable');
    for (let n = 0; n < 30; n += 1) await say(side, `n${n}`);
    // The process ends here: what was kept back is gone.
    side.host.setFailure('journal.append', null);
    const again = await makeSide({ host: side.host, disk: side.disk });
    expect(must(await compare(again))).toEqual({ restored: 0, journalled: 30, isJournalHurt: false });
    const fresh = await makeSide({ host: side.host }, false);
    expect(must(await compare(fresh)).restored).toBe(30);
    expect(await textsOf(fresh)).toEqual(await textsOf(side));
  });

  it('JNL-6 does nothing when both stand as the mark says', async () => {
    const side = await makeSide();
    await say(side, 'one');
    must(await compare(side));
    side.host.setFailure('journal.read', 'internal');
    expect(must(await compare(side))).toEqual({ restored: 0, journalled: 0, isJournalHurt: false });
    await say(side, 'two');
    expect(codeOf(await compare(side))).toBe('internal');
  });

  it('JNL-6 duplicates and disorder in the journal change nothing', async () => {
    const side = await makeSide();
    for (let n = 0; n < 10; n += 1) await say(side, `n${n}`);
    const entries = await entriesOf(side.journal);
    const [contact, ...events] = entries as [JournalEntry, ...JournalEntry[]];
    const host = createMemoryHost();
    await new EventJournal(host, alice.certificate.account).append([...events.toReversed(), contact, ...events]);
    const fresh = await makeSide({ host }, false);
    expect(must(await compare(fresh)).restored).toBe(10);
    expect(await textsOf(fresh)).toEqual(await textsOf(side));
  });

  it('JNL-6 disorder over more than a page is no loss', async () => {
    const side = await makeSide();
    const events: JournalEntry[] = [];
    let prev = null as Awaited<ReturnType<typeof signEvent>>['id'] | null;
    for (let seq = 0; seq < 2300; seq += 1) {
      const event = await signEvent(alice, {
        space: side.space,
        kind: 'chat.message',
        seq,
        prev,
        at: side.clock.now() + seq,
        body: { text: `n${seq}` },
      });
      prev = event.id;
      events.push({ t: 'event', payload: event.payload });
    }
    await side.journal.append(events.toReversed());
    const fresh = await makeSide({ host: side.host }, false);
    const compared = compare(fresh);
    // Signatures are checked in slices that let the thread go.
    for (let slice = 0; slice < 20; slice += 1) await fresh.clock.advance(1);
    expect(must(await compared).restored).toBe(2300);
  });

  it.each([0, 2000])(
    'JNL-7 of two own events for one place the one comes back that goes on, %i entries later',
    async (between) => {
      const side = await makeSide();
      const first = await say(side, 'a');
      const orphan = await signEvent(alice, {
        space: side.space,
        kind: 'chat.message',
        seq: 1,
        prev: first.id,
        at: first.content.at + 1,
        body: { text: 'never in the database' },
      });
      const known: JournalEntry = { t: 'contact', record: side.record };
      await side.journal.append([
        { t: 'event', payload: orphan.payload },
        ...Array.from({ length: between }, () => known),
      ]);
      for (const text of ['b', 'c', 'd']) await say(side, text);
      const fresh = await makeSide({ host: side.host }, false);
      expect(must(await compare(fresh))).toMatchObject({ restored: 4, journalled: 0 });
      expect(await textsOf(fresh)).toEqual(['a', 'b', 'c', 'd']);
      expect((await say(fresh, 'e')).content.seq).toBe(4);
    },
  );

  it('JNL-6 an entry that cannot be read costs what follows it in its chain, and nothing of the other', async () => {
    const side = await makeSide();
    const texts = ['a', 'b', 'c'];
    const bobs = await makeReplica(bob, alice, { clock: side.clock });
    const theirs = new Replicator(bobs.context, {
      ownCard: () => new Uint8Array(),
      onCard: () => Promise.resolve(true),
    });
    for (const text of texts) {
      await say(side, text);
      const event = must(await theirs.author(side.space, 'chat.message', { text: `their ${text}` }));
      await side.journal.append([{ t: 'event', payload: event.payload }]);
    }
    const kept = (await entriesOf(side.journal)).filter((_, index) => index !== 3);
    const host = createMemoryHost();
    await new EventJournal(host, alice.certificate.account).append(kept);
    const fresh = await makeSide({ host }, false);
    expect(must(await compare(fresh)).restored).toBe(4);
    expect((await textsOf(fresh)).toSorted()).toEqual(['a', 'their a', 'their b', 'their c']);
  });

  it('JNL-6 a comparison that is cut short goes on at the next', async () => {
    const side = await makeSide();
    for (let n = 0; n < 10; n += 1) await say(side, `n${n}`);
    const fresh = await makeSide({ host: side.host }, false);
    fresh.disk.writeFault = 'storage-full';
    expect(codeOf(await compare(fresh))).toBe('storage-full');
    fresh.disk.writeFault = null;
    expect(must(await isDatabaseLost(fresh.parts))).toBe(true);
    expect(must(await compare(fresh)).restored).toBe(10);
  });

  it('JNL-6 the mark is not set while something waits for the host', async () => {
    const side = await makeSide();
    must(await compare(side));
    const before = must(await side.store.values.get('journal-mark'));
    side.host.setFailure('journal.append', 'storage-full');
    await say(side, 'one');
    await markAgreement(side.parts);
    expect(must(await side.store.values.get('journal-mark'))).toEqual(before);
  });

  it('JNL-6 the mark is not set while the journal has an own event that the store refused', async () => {
    const side = await makeSide();
    must(await compare(side));
    const before = must(await side.store.values.get('journal-mark'));
    const admit = side.store.admit.bind(side.store);
    Object.assign(side.store, { admit: () => Promise.resolve(refused) });
    expect(codeOf(await side.replicator.author(side.space, 'chat.message', { text: 'one' }))).toBe('storage-full');
    Object.assign(side.store, { admit });
    await markAgreement(side.parts);
    expect(must(await side.store.values.get('journal-mark'))).toEqual(before);
    // The next words bring it along: then both have the same.
    await say(side, 'two');
    await markAgreement(side.parts);
    expect(must(await standingOf(side.parts))).toMatchObject({ isAgreed: true });
  });

  it('JNL-6 a mark of before, which may leave out what waited for the store, is compared once more', async () => {
    const side = await makeSide();
    await say(side, 'one');
    must(await compare(side));
    expect(must(await standingOf(side.parts)).isAgreed).toBe(true);
    const mark = must(await side.store.values.get('journal-mark'));
    expect(mark?.value).toMatchObject({ isWhole: true });
    const before = Object.entries(mark?.value ?? {}).filter(([name]) => name !== 'isWhole');
    must(await side.store.values.put({ name: 'journal-mark', value: Object.fromEntries(before) }));
    expect(must(await standingOf(side.parts))).toMatchObject({ isAgreed: false, isHurt: false });
    must(await compare(side));
    expect(must(await standingOf(side.parts)).isAgreed).toBe(true);
  });

  it('JNL-6 the mark is not set while the store has yet to answer for what the journal has', async () => {
    const side = await makeSide();
    await say(side, 'zero');
    must(await compare(side));
    let refuse = () => {};
    const answered = new Promise<void>((resolve) => (refuse = resolve));
    const admit = side.store.admit.bind(side.store);
    Object.assign(side.store, { admit: () => answered.then(() => refused) });
    const count = await journalledEvents(side);
    const saying = side.replicator.author(side.space, 'chat.message', { text: 'one' });
    await expect.poll(() => journalledEvents(side)).toBe(count + 1);
    await markAgreement(side.parts);
    refuse();
    expect(codeOf(await saying)).toBe('storage-full');
    Object.assign(side.store, { admit });
    const next = await makeSide({ disk: side.disk, host: side.host });
    expect(must(await compare(next)).restored).toBe(1);
    expect(await textsOf(next)).toEqual(['zero', 'one']);
    must(await next.replicator.author(next.space, 'chat.message', { text: 'two' }));
    const rebuilt = await makeSide({ host: side.host }, false);
    must(await compare(rebuilt));
    expect(await textsOf(rebuilt)).toEqual(['zero', 'one', 'two']);
  });
});

describe('contacts in the journal', () => {
  it('JNL-8 who was removed stays removed, and their words are not shown', async () => {
    const side = await makeSide();
    await say(side, 'one');
    must(await side.book.remove(bob.certificate.account));
    must(await side.store.clearSpace(side.space));
    for (const again of [
      await makeSide({ host: side.host, disk: side.disk }, false),
      await makeSide({ host: side.host }, false),
    ]) {
      must(await compare(again));
      expect(again.book.get(bob.certificate.account)).toBeNull();
      expect(must(await again.store.contacts.all())).toEqual([]);
      expect(must(await again.store.conversations.all())).toEqual([]);
      expect(await textsOf(again)).toEqual([]);
      // The chain goes on all the same: meeting again must not fork it.
      expect(must(await again.store.chainHeads(side.space))).toMatchObject([{ seq: 0 }]);
    }
  });

  it('JNL-8 stays removed where the journal did not hear of it, and hears of it then', async () => {
    const side = await makeSide();
    side.host.setFailure('journal.append', 'unreachable');
    must(await side.book.remove(bob.certificate.account));
    side.host.setFailure('journal.append', null);
    const again = await makeSide({ host: side.host, disk: side.disk }, false);
    must(await compare(again));
    expect(again.book.get(bob.certificate.account)).toBeNull();
    const fresh = await makeSide({ host: side.host }, false);
    must(await compare(fresh));
    expect(fresh.book.get(bob.certificate.account)).toBeNull();
  });

  it('JNL-8 who is met again after a removal is brought back', async () => {
    const side = await makeSide();
    const contact = side.book.get(bob.certificate.account);
    if (contact === null) throw new Error('Bob is known');
    must(await side.book.remove(bob.certificate.account));
    must(await side.book.put(contact));
    const fresh = await makeSide({ host: side.host }, false);
    must(await compare(fresh));
    expect(fresh.book.get(bob.certificate.account)).not.toBeNull();
  });

  it('JNL-8 overrides nothing the database knows, and learns what only that knows', async () => {
    const side = await makeSide();
    side.host.setFailure('journal.append', 'unreachable');
    must(await side.book.change(bob.certificate.account, { blocked: true, remark: 'Bobby' }));
    side.host.setFailure('journal.append', null);
    const again = await makeSide({ host: side.host, disk: side.disk });
    must(await compare(again));
    expect(again.book.get(bob.certificate.account)?.record).toMatchObject({ blocked: true, remark: 'Bobby' });
    const fresh = await makeSide({ host: side.host }, false);
    must(await compare(fresh));
    expect(fresh.book.get(bob.certificate.account)?.record).toMatchObject({ blocked: true, remark: 'Bobby' });
    expect(await journalledEvents(fresh)).toBe(0);
  });

  it('JNL-8 a contact whose card does not verify is left out', async () => {
    const side = await makeSide();
    const host = createMemoryHost();
    const record = { ...side.record, card: side.record.card.slice().fill(0, 100, 110) };
    await new EventJournal(host satisfies Host, alice.certificate.account).append([{ t: 'contact', record }]);
    const fresh = await makeSide({ host }, false);
    must(await compare(fresh));
    expect(fresh.book.contacts.get().size).toBe(0);
  });
});
