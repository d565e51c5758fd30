import { sha256 } from '@noble/hashes/sha2.js';
import * as Y from 'yjs';
import { applyLenient, isWholeState } from './meetDocuments.ts';
import type { DocumentSnapshot } from './records.ts';
import { MAX_SNAPSHOT } from './snapshotLimits.ts';

/** What changes of a document come to, as one change, and by what damage to it is told. */
export type Condensed = Pick<DocumentSnapshot, 'bytes' | 'digest'>;

/**
 * What a program's page makes of a snapshot and the changes behind it (MIN-31): each is applied in turn, and one that Yjs cannot read is left
 * out, as there. Null when that does not come to a change that a new page would read whole, or is too large: then the changes stay
 * as they are. Nothing here is trusted: where a document could hold up who reads it, that is for the caller to bound.
 */
export function condense(base: Uint8Array | null, changes: readonly Uint8Array[]): Condensed | null {
  const document = new Y.Doc();
  applyLenient(document, base === null ? changes : [base, ...changes]);
  try {
    const bytes = Y.encodeStateAsUpdate(document);
    return bytes.length <= MAX_SNAPSHOT && isWholeState(bytes) ? { bytes, digest: sha256(bytes) } : null;
  } catch {
    return null;
  }
}
