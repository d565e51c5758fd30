import type { ReactNode } from 'react';
import styles from './Panel.module.css';

export interface SectionProps {
  readonly title?: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
}

/** A titled group on a page; its rows share one card. */
export function Section(props: SectionProps): ReactNode {
  return (
    <div className={styles['section']}>
      {props.title !== undefined && <h2>{props.title}</h2>}
      {props.description !== undefined && <p className={styles['description']}>{props.description}</p>}
      <div className={styles['card']}>{props.children}</div>
    </div>
  );
}

/** A row of a card: what it is at the start, what one can do at the end. */
export function Row(props: {
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className={styles['row']}>
      {props.icon !== undefined && <span className={styles['icon']}>{props.icon}</span>}
      <div className={styles['text']}>
        <div className={styles['name']}>{props.title}</div>
        {props.text !== undefined && <div className={styles['description']}>{props.text}</div>}
      </div>
      {props.children !== undefined && <div className={styles['end']}>{props.children}</div>}
    </div>
  );
}

/** A row that holds one control over its whole width. */
export function Plain(props: { readonly children: ReactNode }): ReactNode {
  return <div className={styles['plain']}>{props.children}</div>;
}
