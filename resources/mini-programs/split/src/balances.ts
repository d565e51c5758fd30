import { compareTexts } from '../../shared/log.ts';
import { hueOf } from '../../shared/people.ts';
import { divide } from './money.ts';
import type { BillState, Entry, Expense, Payment } from './rules.ts';

/** What everyone has coming (above zero) or owes (below), by person; zeros are left out. Together it is zero, to the last unit. */
export type Balances = Readonly<Record<string, number>>;

/** What each of an expense bears. */
export function sharesOf(entry: string, { amount, split }: Expense): Balances {
  const names = Object.keys(split.parts).sort(compareTexts);
  const weights = names.map((name) => split.parts[name] ?? 0);
  // The odd cents fall to another one each time.
  const parts = split.kind === 'exact' ? weights : divide(amount, weights, hueOf(entry));
  return Object.fromEntries(names.map((name, index) => [name, parts[index] ?? 0]));
}

type Book = (currency: string, person: string, amount: number) => void;

/** All balances, by currency: one currency is never taken for another. `underWay`: what counts as paid beside what is written. */
export function balancesOf(
  { entries }: BillState,
  underWay: readonly Payment[] = [],
): Readonly<Record<string, Balances>> {
  const sums = new Map<string, Map<string, number>>();
  const book: Book = (currency, person, amount) => {
    const account = sums.get(currency) ?? new Map<string, number>();
    sums.set(currency, account.set(person, (account.get(person) ?? 0) + amount));
  };
  for (const entry of entries) if (!entry.isGone) bookEntry(entry, book);
  for (const payment of underWay) bookPayment(payment, book);
  return Object.fromEntries(
    [...sums]
      .sort(([one], [other]) => compareTexts(one, other))
      .map(([currency, account]) => [currency, Object.fromEntries([...account].filter(([, amount]) => amount !== 0))]),
  );
}

function bookEntry({ id, expense, payment }: Entry, book: Book): void {
  if (expense !== null) {
    book(expense.currency, expense.payer, expense.amount);
    for (const [person, share] of Object.entries(sharesOf(id, expense))) book(expense.currency, person, -share);
  }
  if (payment !== null) bookPayment(payment, book);
}

function bookPayment({ currency, from, to, amount }: Payment, book: Book): void {
  book(currency, from, amount);
  book(currency, to, -amount);
}

/** Up to how many people the fewest payments are searched for; above, each payment still settles someone whole. */
const SEARCHED = 15;

/** The payments that settle everything, as few as can be. */
export function paymentsFor(currency: string, balances: Balances): readonly Payment[] {
  const people = Object.entries(balances)
    .filter(([, amount]) => amount !== 0)
    .sort(([one], [other]) => compareTexts(one, other));
  const groups = people.length <= SEARCHED ? evenGroups(people) : [people];
  return groups.flatMap((group) => settle(group)).map((payment) => ({ currency, ...payment }));
}

type Account = readonly [person: string, amount: number];

/**
 * Parts people into as many groups that are even among themselves as there can be: each saves one payment. `most[set]` is how many even
 * groups a set of people can be completed to, growing the set one by one.
 */
function evenGroups(people: readonly Account[]): readonly (readonly Account[])[] {
  const size = 2 ** people.length;
  const sums = new Float64Array(size);
  const most = new Uint8Array(size);
  const last = new Uint8Array(size);
  for (let set = 1; set < size; set += 1) {
    const lowest = 31 - Math.clz32(set & -set);
    sums[set] = (sums[set & (set - 1)] ?? 0) + (people[lowest]?.[1] ?? 0);
    let best = -1;
    for (let index = 0; index < people.length; index += 1) {
      const before = (set & (1 << index)) === 0 ? -1 : (most[set ^ (1 << index)] ?? 0);
      if (before > best) {
        best = before;
        last[set] = index;
      }
    }
    most[set] = best + (sums[set] === 0 ? 1 : 0);
  }
  return walkBack(people, last, sums);
}

function walkBack(people: readonly Account[], last: Uint8Array, sums: Float64Array): readonly (readonly Account[])[] {
  const groups: Account[][] = [];
  for (let set = 2 ** people.length - 1; set > 0; set ^= 1 << (last[set] ?? 0)) {
    if (sums[set] === 0) groups.push([]);
    const person = people[last[set] ?? 0];
    if (person !== undefined) groups.at(-1)?.push(person);
  }
  return groups;
}

/** Who owes most pays who has most coming, until nobody does: at least one is settled each time. */
function settle(group: readonly Account[]): Omit<Payment, 'currency'>[] {
  const open = group.map(([person, amount]) => ({ person, amount }));
  const payments: Omit<Payment, 'currency'>[] = [];
  for (let round = 0; round < group.length; round += 1) {
    open.sort((one, other) => one.amount - other.amount || compareTexts(one.person, other.person));
    const debtor = open[0];
    const creditor = open.at(-1);
    if (debtor === undefined || creditor === undefined || debtor.amount >= 0) break;
    const amount = Math.min(-debtor.amount, creditor.amount);
    if (amount <= 0) break;
    debtor.amount += amount;
    creditor.amount -= amount;
    payments.push({ from: debtor.person, to: creditor.person, amount });
  }
  return payments;
}
