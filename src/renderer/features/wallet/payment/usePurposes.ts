import { useMemo } from 'react';
import { cleanLine } from '@shared/cleanLine.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Payment, PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NONE: readonly PaymentRequest[] = [];

/** What a payment was asked for, in the words of its request, cleaned; empty where none asked for it or it says nothing. */
export function usePurposes(): (payment: Pick<Payment, 'request'>) => string {
  const { wallet } = useWorkspace();
  const requests = useQueryValue(
    useMemo(() => wallet.paymentRequests(), [wallet]),
    NONE,
  );
  return useMemo(() => {
    const purposes = new Map(requests.map((request) => [request.id, purposeOf(request)]));
    return ({ request }) => (request === null ? '' : (purposes.get(request) ?? ''));
  }, [requests]);
}

/** Its memo, else its lines. */
function purposeOf({ memo, lines }: Pick<PaymentRequest, 'memo' | 'lines'>): string {
  return cleanLine(memo === '' ? lines.map(({ text }) => text).join(', ') : memo);
}
