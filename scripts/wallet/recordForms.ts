/** What each of the 30 records says, as the table of WAL-13 has it: written from that page, not from the app. */
import * as v from 'valibot';
import { isCurrency, isPromiseCode } from './promiseCodes.ts';

const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const MOST = 999_999_999_999_999;
const HIDDEN =
  /[\u{0}-\u{9}\u{b}-\u{1f}\u{7f}-\u{9f}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{e0000}-\u{e007f}]/u;

const octets = (length: number) =>
  v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length, `not ${length} bytes`);
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const id = v.pipe(octets(32), v.transform(base64url));
const holder = v.pipe(
  v.union([octets(32), octets(64)]),
  v.transform((bytes) =>
    bytes.length === 32 ? base64url(bytes) : `${base64url(bytes.subarray(0, 32))}#${base64url(bytes.subarray(32))}`,
  ),
);
const whole = (least: number, most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
const money = (least: number) =>
  v.pipe(
    whole(least, MOST),
    v.transform((value) => BigInt(value)),
  );
const amount = money(1);
const time = whole(0, LATEST);
const tally = whole(0, Number.MAX_SAFE_INTEGER);
const place = whole(1, Number.MAX_SAFE_INTEGER);
const epochNumber = whole(1, 1_000_000);
const total = v.pipe(
  v.string(),
  v.regex(/^(?:0|-?[1-9][0-9]{0,29})$/),
  v.transform((digits) => BigInt(digits)),
);
const lines = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.check((text) => text.length >= least && text.length <= most && !HIDDEN.test(text), 'text out of bounds'),
  );
const line = (least: number, most: number) =>
  v.pipe(
    lines(least, most),
    v.check((text) => !text.includes('\n'), 'more than a line'),
  );
const several = (least: number, most: number) =>
  v.pipe(
    v.array(id),
    v.minLength(least),
    v.maxLength(most),
    v.check((ids) => new Set(ids).size === ids.length, 'repeats'),
  );
const maybe = v.exactOptional;
const about = v.strictObject({ ref: id });

const unit = v.pipe(
  v.strictObject({
    issuer: id,
    code: v.pipe(v.string(), v.check(isPromiseCode, 'a code that is or looks like a currency')),
    name: line(1, 64),
    decimals: whole(0, 8),
    kind: v.picklist(['iou', 'prepaid', 'points', 'credit']),
    redeem: lines(1, 500),
    transferable: v.boolean(),
    expiresDays: maybe(whole(1, 3650)),
    feeless: v.boolean(),
    currency: maybe(v.pipe(v.string(), v.check(isCurrency, 'no currency'))),
  }),
  v.check(({ kind, transferable }) => kind !== 'points' || !transferable, 'points that can be passed on'),
  v.check(({ kind, expiresDays }) => kind === 'points' || expiresDays === undefined, 'only points lapse'),
);
const book = v.pipe(
  v.strictObject({
    unit: id,
    epoch: epochNumber,
    clerk: id,
    witnesses: several(0, 8),
    from: maybe(v.strictObject({ epoch: epochNumber, seq: tally, link: octets(32) })),
  }),
  v.check(({ epoch, from }) => (from === undefined) === (epoch === 1), 'follows none'),
  v.check(({ epoch, from }) => from === undefined || from.epoch < epoch, 'follows a later one'),
  v.check(({ clerk, witnesses }) => !witnesses.includes(clerk), 'a clerk who witnesses itself'),
);
const rule = v.strictObject({
  devices: maybe(several(1, 16)),
  to: maybe(several(1, 16)),
  notBefore: maybe(time),
  perDay: maybe(amount),
});
const mint = v.strictObject({
  unit: id,
  to: holder,
  amount,
  why: maybe(v.picklist(['request', 'packet', 'topup', 'reward', 'refund', 'repair'])),
  req: maybe(id),
  refundOf: maybe(id),
  of: maybe(id),
  expires: maybe(time),
});
const transfer = v.pipe(
  v.strictObject({
    unit: id,
    from: holder,
    to: holder,
    amount,
    until: time,
    mode: v.picklist(['now', 'hold']),
    req: maybe(id),
    refundOf: maybe(id),
    mandate: maybe(v.strictObject({ id, period: tally, index: tally })),
    why: maybe(v.picklist(['settle', 'net', 'packet', 'gift', 'decline'])),
    of: maybe(id),
    release: maybe(
      v.strictObject({
        by: v.union([v.literal('payer'), id]),
        autoAfter: time,
        onTimeout: v.picklist(['pay', 'return']),
      }),
    ),
  }),
  v.check(({ from, to }) => from !== to, 'to itself'),
  v.check(({ mode, release, why }) => mode === 'hold' || (release === undefined && why !== 'net'), 'needs a hold'),
);
const REASONS = [
  'not-enough',
  'expired',
  'cancelled',
  'declined',
  'frozen',
  'not-allowed',
  'paid-already',
  'over-limit',
] as const;
const entry = v.pipe(
  v.strictObject({
    unit: id,
    epoch: epochNumber,
    seq: place,
    prev: octets(32),
    op: v.picklist(['clear', 'hold', 'refuse', 'return', 'expire', 'admit']),
    ref: id,
    at: time,
    reason: maybe(v.picklist(REASONS)),
    amount: maybe(amount),
  }),
  v.check(({ op, amount: lapsed }) => (op === 'expire') === (lapsed !== undefined), 'an amount that does not lapse'),
  v.check(({ op, reason }) => reason === undefined || op === 'refuse' || op === 'return', 'a reason for nothing'),
);
const head = v.strictObject({
  unit: id,
  epoch: epochNumber,
  seq: tally,
  link: octets(32),
  issued: total,
  redeemed: total,
  held: total,
  lapsed: total,
  at: time,
});
const request = v.pipe(
  v.strictObject({
    payee: holder,
    units: several(1, 16),
    decimals: whole(0, 8),
    amount: maybe(amount),
    lines: maybe(
      v.pipe(
        v.array(v.strictObject({ text: line(1, 120), count: whole(1, 1_000_000), amount })),
        v.minLength(1),
        v.maxLength(100),
      ),
    ),
    memo: lines(0, 280),
    until: time,
    single: v.boolean(),
    payer: maybe(id),
    terms: maybe(lines(1, 2000)),
    hash: maybe(octets(32)),
  }),
  v.check(({ amount: asked, lines: items }) => {
    const sum = items?.reduce((before, each) => before + each.amount * BigInt(each.count), 0n);
    return sum === undefined || sum === asked;
  }, 'lines that do not sum up'),
);
const packet = v.pipe(
  v.strictObject({
    unit: id,
    from: holder,
    dealer: id,
    group: maybe(id),
    members: several(0, 500),
    total: amount,
    n: whole(1, 500),
    mode: v.picklist(['lucky', 'equal', 'everyone']),
    seedHash: maybe(octets(32)),
    until: time,
  }),
  v.check(({ total: all, n }) => all >= BigInt(n), 'less than one for each'),
  v.check(({ mode, seedHash }) => (mode === 'everyone') === (seedHash === undefined), 'a seed out of place'),
  v.check(({ mode, members, n }) => mode !== 'everyone' || members.length === n, 'not one share for each'),
  v.check(({ members, n }) => members.length === 0 || n <= members.length, 'more shares than members'),
);
const mandate = v.pipe(
  v.strictObject({
    payer: holder,
    payee: holder,
    unit: id,
    perPayment: amount,
    perPeriod: amount,
    period: v.picklist(['day', 'week', 'month']),
    perPeriodCount: maybe(whole(1, 1000)),
    count: maybe(whole(1, 10_000)),
    start: time,
    end: maybe(time),
    scope: v.strictObject({ kind: v.picklist(['channel', 'program', 'shop']), id: line(1, 128) }),
  }),
  v.check(({ perPayment, perPeriod }) => perPayment <= perPeriod, 'a payment above its period'),
  v.check(({ start, end }) => end === undefined || end > start, 'ends before it starts'),
  v.check(({ payer, payee }) => payer !== payee, 'to itself'),
);
const settle = v.pipe(
  v.strictObject({
    debtor: id,
    creditor: id,
    unit: id,
    amount,
    rail: v.picklist(['sepa', 'upi', 'paypal', 'bitcoin', 'lightning', 'cash', 'other']),
    railAmount: v.pipe(v.string(), v.regex(/^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,8})?$/)),
    railCurrency: v.pipe(v.string(), v.regex(/^[A-Z]{3,8}$/)),
    ref: line(0, 140),
    req: maybe(id),
    preimage: maybe(octets(32)),
  }),
  v.check(({ debtor, creditor }) => debtor !== creditor, 'a debt to oneself'),
  v.check(({ preimage, req }) => preimage === undefined || req !== undefined, 'a preimage of nothing'),
);
const freeze = v.pipe(
  v.strictObject({
    account: id,
    key: maybe(id),
    cut: maybe(v.strictObject({ unit: id, epoch: tally, seq: tally })),
  }),
  v.check(({ key, cut }) => cut === undefined || key !== undefined, 'a cut of all keys'),
);
const steps = v.picklist(['ready', 'shipped', 'handed', 'received', 'cancelled']);

