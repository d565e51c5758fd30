import '@ui/styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Application } from '@services/workspace/workspace.ts';
import { App } from './App.tsx';

/** Shows the application in an element; `onListed` is told when its list is in the document. Returns what takes it away again. */
export function mountApplication(element: HTMLElement, application: Application, onListed?: () => void): () => void {
  const root = createRoot(element);
  root.render(
    <StrictMode>
      <App application={application} onListed={onListed} />
    </StrictMode>,
  );
  return () => root.unmount();
}
