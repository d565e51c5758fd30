/** When what was kept counts, is told and acknowledged: database and journal do not answer at once. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import { decodeRecord } from '@domain/wallet/envelope.ts';
import { reconcileWallet } from '@services/journal/reconcileWallet.ts';
import { WalletFollower } from '@services/wallet/walletFollower.ts';
import { must } from '../../domain/support/devices.ts';
import { type Person } from '../../domain/wallet/support/people.ts';
import { realPerson } from '../../domain/wallet/support/realPeople.ts';
import { DAY, START, type TestUnit, found, mint, pay } from '../../domain/wallet/support/records.ts';
import { certificatesOf, give, openDesk, peerOf } from './support/desk.ts';

let ana: Person;
let ben: Person;
let unit: TestUnit;
let promise: VerifiedOf<'mint'>;

beforeEach(async () => {
  [ana, ben] = await Promise.all([realPerson('Ana', 1), realPerson('Ben', 2)]);
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
    await vi.waitFor(() => expect(balanceOf(desk, ben)).toBe(700n));
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
    await vi.waitFor(() => expect(balanceOf(desk, ben)).toBe(700n));
    const order = await pay(unit, [ben, ana], 100n, { until: START + DAY });
    const keeping = desk.book.commit({ records: [order] });
    await vi.waitFor(async () => expect(await keptIds(desk)).toContain(order.id));
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

describe('following what is kept', () => {
  it('WSV-60 what came is read once, and nothing is looked for behind it', async () => {
    const desk = await openDesk(ben);
    must(await desk.book.commit({ records: [unit.unit, unit.book], from: ana.account }));
    const reads = vi.spyOn(desk.store.wallet, 'after');
    const counts: (boolean | undefined)[] = [];
    const dispose = new WalletFollower(desk.store.wallet).picture.subscribe((state) => {
      if (state.status === 'ready') counts.push(state.value.ledger.record(promise.id) !== undefined);
    });
    await vi.waitFor(() => expect(counts).toEqual([false]));
    must(await desk.book.commit({ records: [promise], from: ana.account }));
    await vi.waitFor(() => expect(counts).toEqual([false, true]));
    expect(reads.mock.calls.map(([after]) => after)).toEqual([0, 2]);
    dispose();
  });
});
