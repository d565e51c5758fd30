import { useMemo } from 'react';
import { countsLike } from '@domain/wallet/readings/answers.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Payment, PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { paymentStateOf } from './paymentState.ts';

const NONE: readonly Payment[] = [];
const GIVEN: ReadonlySet<PaymentRequest['stage']> = new Set(['paid', 'ready', 'shipped', 'handed', 'received']);

/** What came for a request of one's own: its payment that got furthest, or null. */
export function useReceivedFor(request: RecordId): Payment | null {
  const { wallet } = useWorkspace();
  const asked = useQueryValue(
    useMemo(() => wallet.paymentRequest(request), [wallet, request]),
    null,
  );
  const all = useActivity();
  return asked === null ? null : receivedFor(asked, all);
}

/** What one paid for a request oneself: the payment that got furthest, or null. */
export function useOwnPaymentFor(request: RecordId): Payment | null {
  const all = useActivity();
  return furthest(all.filter((payment) => payment.request === request && payment.side === 'payer'));
}

function useActivity(): readonly Payment[] {
  const { wallet } = useWorkspace();
  return useQueryValue(
    useMemo(() => wallet.activity(), [wallet]),
    NONE,
  );
}

/**
 * Of all payments the one that answers a request of one's own and got furthest. Anybody can write the id of a request into anything: only the whole
 * sum in a unit that was asked for answers it, or what the receipt of the person's own device was given for (WAL-51, WSV-82).
 */
export function receivedFor(request: PaymentRequest, payments: readonly Payment[]): Payment | null {
  const named = payments.filter((payment) => {
    const isForIt = payment.request === request.id && payment.side === 'payee' && payment.to === request.payee;
    return isForIt && payment.sentBack === 0n;
  });
  const whole = furthest(named.filter((payment) => paysWhole(request, payment)));
  if (whole !== null || !GIVEN.has(request.stage)) return whole;
  return furthest(named.filter((payment) => isAlike(request, payment)));
}

function paysWhole({ units, amount }: PaymentRequest, payment: Payment): boolean {
  return units.some(({ id }) => id === payment.unit.id) && (amount === null || payment.amount >= amount);
}

/** As WAL-54 has it: of a unit that was asked for, or a promise of who pays that counts in the same. */
function isAlike({ units }: PaymentRequest, { unit, from }: Payment): boolean {
  return units.some((named) => named.id === unit.id || (unit.issuer === from && countsLike(named, unit)));
}

const ORDER = ['failed', 'arriving', 'held', 'final'];

/** Of several payments of one request the one that got furthest. */
export function furthest(payments: readonly Payment[]): Payment | null {
  const placeOf = (payment: Payment) => ORDER.indexOf(paymentStateOf(payment));
  return payments.toSorted((a, b) => placeOf(b) - placeOf(a))[0] ?? null;
}
