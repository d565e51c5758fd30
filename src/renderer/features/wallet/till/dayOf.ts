import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { paymentStateOf } from '../codes/paymentState.ts';

/** A day at the till. */
export interface Day {
  /** Final payments to the till, less what was given back. */
  readonly taken: bigint;
  readonly takenCount: number;
  /** Not final yet: nothing to rely on. */
  readonly open: bigint;
  readonly openCount: number;
  /** New units given out. */
  readonly toppedUp: bigint;
  readonly toppedUpCount: number;
  /** Given back to customers. */
  readonly refunded: bigint;
  /** All of them, newest first. */
  readonly payments: readonly Payment[];
}

/** The first moment of the day a time is in, ms, moved by whole days as the calendar has them. */
export function startOfDay(at: number, days = 0): number {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  date.setDate(date.getDate() + days);
  return date.getTime();
}

/** What came between two times, ms, of the payments of one unit of one's own. */
export function dayOf(payments: readonly Payment[], from: number, until: number): Day {
  const of = payments.filter(({ at }) => at >= from && at < until);
  const sales = of.filter((payment) => payment.kind === 'transfer' && payment.side === 'payee' && !isNoSale(payment));
  const given = of.filter(({ kind, side }) => kind === 'mint' && side === 'payer');
  const final = sales.filter((payment) => paymentStateOf(payment) === 'final');
  const open = sales.filter((payment) => ['arriving', 'held'].includes(paymentStateOf(payment)));
  const refunds = given.filter(({ refundOf }) => refundOf !== null);
  const topUps = given.filter(({ refundOf }) => refundOf === null);
  return {
    taken: sumOf(final) - sumOf(refunds),
    takenCount: final.length,
    open: sumOf(open),
    openCount: open.length,
    toppedUp: sumOf(topUps),
    toppedUpCount: topUps.length,
    refunded: sumOf(refunds),
    payments: [...sales, ...given].toSorted((a, b) => b.at - a.at),
  };
}

/** What comes back because it was not wanted, was settled elsewhere, or is set off, buys nothing. */
function isNoSale({ why }: Payment): boolean {
  return why === 'decline' || why === 'settle' || why === 'net';
}

function sumOf(payments: readonly Payment[]): bigint {
  return payments.reduce((sum, { amount }) => sum + amount, 0n);
}
