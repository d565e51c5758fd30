/** What a new clerk that knows too little costs: 30 transfers among 3 holders of 60 units, another clerk after the 20th, no witness unless said. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { draftVerdict } from '@domain/wallet/clerk/entries.ts';
import { deskOf, judge } from '@domain/wallet/clerk/judge.ts';
import { draftNextBook } from '@domain/wallet/clerk/takeover.ts';
import { acknowledge } from '@domain/wallet/clerk/witness.ts';
import { depositOf } from '@domain/wallet/drafts/payments.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import {
  type Person,
  type QuickDevice,
  deviceOf,
  person,
  strayDevice,
} from '../../../unit/renderer/domain/wallet/support/people.ts';
import {
  START,
  type TestUnit,
  bookOf,
  found,
  make,
  pay,
} from '../../../unit/renderer/domain/wallet/support/records.ts';

/** What the new clerk begins with, and whether the old one goes on. */
export const BEGINNINGS = {
  complete: 'complete records',
  backup: 'a backup 10 transfers old',
  receipts: 'that backup and some 60 % of receipts',
  revenant: 'complete, but the old clerk clears half of what follows',
  witnessed: 'complete, the old clerk tries the same, and the book has a witness',
} as const;
/** See {@link BEGINNINGS}. */
export type Beginning = keyof typeof BEGINNINGS;

const [ANA, BEN, CLEO, DAN] = ['Ana', 'Ben', 'Cleo', 'Dan'].map((name) => person(name, 2)) as [
  Person,
  Person,
  Person,
  Person,
];
const HOLDERS = [BEN, CLEO, DAN];
const CERTIFICATES = [ANA, ...HOLDERS].flatMap(({ devices }) => devices.map(({ certificate }) => certificate));
const WITNESS = strayDevice('witness');
const [BEFORE, ALL, OLD] = [20, 30, 10];

class Office {
  readonly unit: TestUnit;
  readonly isWitnessed: boolean;
  /** What the witness keeps; everything, where there is none. */
  readonly copy: Ledger;
  /** What was given away. */
  readonly released: VerifiedRecord[] = [];

  constructor(unit: TestUnit, isWitnessed: boolean) {
    this.unit = unit;
    this.isWitnessed = isWitnessed;
    this.copy = reduce([unit.unit, unit.book], CERTIFICATES);
  }

  /** One transfer before one clerk, by what it knows. Returns what came of it. */
  async clear(
    ledger: Ledger,
    clerk: QuickDevice,
    orders: readonly VerifiedRecord[],
  ): Promise<readonly VerifiedRecord[]> {
    const [transfer] = orders;
    for (const record of orders) ledger.add(record);
    const desk = deskOf(ledger, { unit: this.unit.id, device: clerk.key });
    if (!desk.ok || transfer === undefined) return [];
    const what = { id: transfer.id, now: START };
    const draft = draftVerdict(desk.value, judge(ledger, desk.value.unit, what), what);
    if (draft === null) return [];
    const entry: VerifiedRecord = await sealRecord(draft, clerk);
    ledger.add(entry);
    if (!(await this.isKept([...orders, entry]))) return [];
    this.released.push(...orders, entry);
    return [...orders, entry];
  }

  private async isKept(records: readonly VerifiedRecord[]): Promise<boolean> {
    for (const record of records) this.copy.add(record);
    const entry = records.at(-1);
    if (!this.isWitnessed || entry === undefined) return true;
    return Promise.resolve(acknowledge(this.copy, { entry: entry.id, device: WITNESS.key }).ok);
  }
}

/** What of the first records the new clerk has: by transfer. */
function knownOf(beginning: Beginning, rounds: readonly (readonly VerifiedRecord[])[], random: SeededRandom) {
  if (beginning !== 'backup' && beginning !== 'receipts') return rounds.flat();
  const [kept, lost] = [rounds.slice(0, BEFORE - OLD), rounds.slice(BEFORE - OLD)];
  const presented = lost.filter(() => beginning === 'receipts' && random.chance(0.6));
  return [...kept, ...presented].flat();
}

async function orderOf(unit: TestUnit, random: SeededRandom, number: number): Promise<readonly VerifiedRecord[]> {
  const from = random.integer(3);
  const to = (from + 1 + random.integer(2)) % 3;
  const [payer, payee] = [HOLDERS[from] ?? BEN, HOLDERS[to] ?? CLEO];
  const transfer = await pay(unit, [payer, payee], BigInt(1 + random.integer(20)), { name: `order ${number}` });
  return [transfer, await sealRecord(depositOf(transfer.id), deviceOf(payee))];
}

async function beginningOf(unit: TestUnit): Promise<readonly VerifiedRecord[]> {
  const records: VerifiedRecord[] = [unit.unit, unit.book];
  for (const who of HOLDERS) {
    const body = { unit: unit.id, to: holderOf(who.account), amount: 20n };
    records.push(await make('mint', body, deviceOf(ANA, 2), `mint ${who.name}`));
  }
  return records;
}

/** How far below zero holders are together in the end, of 60 units issued: what the issuer owes twice. */
export async function overdrawnAfter(beginning: Beginning, seed: number): Promise<bigint> {
  const random = new SeededRandom(seed);
  const isWitnessed = beginning === 'witnessed';
  const witnesses = [WITNESS.key].filter(() => isWitnessed);
  const unit = await found(ANA, { witnesses, name: 'taken over' });
  const office = new Office(unit, isWitnessed);
  const base = await beginningOf(unit);
  for (const record of base) office.copy.add(record);
  const old = reduce(base, CERTIFICATES);
  const rounds: (readonly VerifiedRecord[])[] = [];
  for (let number = 0; number < BEFORE; number += 1) {
    rounds.push(await office.clear(old, deviceOf(ANA), await orderOf(unit, random, number)));
  }
  const fresh = reduce([...base, ...knownOf(beginning, rounds, random)], CERTIFICATES);
  const draft = draftNextBook(fresh, unit.id, { clerk: deviceOf(ANA, 2).key, witnesses });
  if (!draft.ok) throw new Error(draft.error.message);
  const book: VerifiedRecord = await sealRecord(draft.value, ANA.root);
  for (const ledger of [fresh, office.copy]) ledger.add(book);
  const isDouble = isWitnessed || beginning === 'revenant';
  for (let number = BEFORE; number < ALL; number += 1) {
    const [ledger, which] = isDouble && random.chance(0.5) ? [old, 1] : [fresh, 2];
    await office.clear(ledger, deviceOf(ANA, which), await orderOf(unit, random, number));
  }
  return owedOf(bookOf(reduce([...base, book, ...office.released], CERTIFICATES), unit));
}

function owedOf(unit: UnitView): bigint {
  const sums = [...unit.holders()].map((holder) => unit.balanceOf(holder));
  return sums.reduce((owed, sum) => (sum < 0n ? owed - sum : owed), 0n);
}
