import type { AccountId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import { standingAnswers } from '@domain/wallet/readings/answers.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { WalletBook } from '../walletBook.ts';

type Payment = VerifiedOf<'mint'> | VerifiedOf<'transfer'>;

/** Whether what a payment is for was paid with another one meanwhile, perhaps from another device: its request has an answer that stands, or its nonce was used (WSV-166). */
export function isPaidOtherwise(view: WalletBook['view'], payment: Payment, self: AccountId): boolean {
  if (view.record(payment.id) !== undefined) return false;
  const { req } = payment.body;
  if (req !== undefined) return standingAnswers(view, req, self).length > 0;
  return paymentOfNonce(view, payment.nonce, self) !== null;
}

/** The payment that somebody made with a nonce; null where none is here. */
export function paymentOfNonce(view: WalletBook['view'], nonce: Uint8Array, payer: AccountId): RecordId | null {
  for (const record of view.records()) {
    if (record.type !== 'mint' && record.type !== 'transfer') continue;
    if (equalBytes(record.nonce, nonce) && payerOf(view, record) === payer) return record.id;
  }
  return null;
}

function payerOf(view: WalletBook['view'], payment: Payment): AccountId | undefined {
  if (payment.type === 'transfer') return accountOfHolder(payment.body.from);
  return view.find('unit', payment.body.unit)?.body.issuer;
}
