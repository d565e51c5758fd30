import type { AccountId } from '@shared/ids.ts';
import { LATEST_AT } from '../../event/hybridClock.ts';
import { idBytes } from '../../event/codec.ts';
import { deriveNonce } from '../derive.ts';
import { type UnitId, accountOfHolder, holderOf } from '../ids.ts';
import { type AgreementSides, sidesOf } from '../readings/agreements.ts';
import type { BodyOf, Draft, VerifiedOf } from '../record.ts';
import type { LedgerView } from '../standing.ts';

/** Whether two can agree on what there is of a unit: points that lapse are given with a day, which no agreement names (WAL-85). */
export function isAgreeable(unit: BodyOf<'unit'>): boolean {
  return unit.expiresDays === undefined;
}

/** What the records say an account has of a unit, its pots included: what both see beside what they agree on (WAL-85). */
export function foundBalance(view: LedgerView, unit: UnitId, account: AccountId): bigint {
  const book = view.unit(unit);
  if (book === undefined) return 0n;
  const holders = [...book.holders()].filter((holder) => accountOfHolder(holder) === account);
  return holders.reduce((sum, holder) => sum + book.balanceOf(holder), 0n);
}

/** How an agreement changes what there is, minor units: more (above 0), less, or nothing. */
export function changeOf({ balance, found }: BodyOf<'agree'>): bigint {
  return found === undefined ? 0n : balance - found;
}

/**
 * The deed by which what both agreed on becomes so (WAL-85): new units from the issuer, or some back from the holder. It follows from the agreement
 * alone, so that every device that makes it makes the same one (WAL-130). Null where nothing differs, or it is about the promise of neither.
 */
export function repairOf(view: Pick<LedgerView, 'find'>, agreement: VerifiedOf<'agree'>): Repair | null {
  const sides = sidesOf(view, agreement);
  const change = changeOf(agreement.body);
  if (sides === null || change === 0n) return null;
  const { id, body } = agreement;
  const nonce = deriveNonce('repair', idBytes(id));
  const [issuer, holder] = [holderOf(sides.issuer), holderOf(sides.holder)];
  if (change > 0n) {
    const given = { unit: body.unit, to: holder, amount: change, why: 'repair', of: id } as const;
    return { ...sides, by: sides.issuer, draft: { type: 'mint', nonce, body: given } };
  }
  const back = {
    unit: body.unit,
    from: holder,
    to: issuer,
    amount: -change,
    until: LATEST_AT,
    mode: 'now',
    of: id,
  } as const;
  return { ...sides, by: sides.holder, draft: { type: 'transfer', nonce, body: back } };
}

/** A deed that makes an agreement so, and whose it is to sign. */
export interface Repair extends AgreementSides {
  readonly by: AccountId;
  readonly draft: Draft<'mint'> | Draft<'transfer'>;
}
