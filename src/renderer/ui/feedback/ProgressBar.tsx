import type { ReactNode } from 'react';
import styles from './Feedback.module.css';

/** How far something has come. */
export function ProgressBar(props: {
  readonly label: string;
  readonly value: number;
  readonly most: number;
}): ReactNode {
  return (
    <progress
      className={styles['progress']}
      aria-label={props.label}
      value={Math.min(props.value, props.most)}
      max={Math.max(props.most, 1)}
    />
  );
}
