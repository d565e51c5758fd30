import { type ReactNode, useMemo } from 'react';
import type { Payment, Unit } from '@services/workspace/walletWorkspace.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import { Section } from '@ui/layout/Panel.tsx';
import { otherOf } from '../../payment/stateOf.ts';
import { MonthChart } from '../chart/MonthChart.tsx';
import { monthsOf } from '../chart/monthsOf.ts';
import { useFiled } from '../useFiled.ts';
import type { PaymentFilter } from './filterPayments.ts';

const DAY = 86_400_000;

export interface MonthsProps {
  readonly all: readonly Payment[];
  readonly filter: Pick<PaymentFilter, 'unit' | 'person'>;
}

/** The months of the unit that was chosen, else of the one most payments are in: units are never added up. */
export function Months({ all, filter: { unit: chosen, person } }: MonthsProps): ReactNode {
  const filed = useFiled();
  // Fresh to the day: the bars are of months.
  const today = Math.floor(useNow() / DAY) * DAY;
  const unit = useMemo(() => chartUnit(all, chosen), [all, chosen]);
  const months = useMemo(() => {
    const isOf = (payment: Payment) => payment.unit.id === unit?.id && (person === '' || otherOf(payment) === person);
    return monthsOf(all.filter(isOf), filed, today);
  }, [all, unit, person, filed, today]);
  if (unit === undefined || months.every(({ received, given }) => received + given === 0n)) return null;
  return (
    <Section>
      <MonthChart unit={unit} months={months} />
    </Section>
  );
}

function chartUnit(all: readonly Payment[], chosen: string): Unit | undefined {
  const units = new Map(all.map(({ unit }) => [unit.id, unit]));
  if (chosen !== '') return [...units.values()].find(({ id }) => id === chosen);
  const count = (unit: Unit) => all.filter((payment) => payment.unit.id === unit.id).length;
  return [...units.values()].toSorted((a, b) => count(b) - count(a))[0];
}
