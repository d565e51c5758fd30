import type { ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { ErrorPanel } from '@ui/feedback/ErrorPanel.tsx';
import { errorDetails } from './errorDetails.ts';

/** The last net: what failed may be the translations themselves, so these few words are in English only. */
const WORDS = {
  title: 'Banyan could not start its window',
  text: 'Your data is safe on this device. Reload the window; if this stays, copy the details and report them.',
  labels: { retry: 'Reload', copy: 'Copy details', copied: 'Copied', details: 'Details' },
} as const;

export function RootBoundary({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ErrorBoundary
      fallbackRender={({ error }) => (
        <ErrorPanel {...WORDS} details={errorDetails('root', error)} onRetry={() => window.location.reload()} />
      )}
    >
      {children}
    </ErrorBoundary>
  );
}
