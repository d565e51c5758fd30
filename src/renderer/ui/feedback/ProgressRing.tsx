import type { ReactNode } from 'react';
import styles from './Feedback.module.css';

/** Radius of the ring in its own units. */
const RADIUS = 20;
const AROUND = 2 * Math.PI * RADIUS;

export interface ProgressRingProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  /** Nothing moves until somebody else does. */
  readonly isWaiting?: boolean;
}

/** How far something has come, around a button. */
export function ProgressRing({ label, value, most, isWaiting = false }: ProgressRingProps): ReactNode {
  const part = most === 0 ? 1 : Math.min(1, value / most);
  return (
    <svg
      className={styles['ring']}
      viewBox="0 0 44 44"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(part * 100)}
      data-waiting={isWaiting || undefined}
    >
      <circle cx={22} cy={22} r={RADIUS} />
      <circle cx={22} cy={22} r={RADIUS} strokeDasharray={AROUND} strokeDashoffset={AROUND * (1 - part)} />
    </svg>
  );
}
