import type { ReactNode } from 'react';
import styles from './Chip.module.css';

export interface ChipToggleProps {
  readonly label: string;
  readonly isPressed: boolean;
  readonly onToggle: () => void;
}

/** A filter as a chip that is on or off. */
export function ChipToggle({ label, isPressed, onToggle }: ChipToggleProps): ReactNode {
  return (
    <button type="button" className={styles['chip']} aria-pressed={isPressed} onClick={onToggle}>
      {label}
    </button>
  );
}
