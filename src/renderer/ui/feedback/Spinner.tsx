import type { ReactNode } from 'react';
import styles from './Feedback.module.css';

/** A small turning ring. Say with text nearby what is going on, or give a label. */
export function Spinner(props: { readonly label?: string }): ReactNode {
  return (
    <span
      className={styles['spinner']}
      role={props.label === undefined ? undefined : 'status'}
      aria-label={props.label}
      aria-hidden={props.label === undefined || undefined}
    />
  );
}
