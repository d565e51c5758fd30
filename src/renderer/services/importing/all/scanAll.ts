import type { AccountId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import { WorkSlice } from '../../replication/workSlice.ts';
import type { ImportWorkspace, ScannedAll } from '../../workspace/importWorkspace.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { openAll } from './openAll.ts';

/** Looks an export of everything through before anything of it is taken (IMA-1). */
export async function scanAll(
  { clock, self }: { readonly clock: Clock; readonly self: AccountId },
  ...[files, { signal, onProgress }]: Parameters<ImportWorkspace['scanAll']>
): Promise<Result<ScannedAll, WorkspaceError>> {
  const slice = new WorkSlice(clock);
  const opened = await openAll(files, async (done, total) => {
    onProgress(total === 0 ? 1 : done / total);
    if (slice.isOver) await slice.letGo();
    return !signal.aborted;
  });
  if (!opened.ok) return opened;
  const { manifest, broken } = opened.value;
  const { name, counts, account, exportedAt } = manifest;
  return ok({ name, counts, exportedAt: Date.parse(exportedAt), broken, isOwn: account === self });
}
