/** Devices of the issuer that sign themselves another book. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idBytes } from '@domain/event/codec.ts';
import { draftEntry } from '@domain/wallet/clerk/entries.ts';
import { deskOf } from '@domain/wallet/clerk/judge.ts';
import { draftNextBook } from '@domain/wallet/clerk/takeover.ts';
import { acknowledge } from '@domain/wallet/clerk/witness.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { linkAfter } from '@domain/wallet/entryLog.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { must } from '../support/devices.ts';
import { deviceOf, person } from './support/people.ts';
import { START, type TestUnit, bookOf, found, make, mint, pay } from './support/records.ts';

const ana = person('Ana', 4);
const ben = person('Ben');
const cleo = person('Cleo');
const [CLERK, THIEF, NEXT, WITNESS] = [1, 2, 3, 4] as const;
const certificates = [ana, ben, cleo].flatMap(({ devices }) => devices.map(({ certificate }) => certificate));
const key = (device: number) => deviceOf(ana, device).key;
const ledgerOf = (records: readonly VerifiedRecord[]) => reduce(records, certificates);
const mayDecide = (ledger: Ledger, unit: TestUnit, device: number) =>
  deskOf(ledger, { unit: unit.id, device: key(device) }).ok;

/** Tries names until the id of the record is below another's. */
async function below(
  than: string,
  attempt: (name: string) => Promise<VerifiedOf<'book'>>,
): Promise<VerifiedOf<'book'>> {
  for (let turn = 0; turn < 1000; turn += 1) {
    const book = await attempt(`ground ${than} ${turn}`);
    if (book.id < than) return book;
  }
  throw new Error('no luck in a thousand attempts');
}

const firstBook =
  (unit: TestUnit, by: number, clerk = by) =>
  (name: string) =>
    make('book', { unit: unit.id, epoch: 1, clerk: key(clerk), witnesses: [] }, deviceOf(ana, by), name);
const handover =
  (unit: TestUnit, [from, to]: readonly [number, number], before: VerifiedOf<'book'>) =>
  (name?: string) =>
    make(
      'book',
      {
        unit: unit.id,
        epoch: before.body.epoch + 1,
        clerk: key(to),
        witnesses: [],
        from: { epoch: before.body.epoch, seq: 0, link: idBytes(before.id) },
      },
      deviceOf(ana, from),
      name,
    );
const freeze = (device: number) => make('freeze', { account: ana.account, key: key(device) }, deviceOf(ana, WITNESS));

/** A unit, 100 to Ben, who orders two payments; and a thief's first book with a smaller id than the true one. */
async function begin() {
  const unit = await found(ana, { witnesses: [key(WITNESS)] });
  const orders = [
    await pay(unit, [ben, cleo], 10n),
    await pay(unit, [ben, cleo], 20n),
    await pay(unit, [ben, cleo], 30n),
  ];
  const base: VerifiedRecord[] = [unit.unit, unit.book, await mint(unit, ben, 100n), ...orders];
  const ground = await below(unit.book.id, firstBook(unit, THIEF));
  return { unit, base, orders, ground };
}

/** The next entry of a device, which has to have the seat. */
function enter(ledger: Ledger, unit: TestUnit, { device, ref }: { device: number; ref: VerifiedRecord }) {
  const desk = must(deskOf(ledger, { unit: unit.id, device: key(device) }));
  return sealRecord(draftEntry(desk, { op: 'hold', ref: ref.id }, START + 1), deviceOf(ana, device));
}

