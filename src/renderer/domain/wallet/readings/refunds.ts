import { type RecordId, accountOfHolder } from '../ids.ts';
import type { VerifiedOf } from '../record.ts';
import type { LedgerView } from '../standing.ts';
import { isTaken } from './lineOf.ts';

/** How much of a transfer was given back. */
export interface Refunds {
  readonly paid: bigint;
  /** Held or cleared, and new units of the issuer. */
  readonly refunded: bigint;
  /** More than was paid: only mints can do that (WAL-116). */
  readonly isOver: boolean;
}

/** Whether `refund` goes from the payee of a transfer to its payer (WAL-116). */
export function isRefundOf(refund: VerifiedOf<'transfer'>, original: VerifiedOf<'transfer'>): boolean {
  const [back, first] = [refund.body, original.body];
  return (
    back.refundOf === original.id &&
    back.unit === first.unit &&
    accountOfHolder(back.from) === accountOfHolder(first.to) &&
    accountOfHolder(back.to) === accountOfHolder(first.from)
  );
}

/** What was given back of a transfer, as far as is known. */
export function refundsOf(view: LedgerView, id: RecordId): Refunds {
  const original = view.find('transfer', id);
  const book = original === undefined ? undefined : view.unit(original.body.unit);
  if (original === undefined || book === undefined) return { paid: 0n, refunded: 0n, isOver: false };
  const transfers = view
    .about(id, 'transfer')
    .filter((refund) => isRefundOf(refund, original) && isTaken(view, refund.id));
  const payer = accountOfHolder(original.body.from);
  const mints = view
    .about(id, 'mint')
    .filter(({ id: mint, body }) => accountOfHolder(body.to) === payer && book.mint(mint)?.counts === true);
  const refunded = [...transfers, ...mints].reduce((sum, { body }) => sum + body.amount, 0n);
  return { paid: original.body.amount, refunded, isOver: refunded > original.body.amount };
}

/** Which refund of a transfer the next one is, from 1, whatever became of those before. */
export function refundSerial(view: LedgerView, id: RecordId): number {
  return view.about(id, 'transfer').length + view.about(id, 'mint').length + 1;
}
