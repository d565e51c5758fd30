import { PIN_SET_NAME, PIN_TRIES_NAME } from './pinKeeper.ts';
import type { AccountId } from '@shared/ids.ts';
import { nextTryAt, readPinTries } from '@domain/spending/pin.ts';
import { readSpendingRules } from '@domain/spending/rules.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { type OrderRow, orderName, orderNonce, paymentOfOrder, readOrder } from '@domain/spending/order.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { combineQueries, mapQuery } from '../../workspace/liveQueries.ts';
import type { OrderState, PaymentSafety, WaitingPayment, WalletSafetyReads } from '../../workspace/walletSafety.ts';
import type { Payment } from '../../workspace/walletWorkspace.ts';
import { paymentView, unitView } from '../paymentView.ts';
import type { WalletPicture } from '../walletFollower.ts';
import { SPENDING_RULES_NAME } from './spendingGuard.ts';
import { WAITING_NAME, type WaitingRow, readWaiting } from './waitingPayments.ts';

/** How payments are guarded, as a tab reads it. */
export function createSafetyReads(
  store: Pick<DocumentStore, 'values'>,
  picture: LiveQuery<WalletPicture>,
  self: AccountId,
): WalletSafetyReads {
  const valueOf = (name: string) => mapQuery(store.values.watch(name), (stored) => stored?.value);
  const waiting = combineQueries(valueOf(WAITING_NAME), picture, waitingOf);
  const guard = combineQueries(valueOf(PIN_SET_NAME), valueOf(PIN_TRIES_NAME), (isSet, tries) => ({
    hasPin: isSet === true,
    nextTryAt: nextTryAt(readPinTries(tries)),
  }));
  const ruled = combineQueries(guard, valueOf(SPENDING_RULES_NAME), (known, rules) => ({
    ...known,
    rules: readSpendingRules(rules),
  }));
  return {
    programOrder: (id) =>
      combineQueries(
        combineQueries(valueOf(orderName(id)), valueOf(WAITING_NAME), (row, rows) => ({ row: readOrder(row), rows })),
        picture,
        ({ row, rows }, shown) => (row === null ? null : orderStateOf(row, rows, { shown, self })),
      ),
    paymentSafety: () => combineQueries(ruled, waiting, (known, rows): PaymentSafety => ({ ...known, waiting: rows })),
  };
}

function orderStateOf(
  row: OrderRow,
  waiting: unknown,
  { shown, self }: { readonly shown: WalletPicture; readonly self: AccountId },
): OrderState {
  const { payee, value, currency } = row;
  const { ledger } = shown;
  const id = ledger.record(row.payment) === undefined ? paidElsewhere(shown, row, self) : row.payment;
  const payment = id === null ? null : paymentView(shown, self, id);
  const waits = payment === null ? waitingFor(row, waiting) : undefined;
  if (waits !== undefined) return { payee, value, currency, payment: waits.id, standing: 'waiting' };
  return { payee, value, currency, payment: payment?.id ?? null, standing: standingOf(payment) };
}

/** Null also for what another device paid by this name to somebody else, or of another sum: the program is not told that it was paid. */
function paidElsewhere({ ledger }: WalletPicture, row: OrderRow, self: AccountId): RecordId | null {
  const payment = paymentOfOrder(ledger, row, self);
  return payment?.isAsAsked === true ? payment.id : null;
}

/** What leaves later, with whichever promise: a second press may have named another one. */
function waitingFor({ id }: OrderRow, waiting: unknown): WaitingRow | undefined {
  const nonce = orderNonce(id);
  return readWaiting(waiting).find(({ record, isDropped }) => !isDropped && equalBytes(record.nonce, nonce));
}

function standingOf(payment: Payment | null): OrderState['standing'] {
  if (payment === null) return 'open';
  if (payment.finality.kind === 'final') return 'paid';
  const { word } = payment.situation;
  return word === 'refused' || word === 'returned' ? 'refused' : 'open';
}

function waitingOf(value: unknown, { ledger }: WalletPicture): readonly WaitingPayment[] {
  return readWaiting(value)
    .flatMap(({ id, record, at, due, isDropped }): WaitingPayment[] => {
      const unit = ledger.find('unit', record.body.unit);
      const { amount, to } = record.body;
      if (unit === undefined) return [];
      return [{ id, unit: unitView(unit), to: accountOfHolder(to), amount, at, due, isDropped }];
    })
    .toSorted((a, b) => a.due - b.due);
}
