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
  record,
  space,
  struct,
  time,
  whole,
} from '../fields.ts';

/** Most shares of a packet, and most members it can name. */
export const MAX_SHARES = 500;

/** Money thrown among many (WAL-90). */
export const packet = checked(
  struct({
    unit: record,
    from: holder,
    dealer: device,
    group: optional(space),
    /** Who may claim; nobody named is everybody. */
    members: distinct(account, 0, MAX_SHARES),
    total: amount,
    n: whole(1, MAX_SHARES),
    mode: oneOf('lucky', 'equal', 'everyone'),
    seedHash: optional(bytes(32)),
    until: time,
  }),
  ({ total, n, mode, members, seedHash }) =>
    total >= BigInt(n) &&
    (mode === 'everyone'
      ? members.length === n && seedHash === undefined
      : seedHash !== undefined && (members.length === 0 || n <= members.length)),
  'shares that do not fit, or a seed that is not committed to',
);

/** An account wants a share; the record's nonce draws it (WAL-91). */
export const claim = struct({ packet: record, who: account });

/** One share is given (WAL-92). */
export const deal = checked(
  struct({ packet: record, k: whole(0, MAX_SHARES - 1), claim: record, amount, prev: optional(record) }),
  ({ k, prev }) => (k === 0) === (prev === undefined),
  'a deal that follows none',
);

/** The seed is opened, and the rest goes back (WAL-93). */
export const packetEnd = struct({ packet: record, seed: bytes(32), dealt: amountOrNone, back: amountOrNone });

/** The key of a device, or a whole account, is no longer to be trusted (WAL-100). */
export const freeze = checked(
  struct({
    account,
    /** All devices where it is missing. */
    key: optional(device),
    /** From behind this place on, nothing the key did counts unless entered again (WAL-102). */
    cut: optional(struct({ unit: record, epoch: count, seq: count })),
  }),
  ({ key, cut }) => cut === undefined || key !== undefined,
  'a cut of all keys',
);

/** Ends freezes (WAL-101). */
export const thaw = struct({ account, ends: distinct(record, 1, 64) });
