import { type ReactNode, useId } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import styles from './Layout.module.css';

export interface WalletPageFrameProps {
  /** What stands above: a title, or a face with amounts. */
  readonly header: ReactNode;
  readonly label?: string;
  /** How the last act failed. */
  readonly error?: WorkspaceErrorCode | null;
  readonly children?: ReactNode;
}

/** One page of the wallet: a head, then sections in a calm column. */
export function WalletPage({ header, label, error = null, children }: WalletPageFrameProps): ReactNode {
  const errorText = useErrorText();
  return (
    <article className={styles['page']} aria-label={label}>
      <div className={styles['column']}>
        {header}
        {error !== null && <AlertBanner tone="danger">{errorText(error)}</AlertBanner>}
        {children}
      </div>
    </article>
  );
}

export interface PlainHeaderProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
}

/** A title with a sentence, and buttons at the end. */
export function PlainHeader({ title, text, actions }: PlainHeaderProps): ReactNode {
  return (
    <header className={styles['plainHeader']}>
      <div>
        <h1>{title}</h1>
        {text !== undefined && <p>{text}</p>}
      </div>
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </header>
  );
}

export interface FigureHeaderProps {
  readonly face: ReactNode;
  readonly title: ReactNode;
  /** Below the title: who promises it. */
  readonly text?: ReactNode;
  /** The one amount the page is about. */
  readonly figure?: ReactNode;
  readonly figureLabel?: ReactNode;
  readonly actions?: ReactNode;
}

/** A face, a name, one large amount, and what can be done. */
export function FigureHeader(props: FigureHeaderProps): ReactNode {
  const id = useId();
  return (
    <header className={styles['figureHeader']}>
      {props.face}
      <div className={styles['names']}>
        <h1>{props.title}</h1>
        {props.text !== undefined && <p>{props.text}</p>}
      </div>
      {props.figure !== undefined && (
        <p className={styles['figure']} aria-describedby={id}>
          <strong>{props.figure}</strong>
          <span id={id}>{props.figureLabel}</span>
        </p>
      )}
      {props.actions !== undefined && <div className={styles['actions']}>{props.actions}</div>}
    </header>
  );
}

/** While a page loads. */
export function WalletPageSkeleton(): ReactNode {
  return (
    <div className={styles['page']} aria-busy>
      <div className={styles['column']}>
        <div className={styles['figureHeader']}>
          <Skeleton shape="circle" />
          <Skeleton shape="short" />
          <Skeleton shape="line" />
        </div>
        <Skeleton shape="block" />
        <Skeleton shape="block" />
      </div>
    </div>
  );
}
