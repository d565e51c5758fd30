/** What peers say about the wallet: what is kept of it, what is answered. */
import { beforeEach, describe, expect, it } from 'vitest';
import { depositOf } from '@domain/wallet/drafts/payments.ts';
import { decodeRecord, sealRecord } from '@domain/wallet/envelope.ts';
import { encodeCanonical, decodeCanonical } from '@domain/codec/canonical.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { MAX_EPOCH } from '@domain/wallet/records/unitRecords.ts';
import { MOST_WAITING } from '@services/wallet/walletIntake.ts';
import { must } from '../../domain/support/devices.ts';
import { type Person, deviceOf } from '../../domain/wallet/support/people.ts';
import { realPerson } from '../../domain/wallet/support/realPeople.ts';
import { DAY, START, type TestUnit, found, make, mint, nonceNamed, pay } from '../../domain/wallet/support/records.ts';
import { certificatesOf, give, openDesk, peerOf } from './support/desk.ts';

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

const nowhere = 'A'.repeat(43) as RecordId;
type Desk = Awaited<ReturnType<typeof openDesk>>;
const balanceOf = ({ book }: Desk, person: Person) =>
  book.view.unit(unit.id)?.balanceOf(holderOf(person.account)) ?? 0n;
const keptIds = async ({ store }: Desk) => must(await store.wallet.after(0, 1000)).map(({ id }) => id);

