/** A clerk, or a thief with its key, who says two things. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idBytes } from '@domain/event/codec.ts';
import { draftEntry, draftVerdict, dueTransfers } from '@domain/wallet/clerk/entries.ts';
import { deskOf, judge } from '@domain/wallet/clerk/judge.ts';
import { describeLedger } from '@domain/wallet/describe.ts';
import { linkAfter } from '@domain/wallet/entryLog.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import { situationOf } from '@domain/wallet/readings/words.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { must } from '../support/devices.ts';
import { commandsUpTo, playOnce } from './support/history.ts';
import type { World } from './support/world.ts';
import { type Person, deviceOf, person } from './support/people.ts';
import { HOUR, START, type TestUnit, bookOf, found, make, mint, pay } from './support/records.ts';

const people = ['Ana', 'Ben', 'Cleo', 'Dan'].map((name) => person(name, 2)) as [Person, Person, Person, Person];
const [ana, ben, cleo, dan] = people;
const certificates = people.flatMap(({ devices }) => devices.map(({ certificate }) => certificate));
const balance = (ledger: Ledger, unit: TestUnit, who: Person) => bookOf(ledger, unit).balanceOf(holderOf(who.account));

/** An entry of a device at the end of a log, whatever it says. */
async function enter(
  ledger: Ledger,
  unit: TestUnit,
  verdict: Parameters<typeof draftEntry>[1],
  device = 1,
): Promise<VerifiedOf<'entry'>> {
  const desk = must(deskOf(ledger, { unit: unit.id, device: deviceOf(unit.issuer, device).key }));
  return sealRecord(draftEntry(desk, verdict, START + 1), deviceOf(unit.issuer, device));
}

async function scene() {
  const unit = await found(ana);
  const base: VerifiedRecord[] = [unit.unit, unit.book, await mint(unit, ben, 100n)];
  const [toCleo, toDan] = [await pay(unit, [ben, cleo], 100n), await pay(unit, [ben, dan], 100n)];
  base.push(toCleo, toDan);
  return { unit, base, toCleo, toDan, start: reduce(base, certificates) };
}

/** Another entry at a place that has one, clearing any transfer of the unit; null where there is none. */
async function forge(world: World, which: number, what: number) {
  const entries = world.pool.filter((record) => record.type === 'entry');
  const victim = entries[which % Math.max(entries.length, 1)];
  const before = victim === undefined ? undefined : world.all.unit(victim.body.unit);
  const transfers = [...(before?.transfers() ?? [])];
  const line = transfers[what % Math.max(transfers.length, 1)];
  if (victim === undefined || before === undefined || line === undefined) return null;
  const { unit, epoch, seq, prev, at } = victim.body;
  const clerk = world.people.flatMap(({ devices }) => devices).find(({ key }) => key === victim.signatures[0]?.key);
  if (clerk === undefined) throw new Error('no clerk');
  const body = { unit, epoch, seq, prev, op: 'clear' as const, ref: line.transfer.id, at: at + 1 };
  const forged = await make('entry', body, clerk, `forged ${which}`);
  return { before, forged, payee: line.transfer.body.to };
}

