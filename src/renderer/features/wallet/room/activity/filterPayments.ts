import type { AccountId } from '@shared/ids.ts';
import { wordSearch } from '@i18n/wordSearch.ts';
import type { PaymentCategory } from '@domain/wallet/keptNotes.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { type StateTone, otherOf, toneOf } from '../../payment/stateOf.ts';

/** Which payments are shown. An empty value lets all through. */
export interface PaymentFilter {
  readonly search: string;
  readonly unit: string;
  readonly person: string;
  readonly state: StateTone | '';
  readonly side: Payment['side'] | '';
  readonly category: PaymentCategory | 'none' | '';
}

/** See {@link PaymentFilter}. */
export const ALL_PAYMENTS: PaymentFilter = { search: '', unit: '', person: '', state: '', side: '', category: '' };

/** What the search looks through. */
export interface PaymentTexts {
  readonly nameOf: (account: AccountId) => string;
  /** Words of the state as shown, so that one can search for what one reads. */
  readonly stateOf: (payment: Payment) => string;
  readonly amountOf: (payment: Payment) => string;
  /** What it was asked for. */
  readonly purposeOf: (payment: Payment) => string;
  readonly filed: ReadonlyMap<RecordId, PaymentCategory>;
}

/** Those that fit. */
export function filterPayments(
  payments: readonly Payment[],
  filter: PaymentFilter,
  texts: PaymentTexts,
): readonly Payment[] {
  const holds = wordSearch(filter.search);
  const fits = (payment: Payment) =>
    isChosen(payment, filter) &&
    (filter.category === '' || (texts.filed.get(payment.id) ?? 'none') === filter.category) &&
    holds(...wordsOf(payment, texts));
  return payments.filter(fits);
}

function isChosen(payment: Payment, { unit, person, state, side }: PaymentFilter): boolean {
  return (
    (unit === '' || payment.unit.id === unit) &&
    (person === '' || otherOf(payment) === person) &&
    (state === '' || toneOf(payment) === state) &&
    (side === '' || payment.side === side)
  );
}

function wordsOf(payment: Payment, { nameOf, stateOf, amountOf, purposeOf }: PaymentTexts): readonly string[] {
  const { unit } = payment;
  const names = [nameOf(otherOf(payment)), nameOf(unit.issuer)];
  const what = [unit.name, unit.code, unit.currency ?? '', purposeOf(payment)];
  return [...names, ...what, amountOf(payment), stateOf(payment), payment.id];
}
