import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import styles from './Layout.module.css';

export interface PageProps {
  readonly title: string;
  /** How the last change on this page failed. */
  readonly error?: WorkspaceErrorCode | null;
  /** Beside the title at the end. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One page of Settings: a title, then sections in a calm column. */
export function Page(props: PageProps): ReactNode {
  const errorText = useErrorText();
  return (
    <section className={styles['page']} aria-labelledby="settings-title">
      <div className={styles['column']}>
        <header className={styles['header']}>
          <h1 id="settings-title">{props.title}</h1>
          {props.actions}
        </header>
        {props.error !== undefined && props.error !== null && (
          <AlertBanner tone="danger">{errorText(props.error)}</AlertBanner>
        )}
        {props.children}
      </div>
    </section>
  );
}

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
