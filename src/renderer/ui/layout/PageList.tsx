import type { ReactNode } from 'react';
import styles from './PageList.module.css';

export interface PageListProps {
  readonly label: string;
  readonly title: string;
  /** A list of rows, and what else stands with them. */
  readonly children: ReactNode;
}

/** The pages of a room, to go from one to another. */
export function PageList({ label, title, children }: PageListProps): ReactNode {
  return (
    <nav className={styles['list']} aria-label={label}>
      <h1>{title}</h1>
      {children}
    </nav>
  );
}
