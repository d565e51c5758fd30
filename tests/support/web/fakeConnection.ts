import type { ConnectionActs, ConnectionTest } from '@services/workspace/connectionWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';

/** What trying the servers comes to. */
export interface FakeConnection {
  test: ConnectionTest;
  canSetProxy: boolean;
}

export function createFakeConnection(act: <T>(task: () => T) => Outcome<T>): {
  readonly controls: FakeConnection;
  readonly workspace: ConnectionActs;
} {
  const controls: FakeConnection = { test: { verdict: 'none', servers: [] }, canSetProxy: true };
  return {
    controls,
    workspace: { testConnection: () => act(() => controls.test), canSetProxy: () => act(() => controls.canSetProxy) },
  };
}
