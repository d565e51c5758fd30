import { useMemo } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Payment, PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { type QueryResult, useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { isStanding } from './usePayment.ts';

const NO_PAYMENT = snapshotQuery(writableSnapshot<Payment | null>(null));
const NO_REQUEST = snapshotQuery(writableSnapshot<PaymentRequest | null>(null));

/** One request; null for none, and for one that is not here. */
export function useRequest(id: RecordId | null): QueryResult<PaymentRequest | null> {
  const { wallet } = useWorkspace();
  return useQuery(useMemo(() => (id === null ? NO_REQUEST : wallet.paymentRequest(id)), [wallet, id]));
}

/** The newest payment given for a request, where it stands; null where there is none. */
export function useAnswer(request: PaymentRequest | null): Payment | null {
  const { wallet } = useWorkspace();
  const last = request?.payments.at(-1) ?? null;
  const payment = useQueryValue<Payment | null>(
    useMemo(() => (last === null ? NO_PAYMENT : wallet.payment(last)), [wallet, last]),
    null,
  );
  return payment !== null && isStanding(payment) ? payment : null;
}
