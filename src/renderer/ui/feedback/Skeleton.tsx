import type { ReactNode } from 'react';
import { classNames } from '../classNames.ts';
import styles from './Feedback.module.css';

/** A grey place holder. It appears only after a moment, so that what is quick does not flash. */
export function Skeleton(props: { readonly shape?: 'line' | 'short' | 'circle' | 'block' }): ReactNode {
  return <span aria-hidden className={classNames(styles['skeleton'], styles[props.shape ?? 'line'])} />;
}
