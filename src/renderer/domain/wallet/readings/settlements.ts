import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes } from '../../codec/bytes.ts';
import { accountOfHolder } from '../ids.ts';
import type { VerifiedOf } from '../record.ts';
import type { LedgerView } from '../standing.ts';

/** How far a settlement has come (WAL-80). */
export interface Settlement {
  readonly claimed: bigint;
  /** What the creditor redeemed for it: by this alone the debt fell. */
  readonly confirmed: bigint;
  /** The preimage fits what the creditor's own request asked for. */
  readonly isProven: boolean;
}

/** See {@link Settlement}. */
export function settlementOf(view: LedgerView, settle: VerifiedOf<'settle'>): Settlement {
  const { creditor, debtor, unit, amount } = settle.body;
  const book = view.unit(unit);
  const redeemed = view.about(settle.id, 'transfer').filter(({ id, body }) => {
    const isHis = accountOfHolder(body.from) === creditor && accountOfHolder(body.to) === debtor;
    return isHis && body.why === 'settle' && book?.transfer(id)?.status === 'cleared';
  });
  const confirmed = redeemed.reduce((sum, { body }) => sum + body.amount, 0n);
  return { claimed: amount, confirmed, isProven: isProven(view, settle) };
}

function isProven(view: LedgerView, { body }: VerifiedOf<'settle'>): boolean {
  const request = body.req === undefined ? undefined : view.find('request', body.req);
  if (request?.body.hash === undefined || body.preimage === undefined) return false;
  const isCreditors = accountOfHolder(request.body.payee) === body.creditor;
  return isCreditors && equalBytes(sha256(body.preimage), request.body.hash);
}
