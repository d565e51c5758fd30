import type { ReactNode } from 'react';
import { Illustration, type IllustrationName } from './Illustration.tsx';
import styles from './Display.module.css';

export interface EmptyStateProps {
  readonly illustration?: IllustrationName;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** 1 where it is all there is on the screen. */
  readonly level?: 1 | 2;
  /** Buttons that lead on. */
  readonly actions?: ReactNode;
}

/** What stands where there is nothing yet, and what to do about it. */
export function EmptyState(props: EmptyStateProps): ReactNode {
  const Heading = props.level === 1 ? 'h1' : 'h2';
  return (
    <div className={styles['empty']}>
      {props.illustration !== undefined && <Illustration name={props.illustration} />}
      <Heading>{props.title}</Heading>
      {props.children !== undefined && <p>{props.children}</p>}
      {props.actions !== undefined && <div className={styles['emptyActions']}>{props.actions}</div>}
    </div>
  );
}
