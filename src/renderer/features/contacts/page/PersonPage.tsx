import type { ReactNode } from 'react';
import styles from './PersonPage.module.css';

/** All about one person, in a column of its own. */
export function PersonPage({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <article className={styles['page']} aria-label={label}>
      <div className={styles['column']}>{children}</div>
    </article>
  );
}
