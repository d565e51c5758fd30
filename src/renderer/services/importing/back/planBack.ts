import { type Result, ok } from '@shared/result.ts';
import { type BackPlan, type ImportWorkspace, backKinds } from '../../workspace/importWorkspace.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { type WeighParts, weighAll } from './weighAll.ts';

/** Says what of an export could come back (IMA-8). */
export async function planBack(
  parts: WeighParts,
  ...[files, watched]: Parameters<ImportWorkspace['planBack']>
): Promise<Result<BackPlan, WorkspaceError>> {
  const weighed = await weighAll(parts, { files, kinds: backKinds }, watched);
  if (!weighed.ok) return weighed;
  const { counts, strangers } = weighed.value;
  return ok({ counts, strangers });
}