describe('taking records', () => {
  it('WSV-2 what is taken is kept and journalled, and acknowledged after that', async () => {
    const desk = await openDesk(ben);
    desk.link(ana);
    expect(await desk.intake.hear(peerOf(ana), give(certificatesOf(ana), unit.unit, unit.book, promise))).toBe(true);
    expect(balanceOf(desk, ben)).toBe(700n);
    expect(await keptIds(desk)).toEqual(expect.arrayContaining([unit.id, unit.book.id, promise.id]));
    const kinds: string[] = [];
    must(await desk.journal.readAll(async (entries) => void kinds.push(...entries.map(({ t }) => t))));
    expect(kinds).toEqual(['wallet', 'wallet', 'wallet', 'wallet']);
    expect(desk.take('wallet.have')).toEqual([{ t: 'wallet.have', ids: [unit.id, unit.book.id, promise.id] }]);
    desk.store.failNext('storage-full');
    const more = await mint(unit, ben, 1n);
    expect(await desk.intake.hear(peerOf(ana), give([], more))).toBe(true);
    expect(desk.take('wallet.have')).toEqual([]);
    expect(balanceOf(desk, ben)).toBe(700n);
  });

  it('WSV-20 one signature that does not hold makes the whole message an offence', async () => {
    const desk = await openDesk(ben);
    desk.link(ana);
    const [bad] = give([], promise).records.map((bytes) => bytes.slice());
    if (bad === undefined) throw new Error('no record');
    bad[bad.length - 1] = (bad.at(-1) ?? 0) ^ 1;
    const word = { ...give(certificatesOf(ana), unit.unit, unit.book), records: [...give([], unit.unit).records, bad] };
    expect(await desk.intake.hear(peerOf(ana), word)).toBe(false);
    expect(await desk.intake.hear(peerOf(ana), { ...word, records: [Uint8Array.of(1, 2)] })).toBe(false);
    expect(await desk.intake.hear(peerOf(ana), { ...word, records: [], certificates: [Uint8Array.of(1)] })).toBe(false);
    expect(await keptIds(desk)).toEqual([]);
    expect(desk.said).toEqual([]);
  });

  it('WSV-21 what a newer version made is neither kept nor acknowledged, and no offence', async () => {
    const desk = await openDesk(ben);
    desk.link(ana);
    const content = decodeCanonical(promise.bytes);
    if (!content.ok || typeof content.value !== 'object') throw new Error('no map');
    const newer = encodeCanonical({ ...content.value, v: 2 });
    const packed = encodeCanonical([newer, [[new Uint8Array(32), new Uint8Array(64)]]]);
    expect(decodeRecord(packed)).toMatchObject({ error: { code: 'record-newer-version' } });
    const word = give(certificatesOf(ana), unit.unit, unit.book, promise);
    expect(await desk.intake.hear(peerOf(ana), { ...word, records: [...word.records, packed] })).toBe(true);
    expect(desk.take('wallet.have')[0]?.ids).toHaveLength(3);
    expect(balanceOf(desk, ben)).toBe(700n);
  });

  it('WSV-22 what is no business of ours is acknowledged and dropped', async () => {
    const desk = await openDesk(cleo);
    desk.link(ana);
    await desk.intake.hear(peerOf(ana), give(certificatesOf(ana), unit.unit, unit.book, promise));
    expect(await keptIds(desk)).toEqual([]);
    expect(desk.take('wallet.have')[0]?.ids).toEqual([unit.id, unit.book.id, promise.id]);
    const mine = await mint(unit, cleo, 5n);
    await desk.intake.hear(peerOf(ana), give(certificatesOf(ana), unit.unit, unit.book, promise, mine));
    expect((await keptIds(desk)).includes(promise.id)).toBe(false);
    expect(balanceOf(desk, cleo)).toBe(5n);
  });

  it('WSV-23 what something is missing for is worth nothing, is asked about, and counts when that comes', async () => {
    const desk = await openDesk(ben);
    desk.link(ana);
    await desk.intake.hear(peerOf(ana), give([], promise));
    expect(balanceOf(desk, ben)).toBe(0n);
    expect(desk.take('wallet.ask')).toEqual([{ t: 'wallet.ask', ids: [promise.id] }]);
    await desk.intake.hear(peerOf(ana), give([], promise));
    expect(desk.take('wallet.ask')).toEqual([]);
    await desk.intake.hear(peerOf(ana), give(certificatesOf(ana), unit.unit, unit.book));
    expect(balanceOf(desk, ben)).toBe(700n);
    const again = await openDesk(ben, undefined, desk.disk);
    expect(balanceOf(again, ben)).toBe(700n);
  });

  it('WSV-23 only whom a record concerns is told what it rests on', async () => {
    const desk = await openDesk(ana);
    desk.link(ben);
    must(await desk.book.commit({ records: [unit.unit, unit.book, promise] }));
    desk.take('wallet.give');
    await desk.intake.hear(peerOf(cleo), { t: 'wallet.ask', ids: [promise.id] });
    expect(desk.said).toEqual([]);
    await desk.intake.hear(peerOf(ben), { t: 'wallet.ask', ids: [promise.id] });
    expect(desk.take('wallet.give').map(({ records }) => records.length)).toEqual([2]);
  });

  it('WSV-24 what is too much is passed over, and is no offence', async () => {
    const desk = await openDesk(ben);
    desk.link(ana);
    for (let count = 0; count < 400; count += 1)
      await desk.intake.hear(peerOf(ana), { t: 'wallet.have', ids: [promise.id] });
    const word = give(certificatesOf(ana), unit.unit, unit.book, promise);
    expect(await desk.intake.hear(peerOf(ana), word)).toBe(true);
    expect(balanceOf(desk, ben)).toBe(0n);
    await desk.clock.advance(1000);
    await desk.intake.hear(peerOf(ana), word);
    expect(balanceOf(desk, ben)).toBe(700n);
  });

  it('WSV-25 strangers fill no more than so much with what waits', async () => {
    const unchecked = () => Promise.resolve(true);
    const desk = await openDesk(ben, unchecked);
    const signer = { key: deviceOf(ana).key, sign: () => Promise.resolve(new Uint8Array(64)) };
    const stray = async (place: number) => {
      const body = { unit: nonceId(place), to: holderOf(ben.account), amount: 1n };
      return sealRecord({ type: 'mint', nonce: nonceNamed(`stray ${place}`), body }, signer);
    };
    const nonceId = (place: number) => `${unit.id.slice(0, 38)}${String(place).padStart(4, '0')}A` as RecordId;
    for (let from = 0; from <= MOST_WAITING; from += 250) {
      const records = await Promise.all(Array.from({ length: 250 }, (_, place) => stray(from + place)));
      await desk.intake.hear(peerOf(ana), give([], ...records));
    }
    expect(desk.book.waiting.size).toBeLessThan(MOST_WAITING + 250);
    const before = desk.book.waiting.size;
    await desk.intake.hear(peerOf(ana), give([], await stray(9000)));
    expect(desk.book.waiting.size).toBe(before);
  });

  it('WSV-12 an order that comes again gets the same entries again', async () => {
    const desk = await openDesk(ana);
    const order = await pay(unit, [ben, ana], 100n, { until: START + DAY });
    const before = must(
      await desk.book.commit({ records: [unit.unit, unit.book, promise, order], certificates: certificatesOf(ben) }),
    );
    expect(before).toHaveLength(4);
    const prev = desk.book.view.unit(unit.id)?.tailOf(1)?.link;
    if (prev === undefined) throw new Error('no log');
    const body = { unit: unit.id, epoch: 1, seq: 1, prev, op: 'clear' as const, ref: order.id, at: START };
    const entry = await make('entry', body, deviceOf(ana));
    must(await desk.book.commit({ records: [entry] }));
    await desk.intake.hear(peerOf(ben), { t: 'wallet.have', ids: [entry.id, order.id, promise.id] });
    expect(desk.book.pendingFor(ben.account)).toEqual([]);
    await desk.intake.hear(peerOf(ben), give(certificatesOf(ben), order));
    expect(desk.book.pendingFor(ben.account)).toEqual([entry.id]);
  });
});

