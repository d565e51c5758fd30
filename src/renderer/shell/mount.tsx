import '@ui/styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Application } from '@services/workspace/workspace.ts';
import { App, type AppProps } from './App.tsx';

/** Shows the application in an element. Returns what takes it away again. */
export function mountApplication(
  element: HTMLElement,
  application: Application,
  extras: Omit<AppProps, 'application'> = {},
): () => void {
  const root = createRoot(element);
  root.render(
    <StrictMode>
      <App application={application} {...extras} />
    </StrictMode>,
  );
  return () => root.unmount();
}
