/** When what was kept counts, is told and acknowledged: database and journal do not answer at once. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import { linkAfter } from '@domain/wallet/entryLog.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { decodeRecord } from '@domain/wallet/envelope.ts';
import { reconcileWallet } from '@services/journal/reconcileWallet.ts';
import { WalletFollower } from '@services/wallet/walletFollower.ts';
import { must } from '../../domain/support/devices.ts';
import { type Person, deviceOf } from '../../domain/wallet/support/people.ts';
import { realPerson } from '../../domain/wallet/support/realPeople.ts';
import { DAY, START, type TestUnit, found, make, mint, pay } from '../../domain/wallet/support/records.ts';
import { certificatesOf, give, openDesk, peerOf } from './support/desk.ts';
import { eventually } from '../../../../support/shared/eventually.ts';

let ana: Person;
let ben: Person;
let cleo: Person;
let unit: TestUnit;
let promise: VerifiedOf<'mint'>;

beforeEach(async () => {
  [ana, ben, cleo] = await Promise.all([realPerson('Ana', 1), realPerson('Ben', 2), realPerson('Cleo', 3)]);
  unit = await found(ana);
  promise = await mint(unit, ben, 700n);
});

type Desk = Awaited<ReturnType<typeof openDesk>>;
const balanceOf = ({ book }: Desk, person: Person) =>
  book.view.unit(unit.id)?.balanceOf(holderOf(person.account)) ?? 0n;
const keptIds = async ({ store }: Desk) => must(await store.wallet.after(0, 1000)).map(({ id }) => id);
const journalled = async ({ journal }: Desk) => {
  const ids: RecordId[] = [];
  must(
    await journal.readAll(async (entries) => {
      for (const entry of entries)
        if (entry.t === 'wallet' && entry.kind === 'record') ids.push(must(decodeRecord(entry.bytes)).id);
    }),
  );
  return ids;
};

describe('keeping what came and what is signed', () => {
  it('WSV-2 what a peer brought counts once the database has it, and is acknowledged once the journal has it, too', async () => {
    const desk = await openDesk(ben);
    desk.link(ana);
    let heard = 0;
    desk.book.listen((fresh) => void (heard += fresh.length));
    const letGo = desk.holdJournal();
    const hearing = desk.intake.hear(peerOf(ana), give(certificatesOf(ana), unit.unit, unit.book, promise));
    await eventually(() => expect(balanceOf(desk, ben)).toBe(700n));
    expect(heard).toBe(3);
    expect(await keptIds(desk)).toContain(promise.id);
    expect(desk.take('wallet.have')).toEqual([]);
    letGo();
    expect(await hearing).toBe(true);
    expect(desk.take('wallet.have').map(({ ids }) => ids)).toEqual([[unit.id, unit.book.id, promise.id]]);
    expect(await journalled(desk)).toEqual([unit.id, unit.book.id, promise.id]);
  });

  it('WSV-1 what is signed here neither counts nor is sent before the journal has it, behind what came before it', async () => {
    const desk = await openDesk(ben);
    desk.courier.start();
    desk.link(ana);
    const letGo = desk.holdJournal();
    const hearing = desk.intake.hear(peerOf(ana), give(certificatesOf(ana), unit.unit, unit.book, promise));
    await eventually(() => expect(balanceOf(desk, ben)).toBe(700n));
    const order = await pay(unit, [ben, ana], 100n, { until: START + DAY });
    const keeping = desk.book.commit({ records: [order] });
    await eventually(async () => expect(await keptIds(desk)).toContain(order.id));
    expect(desk.book.view.record(order.id)).toBeUndefined();
    expect(desk.take('wallet.give')).toEqual([]);
    letGo();
    expect([await hearing, (await keeping).ok]).toEqual([true, true]);
    expect(desk.book.view.record(order.id)).toBeDefined();
    expect(desk.take('wallet.give')).toHaveLength(1);
    expect(await journalled(desk)).toEqual([unit.id, unit.book.id, promise.id, order.id]);
    desk.courier.dispose();
  });

  it('WSV-1 JNL-13 an act that failed for the database is not in the journal, and does not come back with it', async () => {
    const desk = await openDesk(ben);
    const came = { records: [unit.unit, unit.book, promise], certificates: certificatesOf(ana), from: ana.account };
    must(await desk.book.commit(came));
    const [failed, again] = [
      await pay(unit, [ben, ana], 100n, { until: START + DAY }),
      await pay(unit, [ben, ana], 100n, { until: START + DAY }),
    ];
    desk.store.failNext('storage-full');
    expect(await desk.book.commit({ records: [failed] })).toMatchObject({ ok: false, error: { code: 'storage-full' } });
    must(await desk.book.commit({ records: [again] }));
    must(await reconcileWallet(desk));
    expect(await keptIds(desk)).toEqual(expect.arrayContaining([unit.id, unit.book.id, promise.id, again.id]));
    expect(await keptIds(desk)).not.toContain(failed.id);
    expect(await journalled(desk)).toEqual([unit.id, unit.book.id, promise.id, again.id]);
  });

  it('WSV-2 what the database does not take does not count, and is not in the journal', async () => {
    const desk = await openDesk(ben);
    desk.link(ana);
    const letGo = desk.holdJournal();
    desk.store.failNext('storage-full');
    const hearing = desk.intake.hear(peerOf(ana), give(certificatesOf(ana), unit.unit, unit.book, promise));
    letGo();
    expect(await hearing).toBe(true);
    expect([balanceOf(desk, ben), desk.take('wallet.have'), await journalled(desk)]).toEqual([0n, [], []]);
  });
});

describe('a witness', () => {
  /** Ana keeps the book, Ben pays, Cleo sees it: what Ana gives Cleo of the first payment, and her desk. */
  const begin = async () => {
    const book = await found(ana, { witnesses: [deviceOf(cleo).key], name: 'a unit that is seen' });
    const issued = await mint(book, ben, 500n);
    const desk = await openDesk(cleo);
    desk.book.know(certificatesOf(ana, ben));
    desk.link(ana);
    await desk.intake.hear(peerOf(ana), give(certificatesOf(ana), book.unit, book.book, issued));
    const orders = [await pay(book, [ben, ana], 100n), await pay(book, [ben, ana], 50n, { name: 'another' })];
    const entries: VerifiedOf<'entry'>[] = [];
    let prev = desk.book.view.unit(book.id)?.tailOf(1)?.link ?? new Uint8Array(32);
    for (const [place, { id: ref }] of orders.entries()) {
      const body = { unit: book.id, epoch: 1, seq: place + 1, prev, op: 'clear' as const, ref, at: START };
      const entry = await make('entry', body, deviceOf(ana));
      entries.push(entry);
      prev = linkAfter(prev, entry.id);
    }
    const seenOf = ({ id }: VerifiedRecord) => desk.book.view.about(id, 'seen');
    return { book, desk, orders, entries, seenOf };
  };

  it('WSV-32 keeps the next entry and that it has seen it in one transaction, and tells both sides', async () => {
    const { desk, orders, entries, seenOf } = await begin();
    const [order, entry] = [orders[0], entries[0]];
    if (order === undefined || entry === undefined) throw new Error('no order');
    const heard: (readonly string[])[] = [];
    desk.book.listen((fresh) => void heard.push(fresh.map(({ type }) => type)));
    const letGo = desk.holdJournal();
    const hearing = desk.intake.hear(peerOf(ana), give(certificatesOf(ben), order, entry));
    await eventually(async () => expect(await keptIds(desk)).toContain(entry.id));
    // What it signed itself neither counts nor is sent before the journal has it.
    expect([heard, seenOf(entry), desk.book.pendingFor(ana.account)]).toEqual([[], [], []]);
    letGo();
    expect(await hearing).toBe(true);
    expect(heard).toEqual([['transfer', 'entry', 'seen']]);
    const [seen] = seenOf(entry);
    if (seen === undefined) throw new Error('not seen');
    expect(seen.signatures.map(({ key }) => key)).toEqual([deviceOf(cleo).key]);
    expect((await keptIds(desk)).slice(-3)).toEqual([order.id, entry.id, seen.id]);
    expect((await journalled(desk)).slice(-3)).toEqual([order.id, entry.id, seen.id]);
    expect(desk.book.pendingFor(ana.account)).toEqual([seen.id]);
    expect(desk.book.pendingFor(ben.account)).toEqual(expect.arrayContaining([entry.id, seen.id]));
  });

  it('WSV-32 what the database does not take it has not seen', async () => {
    const { desk, orders, entries, seenOf } = await begin();
    const [order, entry] = [orders[0], entries[0]];
    if (order === undefined || entry === undefined) throw new Error('no order');
    const before = await keptIds(desk);
    desk.store.failNext('storage-full');
    await desk.intake.hear(peerOf(ana), give(certificatesOf(ben), order, entry));
    expect([seenOf(entry), await keptIds(desk), desk.book.pendingFor(ana.account)]).toEqual([[], before, []]);
    await desk.intake.hear(peerOf(ana), give(certificatesOf(ben), order, entry));
    expect(seenOf(entry)).toHaveLength(1);
  });

  it('WSV-32 what is not plainly next, or comes while a book changes hands, is kept and not seen with it', async () => {
    const { book, desk, orders, entries, seenOf } = await begin();
    const [[one, two], [first, second]] = [orders, entries];
    if (one === undefined || two === undefined || first === undefined || second === undefined)
      throw new Error('no orders');
    await desk.intake.hear(peerOf(ana), give(certificatesOf(ben), one, two, second));
    expect([desk.book.view.record(second.id) !== undefined, seenOf(second)]).toEqual([true, []]);
    let letGo = () => undefined as void;
    const held = desk.clerkTurn.take(() => new Promise<void>((resolve) => (letGo = resolve)));
    await desk.intake.hear(peerOf(ana), give([], first));
    expect([desk.book.view.record(first.id) !== undefined, seenOf(first)]).toEqual([true, []]);
    letGo();
    await held;
    const body = {
      unit: book.id,
      epoch: 1,
      seq: 2,
      prev: second.body.prev,
      op: 'refuse' as const,
      ref: two.id,
      at: START,
    };
    const other = await make('entry', { ...body, reason: 'expired' }, deviceOf(ana));
    await desk.intake.hear(peerOf(ana), give([], other));
    expect([desk.book.view.unit(book.id)?.entriesAt(1, 2).length, seenOf(other)]).toEqual([2, []]);
  });
});

describe('following what is kept', () => {
  it('WSV-60 what came is read once, and nothing is looked for behind it', async () => {
    const desk = await openDesk(ben);
    must(await desk.book.commit({ records: [unit.unit, unit.book], from: ana.account }));
    const reads = vi.spyOn(desk.store.wallet, 'after');
    const counts: (boolean | undefined)[] = [];
    const dispose = new WalletFollower(desk.store.wallet).picture.subscribe((state) => {
      if (state.status === 'ready') counts.push(state.value.ledger.record(promise.id) !== undefined);
    });
    await eventually(() => expect(counts).toEqual([false]));
    must(await desk.book.commit({ records: [promise], from: ana.account }));
    await eventually(() => expect(counts).toEqual([false, true]));
    expect(reads.mock.calls.map(([after]) => after)).toEqual([0, 2]);
    dispose();
  });
});
