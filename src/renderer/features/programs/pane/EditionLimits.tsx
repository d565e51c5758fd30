import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import styles from './ProgramInfo.module.css';

const LIMITS = ['network', 'freeze', 'figures', 'net'] as const;

/** What the browser edition cannot promise, in plain words; nothing in the desktop edition. */
export function EditionLimits(): ReactNode {
  const t = useT();
  if (!location.protocol.startsWith('http')) return null;
  return (
    <div className={styles['limits']}>
      <strong>{t('programs.limits')}</strong>
      <ul>
        {LIMITS.map((limit) => (
          <li key={limit}>{t(`programs.limits.${limit}`)}</li>
        ))}
      </ul>
    </div>
  );
}
