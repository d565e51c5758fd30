/** How much of a device others can fill for good. */
import { beforeEach, describe, expect, it } from 'vitest';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { IntakeLimits, MOST_OF_UNIT, ROWS } from '@services/wallet/intakeLimits.ts';
import { type Person, deviceOf } from '../../domain/wallet/support/people.ts';
import { realPerson } from '../../domain/wallet/support/realPeople.ts';
import { DAY, START, type TestUnit, found, make, nonceNamed, pay } from '../../domain/wallet/support/records.ts';
import { certificatesOf, give, openDesk, peerOf } from './support/desk.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;

const BATCH = 50;
const unchecked = () => Promise.resolve(true);
const unsigned = (person: Person) => ({ key: deviceOf(person).key, sign: () => Promise.resolve(new Uint8Array(64)) });

let ana: Person;
let ben: Person;
let unit: TestUnit;

beforeEach(async () => {
  [ana, ben] = await Promise.all([realPerson('Ana', 1), realPerson('Ben', 2)]);
  unit = await found(ana);
});

/** A promise of one to Ben; of one name it is one record. */
function promiseOf(of: TestUnit, name: string): Promise<VerifiedOf<'mint'>> {
  const body = { unit: of.id, to: holderOf(ben.account), amount: 1n };
  return sealRecord({ type: 'mint', nonce: nonceNamed(name), body }, unsigned(ana));
}

/** Ben has so many records of a unit, founding and first book among them. */
async function fill(desk: Desk, of: TestUnit, count: number): Promise<void> {
  const names = Array.from({ length: count - 2 }, (_, place) => `${of.id} ${place}`);
  const records = [of.unit, of.book, ...(await Promise.all(names.map((name) => promiseOf(of, name))))];
  await desk.book.commit({ records, certificates: certificatesOf(ana), from: ana.account });
}

const limitsOf = ({ book, clock }: Desk) =>
  new IntakeLimits({ self: { account: ben.account, device: deviceOf(ben).key }, book, clock, noteOf: () => null });
const keptOf = ({ book }: Desk) => [...book.view.records()].length;

/** Whether a record is taken, and whether it is acknowledged. */
async function isTaken(desk: Desk, ...records: readonly VerifiedRecord[]): Promise<readonly [boolean, boolean]> {
  const last = records.at(-1)?.id ?? '';
  desk.take('wallet.have');
  await desk.clock.advance(1000);
  await desk.intake.hear(peerOf(ana), give([], ...records));
  const ids = desk.take('wallet.have').flatMap((word) => word.ids);
  return [records.every(({ id }) => desk.book.view.record(id) !== undefined), ids.some((id) => id === last)];
}

describe('WSV-26 units nobody agreed to', () => {
  it('WSV-26 fill no more than so much: what is above is neither kept nor acknowledged until somebody agrees', async () => {
    const desk = await openDesk(ben, unchecked);
    desk.link(ana);
    await fill(desk, unit, MOST_OF_UNIT - BATCH);
    const batch = (name: string) =>
      Promise.all(Array.from({ length: BATCH }, (_, place) => promiseOf(unit, `${name} ${place}`)));
    expect(await isTaken(desk, ...(await batch('some')))).toEqual([true, true]);
    const many = await batch('more');
    expect(await isTaken(desk, ...many)).toEqual([false, false]);
    expect(keptOf(desk)).toBe(MOST_OF_UNIT);
    const other = await found(ana, { name: 'another unit' });
    expect(await isTaken(desk, other.unit, other.book, await promiseOf(other, 'of another'))).toEqual([true, true]);
    desk.notes.set(unit.id, { unit: unit.id, stance: 'accepted', limit: null });
    expect(await isTaken(desk, ...many)).toEqual([true, true]);
  });

  it('WSV-26 do so after a start, too, and one that somebody uses is not one', async () => {
    const before = await openDesk(ben, unchecked);
    await fill(before, unit, MOST_OF_UNIT);
    const desk = await openDesk(ben, unchecked, before.disk);
    desk.link(ana);
    const late = await promiseOf(unit, 'late');
    expect(await isTaken(desk, late)).toEqual([false, false]);
    const order = await pay(unit, [ben, ana], 1n, { until: START + DAY });
    await desk.book.commit({ records: [order] });
    expect(await isTaken(desk, late)).toEqual([true, true]);
  });

  it('WSV-26 what speaks of what was left out is left out with it', async () => {
    const desk = await openDesk(ben, unchecked);
    desk.link(ana);
    await fill(desk, unit, MOST_OF_UNIT);
    const order = await pay(unit, [ana, ben], 1n);
    const cancel = await make('cancel', { ref: order.id }, deviceOf(ana));
    expect(await isTaken(desk, order, cancel)).toEqual([false, false]);
    expect(desk.book.waiting.size).toBe(0);
  });

  it('WSV-26 one’s own and those one keeps the book of as a witness have room', async () => {
    const own = await found(ben, { name: 'his own' });
    const seen = await found(ana, { name: 'seen', witnesses: [deviceOf(ben).key] });
    for (const each of [own, seen]) {
      const desk = await openDesk(ben, unchecked);
      desk.link(ana);
      desk.book.know(certificatesOf(ana));
      await fill(desk, each, MOST_OF_UNIT);
      expect(await isTaken(desk, await promiseOf(each, 'late'))).toEqual([true, true]);
    }
  });
});

describe('WSV-27 what one account brings', () => {
  it('WSV-27 is so many new records, again with time; what is here already costs nothing', async () => {
    const desk = await openDesk(ben, unchecked);
    desk.link(ana);
    desk.notes.set(unit.id, { unit: unit.id, stance: 'accepted', limit: null });
    await fill(desk, unit, 3);
    const known = await promiseOf(unit, `${unit.id} 0`);
    expect(desk.book.view.record(known.id)).toBeDefined();
    const limits = limitsOf(desk);
    const many = Array.from({ length: 1000 }, (_, place) => ({ ...known, id: `${unit.id} ${place}` as RecordId }));
    const fits = (records: readonly VerifiedRecord[]) => limits.fitting(ana.account, records).length;
    const spent = Array.from({ length: ROWS.capacity / 1000 }, () => fits(many));
    expect(new Set(spent)).toEqual(new Set([1000]));
    expect([fits(many), fits([known]), fits([...many, known])]).toEqual([0, 1, 1]);
    await desk.clock.advance(1_000_000 / ROWS.perSecond);
    expect([fits(many), fits(many)]).toEqual([1000, 0]);
    expect(limits.fitting(ben.account, many)).toHaveLength(1000);
  });

  it('WSV-27 is so many bytes', async () => {
    const desk = await openDesk(ben, unchecked);
    const limits = limitsOf(desk);
    const large = { ...(await promiseOf(unit, 'large')), bytes: new Uint8Array(1_048_000) };
    const fits = () => limits.fitting(ana.account, [large]).length;
    expect(Array.from({ length: 17 }, fits)).toEqual([...Array.from({ length: 16 }, () => 1), 0]);
    await desk.clock.advance(65_000);
    expect(fits()).toBe(1);
  });
});
