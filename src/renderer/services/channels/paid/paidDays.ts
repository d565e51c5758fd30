import { dayOf } from '@domain/channel/dayKeys.ts';
import { finalityOf } from '@domain/wallet/readings/finality.ts';
import { periodStart } from '@domain/wallet/readings/mandates.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';

/** Days that were paid for, both included. */
export interface PaidDays {
  readonly first: number;
  readonly last: number;
  /** What was paid for them. */
  readonly amount: bigint;
  /** With which payments. */
  readonly payments: readonly RecordId[];
}

/** The days for which the payments of a subscription are final (CHN-34), by period. */
export function paidDays(view: LedgerView, mandate: VerifiedOf<'mandate'>): readonly PaidDays[] {
  const paid = new Map<number, VerifiedOf<'transfer'>[]>();
  for (const transfer of view.about(mandate.id, 'transfer')) {
    const place = transfer.body.mandate;
    if (place?.id !== mandate.id || finalityOf(view, transfer.id).kind !== 'final') continue;
    paid.set(place.period, [...(paid.get(place.period) ?? []), transfer]);
  }
  return [...paid].map(([period, transfers]) => ({
    first: dayOf(periodStart(mandate.body, period)),
    last: dayOf(periodStart(mandate.body, period + 1) - 1),
    amount: transfers.reduce((sum, { body }) => sum + body.amount, 0n),
    payments: transfers.map(({ id }) => id),
  }));
}
