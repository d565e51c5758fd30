import {
  account,
  amount,
  bytes,
  checked,
  count,
  distinct,
  holder,
  list,
  oneOf,
  optional,
  pattern,
  record,
  struct,
  text,
  time,
  total,
  truth,
  whole,
} from '../fields.ts';
import { MAX_DECIMALS } from '../amount.ts';

/** Most lines of a request. */
export const MAX_LINES = 100;

const line = struct({ text: text(1, 120), count: whole(1, 1_000_000), amount });

/** A payee asks to be paid (WAL-50). */
export const request = checked(
  struct({
    payee: holder,
    units: distinct(record, 1, 16),
    /** Of every unit accepted, so that the amount means one thing. */
    decimals: whole(0, MAX_DECIMALS),
    /** None where the payer chooses. */
    amount: optional(amount),
    lines: optional(list(line, 1, MAX_LINES)),
    memo: text(0, 280, 'lines'),
    until: time,
    /** Paid once only. */
    single: truth,
    /** Only this account is asked. */
    payer: optional(account),
    terms: optional(text(1, 2000, 'lines')),
    /** SHA-256 whose preimage proves that it was paid outside (lightning). */
    hash: optional(bytes(32)),
  }),
  ({ lines, amount: asked }) =>
    lines === undefined || asked === lines.reduce((sum, each) => sum + each.amount * BigInt(each.count), 0n),
  'lines that do not sum up',
);

/** The payee says the request is paid (WAL-51). */
export const receipt = struct({ req: record, refs: distinct(record, 1, 16), serial: count, at: time });

/** How far an order has come (WAL-52). */
export const step = struct({ req: record, state: oneOf('ready', 'shipped', 'handed', 'received', 'cancelled') });

/** A payer allows payments in advance, within bounds (WAL-70). */
export const mandate = checked(
  struct({
    payer: holder,
    payee: holder,
    unit: record,
    perPayment: amount,
    perPeriod: amount,
    period: oneOf('day', 'week', 'month'),
    /** Payments in one period; one where it is missing. */
    perPeriodCount: optional(whole(1, 1000)),
    /** Periods in all. */
    count: optional(whole(1, 10_000)),
    start: time,
    end: optional(time),
    scope: struct({ kind: oneOf('channel', 'program', 'shop'), id: text(1, 128) }),
  }),
  ({ perPayment, perPeriod, start, end, payer, payee }) =>
    perPayment <= perPeriod && (end === undefined || end > start) && payer !== payee,
  'a payment above its period, an end before the start, or a payer who pays itself',
);

/** The payer ends a mandate (WAL-73). */
export const revoke = struct({ mandate: record });

/** The debtor says it paid outside (WAL-80). */
export const settle = checked(
  struct({
    debtor: account,
    creditor: account,
    unit: record,
    amount,
    rail: oneOf('sepa', 'upi', 'paypal', 'bitcoin', 'lightning', 'cash', 'other'),
    railAmount: pattern(/^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,8})?$/),
    railCurrency: pattern(/^[A-Z]{3,8}$/),
    ref: text(0, 140),
    /** The creditor's request that this pays, which has the hash the preimage fits. */
    req: optional(record),
    preimage: optional(bytes(32)),
  }),
  ({ debtor, creditor, preimage, req }) => debtor !== creditor && (preimage === undefined || req !== undefined),
  'a debtor who is its own creditor, or a preimage of nothing',
);

/** Two notes redeemed against each other (WAL-81). */
export const net = struct({ transfers: distinct(record, 2, 2), note: text(0, 140) });

/** Two accounts agree what one has of the other (WAL-82). Moves nothing by itself. */
export const agree = checked(
  struct({
    a: account,
    b: account,
    unit: record,
    balance: total,
    /** What both find in their records before: what differs from it is repaired (WAL-85). */
    found: optional(total),
    seq: count,
  }),
  ({ a, b }) => a !== b,
  'one account',
);

/** A party is not content (WAL-83). */
export const dispute = struct({ ref: record, text: text(1, 2000, 'lines'), evidence: distinct(record, 0, 32) });

/** What the account named in the transfer decides (WAL-83). */
export const ruling = struct({ ref: record, verdict: oneOf('pay', 'return') });
