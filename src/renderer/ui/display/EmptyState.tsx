import type { ReactNode } from 'react';
import { Illustration, type IllustrationName } from './Illustration.tsx';
import styles from './Display.module.css';

export interface EmptyStateProps {
  readonly illustration?: IllustrationName;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** Buttons that lead on. */
  readonly actions?: ReactNode;
}

/** What stands where there is nothing yet, and what to do about it. */
export function EmptyState(props: EmptyStateProps): ReactNode {
  return (
    <div className={styles['empty']}>
      {props.illustration !== undefined && <Illustration name={props.illustration} />}
      <h2>{props.title}</h2>
      {props.children !== undefined && <p>{props.children}</p>}
      {props.actions !== undefined && <div className={styles['emptyActions']}>{props.actions}</div>}
    </div>
  );
}
