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
