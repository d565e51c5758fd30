import type { Act, Rules } from '../../shared/log.ts';
import { asInteger, asLine, asRecord, fieldOf } from '../../shared/reading.ts';
import { MOST, asCurrency } from './money.ts';

/** Longest description, longest name, most people of one expense, most shares of one person. */
export const WHAT = 80;
export const NAME = 48;
const PEOPLE = 60;
const SHARES = 1000;
/** Longest reference of an order. */
const REFERENCE = 64;

/** How an expense is split: by weights (equal ones when all have the same), or in exact amounts that add up to it. */
export interface Split {
  readonly kind: 'equal' | 'shares' | 'exact';
  /** Share or amount by person, none of them zero. */
  readonly parts: Readonly<Record<string, number>>;
}

/** Money someone paid for others. */
export interface Expense {
  readonly what: string;
  readonly currency: string;
  /** In the smallest unit of the currency. */
  readonly amount: number;
  readonly payer: string;
  readonly split: Split;
}

/** Money someone gave to someone. */
export interface Payment {
  readonly currency: string;
  readonly amount: number;
  readonly from: string;
  readonly to: string;
}

/** What people do to a bill. */
export type BillOp =
  /** `me`: it is the author; else someone who may not be in the chat. */
  | { readonly t: 'person'; readonly name: string; readonly me: boolean }
  | { readonly t: 'expense'; readonly expense: Expense }
  | { readonly t: 'edit'; readonly entry: string; readonly expense: Expense }
  /** `reference`: of the order by which the author's wallet paid it; null: written down by hand. */
  | { readonly t: 'pay'; readonly payment: Payment; readonly reference: string | null }
  | { readonly t: 'drop'; readonly entry: string; readonly gone: boolean };

/** Someone the bill knows. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Their address, when they put themselves in. */
  readonly address: string | null;
}

/** One line of the bill. */
export interface Entry {
  readonly id: string;
  readonly author: string;
  readonly at: number;
  readonly isGone: boolean;
  readonly expense: Expense | null;
  readonly payment: Payment | null;
  /** Of the order by which its author's wallet paid. */
  readonly reference: string | null;
  /** Names of lines of other devices of its author that say the same. */
  readonly also: readonly string[];
}

/** The bill. */
export interface BillState {
  readonly people: readonly Person[];
  readonly entries: readonly Entry[];
}

const asName = (value: unknown) =>
  typeof value === 'string' && value.length > 0 && value.length <= 200 && value !== '__proto__' ? value : null;

type Field = (name: string) => unknown;
const fieldsOf = (value: unknown): Field | null => {
  const record = asRecord(value);
  return record === null ? null : (name) => fieldOf(record, name);
};

function readExpense(value: unknown): Expense | null {
  const field = fieldsOf(value);
  if (field === null) return null;
  const what = asLine(field('what'), WHAT);
  const currency = asCurrency(field('currency'));
  const amount = asInteger(field('amount'), 1, MOST);
  const payer = asName(field('payer'));
  const split = amount === null ? null : readSplit(field('split'), amount);
  if (what === null || currency === null || amount === null || payer === null || split === null) return null;
  return { what, currency, amount, payer, split };
}

const kinds = ['equal', 'shares', 'exact'] as const;
/** The largest part of one person: a share of one, so many shares, an amount. */
const mostOf = { equal: 1, shares: SHARES, exact: MOST } as const;

function readSplit(value: unknown, amount: number): Split | null {
  const field = fieldsOf(value);
  const kind = kinds.find((one) => one === field?.('kind'));
  const given = asRecord(field?.('parts'));
  if (given === null || kind === undefined) return null;
  const names = Object.keys(given).sort();
  if (names.length === 0 || names.length > PEOPLE || names.some((name) => asName(name) === null)) return null;
  const parts = names.map((name) => asInteger(given[name], 1, mostOf[kind]) ?? Number.NaN);
  const sum = parts.reduce((total, part) => total + part, 0);
  if (Number.isNaN(sum) || (kind === 'exact' && sum !== amount)) return null;
  return { kind, parts: Object.fromEntries(names.map((name, index) => [name, parts[index] ?? 0])) };
}

