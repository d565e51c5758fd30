import { type Result, ok } from '@shared/result.ts';
import type { BroughtBack, ImportWorkspace } from '../../workspace/importWorkspace.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { BackStep } from './backStep.ts';
import { type WeighParts, weighAll } from './weighAll.ts';

/**
 * Brings back what is not here, weighed again as it is now (IMA-12). What cannot be done is counted, and the rest goes on; stopped, what was done stays
 * and can be undone, the last first.
 */
export async function bringBack(
  parts: WeighParts,
  ...[wish, { signal, onProgress }]: Parameters<ImportWorkspace['bringBack']>
): Promise<Result<BroughtBack, WorkspaceError>> {
  const weighed = await weighAll(parts, wish, { signal, onProgress: (done) => onProgress(done / 2) });
  if (!weighed.ok) return weighed;
  const { steps } = weighed.value;
  const done: BackStep[] = [];
  let failed = 0;
  for (const [place, step] of steps.entries()) {
    if (signal.aborted) break;
    const acted = await step.act();
    if (acted.ok) done.push(step);
    else failed += 1;
    onProgress(0.5 + (place + 1) / steps.length / 2);
  }
  const isStopped = done.length + failed < steps.length;
  return ok({ done: done.length, failed, isStopped, undo: () => undoAll(done) });
}

async function undoAll(done: BackStep[]): Promise<number> {
  let failed = 0;
  for (const step of done.splice(0).toReversed()) {
    const undone = await step.undo();
    if (!undone.ok) failed += 1;
  }
  return failed;
}
