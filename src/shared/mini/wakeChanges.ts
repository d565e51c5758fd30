/** A Yjs document, as far as it is needed: changes that came before what they follow on wait in its store. */
interface WaitingDocument {
  readonly store: { pendingStructs: { readonly update: Uint8Array } | null };
}

/** What is needed of Yjs. */
interface ChangeReader<D> {
  applyUpdateV2(document: D, update: Uint8Array, origin?: unknown): void;
}

/**
 * Applies of the changes that wait in a document those that can be applied by now. Yjs 13 does so itself, but for changes of two people that wait
 * in one update: it remembers one of the things they wait for, and may look for them no more. Throws what Yjs throws; then they wait on.
 */
export function wakeChanges<D extends WaitingDocument>(yjs: ChangeReader<D>, document: D, origin?: unknown): void {
  for (let before = Number.POSITIVE_INFINITY; ;) {
    const waiting = document.store.pendingStructs;
    // What waits on comes back as it was, and shorter by what was applied.
    if (waiting === null || waiting.update.length >= before) return;
    before = waiting.update.length;
    document.store.pendingStructs = null;
    try {
      yjs.applyUpdateV2(document, waiting.update, origin);
    } catch (error) {
      document.store.pendingStructs = waiting;
      throw error;
    }
  }
}
