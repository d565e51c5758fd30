import type { AccountId } from '@shared/ids.ts';
import type { Payment, Unit } from '@services/workspace/walletWorkspace.ts';
import { otherOf } from '../../payment/stateOf.ts';

/** What payments can be filtered by: units and people that are in them. */
export interface PaymentChoices {
  readonly units: readonly Unit[];
  readonly people: readonly AccountId[];
}

/** See {@link PaymentChoices}. */
export function choicesOf(payments: readonly Payment[]): PaymentChoices {
  const units = new Map(payments.map(({ unit }) => [unit.id, unit]));
  return {
    units: [...units.values()].toSorted((a, b) => a.name.localeCompare(b.name)),
    people: [...new Set(payments.map(otherOf))],
  };
}
