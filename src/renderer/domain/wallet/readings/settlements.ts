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
  /** The preimage fits the creditor's own request, which asked for as much as is claimed by it. */
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

function isProven(view: LedgerView, settle: VerifiedOf<'settle'>): boolean {
  const request = settle.body.req === undefined ? undefined : view.find('request', settle.body.req);
  if (request?.body.amount === undefined || !fits(settle, request)) return false;
  // One preimage proves one payment: who has it can sign any number of claims, and which of them was first nobody can tell.
  const claims = view.about(request.id, 'settle').filter((claim) => fits(claim, request));
  return claims.reduce((sum, { body }) => sum + body.amount, 0n) <= request.body.amount;
}

/** Whether a claim is that the creditor's own request was paid, by who may pay it, with its preimage. */
function fits({ body }: VerifiedOf<'settle'>, request: VerifiedOf<'request'>): boolean {
  const { hash, payee, payer, units } = request.body;
  if (hash === undefined || body.preimage === undefined || body.req !== request.id) return false;
  const isAsked = accountOfHolder(payee) === body.creditor && units.includes(body.unit);
  const isByPayer = payer === undefined || payer === body.debtor;
  return isAsked && isByPayer && equalBytes(sha256(body.preimage), hash);
}
