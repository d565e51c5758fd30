import type { ReactNode } from 'react';
import styles from './DialogList.module.css';

/** Rows to choose from in a dialog, as wide as what they stand under. They scroll, so that the dialog's buttons stay in sight. */
export function DialogList({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <ul className={styles['list']} aria-label={label}>
      {children}
    </ul>
  );
}