describe('telling records', () => {
  it('WSV-10 each record is for whom it concerns, and nobody else', async () => {
    const desk = await openDesk(ben);
    const order = await pay(unit, [ben, cleo], 100n);
    const deposit = await sealRecord(depositOf(order.id), deviceOf(cleo));
    desk.book.know(certificatesOf(ana, cleo));
    must(await desk.book.commit({ records: [unit.unit, unit.book, promise], from: ana.account }));
    expect(desk.book.pendingFor(ana.account)).toEqual([]);
    must(await desk.book.commit({ records: [order] }));
    must(await desk.book.commit({ records: [deposit], from: cleo.account }));
    expect(desk.book.pendingFor(ana.account)).toEqual([order.id, deposit.id]);
    expect(desk.book.pendingFor(cleo.account)).toEqual([order.id]);
  });

  it('WSV-10 an entry goes along with nothing before its witness has it', async () => {
    const desk = await openDesk(ana);
    desk.book.know(certificatesOf(ben, cleo));
    const seenBook = await found(ana, { witnesses: [deviceOf(cleo).key], name: 'a unit that is seen' });
    const order = await pay(seenBook, [ben, ana], 100n);
    const promised = await mint(seenBook, ben, 500n);
    must(await desk.book.commit({ records: [seenBook.unit, seenBook.book, promised, order] }));
    const prev = desk.book.view.unit(seenBook.id)?.tailOf(1)?.link ?? new Uint8Array(32);
    const body = { unit: seenBook.id, epoch: 1, seq: 1, prev, op: 'clear' as const, ref: order.id, at: START };
    const entry = await make('entry', body, deviceOf(ana));
    must(await desk.book.commit({ records: [entry] }));
    expect(desk.book.pendingFor(ben.account)).not.toContain(entry.id);
    expect(desk.book.pendingFor(cleo.account)).toEqual([promised.id, entry.id]);
    const given = async (person: Person) => {
      desk.unlink();
      desk.said.length = 0;
      desk.link(person);
      await desk.intake.hear(peerOf(person), { t: 'wallet.ask', ids: [order.id, entry.id] });
      return desk.take('wallet.give').flatMap(({ records }) => records.map((bytes) => must(decodeRecord(bytes)).id));
    };
    const early = await given(ben);
    expect(early).toContain(order.id);
    expect(early).not.toContain(entry.id);
    expect(await given(cleo)).toContain(entry.id);
    const seen = await make('seen', { entry: entry.id }, deviceOf(cleo));
    must(await desk.book.commit({ records: [seen], from: cleo.account }));
    expect(desk.book.pendingFor(ben.account)).toContain(seen.id);
    expect(await given(ben)).toEqual(expect.arrayContaining([entry.id, seen.id]));
  });

  it('WSV-11 is sent at once, again after a while and at link-up, until it is acknowledged', async () => {
    const desk = await openDesk(ana);
    desk.courier.start();
    desk.link(ben);
    must(await desk.book.commit({ records: [unit.unit, unit.book, promise] }));
    expect(desk.take('wallet.give')).toHaveLength(1);
    await desk.clock.advance(9000);
    expect(desk.take('wallet.give')).toEqual([]);
    await desk.clock.advance(2000);
    expect(desk.take('wallet.give')).toHaveLength(1);
    desk.unlink();
    const again = await openDesk(ana, undefined, desk.disk);
    again.courier.start();
    again.link(ben);
    expect(again.take('wallet.give').map(({ records }) => records.length)).toEqual([2]);
    await again.intake.hear(peerOf(ben), { t: 'wallet.have', ids: [promise.id] });
    await again.clock.advance(60_000);
    expect(again.take('wallet.give')).toEqual([]);
    expect(must(await again.store.wallet.outbox())).toEqual([]);
    desk.courier.dispose();
    again.courier.dispose();
  });

  it('WSV-11 what is never answered holds up nothing', async () => {
    const desk = await openDesk(ana);
    desk.courier.start();
    desk.link(ben);
    const many = await Promise.all(Array.from({ length: 300 }, () => mint(unit, ben, 1n)));
    must(await desk.book.commit({ records: [unit.unit, unit.book, ...many] }));
    const late = await mint(unit, ben, 9n);
    must(await desk.book.commit({ records: [late] }));
    const isSaid = () =>
      desk.take('wallet.give').some(({ records }) => records.some((bytes) => must(decodeRecord(bytes)).id === late.id));
    expect(isSaid()).toBe(false);
    await desk.clock.advance(11_000);
    expect(isSaid()).toBe(true);
    desk.courier.dispose();
  });

  it('WSV-1 what cannot be kept is not sent, and does not count', async () => {
    const desk = await openDesk(ana);
    desk.courier.start();
    desk.link(ben);
    desk.store.failNext('storage-full');
    expect(await desk.book.commit({ records: [unit.unit, unit.book, promise] })).toMatchObject({
      ok: false,
      error: { code: 'storage-full' },
    });
    expect(desk.said).toEqual([]);
    expect(balanceOf(desk, ben)).toBe(0n);
    must(await desk.book.commit({ records: [unit.unit, unit.book, promise] }));
    expect(desk.take('wallet.give')).toHaveLength(1);
    desk.courier.dispose();
  });
});

