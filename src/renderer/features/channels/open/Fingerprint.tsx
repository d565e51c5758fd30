import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import styles from './Open.module.css';

/** The sixty digits of the key a channel was opened with, always from left to right, so that two people read them alike. */
export function Fingerprint({ digits }: { readonly digits: string }): ReactNode {
  const t = useT();
  const groups = digits.split(' ').map((group, index) => ({ group, place: index + 1 }));
  return (
    <ol className={styles['digits']} dir="ltr" aria-label={t('channels.fingerprint')}>
      {groups.map(({ group, place }) => (
        <li key={place}>{group}</li>
      ))}
    </ol>
  );
}