describe('another first book', () => {
  it('WAL-33 has the seat while nobody knows better, and loses it when who signed it is frozen', async () => {
    const { unit, base, ground } = await begin();
    const usurped = ledgerOf([...base, ground]);
    expect([mayDecide(usurped, unit, CLERK), mayDecide(usurped, unit, THIEF)]).toEqual([false, true]);
    for (const records of [
      [...base, ground, await freeze(THIEF)],
      [await freeze(THIEF), ground, ...base.toReversed()],
    ]) {
      const ledger = ledgerOf(records);
      expect([mayDecide(ledger, unit, CLERK), mayDecide(ledger, unit, THIEF)]).toEqual([true, false]);
      expect(bookOf(ledger, unit).currentBook()?.id).toBe(unit.book.id);
      expect(
        bookOf(ledger, unit)
          .faults()
          .map(({ kind }) => kind),
      ).toEqual(['two-books']);
    }
  });

  it('WAL-33 is of no use to who names somebody else in it, or signs it with a device that may issue later', async () => {
    const { unit, base } = await begin();
    const decoy = await below(unit.book.id, firstBook(unit, THIEF, CLERK));
    const ledger = ledgerOf([...base, decoy, await freeze(THIEF)]);
    expect(bookOf(ledger, unit).currentBook()?.id).toBe(unit.book.id);
    const both = await make(
      'book',
      { unit: unit.id, epoch: 1, clerk: key(NEXT), witnesses: [] },
      [deviceOf(ana, THIEF), deviceOf(ana, NEXT)],
      'by two',
    );
    const seats = [certificates, certificates.toReversed()].map((known) => {
      const shown = reduce(
        [],
        known.filter(({ device }) => device !== key(NEXT)),
      );
      for (const record of [...base, both]) shown.add(record);
      for (const certificate of known) shown.certify(certificate);
      return bookOf(shown, unit).currentBook()?.id;
    });
    expect(new Set(seats).size).toBe(1);
  });

  it('WAL-34 lets the true clerk begin at its own book and go on after its own entry', async () => {
    const { unit, base, orders, ground } = await begin();
    const [first, second] = orders;
    if (first === undefined || second === undefined) throw new Error('no orders');
    const frozen = await freeze(THIEF);
    expect(bookOf(ledgerOf([...base, ground, frozen]), unit).tailOf(1)?.link).toEqual(idBytes(unit.book.id));
    const own = await enter(ledgerOf(base), unit, { device: CLERK, ref: first });
    const stolen = await enter(ledgerOf([...base, ground]), unit, { device: THIEF, ref: second });
    const ledger = ledgerOf([...base, ground, frozen, stolen, own]);
    expect(bookOf(ledger, unit).tailOf(1)?.link).toEqual(linkAfter(own.body.prev, own.id));
  });

  it('WAL-33 does not get a later epoch by handing over to itself', async () => {
    const { unit, base, ground } = await begin();
    const second = await handover(unit, [THIEF, THIEF], ground)();
    const third = await handover(unit, [THIEF, THIEF], second)();
    const ledger = ledgerOf([...base, ground, second, third, await freeze(THIEF)]);
    expect([mayDecide(ledger, unit, CLERK), mayDecide(ledger, unit, THIEF)]).toEqual([true, false]);
    const successor = { clerk: key(NEXT), witnesses: [] };
    const next = await sealRecord(must(draftNextBook(ledger, unit.id, successor)), deviceOf(ana, CLERK));
    ledger.add(next);
    expect(next.body.epoch).toBe(2);
    expect([mayDecide(ledger, unit, NEXT), mayDecide(ledger, unit, THIEF)]).toEqual([true, false]);
  });

  it('WAL-33 takes no seat that was handed on before the first computer was retired', async () => {
    const { unit, base, ground } = await begin();
    const handed = await handover(unit, [CLERK, NEXT], unit.book)();
    const frozen = [await freeze(CLERK), await freeze(THIEF)];
    for (const usurped of [[], [await handover(unit, [THIEF, THIEF], ground)()]]) {
      const ledger = ledgerOf([...base, handed, ground, ...usurped, ...frozen]);
      expect([mayDecide(ledger, unit, NEXT), mayDecide(ledger, unit, THIEF)]).toEqual([true, false]);
    }
    expect(mayDecide(ledgerOf([...base, handed, ...frozen]), unit, NEXT)).toBe(true);
  });

  it('WAL-33 yields to the root, frozen or not', async () => {
    const { unit, base, ground } = await begin();
    const from = { epoch: 1, seq: 0, link: idBytes(unit.book.id) };
    const byThief = await handover(unit, [THIEF, THIEF], ground)();
    const body = { unit: unit.id, epoch: 2, clerk: key(NEXT), witnesses: [], from };
    const ledger = ledgerOf([...base, ground, byThief, await make('book', body, ana.root)]);
    expect(mayDecide(ledger, unit, NEXT)).toBe(true);
  });

  it('WAL-120 gets no acknowledgement from a witness of the true book', async () => {
    const { unit, base, orders, ground } = await begin();
    const [first] = orders;
    if (first === undefined) throw new Error('no orders');
    const stolen = await enter(ledgerOf([...base, ground]), unit, { device: THIEF, ref: first });
    const own = await enter(ledgerOf(base), unit, { device: CLERK, ref: first });
    const copy = ledgerOf([...base, ground, await freeze(THIEF), stolen]);
    expect(acknowledge(copy, { entry: stolen.id, device: key(WITNESS) })).toMatchObject({
      error: { code: 'not-witness' },
    });
    const clean = ledgerOf([...base, ground, await freeze(THIEF), own]);
    expect(acknowledge(clean, { entry: own.id, device: key(WITNESS) }).ok).toBe(true);
  });
});

describe('in any order', () => {
  it('WAL-12 WAL-33 everybody finds one clerk, and once the thief is frozen it is the true one', async () => {
    const { unit, base, orders, ground } = await begin();
    const second = await handover(unit, [THIEF, THIEF], ground)();
    const [first] = orders;
    if (first === undefined) throw new Error('no orders');
    const stolen = await enter(ledgerOf([...base, ground]), unit, { device: THIEF, ref: first });
    const told: VerifiedRecord[] = [...base, ground, second, stolen, await freeze(THIEF)];
    const whole = fc.shuffledSubarray(told, { minLength: told.length });
    fc.assert(
      fc.property(whole, (records) => {
        const ledger = ledgerOf(records);
        expect(bookOf(ledger, unit).currentBook()?.id).toBe(unit.book.id);
        expect(mayDecide(ledger, unit, THIEF)).toBe(false);
      }),
    );
    const seat = (order: readonly VerifiedRecord[]) => {
      const view = bookOf(ledgerOf([unit.unit, ...order]), unit);
      return [view.currentBook()?.id, view.tailOf(1)?.link, view.booksOf(1).map(({ id }) => id)];
    };
    fc.assert(
      fc.property(fc.shuffledSubarray(told.slice(1)), (records) => {
        expect(seat(records)).toEqual(seat(records.toSorted((a, b) => (a.id < b.id ? -1 : 1))));
      }),
    );
  });
});