function readPayment(value: unknown): Payment | null {
  const field = fieldsOf(value);
  if (field === null) return null;
  const currency = asCurrency(field('currency'));
  const amount = asInteger(field('amount'), 1, MOST);
  const from = asName(field('from'));
  const to = asName(field('to'));
  if (currency === null || amount === null || from === null || to === null || from === to) return null;
  return { currency, amount, from, to };
}

const readers: Readonly<Record<BillOp['t'], (field: Field) => BillOp | null>> = {
  person: (field) => {
    const name = asLine(field('name'), NAME);
    return name === null ? null : { t: 'person', name, me: field('me') === true };
  },
  expense: (field) => {
    const expense = readExpense(field('expense'));
    return expense === null ? null : { t: 'expense', expense };
  },
  edit: (field) => {
    const expense = readExpense(field('expense'));
    const entry = asName(field('entry'));
    return expense === null || entry === null ? null : { t: 'edit', entry, expense };
  },
  pay: (field) => {
    const payment = readPayment(field('payment'));
    return payment === null ? null : { t: 'pay', payment, reference: asLine(field('reference'), REFERENCE) };
  },
  drop: (field) => {
    const entry = asName(field('entry'));
    return entry === null ? null : { t: 'drop', entry, gone: field('gone') === true };
  },
};

const isKind = (value: unknown): value is BillOp['t'] => typeof value === 'string' && Object.hasOwn(readers, value);

function read(value: unknown): BillOp | null {
  const field = fieldsOf(value);
  const kind = field?.('t');
  return field === null || !isKind(kind) ? null : readers[kind](field);
}

/** Whether all whom something names are people of the bill. */
const knows = ({ people }: BillState, names: readonly string[]) =>
  names.every((name) => people.some(({ id }) => id === name));

const namesIn = ({ payer, split }: Expense) => [payer, ...Object.keys(split.parts)];

function apply(state: BillState, { op, author, id, at }: Act<BillOp>): BillState {
  const own = `${author} ${id}`;
  const line = { id: own, author, at, isGone: false, expense: null, payment: null, reference: null, also: [] };
  switch (op.t) {
    case 'person':
      return addPerson(state, { id: own, name: op.name, address: op.me ? author : null });
    case 'expense':
      return knows(state, namesIn(op.expense)) ? put(state, { ...line, expense: op.expense }) : state;
    case 'edit': {
      const isExpense = state.entries.some((entry) => entry.id === op.entry && entry.expense !== null);
      return isExpense && knows(state, namesIn(op.expense)) ? change(state, op.entry, { expense: op.expense }) : state;
    }
    case 'pay':
      return addPayment(state, { ...line, payment: op.payment, reference: op.reference });
    default:
      return change(state, op.entry, { isGone: op.gone });
  }
}

const put = (state: BillState, entry: Entry): BillState => ({ ...state, entries: [...state.entries, entry] });

const change = (state: BillState, name: string, changes: Partial<Entry>): BillState => ({
  ...state,
  entries: state.entries.map((entry) =>
    entry.id === name || entry.also.includes(name) ? { ...entry, ...changes } : entry,
  ),
});

/** Two devices of one person may each hear that one order was paid: it is one line. */
function addPayment(state: BillState, entry: Entry & { readonly payment: Payment }): BillState {
  const { author, reference, payment } = entry;
  const isSame = (other: Entry) => reference !== null && other.author === author && other.reference === reference;
  const known = state.entries.find(isSame);
  if (known !== undefined) return change(state, known.id, { also: [...known.also, entry.id] });
  return knows(state, [payment.from, payment.to]) ? put(state, entry) : state;
}

/** One is on the bill once, under the name one gave last. */
function addPerson(state: BillState, person: Person): BillState {
  const isIn = person.address !== null && state.people.some(({ address }) => address === person.address);
  const rename = (other: Person) => (other.address === person.address ? { ...other, name: person.name } : other);
  return { ...state, people: isIn ? state.people.map(rename) : [...state.people, person] };
}

/** The rules of bills. */
export const billRules: Rules<BillState, BillOp> = { start: { people: [], entries: [] }, read, apply };
