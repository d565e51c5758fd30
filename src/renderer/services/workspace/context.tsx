import { createContext, use } from 'react';
import type { Workspace } from './workspace.ts';

/** Holds the workspace for all screens; set once by the shell when the app is ready. */
export const WorkspaceContext = createContext<Workspace | null>(null);

/** The workspace. A screen outside the ready shell that asks for it is a bug, and throws. */
export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (workspace === null) throw new Error('useWorkspace needs the ready shell above it');
  return workspace;
}
