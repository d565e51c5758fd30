import { join } from 'node:path';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { PlanState } from './planFile.ts';
import { type PlanPlaces, folderOf } from './planFolder.ts';

/** The files of one backup of a plan: its own, and those it rests on. */
export function runPaths(
  places: PlanPlaces,
  plan: PlanState,
  id: string,
): Result<readonly string[], Failure<'backup-absent'>> {
  const run = plan.parts.find(({ createdAt }) => String(createdAt) === id);
  if (run === undefined) return fail('backup-absent', 'there is no such backup');
  const folder = folderOf(places, plan);
  const needed = plan.parts.filter(({ set, number }) => set === run.set && number <= run.number);
  return ok(needed.map(({ name }) => join(folder, name)));
}
