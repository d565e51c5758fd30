import { type Result, err } from '@shared/result.ts';
import type { SnapshotError } from '@ports/snapshots.ts';
import { storeFailure } from '../storeFailure.ts';

/** Ends a reading or a writing; {@link snapshotFailure} makes a failure of it at the edge. */
export class SnapshotFault extends Error {
  readonly code: SnapshotError['code'];

  constructor(code: SnapshotError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Whatever was thrown, as a failure. */
export function snapshotFailure(thrown: unknown): Result<never, SnapshotError> {
  if (thrown instanceof SnapshotFault) return err({ code: thrown.code, message: thrown.message });
  const { code, message } = storeFailure(thrown);
  return err({ code: code === 'storage-full' ? code : 'storage-failed', message });
}
