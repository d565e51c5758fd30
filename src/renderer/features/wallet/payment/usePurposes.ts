import { useMemo } from 'react';
import { cleanLine } from '@shared/cleanLine.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { CardNote } from '@domain/wallet/keptNotes.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Payment, PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NONE: readonly PaymentRequest[] = [];
const NOTHING: ReadonlyMap<RecordId, readonly CardNote[]> = new Map();

/** What a payment is told apart by. */
type Purposeful = Pick<Payment, 'id' | 'request' | 'from' | 'to'>;

/** What a payment is for, cleaned: in the words of the request it answers, else of its card in a conversation; empty where neither says anything. */
export function usePurposes(): (payment: Purposeful) => string {
  const { wallet } = useWorkspace();
  const requests = useQueryValue(
    useMemo(() => wallet.paymentRequests(), [wallet]),
    NONE,
  );
  const words = useQueryValue(
    useMemo(() => wallet.paymentWords(), [wallet]),
    NOTHING,
  );
  return useMemo(() => {
    const purposes = new Map(requests.map((request) => [request.id, purposeOf(request)]));
    return (payment) => {
      const asked = payment.request === null ? '' : (purposes.get(payment.request) ?? '');
      return asked === '' ? noteOf(payment, words.get(payment.id) ?? []) : asked;
    };
  }, [requests, words]);
}

/** What a request is for: its memo, else its lines; cleaned. */
export function purposeOf({ memo, lines }: Pick<PaymentRequest, 'memo' | 'lines'>): string {
  return cleanLine(memo === '' ? lines.map(({ text }) => text).join(', ') : memo);
}

/** What who paid said of it, else who was paid: what anybody else says of it in some conversation counts for nothing. */
function noteOf({ from, to }: Purposeful, notes: readonly CardNote[]): string {
  const said = notes.findLast(({ author }) => author === from) ?? notes.findLast(({ author }) => author === to);
  return said === undefined ? '' : cleanLine(said.note);
}
