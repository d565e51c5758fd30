import type { PaymentRequest } from '../../../../packages/mini/index.d.ts';
import { keptPayment, payKept } from '../../shared/keptPayment.ts';
import { type PayEnd, payNews } from '../../shared/pay.ts';
import type { Entry, Payment } from './rules.ts';

/**
 * The words for what did not end in money, by their key. A debt has one name on all one's devices: where that is of another sum, another of them asked for
 * it, and may have paid it.
 */
export const debtNews = { ...payNews, unable: 'payDeclined', unfit: 'payPending' } as const;

/** Whether the host can be asked to pay at all. */
export function hasWallet(): boolean {
  const { banyan } = window as unknown as { readonly banyan?: { readonly pay?: unknown } };
  return banyan?.pay !== undefined;
}

/** The end of a name, which is what differs: entries and people are called by their author first. */
const ending = (id: string) => id.slice(-16);

/**
 * Names what one owes somebody, in at most 40 characters: the same whatever else is written, on all one's devices, and another one once it was
 * written down that something was paid between the two. What was struck out is written down no more: else a payment under way would be forgotten by
 * marking the debt as paid and taking that back.
 */
export function debtName({ currency, from, to }: Payment, entries: readonly Entry[]): string {
  const isBetween = ({ payment, isGone }: Entry) =>
    !isGone && payment?.currency === currency && payment.from === from && payment.to === to;
  return [currency, ending(to), ending(entries.findLast(isBetween)?.id ?? '')].join(' ');
}

/** What was begun to be paid of a debt, where it is not known how it ended; null for nothing. */
export function begunPayment(payment: Payment, entries: readonly Entry[]): PaymentRequest | null {
  return keptPayment(debtName(payment, entries));
}

/** Has the person pay a debt by the host's wallet. `onPaid` is told what was paid, and by which order: those of before, where a payment was under way. */
export async function payDebt(
  payment: Payment,
  { entries, address, memo }: { readonly entries: readonly Entry[]; readonly address: string; readonly memo: string },
  onPaid: (payment: Payment, reference: string) => void,
): Promise<PayEnd['status']> {
  const { amount, currency } = payment;
  const name = debtName(payment, entries);
  // What was refused is so for good, under that reference.
  const refusals = Number(localStorage.getItem(`no ${name}`) ?? 0);
  const reference = `${name} ${refusals}`;
  const status = await payKept(name, { to: address, amount: { value: amount, currency }, memo, reference }, (request) =>
    onPaid({ ...payment, amount: request.amount.value }, request.reference),
  );
  if (status === 'declined') localStorage.setItem(`no ${name}`, String(refusals + 1));
  return status;
}
