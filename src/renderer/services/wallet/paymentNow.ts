import type { AccountId } from '@shared/ids.ts';
import { type RecordId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import { sentBackOf } from '@domain/wallet/readings/answers.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import type { Payment, PaymentNow } from '../workspace/walletWorkspace.ts';
import { paymentView } from './paymentView.ts';
import type { WalletPicture } from './walletFollower.ts';

/** One payment with what there still is of it (WSV-84); null for what is no payment of one's own. */
export function paymentNow(picture: WalletPicture, self: AccountId, id: RecordId): Payment | null {
  const payment = paymentView(picture, self, id);
  const unit = payment === null ? undefined : picture.ledger.unit(payment.unit.id);
  if (payment === null || unit === undefined) return payment;
  const upTo = heldUpTo(picture, unit, payment);
  const own = payment.amount - payment.sentBack;
  return asItStands({ ...payment, now: { upTo, left: upTo < own ? upTo : own } });
}

/** What was promised then is no debt now where it was given away since, and cannot be sent back. */
function asItStands(payment: Payment & { readonly now: PaymentNow }): Payment {
  const { message, side, amount, sentBack, now, acts } = payment;
  const isGone = now.left === 0n;
  const isWhole = now.left >= amount - sentBack;
  return {
    ...payment,
    message:
      message !== `payments.mint.${side}` || (isWhole && !isGone)
        ? message
        : (`payments.mint.${isGone ? 'gone' : 'part'}.${side}` as const),
    acts: isGone ? acts.filter((act) => act !== 'send-back') : acts,
  };
}

/** What the payee has of the unit without what came after a payment: units are alike, and the oldest are taken to go first. */
function heldUpTo(picture: WalletPicture, unit: UnitView, { id, to }: Payment): bigint {
  const holder = holderOf(to);
  const serial = picture.serialOf(id);
  const came = [...comeTo(unit, to)].filter((record) => picture.serialOf(record.id) > serial);
  const newer = came.reduce((sum, { id: each, amount }) => sum + amount - sentBackOf(picture.ledger, each), 0n);
  const upTo = unit.balanceOf(holder) + unit.heldFor(holder) - newer;
  return upTo > 0n ? upTo : 0n;
}

/** All that was made for or moved to somebody and is theirs, or set aside for them. */
function* comeTo(unit: UnitView, to: AccountId): Iterable<{ readonly id: RecordId; readonly amount: bigint }> {
  for (const { mint, counts, lapsed } of unit.mints()) {
    if (counts && accountOfHolder(mint.body.to) === to) yield { id: mint.id, amount: mint.body.amount - lapsed };
  }
  for (const { transfer, status } of unit.transfers()) {
    const isTheirs = status === 'held' || status === 'cleared';
    if (isTheirs && accountOfHolder(transfer.body.to) === to) yield { id: transfer.id, amount: transfer.body.amount };
  }
}
