import type { ReactNode } from 'react';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import styles from './Exporting.module.css';

/** How far something of which one waits the end has come. */
export function Progressing({ label, done }: { readonly label: string; readonly done: number }): ReactNode {
  return (
    <div className={styles['progress']} role="status">
      <span>{label}</span>
      <ProgressBar label={label} value={done} most={1} />
    </div>
  );
}