describe('two entries for one place', () => {
  it('WAL-64 each half alone looks clean, together they are a fork, and all credits stand', async () => {
    const { unit, base, toCleo, toDan, start } = await scene();
    const one = await enter(start, unit, { op: 'clear', ref: toCleo.id });
    const other = await enter(start, unit, { op: 'clear', ref: toDan.id });
    for (const half of [one, other]) {
      expect(bookOf(reduce([...base, half], certificates), unit).faults()).toEqual([]);
    }
    const both = reduce([...base, one, other], certificates);
    expect(bookOf(both, unit).faults()).toEqual([{ kind: 'fork', at: '1:1', proof: [one.id, other.id].sort() }]);
    expect([balance(both, unit, cleo), balance(both, unit, dan), balance(both, unit, ben)]).toEqual([
      100n,
      100n,
      -100n,
    ]);
    expect(situationOf(both, toCleo.id)?.word).toBe('fault');
    expect(describeLedger(reduce([other, ...base, one], certificates))).toEqual(describeLedger(both));
  });

  it('WAL-64 what follows one of the two follows', async () => {
    const { unit, base, toCleo, toDan, start } = await scene();
    const one = await enter(start, unit, { op: 'clear', ref: toCleo.id });
    const other = await enter(start, unit, { op: 'refuse', ref: toDan.id, reason: 'not-enough' });
    const after = await enter(reduce([...base, other], certificates), unit, { op: 'hold', ref: toDan.id });
    const faults = bookOf(reduce([...base, after, one, other], certificates), unit).faults();
    expect(faults.map(({ kind }) => kind)).toEqual(['fork', 'contradiction']);
  });

  it('WAL-64 a link that fits nothing is a broken chain, seen when its neighbour comes', async () => {
    const { unit, base, toCleo, toDan, start } = await scene();
    const one = await enter(start, unit, { op: 'clear', ref: toCleo.id });
    const stray = await make(
      'entry',
      { unit: unit.id, epoch: 1, seq: 2, prev: new Uint8Array(32), op: 'clear', ref: toDan.id, at: START },
      deviceOf(ana),
    );
    expect(bookOf(reduce([...base, stray], certificates), unit).faults()).toEqual([]);
    for (const order of [
      [one, stray],
      [stray, one],
    ]) {
      const faults = bookOf(reduce([...base, ...order], certificates), unit).faults();
      expect(faults).toEqual([{ kind: 'broken-chain', at: '1:2', proof: [one.id, stray.id].sort() }]);
    }
    const first = await make(
      'entry',
      { unit: unit.id, epoch: 1, seq: 1, prev: new Uint8Array(32), op: 'clear', ref: toDan.id, at: START },
      deviceOf(ana),
    );
    expect(
      bookOf(reduce([...base, first], certificates), unit)
        .faults()
        .map(({ kind }) => kind),
    ).toEqual(['broken-chain']);
  });

  it.each([
    ['clear', 'refuse'],
    ['clear', 'return'],
    ['hold', 'refuse'],
    ['return', 'refuse'],
  ] as const)('WAL-64 %s and %s of one transfer are a contradiction; the higher counts', async (higher, lower) => {
    const { unit, base, toCleo, start } = await scene();
    const one = await enter(start, unit, { op: higher, ref: toCleo.id });
    const ledger = reduce([...base, one], certificates);
    const other = await enter(ledger, unit, { op: lower, ref: toCleo.id });
    const status = bookOf(ledger, unit).transfer(toCleo.id)?.status;
    ledger.add(other);
    const after = bookOf(ledger, unit);
    expect(after.faults()).toEqual([{ kind: 'contradiction', at: toCleo.id, proof: [one.id, other.id].sort() }]);
    expect(after.transfer(toCleo.id)?.status).toBe(status);
  });

  it('WAL-64 hold then clear, and hold then return, are none', async () => {
    for (const end of ['clear', 'return'] as const) {
      const { unit, base, toCleo, start } = await scene();
      const hold = await enter(start, unit, { op: 'hold', ref: toCleo.id });
      const ledger = reduce([...base, hold], certificates);
      ledger.add(await enter(ledger, unit, { op: end, ref: toCleo.id }));
      expect(bookOf(ledger, unit).faults()).toEqual([]);
    }
  });

  it('WAL-64 heads of one place with two links, or another than its entry has, are a fault', async () => {
    const { unit, base, toCleo, start } = await scene();
    const one = await enter(start, unit, { op: 'clear', ref: toCleo.id });
    const totals = { issued: 100n, redeemed: 0n, held: 0n, lapsed: 0n, at: START };
    const head = (link: Uint8Array) =>
      make('head', { unit: unit.id, epoch: 1, seq: 1, link, ...totals }, deviceOf(ana));
    const right = await head(linkAfter(one.body.prev, one.id));
    const wrong = await head(new Uint8Array(32));
    const kinds = (...records: VerifiedRecord[]) =>
      bookOf(reduce([...base, ...records], certificates), unit)
        .faults()
        .map(({ kind }) => kind);
    expect(kinds(one, right)).toEqual([]);
    expect(kinds(wrong)).toEqual([]);
    expect(kinds(right, wrong)).toEqual(['two-heads']);
    expect(kinds(one, wrong)).toEqual(['two-heads']);
  });

  it('WAL-31 WAL-64 two books of one epoch are a fault; entries of both clerks count, and the root decides who is clerk', async () => {
    const { unit, base, toCleo, start } = await scene();
    const from = { epoch: 1, seq: 0, link: bookOf(start, unit).tailOf(1)?.link ?? new Uint8Array(32) };
    const clerk = (number: number) => deviceOf(ana, number).key;
    const byClerk = await make(
      'book',
      { unit: unit.id, epoch: 2, clerk: clerk(2), witnesses: [], from },
      deviceOf(ana),
    );
    const byRoot = await make('book', { unit: unit.id, epoch: 2, clerk: clerk(1), witnesses: [], from }, ana.root);
    for (const order of [
      [byClerk, byRoot],
      [byRoot, byClerk],
    ]) {
      const ledger = reduce([...base, ...order], certificates);
      expect(bookOf(ledger, unit).faults()).toEqual([
        { kind: 'two-books', at: '2', proof: [byClerk.id, byRoot.id].sort() },
      ]);
      expect(bookOf(ledger, unit).currentBook()?.id).toBe(byRoot.id);
    }
    const alone = reduce([...base, byClerk], certificates);
    const entry = await enter(alone, unit, { op: 'clear', ref: toCleo.id }, 2);
    const all = reduce([...base, entry, byRoot, byClerk], certificates);
    expect(balance(all, unit, cleo)).toBe(100n);
  });

  it('WAL-31 a signature of the root that comes later makes its book the current one', async () => {
    const { unit, base } = await scene();
    const from = { epoch: 1, seq: 0, link: new Uint8Array(32) };
    const books = await Promise.all(
      [1, 2].map((number) => {
        const body = { unit: unit.id, epoch: 2, clerk: deviceOf(ana, number).key, witnesses: [], from };
        return make('book', body, deviceOf(ana), `book ${number}`);
      }),
    );
    const ledger = reduce([...base, ...books], certificates);
    const last = books.find(({ id }) => id !== bookOf(ledger, unit).currentBook()?.id);
    if (last === undefined) throw new Error('no other book');
    ledger.add(await sealRecord(last, ana.root));
    expect(bookOf(ledger, unit).currentBook()?.id).toBe(last.id);
    const again = reduce([...base, await sealRecord(last, deviceOf(ana), ana.root), ...books], certificates);
    expect(describeLedger(again)).toEqual(describeLedger(ledger));
  });

  it('WAL-64 a clerk who writes on behind its own handover is caught; one who was replaced by the root may not have known', async () => {
    const { unit, base, toCleo, start } = await scene();
    const late = await enter(start, unit, { op: 'clear', ref: toCleo.id });
    const from = { epoch: 1, seq: 0, link: new Uint8Array(32) };
    const body = { unit: unit.id, epoch: 2, clerk: deviceOf(ana, 2).key, witnesses: [], from };
    const own = await make('book', body, deviceOf(ana));
    const byRoot = await make('book', body, ana.root);
    const faults = (book: VerifiedRecord) => bookOf(reduce([...base, book, late], certificates), unit).faults();
    expect(faults(own)).toEqual([{ kind: 'beyond-handover', at: '1:0', proof: [own.id, late.id].sort() }]);
    expect(faults(byRoot)).toEqual([]);
    expect(balance(reduce([...base, own, late], certificates), unit, cleo)).toBe(100n);
  });

  it('WAL-64 in any history: an entry forged over any place is a fault, no payee loses, and the sums still hold', async () => {
    await fc.assert(
      fc.asyncProperty(commandsUpTo(140, 80), fc.nat(), fc.nat(), async (commands, which, what) => {
        const world = await playOnce(commands);
        const forgery = await forge(world, which, what);
        if (forgery === null) return;
        const { before, forged, payee } = forgery;
        const after = reduce([...world.pool, forged], world.certificates).unit(forged.body.unit);
        if (after === undefined) throw new Error('no book');
        expect(after.faults().some(({ kind, proof }) => kind === 'fork' && proof.includes(forged.id))).toBe(true);
        expect(after.balanceOf(payee)).toBeGreaterThanOrEqual(before.balanceOf(payee));
        const sum = [...after.holders()].reduce((total, holder) => total + after.balanceOf(holder), 0n);
        expect(sum + after.held).toBe(after.issued - after.redeemed - after.lapsed);
      }),
      { seed: 7, numRuns: 40 },
    );
  });
});

