/**
 * What holds whatever happens, over random histories (support/commands.ts). The histories are the same every time; other ones with
 * `WALLET_SEED=n`, more with `WALLET_RUNS=n`.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftEntry } from '@domain/wallet/clerk/entries.ts';
import { deskOf, judge } from '@domain/wallet/clerk/judge.ts';
import { describeLedger } from '@domain/wallet/describe.ts';
import { availableOf } from '@domain/wallet/drafts/payments.ts';
import { accountOfHolder } from '@domain/wallet/ids.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import { packetOf } from '@domain/wallet/readings/packets.ts';
import { refundsOf } from '@domain/wallet/readings/refunds.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import { STATUSES, type UnitView } from '@domain/wallet/unitView.ts';
import type { Command } from './support/commands.ts';
import { commandsUpTo, playOnce } from './support/history.ts';
import type { World } from './support/world.ts';
import { LEAST, outcomesOf } from './support/coverage.ts';
import { booked, referenceReduce } from './support/referenceReduce.ts';

const SEED = Number(process.env['WALLET_SEED'] ?? 20_260_101);
const RUNS = Number(process.env['WALLET_RUNS'] ?? 100);

/** Checks something of the world each history leads to. */
function always(check: (world: World, numbers: readonly number[]) => void | Promise<void>): Promise<void> {
  return fc.assert(
    fc.asyncProperty(
      commandsUpTo(220, 120),
      fc.infiniteStream(fc.nat()),
      async (commands: readonly Command[], numbers: Iterator<number>) => {
        const world = await playOnce(commands);
        const drawn = Array.from({ length: world.pool.length }, () => Number(numbers.next().value));
        await check(world, drawn);
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
}

const unitsOf = (ledger: Ledger): readonly UnitView[] => [...ledger.units()];

function sumOf(unit: UnitView): bigint {
  return [...unit.holders()].reduce((sum, holder) => sum + unit.balanceOf(holder), 0n);
}

/** In the order of the numbers drawn. */
function shuffled<T>(values: readonly T[], numbers: readonly number[]): readonly T[] {
  const keyed = values.map((value, place) => ({ value, key: (numbers[place % numbers.length] ?? 0) * 7919 + place }));
  return keyed.sort((a, b) => (a.key % 10_007) - (b.key % 10_007)).map(({ value }) => value);
}

describe('whatever happens', () => {
  it('WAL-47 balances and what is held are what was issued and not redeemed or lapsed, for every set of records', async () => {
    await always((world, numbers) => {
      const some = world.pool.filter((_, place) => (numbers[place] ?? 0) % 4 !== 0);
      for (const records of [world.pool, some]) {
        for (const unit of unitsOf(reduce(records, world.certificates))) {
          expect(sumOf(unit) + unit.held).toBe(unit.issued - unit.redeemed - unit.lapsed);
        }
      }
    });
  });

  it('WAL-12 order, repetition and portions change nothing', async () => {
    await always((world, numbers) => {
      const expected = describeLedger(world.all);
      const twice = [...world.pool, ...world.pool.filter((_, place) => (numbers[place] ?? 0) % 3 === 0)];
      const late = reduce([], world.certificates.slice(0, 3));
      for (const record of shuffled(twice, numbers)) late.add(record);
      for (const certificate of world.certificates) late.certify(certificate);
      expect(describeLedger(late)).toEqual(expected);
    });
  });

  it('WAL-44 WAL-47 the ledger says what plain addition says', async () => {
    await always((world, numbers) => {
      const some = reduce(
        world.pool.filter((_, place) => (numbers[place] ?? 0) % 5 !== 0),
        world.certificates,
      );
      for (const ledger of [world.all, some]) {
        const counting = [...ledger.records()].filter(({ id }) => ledger.standingOf(id)?.kind === 'counts');
        for (const unit of unitsOf(ledger)) {
          const reference = referenceReduce(counting, unit.unit.id);
          expect(booked(unit)).toEqual(reference.balances);
          const { issued, redeemed, held, lapsed } = unit;
          expect({ issued, redeemed, held, lapsed }).toEqual({
            issued: reference.issued,
            redeemed: reference.redeemed,
            held: reference.held,
            lapsed: reference.lapsed,
          });
        }
      }
    });
  });

  it('WAL-49 more records never lower what became of a transfer', async () => {
    await always((world, numbers) => {
      const growing = reduce([], world.certificates);
      const ranks = new Map<string, number>();
      for (const record of shuffled(world.pool, numbers)) {
        growing.add(record);
        if (record.type !== 'entry') continue;
        const line = growing.unit(record.body.unit)?.transfer(record.body.ref);
        const rank = STATUSES.indexOf(line?.status ?? 'sent');
        expect(rank).toBeGreaterThanOrEqual(ranks.get(record.body.ref) ?? 0);
        ranks.set(record.body.ref, rank);
      }
    });
  });

  it('WAL-113 an honest clerk lets nobody spend more than they have, at no entry, also after a takeover', async () => {
    await always((world) => {
      expect(world.overspent).toEqual([]);
    });
  });

  it("WAL-110 WAL-121 a clerk's book is what everyone else reduces", async () => {
    await always((world) => {
      for (const office of world.offices) {
        const everyone = world.all.unit(office.unit.id);
        expect(booked(office.view)).toEqual(everyone === undefined ? null : booked(everyone));
        expect(office.view.faults()).toEqual([]);
        expect(everyone?.faults()).toEqual([]);
      }
    });
  });

  it('WAL-111 presented again, a transfer gets the same entry', async () => {
    await always((world) => {
      const released = new Map(world.pool.map(({ id, bytes }) => [id, bytes]));
      for (const office of world.offices) {
        for (const { transfer, status, entries } of office.view.transfers()) {
          const again = judge(office.ledger, office.view, { id: transfer.id, now: world.now });
          const hasAnswer = status !== 'sent' && (status !== 'held' || again.kind === 'stands');
          if (!hasAnswer) continue;
          expect(again.kind).toBe('stands');
          if (again.kind !== 'stands') continue;
          expect(entries.map(({ id }) => id)).toContain(again.entry.id);
          expect(released.get(again.entry.id)).toEqual(again.entry.bytes);
        }
      }
    });
  });

  it('WAL-60 WAL-130 the same verdict is the same bytes, whoever drafts it', async () => {
    await always((world) => {
      for (const office of world.offices) {
        const desk = deskOf(office.ledger, office.seat);
        const again = deskOf(reduce(office.ledger.records(), world.certificates), office.seat);
        if (!desk.ok || !again.ok) throw new Error('no desk');
        const verdict = { op: 'refuse', ref: office.unit.id, reason: 'expired' } as const;
        expect(draftEntry(desk.value, verdict, world.now)).toEqual(draftEntry(again.value, verdict, world.now));
      }
    });
  });

  it('WAL-116 WAL-114 WAL-115 refunds, single requests and mandates keep their bounds', async () => {
    await always((world) => {
      for (const unit of unitsOf(world.all)) checkBounds(world.all, unit);
    });
  });

  it('WAL-80 a debt falls only by what its creditor signed', async () => {
    await always((world) => {
      for (const unit of unitsOf(world.all)) {
        const redeemed = [...unit.transfers()].filter(
          ({ status, transfer }) => status === 'cleared' && accountOfHolder(transfer.body.to) === unit.unit.body.issuer,
        );
        expect(redeemed.reduce((sum, { transfer }) => sum + transfer.body.amount, 0n)).toBe(unit.redeemed);
        for (const { transfer } of redeemed) {
          expect(world.all.people.isSignedFor(transfer, accountOfHolder(transfer.body.from), 'spend')).toBe(true);
        }
      }
    });
  });

  it('WAL-13 records of one unit change no other', async () => {
    await always((world) => {
      const [one, ...others] = unitsOf(world.all);
      if (one === undefined) return;
      const mine = world.pool.filter((record) => isAbout(record, one.unit.id));
      const alone = reduce(
        world.pool.filter((record) => !mine.includes(record)),
        world.certificates,
      );
      for (const other of others) {
        const same = alone.unit(other.unit.id);
        // A net of two units needs both to be seen; its entries still say what they say.
        expect(same === undefined ? null : booked(same)).toEqual(booked(other));
      }
    });
  });

  it('WAL-11 with any parent missing a record counts nothing', async () => {
    await always((world, numbers) => {
      const transfers = world.pool.filter(({ type }) => type === 'transfer');
      const gone = transfers[(numbers[0] ?? 0) % Math.max(transfers.length, 1)];
      if (gone === undefined) return;
      const without = reduce(
        world.pool.filter(({ id }) => id !== gone.id),
        world.certificates,
      );
      for (const record of world.pool) {
        const isAfter = 'ref' in record.body && record.body.ref === gone.id;
        if (isAfter && record.type !== 'ruling') expect(without.standingOf(record.id)?.kind).toBe('waits');
      }
    });
  });

  it('WAL-48 nobody can order more than they have and may', async () => {
    let waiting = 0;
    await always((world) => {
      const half = reduce(world.pool.slice(0, world.pool.length / 2), world.certificates);
      for (const ledger of [half, world.all]) {
        for (const unit of unitsOf(ledger)) waiting += checkAvailable(ledger, unit);
      }
    });
    expect(waiting).toBeGreaterThan(RUNS);
  });

  it('WAL-91 WAL-93 packets come out even, one share each', async () => {
    await always((world) => {
      for (const record of world.pool) {
        if (record.type !== 'packet') continue;
        const { faults, deals, accounts, dealt } = packetOf(world.all, record, world.now);
        expect(faults).toEqual([]);
        expect(accounts.size).toBe(deals.length);
        expect(dealt <= record.body.total).toBe(true);
        const [end] = world.all.about(record.id, 'packet-end');
        if (end !== undefined) expect(end.body.dealt + end.body.back).toBe(record.body.total);
      }
    });
  });

  it('WAL-118 nothing is released that its witness does not keep', async () => {
    await always((world) => {
      for (const record of world.pool) {
        if (record.type !== 'entry') continue;
        expect(world.all.about(record.id, 'seen')).toHaveLength(1);
        expect(world.offices.some(({ copy }) => copy.find('entry', record.id) !== undefined)).toBe(true);
      }
    });
  });

  it('WAL-13 the histories reach every record and every outcome often enough to mean something', async () => {
    const counts = new Map<string, number>();
    await always((world) => {
      for (const outcome of outcomesOf(world)) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    });
    const short = Object.entries(LEAST).filter(([name, least]) => (counts.get(name) ?? 0) < least);
    expect(Object.fromEntries(short.map(([name]) => [name, counts.get(name) ?? 0]))).toEqual({});
  });
});

function isAbout(record: VerifiedRecord, unit: string): boolean {
  return record.id === unit || ('unit' in record.body && record.body.unit === unit);
}

function checkBounds(ledger: Ledger, unit: UnitView): void {
  const taken = [...unit.transfers()].filter(({ status }) => status === 'held' || status === 'cleared');
  const single = taken.flatMap(({ transfer: { body } }) =>
    body.req !== undefined && ledger.find('request', body.req)?.body.single === true ? [body.req] : [],
  );
  expect(new Set(single).size).toBe(single.length);
  const periods = new Map<string, bigint>();
  for (const { transfer } of taken) {
    const { mandate, amount } = transfer.body;
    const key = mandate === undefined ? '' : `${mandate.id} ${mandate.period}`;
    if (key !== '') periods.set(key, (periods.get(key) ?? 0n) + amount);
    const refunds = taken.filter((each) => each.transfer.body.refundOf === transfer.id);
    expect(refunds.reduce((sum, each) => sum + each.transfer.body.amount, 0n) <= amount).toBe(true);
    const { refunded, paid, isOver } = refundsOf(ledger, transfer.id);
    expect(isOver).toBe(refunded > paid);
  }
  // What every mandate of the histories allows in a period.
  for (const sum of periods.values()) expect(sum <= 30n).toBe(true);
}

/** Checks what each holder can order; how many of them have ordered something nobody judged. */
function checkAvailable(ledger: Ledger, unit: UnitView): number {
  const orders = [...unit.transfers()].filter(({ status }) => status === 'sent').map(({ transfer }) => transfer.body);
  let waiting = 0;
  for (const holder of unit.holders()) {
    const ordered = orders.filter(({ from }) => from === holder).reduce((sum, { amount }) => sum + amount, 0n);
    const free = unit.balanceOf(holder) - ordered + unit.overdraftOf(holder);
    expect(unit.pendingOf(holder)).toBe(ordered);
    expect(availableOf(ledger, unit.unit.id, holder)).toBe(free > 0n ? free : 0n);
    expect(unit.heldFor(holder)).toBeGreaterThanOrEqual(0n);
    if (ordered > 0n) waiting += 1;
  }
  return waiting;
}
