import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import styles from './ReadyShell.module.css';

const ROWS = [0, 1, 2, 3, 4, 5, 6];

/** The shape of the window while the store opens. The grey appears only when that takes longer than a moment. */
export function OpeningScreen(): ReactNode {
  const t = useT();
  return (
    <div className={styles['window']} aria-busy="true">
      <div className={styles['panes']}>
        <div className={styles['rail']} />
        <div className={styles['list']}>
          <VisuallyHidden>{t('shell.opening')}</VisuallyHidden>
          <div className={styles['opening']}>
            {ROWS.map((row) => (
              <div key={row} className={styles['openingRow']}>
                <Skeleton shape="circle" />
                <div>
                  <Skeleton shape="short" />
                  <Skeleton />
                </div>
              </div>
            ))}
          </div>
        </div>
        <div className={styles['content']} />
      </div>
    </div>
  );
}
