import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import styles from './Safety.module.css';

/** The sixty digits in groups of five, always from left to right, so that both sides read them alike. */
export function SafetyDigits({ digits }: { readonly digits: string }): ReactNode {
  const t = useT();
  const groups = digits.split(' ').map((group, index) => ({ group, place: index + 1 }));
  return (
    <ol className={styles['digits']} dir="ltr" aria-label={t('contacts.safety.label', { count: groups.length })}>
      {groups.map(({ group, place }) => (
        <li key={place}>{group}</li>
      ))}
    </ol>
  );
}
