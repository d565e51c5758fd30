import type { PaymentRequest } from '../../../../packages/mini/index.d.ts';
import { forgetPayment, keptPayment, keptPayments, payKept } from '../../shared/keptPayment.ts';
import { type PayEnd, payNews } from '../../shared/pay.ts';
import type { BillState, Entry, Payment, Person } from './rules.ts';

/**
 * The words for what did not end in money, by their key. A debt has one name on all one's devices: where that is of another sum, another of them asked for
 * it, and may have paid it.
 */
export const debtNews = { ...payNews, unable: 'payDeclined', unfit: 'payPending' } as const;

/** Whom one can pay by the host's wallet oneself: somebody who is here, and has not only been named. */
export function payableAddress({ from, to }: Payment, people: readonly Person[], me: string): string | null {
  const { banyan } = window as unknown as { readonly banyan?: { readonly pay?: unknown } };
  const addressOf = (id: string) => people.find((person) => person.id === id)?.address ?? null;
  const address = addressOf(to);
  return addressOf(from) === me && address !== me && banyan?.pay !== undefined ? address : null;
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

/** What paying goes by. */
export interface DebtParts {
  readonly entries: readonly Entry[];
  /** One's own address. */
  readonly me: string;
  /** Of whom is paid. A person's name in the bill may change, this does not. */
  readonly address: string;
}

type Way = Pick<Payment, 'currency' | 'from' | 'to'>;

/** Whether both are from the same person to the same other one, in one currency. */
export const isSameWay = (one: Way | null, other: Way) =>
  one?.currency === other.currency && one.from === other.from && one.to === other.to;

/** Whether one wrote down, on whichever device, that an order was paid; struck out or not. */
const isWritten = ({ entries, me }: Pick<DebtParts, 'entries' | 'me'>, reference: string) =>
  entries.some((entry) => entry.author === me && entry.reference === reference);

/**
 * Names what one owes somebody, in at most 40 characters: the same on all one's devices, whatever else is written, and another one once it was written down
 * that something was paid between the two. What a wallet paid counts also where it was struck out, and by its order, of which two devices may each
 * have a line; what was written by hand is written down no more when it is struck out.
 */
function debtName({ currency, from, to }: Payment, { entries, address }: DebtParts): string {
  const isBetween = ({ payment, isGone, reference }: Entry) =>
    (!isGone || reference !== null) && isSameWay(payment, { currency, from, to });
  const last = entries.findLast(isBetween);
  return [currency, markOf(address), last === undefined ? 'none' : markOf(lineOf(last))].join(' ');
}

const lineOf = ({ id, author, reference }: Entry) => (reference === null ? id : `${author} ${reference}`);

/** The order by which a debt is to be paid now, in at most 64 characters: one that is not known to be paid, nor refused on this device. */
export function debtReference(payment: Payment, parts: DebtParts): string {
  const name = debtName(payment, parts);
  const isOver = (reference: string) => isWritten(parts, reference) || localStorage.getItem(`no ${reference}`) !== null;
  let count = 0;
  while (isOver(`${name} ${count}`)) count += 1;
  return `${name} ${count}`;
}

/** One payment at a time to one person, by one name whatever is written or struck out meanwhile: else it would be forgotten and made again. */
const keyOf = ({ currency }: Pick<Payment, 'currency'>, { address }: Pick<DebtParts, 'address'>) =>
  `${currency} ${address}`;

/** What was begun to be paid to somebody of what one owes them, where it is not known how it ended; null for nothing. */
export function begunPayment(payment: Payment, parts: DebtParts): PaymentRequest | null {
  const begun = keptPayment(keyOf(payment, parts));
  // Another device may have heard the end.
  return begun === null || isWritten(parts, begun.reference) ? null : begun;
}

const handName = (reference: string) => `hand ${reference}`;
const besideName = (entry: string) => `beside ${entry}`;

/** What was written since an order was named, by which line it was named; nothing where that line is not known here. */
function entriesSince(reference: string, entries: readonly Entry[]): readonly Entry[] {
  const mark = reference.split(' ')[2];
  if (mark === 'none') return entries;
  const last = entries.findIndex((entry) => markOf(lineOf(entry)) === mark);
  return last === -1 ? [] : entries.slice(last + 1);
}

/**
 * The line by hand that stands on the bill for what an order of one's own pays; null for none. It is the one noted for it on this device; else the first
 * of that sum since the order was named, as others and one's other devices write it, who know nothing of the order. What stood there before was for
 * an earlier debt.
 */
export function lineByHand(
  payment: Payment,
  reference: string,
  parts: Pick<DebtParts, 'entries' | 'me'>,
): string | null {
  const { entries } = parts;
  const noted = localStorage.getItem(handName(reference));
  if (entries.some(({ id, isGone }) => id === noted && !isGone)) return noted;
  // The device that wrote the order down struck out its line: one after that is for something else.
  if (isWritten(parts, reference)) return null;
  const stands = (entry: Entry) =>
    !entry.isGone && entry.reference === null && entry.payment?.amount === payment.amount;
  const isBeside = ({ id }: Entry) => localStorage.getItem(besideName(id)) !== null;
  const isIt = (entry: Entry) => stands(entry) && isSameWay(entry.payment, payment) && !isBeside(entry);
  return entriesSince(reference, entries).find(isIt)?.id ?? null;
}

/** A payment of one's own by the wallet of which it is not known how it ended, whatever is due by now. */
export interface UnderWay {
  readonly payment: Payment;
  /** Of whom is paid. */
  readonly address: string;
  /** Whether a line by hand stands on the bill for it meanwhile. */
  readonly isByHand: boolean;
}

/** All that one has under way to people of a bill. */
export function paymentsUnderWay({ people, entries }: BillState, me: string): readonly UnderWay[] {
  const idOf = (address: string) => people.find((person) => person.address === address)?.id;
  const from = idOf(me);
  return [...keptPayments()].flatMap(([key, { to: address, amount, reference }]) => {
    const { value, currency } = amount;
    const to = idOf(address);
    const isDebt = key === keyOf({ currency }, { address }) && !isWritten({ entries, me }, reference);
    if (from === undefined || to === undefined || !isDebt) return [];
    const payment = { currency, amount: value, from, to };
    return [{ payment, address, isByHand: lineByHand(payment, reference, { entries, me }) !== null }];
  });
}

/** What is marked as paid by hand while a payment of that sum is under way may be that payment: its line is struck out once the wallet's is written. */
export function noteByHand(payment: Payment, parts: DebtParts, entry: string): void {
  const begun = begunPayment(payment, parts);
  if (begun?.amount.value === payment.amount) note(handName(begun.reference), entry);
}

/** What is marked as paid by hand beside a payment under way is not that payment, of whatever sum. */
export function noteBeside(entry: string): void {
  note(besideName(entry), '1');
}

/** What was paid by the wallet, and by which order. */
type PaidDebt = (payment: Payment, reference: string) => void;

/** Has the person pay a debt by the host's wallet. `onPaid` is told of what was paid: of what was under way before, where something was. */
export async function payDebt(
  payment: Payment,
  { memo, ...parts }: DebtParts & { readonly memo: string },
  onPaid: PaidDebt,
): Promise<PayEnd['status']> {
  const { amount: value, currency } = payment;
  const key = keyOf(payment, parts);
  const begun = begunPayment(payment, parts);
  if (begun === null) forgetPayment(key);
  const fresh = { to: parts.address, amount: { value, currency }, memo, reference: debtReference(payment, parts) };
  const status = await payKept(key, fresh, ({ amount, reference }) =>
    onPaid({ ...payment, amount: amount.value }, reference),
  ).catch((): 'pending' => 'pending');
  // Where it cannot be noted it is asked for again, and refused again.
  if (status === 'refused') note(`no ${(begun ?? fresh).reference}`, '1');
  return status;
}

function note(name: string, text: string): void {
  try {
    localStorage.setItem(name, text);
  } catch {
    // This device keeps nothing more.
  }
}
