import { type Result, fail, ok } from '@shared/result.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { RestoringParts } from '../backup/restoring.ts';
import type { RestoringBackup } from '../workspace/backupWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

type Parts = Omit<RestoringParts, 'file' | 'onFinished'>;

/** Begins to come back with a backup. Nothing is handed over yet. */
export async function restoreLater(
  parts: Parts,
  file: BlobSource,
  onFinished: () => void,
): Promise<Result<RestoringBackup, WorkspaceError>> {
  const load = () => import('../backup/restoring.ts');
  // A change of the network ends what is under way; what comes after it works.
  const code = await load()
    .catch(load)
    .catch(() => null);
  if (code === null) return fail('host-unreachable', 'the code of it did not come');
  return ok(new code.Restoring({ ...parts, file, onFinished }));
}
