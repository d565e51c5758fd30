import { readSnapshotId } from '@domain/snapshot/listing.ts';

/** Of what moment the snapshot is that is looked at; null for none. */
export function lookedAt(id: string | null): number | null {
  return id === null ? null : (readSnapshotId(id)?.madeAt ?? null);
}
