import { account, amount, checked, count, holder, oneOf, optional, record, struct, time } from '../fields.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Field, Misfit } from '../fields.ts';

/** Whoever pays, or an account both trust. */
const releaser: Field<'payer' | AccountId> = {
  read: (wire) => (wire === 'payer' ? wire : account.read(wire)),
  write: (value) => {
    if (value === 'payer') return value;
    if (value.length !== 43) throw new Misfit('no account');
    return account.write(value);
  },
};

/** Money set aside until someone lets it go, or a day comes (WAL-45). */
export const releaseRule = struct({ by: releaser, autoAfter: time, onTimeout: oneOf('pay', 'return') });

/** Which payment of a mandate this is (WAL-72). */
const mandateUse = struct({ id: record, period: count, index: count });

/** A holder's order to pay (WAL-41). It is no money: an entry of the unit's clerk makes it that. */
export const transfer = checked(
  struct({
    unit: record,
    from: holder,
    to: holder,
    amount,
    /** By the clerk's clock: when it may last be taken, and when a hold goes back. */
    until: time,
    mode: oneOf('now', 'hold'),
    /** The request it pays. */
    req: optional(record),
    /** The transfer it gives back. */
    refundOf: optional(record),
    mandate: optional(mandateUse),
    why: optional(oneOf('settle', 'net', 'packet', 'gift', 'decline')),
    /** The settle record, net partner's note, packet or transfer that `why` speaks of. */
    of: optional(record),
    release: optional(releaseRule),
  }),
  ({ from, to, mode, release, why }) =>
    from !== to && (release === undefined || mode === 'hold') && (why !== 'net' || mode === 'hold'),
  'to itself, or a rule for a hold without a hold',
);

/** The payee takes it (WAL-42). */
export const deposit = struct({ ref: record });
/** The payer asks to drop it (WAL-43): a request, not a fact. */
export const cancel = struct({ ref: record });
/** The payee does not want it (WAL-43). */
export const decline = struct({ ref: record });
/** Who may let it go lets it go (WAL-45). */
export const release = struct({ ref: record });