describe('a stolen key of the issuer', () => {
  /** Ben's money is cleared to Cleo at place 1; then a thief with Ana's first device mints for Dan and clears to him. */
  async function theft() {
    const { unit, base, toCleo, start } = await scene();
    const good = await enter(start, unit, { op: 'clear', ref: toCleo.id });
    const ledger = reduce([...base, good], certificates);
    const bad = await mint(unit, dan, 1_000n);
    ledger.add(bad);
    const out = await pay(unit, [dan, cleo], 400n);
    ledger.add(out);
    const badEntry = await enter(ledger, unit, { op: 'clear', ref: out.id });
    ledger.add(badEntry);
    const freeze = await make(
      'freeze',
      { account: ana.account, key: deviceOf(ana).key, cut: { unit: unit.id, epoch: 1, seq: 1 } },
      ana.root,
    );
    return { unit, ledger, freeze, out, bad, good, toCleo };
  }

  it("WAL-102 behind the root's cut nothing counts that nobody enters again", async () => {
    const { unit, ledger, freeze, out, bad } = await theft();
    expect([balance(ledger, unit, cleo), balance(ledger, unit, dan)]).toEqual([500n, 600n]);
    ledger.add(freeze);
    const book = bookOf(ledger, unit);
    // The mint of Ben's money was by the same key: it, too, waits to be admitted. What was cleared before the cut stands.
    expect([balance(ledger, unit, ben), balance(ledger, unit, cleo), balance(ledger, unit, dan)]).toEqual([
      -100n,
      100n,
      0n,
    ]);
    expect(book.transfer(out.id)).toMatchObject({ status: 'sent', isContested: true });
    expect(situationOf(ledger, out.id)?.word).toBe('contested');
    expect(book.mint(bad.id)?.counts).toBe(false);
    expect(book.balanceOf(holderOf(cleo.account)) - 100n + book.held).toBe(book.issued - book.redeemed);
  });

  it('WAL-102 WAL-12 the cut may come first, last or between', async () => {
    const { ledger, freeze } = await theft();
    const records = [...ledger.records()];
    ledger.add(freeze);
    const expected = describeLedger(ledger);
    for (let place = 0; place <= records.length; place += 1) {
      const order = [...records.slice(0, place), freeze, ...records.slice(place)];
      expect(describeLedger(reduce(order, certificates))).toEqual(expected);
      expect(describeLedger(reduce(order.toReversed(), certificates))).toEqual(expected);
    }
  });

  it('WAL-102 the new clerk admits what was right, and the rest stays out', async () => {
    const { unit, ledger, freeze, out } = await theft();
    ledger.add(freeze);
    const tail = bookOf(ledger, unit).entriesAt(1, 1)[0];
    if (tail === undefined) throw new Error('no entry');
    const from = { epoch: 1, seq: 1, link: linkAfter(tail.body.prev, tail.id) };
    ledger.add(
      await make('book', { unit: unit.id, epoch: 2, clerk: deviceOf(ana, 2).key, witnesses: [], from }, ana.root),
    );
    const bens = [...bookOf(ledger, unit).mints()].find(({ mint: { body } }) => body.to === holderOf(ben.account));
    if (bens === undefined) throw new Error('no mint');
    ledger.add(await enter(ledger, unit, { op: 'admit', ref: bens.mint.id }, 2));
    expect([balance(ledger, unit, ben), balance(ledger, unit, cleo), balance(ledger, unit, dan)]).toEqual([
      0n,
      100n,
      0n,
    ]);
    expect(bookOf(ledger, unit).faults()).toEqual([]);
    // Dan's was of the thief's making: there is nothing to clear it with.
    ledger.add(await enter(ledger, unit, { op: 'refuse', ref: out.id, reason: 'not-enough' }, 2));
    expect(bookOf(ledger, unit).transfer(out.id)).toMatchObject({ status: 'refused', isContested: true });
    expect(bookOf(ledger, unit).faults()).toEqual([]);
  });

  it('WAL-121 judges again what was cut off, in its old order, before all else and whatever its time', async () => {
    const unit = await found(ana);
    const funds = await make('mint', { unit: unit.id, to: holderOf(ben.account), amount: 100n }, deviceOf(ana, 2));
    const ledger = reduce([unit.unit, unit.book, funds], certificates);
    const old: VerifiedOf<'transfer'>[] = [];
    for (const amount of [5n, 60n, 4n, 20n, 3n, 8n]) {
      const transfer = await pay(unit, [ben, cleo], amount);
      const deposit = await make('deposit', { ref: transfer.id }, deviceOf(cleo));
      for (const record of [transfer, deposit] as readonly VerifiedRecord[]) ledger.add(record);
      ledger.add(await enter(ledger, unit, { op: 'clear', ref: transfer.id }));
      old.push(transfer);
    }
    const now = START + 30 * 24 * HOUR;
    const later = await Promise.all(
      [1n, 2n, 3n].map((more) => pay(unit, [ben, dan], 90n + more, { until: now + HOUR })),
    );
    for (const transfer of later) ledger.add(transfer);
    const cut = { unit: unit.id, epoch: 1, seq: 0 };
    ledger.add(await make('freeze', { account: ana.account, key: deviceOf(ana).key, cut }, ana.root));
    const from = { epoch: 1, seq: 0, link: idBytes(unit.book.id) };
    const body = { unit: unit.id, epoch: 2, clerk: deviceOf(ana, 2).key, witnesses: [], from };
    ledger.add(await make('book', body, ana.root));
    expect(balance(ledger, unit, cleo)).toBe(0n);
    const due = dueTransfers(ledger, bookOf(ledger, unit), now);
    expect(due.slice(0, old.length)).toEqual(old.map(({ id }) => id));
    expect(due.slice(old.length)).toEqual(later.map(({ id }) => id).sort());
    const seat = { unit: unit.id, device: deviceOf(ana, 2).key };
    for (const id of due) {
      const draft = draftVerdict(must(deskOf(ledger, seat)), judge(ledger, bookOf(ledger, unit), { id, now }), {
        id,
        now,
      });
      if (draft !== null) ledger.add(await sealRecord(draft, deviceOf(ana, 2)));
    }
    const statuses = due.map((id) => bookOf(ledger, unit).transfer(id)?.status);
    expect(statuses).toEqual([...old.map(() => 'cleared'), ...later.map(() => 'refused')]);
    expect(old.map(({ id }) => bookOf(ledger, unit).transfer(id)?.isContested)).toEqual(old.map(() => false));
    expect(bookOf(ledger, unit).faults()).toEqual([]);
  });

  it('WAL-101 WAL-102 a thaw gives back what was cut', async () => {
    const { ledger, freeze } = await theft();
    const before = describeLedger(ledger);
    ledger.add(freeze);
    const thaw = await make('thaw', { account: ana.account, ends: [freeze.id] }, ana.root);
    ledger.add(thaw);
    expect(describeLedger(ledger).units).toEqual(before.units);
  });

  it('WAL-102 only the root of the issuer cuts', async () => {
    const { unit, ledger } = await theft();
    const before = describeLedger(ledger).units;
    const cut = { unit: unit.id, epoch: 1, seq: 0 };
    const body = { account: ana.account, key: deviceOf(ana).key, cut };
    ledger.add(await make('freeze', body, deviceOf(ana, 2)));
    ledger.add(await make('freeze', { ...body, account: ben.account }, ben.root));
    expect(describeLedger(ledger).units).toEqual(before);
  });

  it('WAL-102 a handover by the thief from behind the cut counts no more', async () => {
    const { unit, ledger, freeze } = await theft();
    const tail = bookOf(ledger, unit).tailOf(1);
    if (tail === null) throw new Error('no tail');
    const from = { epoch: 1, seq: tail.seq, link: tail.link };
    const thiefs = await make(
      'book',
      { unit: unit.id, epoch: 2, clerk: deviceOf(ana, 2).key, witnesses: [], from },
      deviceOf(ana),
    );
    ledger.add(thiefs);
    expect(bookOf(ledger, unit).currentBook()?.id).toBe(thiefs.id);
    ledger.add(freeze);
    expect(bookOf(ledger, unit).currentBook()?.body.epoch).toBe(1);
  });
});
