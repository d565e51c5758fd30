import { useSyncExternalStore } from 'react';

/** State outside React, structurally the same as the port of that name; ui may not import ports. */
export interface ReadableSnapshot<T> {
  readonly get: () => T;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Reads a snapshot and renders again when it is replaced. */
export function useSnapshot<T>(snapshot: ReadableSnapshot<T>): T {
  return useSyncExternalStore(snapshot.subscribe, snapshot.get);
}
