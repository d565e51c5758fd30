import { PIN_SET_NAME, PIN_TRIES_NAME } from './pinKeeper.ts';
import { nextTryAt, readPinTries } from '@domain/spending/pin.ts';
import { readSpendingRules } from '@domain/spending/rules.ts';
import { accountOfHolder } from '@domain/wallet/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { combineQueries, mapQuery } from '../../workspace/liveQueries.ts';
import type { PaymentSafety, WaitingPayment, WalletSafetyReads } from '../../workspace/walletSafety.ts';
import { unitView } from '../paymentView.ts';
import type { WalletPicture } from '../walletFollower.ts';
import { SPENDING_RULES_NAME } from './spendingGuard.ts';
import { WAITING_NAME, readWaiting } from './waitingPayments.ts';

/** How payments are guarded, as a tab reads it. */
export function createSafetyReads(
  store: Pick<DocumentStore, 'values'>,
  picture: LiveQuery<WalletPicture>,
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
    paymentSafety: () => combineQueries(ruled, waiting, (known, rows): PaymentSafety => ({ ...known, waiting: rows })),
  };
}

function waitingOf(value: unknown, { ledger }: WalletPicture): readonly WaitingPayment[] {
  return readWaiting(value)
    .flatMap(({ id, record, at, due }): WaitingPayment[] => {
      const unit = ledger.find('unit', record.body.unit);
      const { amount, to } = record.body;
      return unit === undefined ? [] : [{ id, unit: unitView(unit), to: accountOfHolder(to), amount, at, due }];
    })
    .toSorted((a, b) => a.due - b.due);
}
