import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T } from '@i18n/useT.tsx';
import styles from '../Dialogs.module.css';
import type { Circle } from '../useCircle.ts';
import type { PayForm } from './usePayForm.ts';

export interface PayTruthProps {
  readonly form: PayForm;
  readonly person: AccountId;
  readonly amount: bigint;
  readonly circle: Circle;
}

/** What pressing the button will mean. */
export function PayTruth({ form: { source, unit }, person, amount, circle }: PayTruthProps): ReactNode {
  const money = useMoney();
  const name = <PersonName>{circle.personOf(person).shownName}</PersonName>;
  const sum = money.text(amount, unit);
  return (
    <p className={styles['truth']} role="status">
      {source.kind === 'promise' && <T id="payments.truth.promise" values={{ name, amount: sum }} />}
      {source.kind === 'give-back' && (
        <T
          id="payments.truth.give-back"
          values={{ name, amount: sum, left: money.text(source.available - amount, unit) }}
        />
      )}
      {source.kind === 'pass-on' && (
        <T
          id="payments.truth.pass-on"
          values={{
            name,
            amount: sum,
            issuer: <PersonName>{circle.personOf(source.unit.issuer).shownName}</PersonName>,
          }}
        />
      )}
    </p>
  );
}
