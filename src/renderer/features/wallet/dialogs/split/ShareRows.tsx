import type { ReactNode } from 'react';
import { useAmountError } from '@i18n/useAmountError.ts';
import { type MoneyUnit, useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { PersonFace, PersonMark } from '../../people/PersonMark.tsx';
import type { ShownPerson } from '../../people/usePeople.ts';
import styles from '../Dialogs.module.css';
import type { Circle } from '../useCircle.ts';
import { MOST_PARTS, type SplitMode, shareProblem } from './shares.ts';
import type { SplitForm } from './useSplitForm.ts';

export interface ShareRowsProps {
  readonly form: SplitForm;
  readonly circle: Circle;
  readonly unit: MoneyUnit;
}

/** Who takes part, and what each bears; what is left over stands below. */
export function ShareRows({ form, circle, unit }: ShareRowsProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const { self, people, personOf } = circle;
  const everyone = [...(self === null ? [] : [personOf(self)]), ...people];
  const { left } = form.division;
  return (
    <>
      <fieldset className={styles['shares']}>
        <legend>{t('payments.split.who')}</legend>
        {everyone.map((person) => (
          <ShareRow key={person.account} person={person} form={form} unit={unit} />
        ))}
      </fieldset>
      {form.total !== null && form.mode !== 'equal' && (
        <p className={styles['remainder']} data-wrong={left !== 0n || undefined} role="status">
          {left === 0n
            ? t('payments.split.left.none')
            : t(left > 0n ? 'payments.split.left' : 'payments.split.over', {
                amount: money.text(left < 0n ? -left : left, unit),
              })}
        </p>
      )}
    </>
  );
}

/** Says why what stands in a row does not count; null where it does. */
function useShareError(mode: SplitMode, { decimals }: MoneyUnit): (text: string) => string | null {
  const t = useT();
  const amountError = useAmountError();
  return (text) => {
    const problem = shareProblem(mode, text, decimals);
    if (problem === 'parts') return t('payments.split.parts.problem', { most: Number(MOST_PARTS) });
    return problem === null ? null : amountError(problem, decimals);
  };
}

interface ShareRowProps {
  readonly person: ShownPerson;
  readonly form: SplitForm;
  readonly unit: MoneyUnit;
}

function ShareRow({ person, form, unit }: ShareRowProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const { account } = person;
  const isIn = form.isIn(account);
  const share = form.division.shares.get(account);
  const isTyped = isIn && form.mode !== 'equal';
  const shareError = useShareError(form.mode, unit);
  const value = form.values.get(account) ?? (form.mode === 'shares' ? '1' : '');
  const label = t(form.mode === 'exact' ? 'payments.split.amountOf' : 'payments.split.partsOf', {
    name: isolate(person.shownName),
  });
  return (
    <div className={styles['share']}>
      <Checkbox
        checked={isIn}
        onChange={() => form.toggle(account)}
        label={
          <span className={styles['person']}>
            <PersonFace person={person} size="small" />
            <PersonMark person={person} isYou />
          </span>
        }
      />
      {isTyped ? (
        <AmountField
          label={label}
          labelHidden
          unit={form.mode === 'exact' ? (unit.currency ?? unit.code) : '×'}
          value={value}
          error={shareError(value)}
          onChange={(next) => form.setValue(account, next)}
        />
      ) : (
        <span />
      )}
      <output>{isIn && share !== undefined ? money.text(share, unit) : ''}</output>
    </div>
  );
}
