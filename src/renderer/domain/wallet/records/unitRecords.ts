import { MAX_DECIMALS } from '../amount.ts';
import {
  account,
  amount,
  amountOrNone,
  bytes,
  checked,
  count,
  device,
  distinct,
  holder,
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
import { isCurrency, isUnitCode } from '../unitCode.ts';

/** Most witnesses a book can name. */
export const MAX_WITNESSES = 8;
/** Last epoch a unit can have (WAL-32): a takeover every hour for a century. */
export const MAX_EPOCH = 1_000_000;
const place = whole(1, Number.MAX_SAFE_INTEGER);
const epochNumber = whole(1, MAX_EPOCH);
const currency = checked(pattern(/^[A-Z]{3}$/), isCurrency, 'no currency');

/** A promise anyone issues; never changes (WAL-20 to WAL-22). */
export const unit = checked(
  struct({
    issuer: account,
    code: checked(pattern(/^[A-Z0-9]{2,8}$/), isUnitCode, 'a code that reads as a currency'),
    name: text(1, 64),
    decimals: whole(0, MAX_DECIMALS),
    kind: oneOf('iou', 'prepaid', 'points', 'credit'),
    /** What one gets for it, in the issuer's words. */
    redeem: text(1, 500, 'lines'),
    transferable: truth,
    /** Days after which points lapse; known before they are earned. */
    expiresDays: optional(whole(1, 3650)),
    /** The issuer takes nothing for redeeming. */
    feeless: truth,
    /** What it is promised as, where that is a currency. */
    currency: optional(currency),
  }),
  ({ kind, transferable, expiresDays }) =>
    (kind !== 'points' || !transferable) && (kind === 'points' || expiresDays === undefined),
  'points are not transferable, and nothing else lapses',
);

/** A place in a clerk's log. */
export const logPlace = struct({ epoch: epochNumber, seq: count, link: bytes(32) });

/** Who writes the log of a unit, from where on (WAL-30 to WAL-33). */
export const book = checked(
  struct({
    unit: record,
    epoch: epochNumber,
    clerk: device,
    witnesses: distinct(device, 0, MAX_WITNESSES),
    /** Where the epoch before ended; in every book but the first. */
    from: optional(logPlace),
  }),
  ({ epoch, from, clerk, witnesses }) =>
    (from === undefined ? epoch === 1 : from.epoch < epoch) && !witnesses.includes(clerk),
  'an epoch that follows none, or a clerk who witnesses itself',
);

/** How far below zero a holder may go (WAL-23); of several the highest serial counts. */
export const overdraft = struct({ unit: record, holder, max: amountOrNone, serial: count });

/** A part of an account with rules of its own (WAL-24), which clerks enforce. */
export const pot = struct({
  account,
  name: text(1, 64),
  rule: struct({
    devices: optional(distinct(device, 1, 16)),
    to: optional(distinct(account, 1, 16)),
    notBefore: optional(time),
    perDay: optional(amount),
  }),
});

/** New units (WAL-40). */
export const mint = struct({
  unit: record,
  to: holder,
  amount,
  why: optional(oneOf('request', 'packet', 'topup', 'reward', 'refund', 'repair')),
  /** The request it answers. */
  req: optional(record),
  /** The transfer it gives back. */
  refundOf: optional(record),
  /** The deal or packet it pays out. */
  of: optional(record),
  /** From when on it may lapse, where the unit's points do. */
  expires: optional(time),
});

/** A line of the clerk's log (WAL-60). */
export const entry = checked(
  struct({
    unit: record,
    epoch: epochNumber,
    seq: place,
    /** The link before: of the entry before, or the id of the book at seq 1. */
    prev: bytes(32),
    op: oneOf('clear', 'hold', 'refuse', 'return', 'expire', 'admit'),
    /** A transfer; a mint for `expire` and `admit`. */
    ref: record,
    at: time,
    reason: optional(
      oneOf('not-enough', 'expired', 'cancelled', 'declined', 'frozen', 'not-allowed', 'paid-already', 'over-limit'),
    ),
    /** How much lapses. */
    amount: optional(amount),
  }),
  ({ op, amount: lapsed, reason }) =>
    (op === 'expire') === (lapsed !== undefined) && (op === 'refuse' || op === 'return' || reason === undefined),
  'an amount only where points lapse, a reason only where money does not move',
);

/** A witness keeps this entry and all before it (WAL-62). */
export const seen = struct({ entry: record });

/** What a clerk says its book comes to (WAL-63). */
export const head = struct({
  unit: record,
  epoch: epochNumber,
  seq: count,
  link: bytes(32),
  issued: total,
  redeemed: total,
  held: total,
  lapsed: total,
  at: time,
});

/** What a clerk says a holder has (WAL-63). */
export const statement = struct({
  unit: record,
  holder,
  balance: total,
  held: total,
  epoch: epochNumber,
  seq: count,
  at: time,
});
