import type { Payment } from '@services/workspace/walletWorkspace.ts';

/** How a payment one receives is to be shown: green is for what nobody can take back, and for nothing else. */
export type PaymentState = 'waiting' | 'arriving' | 'held' | 'final' | 'failed';

/** Reads it off a payment; null: there is none yet. */
export function paymentStateOf(payment: Payment | null): PaymentState {
  if (payment === null) return 'waiting';
  if (payment.finality.kind === 'final') return 'final';
  const { word } = payment.situation;
  if (word === 'refused' || word === 'returned') return 'failed';
  return payment.finality.kind === 'guaranteed' ? 'held' : 'arriving';
}
