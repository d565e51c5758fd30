import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { PersonFace, PersonMark } from '../people/PersonMark.tsx';
import styles from './Dialogs.module.css';
import type { Circle } from './useCircle.ts';

export interface PersonFieldProps {
  readonly label: string;
  readonly circle: Circle;
  /** Null while nobody is chosen. */
  readonly person: AccountId | null;
  /** Whether another can be chosen. */
  readonly isFixed: boolean;
  readonly onChange: (person: AccountId) => void;
}

const NOBODY = '';

/** Whom it is about. */
export function PersonField({ label, circle, person, isFixed, onChange }: PersonFieldProps): ReactNode {
  const t = useT();
  if (isFixed && person !== null) {
    const shown = circle.personOf(person);
    return (
      <div className={styles['person']}>
        <PersonFace person={shown} />
        <strong>
          <PersonMark person={shown} />
        </strong>
      </div>
    );
  }
  const options: { readonly value: string; readonly label: string }[] = [
    ...(person === null ? [{ value: NOBODY, label: t('payments.person.choose') }] : []),
    ...circle.people.map(({ account, shownName }) => ({ value: account as string, label: shownName })),
  ];
  return (
    <Select
      label={label}
      value={person ?? NOBODY}
      options={options}
      onChange={(value) => {
        const chosen = circle.people.find(({ account }) => account === value);
        if (chosen !== undefined) onChange(chosen.account);
      }}
    />
  );
}
