import type { inspectUpdate } from '@domain/log/inspectUpdate.ts';

/** Judges a peer's update. */
export type UpdateReader = typeof inspectUpdate;

let loading: Promise<UpdateReader | null> | null = null;

/**
 * The reader of peers' updates, which brings Yjs with it. It is loaded when the first link is up instead of before the first
 * frame. Null when it cannot be loaded (the host that serves it is away); the next call tries again.
 */
export function loadUpdateReader(): Promise<UpdateReader | null> {
  loading ??= import('@domain/log/inspectUpdate.ts').then(
    (module) => module.inspectUpdate,
    () => {
      loading = null;
      return null;
    },
  );
  return loading;
}
