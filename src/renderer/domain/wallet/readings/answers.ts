import type { AccountId } from '@shared/ids.ts';
import { type RecordId, type UnitId, accountOfHolder } from '../ids.ts';
import type { BodyOf, VerifiedOf } from '../record.ts';
import type { LedgerView } from '../standing.ts';
import { lineOf } from './lineOf.ts';

/** What tells in what a unit counts. */
export type Measured = Pick<BodyOf<'unit'>, 'code' | 'decimals'> & { readonly currency?: string | undefined };

/** Whether amounts of two units mean the same: in the currency they are promised as, else in their code (WAL-54). */
export function countsLike(one: Measured, other: Measured): boolean {
  return one.decimals === other.decimals && measureOf(one) === measureOf(other);
}

function measureOf({ currency, code }: Measured): string {
  return currency ?? `of ${code}`;
}

/**
 * Whether someone can answer a request with a unit (WAL-54): one that it names, or a promise of their own in what one of these counts in. Whether the
 * payee takes a promise it did not name for payment is the payee's word (WAL-51).
 */
export function canAnswer(
  view: LedgerView,
  request: VerifiedOf<'request'>,
  by: { readonly unit: UnitId; readonly payer: AccountId },
): boolean {
  if (request.body.units.includes(by.unit)) return true;
  const offered = view.find('unit', by.unit);
  if (offered?.body.issuer !== by.payer) return false;
  return request.body.units.some((id) => {
    const named = view.find('unit', id);
    return named !== undefined && countsLike(named.body, offered.body);
  });
}

/** How much of a payment its payee gave back to the issuer because they did not want it, or is giving back (WAL-54). */
export function sentBackOf(view: LedgerView, id: RecordId): bigint {
  const given = view.find('mint', id) ?? view.find('transfer', id);
  if (given === undefined) return 0n;
  const back = view.about(id, 'transfer').filter(({ id: transfer, body }) => {
    const status = lineOf(view, transfer)?.line.status;
    const isLive = status !== undefined && status !== 'refused' && status !== 'returned';
    return isLive && body.of === id && body.why === 'decline' && body.from === given.body.to;
  });
  return back.reduce((sum, { body }) => sum + body.amount, 0n);
}

/** Payments of one payer for a request that stand: not refused, returned or sent back. */
export function standingAnswers(view: LedgerView, request: RecordId, payer: AccountId): readonly RecordId[] {
  const transfers = view.about(request, 'transfer').filter(({ id, body }) => {
    const status = lineOf(view, id)?.line.status;
    const isLive = status !== undefined && status !== 'refused' && status !== 'returned';
    return isLive && body.req === request && accountOfHolder(body.from) === payer;
  });
  const mints = view.about(request, 'mint').filter(({ id, body }) => {
    const isTheirs = view.find('unit', body.unit)?.body.issuer === payer;
    return isTheirs && body.req === request && view.unit(body.unit)?.mint(id)?.counts === true;
  });
  return [...transfers, ...mints].filter(({ id, body }) => sentBackOf(view, id) < body.amount).map(({ id }) => id);
}
