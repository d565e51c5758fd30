/**
 * Makes one change of a snapshot of a shared document and the changes behind it: `condense` of `domain/mini`, where a document made to hang
 * hangs nobody. Null when it does not come to anything, or takes too long. Never throws. Adapters: a worker; none in tests that
 * need no worker, where the function itself does.
 */
export type CondenseDocument = (
  base: Uint8Array | null,
  changes: readonly Uint8Array[],
) => Promise<{ readonly bytes: Uint8Array; readonly digest: Uint8Array } | null>;

/** What a worker makes of another own device's state of a document: `meetDocuments` of `domain/mini`. Null where it cannot be read, or takes too long. Never throws. */
export type MeetDocuments = (
  here: readonly Uint8Array[],
  coming: Uint8Array,
) => Promise<{ readonly added: Uint8Array | null } | null>;
