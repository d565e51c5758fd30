import type { AccountId } from '@shared/ids.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { MoneyUnit } from '@i18n/useMoney.ts';
import type { Payment } from '@services/workspace/walletWorkspace.ts';

/** How long ago the same payment makes one wonder whether it is meant twice, ms. */
export const JUST_NOW = 10 * 60_000;

/** What is about to be paid. */
export interface Intended {
  readonly payee: AccountId;
  readonly amount: bigint;
  readonly unit: MoneyUnit;
  /** What for, cleaned; null where that is not kept with a payment, and so cannot be compared. */
  readonly note: string | null;
  /** The request it answers: what answers the same one is the same payment, and not another. */
  readonly request: RecordId | null;
}

/** The last payment of the same sum to the same person for the same, made just now; undefined where there is none (PAY-UI-81). */
export function paidJustNow(
  payments: readonly Payment[],
  intended: Intended,
  { now, purposeOf }: { readonly now: number; readonly purposeOf: (payment: Payment) => string },
): Payment | undefined {
  const { payee, note, request } = intended;
  return payments.find(
    (payment) =>
      payment.side === 'payer' &&
      payment.to === payee &&
      now - payment.at < JUST_NOW &&
      isSameSum(payment, intended) &&
      reached(payment) &&
      (payment.request === null || payment.request !== request) &&
      (note === null || purposeOf(payment) === note),
  );
}

/** In whatever promise: who pays twelve euros twice wonders, whoever owes them. */
function isSameSum({ amount, unit }: Payment, intended: Intended): boolean {
  const isAlike = unit.decimals === intended.unit.decimals && moneyOf(unit) === moneyOf(intended.unit);
  return isAlike && amount === intended.amount;
}

const moneyOf = ({ currency, code }: MoneyUnit) => currency ?? code;

/** What was refused or came back has to be paid again. */
function reached({ situation: { word }, sentBack }: Payment): boolean {
  return word !== 'refused' && word !== 'returned' && sentBack === 0n;
}