describe('WSV-5 signatures of strangers', () => {
  /** The promise once more, signed by eight devices of nobody. */
  const crowd = async () => {
    const strangers = await Promise.all(Array.from({ length: 8 }, (_, place) => realPerson('Stranger', 20 + place)));
    return sealRecord(
      { type: 'mint', nonce: promise.nonce, body: promise.body },
      ...strangers.map((one) => deviceOf(one)),
    );
  };

  it('WSV-5 WAL-3 make no kept record unreadable, come they before or after its own', async () => {
    for (const isFirst of [true, false]) {
      const disk = new MemoryDisk();
      const desk = await openDesk(ben, verifySignature, disk);
      const junk = give([], await crowd());
      const honest = give(certificatesOf(ana), unit.unit, unit.book, promise);
      for (const word of isFirst ? [give([], unit.unit), junk, honest] : [honest, junk]) {
        expect(await desk.intake.hear(peerOf(cleo), word)).toBe(true);
      }
      expect([isFirst, balanceOf(desk, ben)]).toEqual([isFirst, 700n]);
      expect(desk.book.view.record(promise.id)?.signatures).toHaveLength(8);
      const again = await openDesk(ben, verifySignature, disk);
      expect([isFirst, balanceOf(again, ben), again.book.unread]).toEqual([isFirst, 700n, []]);
    }
  });

  it('WSV-5 a row that cannot be read is reported, and the rest is read', async () => {
    const disk = new MemoryDisk();
    const desk = await openDesk(ben, verifySignature, disk);
    await desk.intake.hear(peerOf(ana), give(certificatesOf(ana), unit.unit, unit.book, promise));
    must(
      await desk.store.wallet.write({
        kept: [{ kind: 'record', id: nowhere, bytes: Uint8Array.of(1), at: 1 }],
        out: [],
        done: [],
      }),
    );
    const again = await openDesk(ben, verifySignature, disk);
    expect([balanceOf(again, ben), again.book.unread]).toEqual([700n, [nowhere]]);
  });
});

describe('WSV-13 what goes wrong for one', () => {
  it('WSV-13 keeps nobody else from it, and does not end what is told again', async () => {
    const desk = await openDesk(ben);
    await desk.intake.hear(peerOf(ana), give(certificatesOf(ana, cleo), unit.unit, unit.book, promise));
    const own = await pay(unit, [ben, cleo], 5n, { until: START + DAY });
    must(await desk.book.commit({ records: [own] }));
    let heard = 0;
    desk.book.listen(() => {
      throw new Error('a listener with a bug');
    });
    desk.book.listen(() => void (heard += 1));
    desk.linkBroken(cleo);
    desk.link(ana);
    desk.courier.start();
    expect(desk.take('wallet.give')).toHaveLength(1);
    const order = await pay(unit, [ben, ana], 6n, { until: START + DAY });
    expect((await desk.book.commit({ records: [order] })).ok).toBe(true);
    expect([heard, desk.take('wallet.give').length]).toEqual([1, 1]);
    await desk.clock.advance(10_000);
    await desk.clock.advance(10_000);
    expect(desk.take('wallet.give').length).toBeGreaterThan(1);
    const faults = desk.log.recent('error').map(({ text }) => text);
    expect(faults).toEqual(expect.arrayContaining(['a listener with a bug', 'a link with a bug']));
    desk.courier.dispose();
  });

  it('WSV-13 WAL-150 a statement of a far epoch is told on as any', async () => {
    const desk = await openDesk(ben);
    desk.link(ana);
    await desk.intake.hear(peerOf(ana), give(certificatesOf(ana), unit.unit, unit.book, promise));
    const body = { unit: unit.id, holder: holderOf(ben.account), balance: 0n, held: 0n, seq: 0, at: START };
    const stray = await make('statement', { ...body, epoch: MAX_EPOCH }, deviceOf(cleo));
    await desk.intake.hear(peerOf(cleo), give([], stray));
    desk.courier.start();
    const order = await pay(unit, [ben, ana], 5n, { until: START + DAY });
    must(await desk.book.commit({ records: [order] }));
    const told = desk
      .take('wallet.give')
      .flatMap(({ records }) => records.map((bytes) => must(decodeRecord(bytes)).id));
    expect(told).toContain(order.id);
    expect(told).toContain(stray.id);
    desk.courier.dispose();
  });
});
