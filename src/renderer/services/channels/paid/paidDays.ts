import { dayOf } from '@domain/channel/dayKeys.ts';
import { finalityOf } from '@domain/wallet/readings/finality.ts';
import { periodStart } from '@domain/wallet/readings/mandates.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';

/** Days that were paid for, both included. */
export interface PaidDays {
  readonly first: number;
  readonly last: number;
  /** What was paid for them. */
  readonly amount: bigint;
}

/** The days for which the payments of a subscription are final (CHN-34), by period. */
export function paidDays(view: LedgerView, mandate: VerifiedOf<'mandate'>): readonly PaidDays[] {
  const paid = new Map<number, bigint>();
  for (const { id, body } of view.about(mandate.id, 'transfer')) {
    const isOf = body.mandate?.id === mandate.id && finalityOf(view, id).kind === 'final';
    if (isOf) paid.set(body.mandate.period, (paid.get(body.mandate.period) ?? 0n) + body.amount);
  }
  return [...paid].map(([period, amount]) => ({
    first: dayOf(periodStart(mandate.body, period)),
    last: dayOf(periodStart(mandate.body, period + 1) - 1),
    amount,
  }));
}
