import type { AccountId } from '@shared/ids.ts';
import { recordId } from '@domain/wallet/ids.ts';
import type { Payment, PaymentRequest, Unit } from '@services/workspace/walletWorkspace.ts';
import { fakeAccountId, fakeEventId } from '../../../../../support/web/fakeIds.ts';

export type { Payment } from '@services/workspace/walletWorkspace.ts';

function idOf(name: string) {
  const id = recordId(fakeEventId(name));
  if (!id.ok) throw new Error('a fake id is no id');
  return id.value;
}

const FINAL = { kind: 'final', isSingleCopy: true } as const;
const NONE = { kind: 'none' } as const;

/** A canteen's unit, and payments of it as its till sees them. */
export function unitsOf() {
  const canteen: AccountId = fakeAccountId('canteen');
  const ann: AccountId = fakeAccountId('ann');
  const unit: Unit = {
    ...{ id: idOf('lunch'), issuer: canteen, code: 'LUNCH', name: 'Lunch', decimals: 2, kind: 'prepaid' },
    ...{ redeem: 'A meal.', transferable: false, feeless: true },
  };
  const at = new Date(2026, 10, 21, 12).getTime();
  let made = 0;
  const next = () => {
    made += 1;
    return idOf(`payment ${made}`);
  };
  const sale = (how: 'final' | 'sent' | 'held' | 'refused', amount = 100n): Payment => {
    const finality = {
      final: FINAL,
      sent: NONE,
      held: { kind: 'guaranteed', until: at, isSingleCopy: true } as const,
      refused: NONE,
    }[how];
    const word = how === 'final' ? 'cleared' : how;
    return {
      ...{ id: next(), kind: 'transfer', unit, from: ann, to: canteen, amount, side: 'payee', at },
      ...{
        request: null,
        refundOf: null,
        why: null,
        until: at,
        acts: [],
        refunded: 0n,
        refundSerial: 1,
        sentBack: 0n,
        finality,
      },
      situation: { word, reason: null, finality },
      message: word === 'refused' ? 'payments.refused.payee' : `payments.${word}.payee`,
    };
  };
  const topUp = (amount: bigint, isRefund = false): Payment => ({
    ...sale('final', amount),
    ...{ kind: 'mint', side: 'payer', from: canteen, to: ann, message: 'payments.mint.payer' },
    refundOf: isRefund ? idOf('something') : null,
  });
  /** A bill of the canteen. */
  const bill = (amount: bigint | null): PaymentRequest => ({
    ...{ id: idOf('bill'), payee: canteen, payer: null, units: [unit], decimals: 2, amount, memo: '', lines: [] },
    ...{ until: at, own: true, at, stage: 'asked', cancelledBy: null, refunded: 'none', payments: [] },
  });
  /** Promises of the customer: one in what the canteen's counts in, one in something else. */
  const alike = {
    like: { ...unit, id: idOf('like'), issuer: ann },
    unlike: { ...unit, id: idOf('unlike'), issuer: ann, code: 'JUNK' },
  };
  return { unit, at, sale, topUp, bill, alike };
}
