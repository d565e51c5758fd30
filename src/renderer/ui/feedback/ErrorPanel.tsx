import { type ReactNode, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import styles from './ErrorPanel.module.css';

export interface ErrorPanelProps {
  readonly title: string;
  readonly text: ReactNode;
  /** What went wrong, for a report. */
  readonly details: string;
  readonly labels: {
    readonly retry: string;
    readonly copy: string;
    readonly copied: string;
    readonly details: string;
  };
  readonly onRetry?: () => void;
}

/** Stands in for a part of the app that failed. */
export function ErrorPanel(props: ErrorPanelProps): ReactNode {
  const [isCopied, setIsCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(props.details).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  };
  return (
    <div className={styles['panel']} role="alert">
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      <div className={styles['actions']}>
        {props.onRetry && (
          <Button variant="primary" onClick={props.onRetry}>
            {props.labels.retry}
          </Button>
        )}
        <Button onClick={copy}>{isCopied ? props.labels.copied : props.labels.copy}</Button>
      </div>
      <details>
        <summary>{props.labels.details}</summary>
        <pre dir="ltr">{props.details}</pre>
      </details>
    </div>
  );
}
