import { wakeChanges } from '@shared/mini/wakeChanges.ts';
import * as Y from 'yjs';
import { equalBytes } from '../codec/bytes.ts';

/** What meeting another device's state comes to. */
export interface Met {
  /** What of it was not here, as one change; null: all was. */
  readonly added: Uint8Array | null;
}

/**
 * What another own device's state of a document has that the changes here have not (MIN-37). Null for bytes that a new page would not read whole:
 * then nothing of them is taken. As with `condense`, what could hold up who reads it is for the caller to bound.
 */
export function meetDocuments(here: readonly Uint8Array[], coming: Uint8Array): Met | null {
  try {
    if (!isWholeState(coming)) return null;
    const document = new Y.Doc();
    applyLenient(document, here);
    const added: Uint8Array[] = [];
    document.on('update', (update: Uint8Array) => added.push(update));
    Y.applyUpdate(document, coming);
    leniently(() => wakeChanges(Y, document));
    return { added: added.length === 0 ? null : Y.mergeUpdates(added) };
  } catch {
    return null;
  }
}

/** As a program's page does: changes that Yjs cannot read are left out; what they did before they broke, they did there as well. */
export function applyLenient(document: Y.Doc, changes: readonly Uint8Array[]): void {
  for (const change of changes) leniently(() => Y.applyUpdate(document, change));
  leniently(() => wakeChanges(Y, document));
}

function leniently(apply: () => void): void {
  try {
    apply();
  } catch {
    // Said above.
  }
}

/** Whether a new page reads it without a fault, and comes to the same. Throws what Yjs throws. */
export function isWholeState(bytes: Uint8Array): boolean {
  const page = new Y.Doc();
  Y.applyUpdate(page, bytes);
  return equalBytes(Y.encodeStateAsUpdate(page), bytes);
}
