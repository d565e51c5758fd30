import type { ReactNode } from 'react';
import styles from './FieldGroup.module.css';

export interface FieldGroupProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
}

/** Fields that belong together, one below the other, with a name for all of them. */
export function FieldGroup({ label, children }: FieldGroupProps): ReactNode {
  return (
    <fieldset className={styles['group']}>
      <legend>{label}</legend>
      {children}
    </fieldset>
  );
}