/** The fields of each type beside `v`, `t` and `nonce`. */
export const forms = {
  unit,
  book,
  overdraft: v.strictObject({ unit: id, holder, max: money(0), serial: tally }),
  pot: v.strictObject({ account: id, name: line(1, 64), rule }),
  mint,
  transfer,
  deposit: about,
  cancel: about,
  decline: about,
  release: about,
  entry,
  seen: v.strictObject({ entry: id }),
  head,
  statement: v.strictObject({
    unit: id,
    holder,
    balance: total,
    held: total,
    epoch: epochNumber,
    seq: tally,
    at: time,
  }),
  request,
  receipt: v.strictObject({ req: id, refs: several(1, 16), serial: tally, at: time }),
  step: v.strictObject({ req: id, state: steps }),
  packet,
  claim: v.strictObject({ packet: id, who: id }),
  deal: v.pipe(
    v.strictObject({ packet: id, k: whole(0, 499), claim: id, amount, prev: maybe(id) }),
    v.check(({ k, prev }) => (k === 0) === (prev === undefined), 'follows none'),
  ),
  'packet-end': v.strictObject({ packet: id, seed: octets(32), dealt: money(0), back: money(0) }),
  mandate,
  revoke: v.strictObject({ mandate: id }),
  settle,
  net: v.strictObject({ transfers: several(2, 2), note: line(0, 140) }),
  agree: v.pipe(
    v.strictObject({ a: id, b: id, unit: id, balance: total, found: maybe(total), seq: tally }),
    v.check(({ a, b }) => a !== b, 'one account'),
  ),
  dispute: v.strictObject({ ref: id, text: lines(1, 2000), evidence: several(0, 32) }),
  ruling: v.strictObject({ ref: id, verdict: v.picklist(['pay', 'return']) }),
  freeze,
  thaw: v.strictObject({ account: id, ends: several(1, 64) }),
} as const;

/** The name of a form. */
export type FormName = keyof typeof forms;
/** What a record of a form says. */
export type Said<Name extends FormName> = v.InferOutput<(typeof forms)[Name]>;
