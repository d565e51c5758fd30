import { useMemo } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { paymentStateOf } from './paymentState.ts';

/** What came of a request: its payment that got furthest, or null. */
export function usePaymentFor(request: RecordId): Payment | null {
  const { wallet } = useWorkspace();
  const all = useQuery(useMemo(() => wallet.activity(), [wallet]));
  if (all.status !== 'ready') return null;
  return furthest(all.value.filter((payment) => payment.request === request));
}

const ORDER = ['failed', 'arriving', 'held', 'final'];

/** Of several payments of one request the one that got furthest. */
export function furthest(payments: readonly Payment[]): Payment | null {
  const placeOf = (payment: Payment) => ORDER.indexOf(paymentStateOf(payment));
  return payments.toSorted((a, b) => placeOf(b) - placeOf(a))[0] ?? null;
}
