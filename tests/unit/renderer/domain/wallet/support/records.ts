/** Records made short. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Signer, sealRecord } from '@domain/wallet/envelope.ts';
import { type HolderId, type RecordId, holderOf } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { BodyOf, RecordType, VerifiedOf } from '@domain/wallet/record.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import { type Person, deviceOf } from './people.ts';

/** A time all tests begin at: 2026-01-01. */
export const START = 1_767_225_600_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A nonce that depends on its name alone. */
export function nonceNamed(name: string): Uint8Array {
  return sha256(utf8ToBytes(name)).slice(0, 16);
}

let made = 0;

/** Signs a record with a fresh nonce, or the one named. */
export function make<Type extends RecordType>(
  type: Type,
  body: BodyOf<Type>,
  by: Signer | readonly Signer[],
  name?: string,
): Promise<VerifiedOf<Type>> {
  made += 1;
  const signers: readonly Signer[] = 'sign' in by ? [by] : by;
  return sealRecord({ type, nonce: nonceNamed(name ?? `record ${made}`), body }, ...signers);
}

/** A unit and its first book, by one device that is clerk, too. */
export interface TestUnit {
  readonly issuer: Person;
  readonly unit: VerifiedOf<'unit'>;
  readonly book: VerifiedOf<'book'>;
  readonly id: RecordId;
}

/** What a unit is unless said otherwise. */
export function unitBody(issuer: Person, more: Partial<BodyOf<'unit'>> = {}): BodyOf<'unit'> {
  return {
    issuer: issuer.account,
    code: 'LEAF',
    name: `${issuer.name}'s promise`,
    decimals: 2,
    kind: 'iou',
    redeem: 'I owe you this much.',
    transferable: true,
    feeless: true,
    ...more,
  };
}

/** Founds a unit; `witnesses` stand in its book. */
export async function found(
  issuer: Person,
  options: {
    unit?: Partial<BodyOf<'unit'>>;
    witnesses?: BodyOf<'book'>['witnesses'];
    clerk?: number;
    name?: string;
  } = {},
): Promise<TestUnit> {
  const device = deviceOf(issuer);
  const unit = await make('unit', unitBody(issuer, options.unit), device, options.name ?? `unit of ${issuer.name}`);
  const book = await make(
    'book',
    { unit: unit.id, epoch: 1, clerk: deviceOf(issuer, options.clerk ?? 1).key, witnesses: options.witnesses ?? [] },
    device,
    `book of ${unit.id}`,
  );
  return { issuer, unit, book, id: unit.id };
}

/** A transfer that can be taken for a day. */
export function pay(
  unit: TestUnit,
  [from, to]: readonly [Person, Person],
  amount: bigint,
  more: Partial<BodyOf<'transfer'>> & { name?: string; device?: number } = {},
): Promise<VerifiedOf<'transfer'>> {
  const { name, device, ...body } = more;
  return make(
    'transfer',
    {
      unit: unit.id,
      from: holderOf(from.account),
      to: holderOf(to.account),
      amount,
      until: START + DAY,
      mode: 'now',
      ...body,
    },
    deviceOf(from, device),
    name,
  );
}

/** New units for someone. */
export function mint(unit: TestUnit, to: Person | HolderId, amount: bigint, more: Partial<BodyOf<'mint'>> = {}) {
  const holder = typeof to === 'string' ? to : holderOf(to.account);
  return make('mint', { unit: unit.id, to: holder, amount, ...more }, deviceOf(unit.issuer));
}

/** The book of a unit that has to be there. */
export function bookOf(ledger: Ledger, { id }: Pick<TestUnit, 'id'>): UnitView {
  const view = ledger.unit(id);
  if (view === undefined) throw new Error('no such unit');
  return view;
}
