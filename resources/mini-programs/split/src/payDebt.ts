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

/** Sixty-four bits of a text, in 14 letters at most: enough to tell lines of one bill apart. */
function markOf(text: string): string {
  let [one, other] = [2_166_136_261, 3_421_674_724];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 16_777_619);
    other = Math.imul(other ^ (unit + index), 2_246_822_519);
  }
  return (one >>> 0).toString(36) + (other >>> 0).toString(36);
}

/**
 * Names what one owes somebody, in at most 40 characters: the same on all one's devices, whatever else is written, and another one once it was written down
 * that something was paid between the two. What a wallet paid counts also where it was struck out, and by its order, of which two devices may each
 * have a line; what was written by hand is written down no more when it is struck out.
 */
export function debtName({ currency, from, to }: Payment, entries: readonly Entry[]): string {
  const isBetween = ({ payment, isGone, reference }: Entry) =>
    (!isGone || reference !== null) && payment?.currency === currency && payment.from === from && payment.to === to;
  const last = entries.findLast(isBetween);
  return [currency, markOf(to), last === undefined ? '' : markOf(lineOf(last))].join(' ');
}

const lineOf = ({ id, author, reference }: Entry) => (reference === null ? id : `${author} ${reference}`);

/** One payment at a time to one person, by one name whatever is written or struck out meanwhile: else it would be forgotten and made again. */
const keyOf = ({ currency, to }: Payment) => `${currency} ${to}`;

/** What was begun to be paid to somebody of what one owes them, where it is not known how it ended; null for nothing. */
export function begunPayment(payment: Payment): PaymentRequest | null {
  return keptPayment(keyOf(payment));
}

/** The order by which what one marks as paid by hand may have been paid, or may be yet: one that is not known to have ended, of the same sum. */
export function orderOf(payment: Payment): string | null {
  const begun = begunPayment(payment);
  return begun?.amount.value === payment.amount ? begun.reference : null;
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
  const fresh = { to: address, amount: { value: amount, currency }, memo, reference };
  const status = await payKept(keyOf(payment), fresh, (request) =>
    onPaid({ ...payment, amount: request.amount.value }, request.reference),
  );
  if (status === 'declined') localStorage.setItem(`no ${name}`, String(refusals + 1));
  return status;
}
