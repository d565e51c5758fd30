import type { ReactNode } from 'react';
import { classNames } from '../classNames.ts';
import styles from './Display.module.css';

export interface BadgeProps {
  readonly children: ReactNode;
  readonly tone?: 'accent' | 'neutral' | 'danger';
  /** What the figure means, for screen readers. */
  readonly label?: string;
}

/** A small pill with a figure or a word. */
export function Badge(props: BadgeProps): ReactNode {
  return (
    <span className={classNames(styles['badge'], styles[props.tone ?? 'accent'])}>
      <span aria-hidden={props.label === undefined ? undefined : true}>{props.children}</span>
      {props.label !== undefined && <span className={styles['hidden']}>{props.label}</span>}
    </span>
  );
}
