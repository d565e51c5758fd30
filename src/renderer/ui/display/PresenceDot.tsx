import type { ReactNode } from 'react';
import styles from './Display.module.css';

/** A dot for "linked now", with its meaning for screen readers. */
export function PresenceDot(props: { readonly label: string }): ReactNode {
  return <span className={styles['dot']} role="img" aria-label={props.label} />;
}
