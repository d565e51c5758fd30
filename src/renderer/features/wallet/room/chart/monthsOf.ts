import type { PaymentCategory } from '@domain/wallet/keptNotes.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { Payment } from '@services/workspace/walletWorkspace.ts';

/** One calendar month of one unit, in the local time of who looks. */
export interface MonthSum {
  /** Its first moment, ms. */
  readonly start: number;
  /** Received and given, minor units: what cleared, and promises. */
  readonly received: bigint;
  readonly given: bigint;
  /** What was given, by what it was filed under. */
  readonly byCategory: ReadonlyMap<PaymentCategory | 'none', bigint>;
}

/** How many months back are shown. */
export const SHOWN_MONTHS = 12;

/** The last months of one unit up to the one of `now`, oldest first; months without payments are among them (WAL-UI-6). Only what counts: not what waits, came back or is contested. */
export function monthsOf(
  payments: readonly Payment[],
  filed: ReadonlyMap<RecordId, PaymentCategory>,
  now: number,
): readonly MonthSum[] {
  const starts = Array.from({ length: SHOWN_MONTHS }, (_, index) => monthStart(now, index - SHOWN_MONTHS + 1));
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? monthStart(now, 1);
    const within = payments.filter(({ at, situation }) => at >= start && at < end && situation.word === 'cleared');
    return { start, ...sumsOf(within), byCategory: categoriesOf(within, filed) };
  });
}

function monthStart(now: number, months: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth() + months, 1).getTime();
}

function sumsOf(payments: readonly Payment[]): Pick<MonthSum, 'received' | 'given'> {
  const sum = (wanted: Payment['side']) =>
    payments.reduce((all, { side, amount }) => (side === wanted ? all + amount : all), 0n);
  return { received: sum('payee'), given: sum('payer') };
}

function categoriesOf(payments: readonly Payment[], filed: ReadonlyMap<RecordId, PaymentCategory>) {
  const sums = new Map<PaymentCategory | 'none', bigint>();
  for (const { id, side, amount } of payments) {
    if (side !== 'payer') continue;
    const category = filed.get(id) ?? 'none';
    sums.set(category, (sums.get(category) ?? 0n) + amount);
  }
  return sums;
}
