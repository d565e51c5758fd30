import type { ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useT } from '@i18n/useT.tsx';
import { ErrorPanel } from '@ui/feedback/ErrorPanel.tsx';
import { tryPartsAgain } from '@ui/loading/lazy.ts';
import { errorDetails } from './errorDetails.ts';

export interface FeatureBoundaryProps {
  /** Where it happened, for the report. */
  readonly name: string;
  /** A change of these tries again. */
  readonly resetKeys?: unknown[];
  readonly children: ReactNode;
}

/** Keeps a failure inside one part of the window. */
export function FeatureBoundary(props: FeatureBoundaryProps): ReactNode {
  return (
    <ErrorBoundary
      resetKeys={props.resetKeys ?? []}
      onReset={tryPartsAgain}
      fallbackRender={({ error, resetErrorBoundary }) => (
        <Failed details={errorDetails(props.name, error)} onRetry={resetErrorBoundary} />
      )}
    >
      {props.children}
    </ErrorBoundary>
  );
}

function Failed(props: { readonly details: string; readonly onRetry: () => void }): ReactNode {
  const t = useT();
  return (
    <ErrorPanel
      title={t('shell.failed.title')}
      text={t('shell.failed.text')}
      details={props.details}
      onRetry={props.onRetry}
      labels={{
        retry: t('common.retry'),
        copy: t('common.copyDetails'),
        copied: t('common.copied'),
        details: t('common.details'),
      }}
    />
  );
}
