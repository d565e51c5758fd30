import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programLabelSchema } from '@shared/mini/hostPages.ts';
import * as v from 'valibot';

const MARK = '.wiped';

/** Where Electron keeps the partition of the program at a label, under `profile`. */
function partitionFolder(profile: string, label: string): string {
  return join(profile, 'Partitions', `mini-${label}`);
}

/**
 * Notes that a program's partition is to go. Its files are open as long as the app runs, so that they are removed at the next start
 * ({@link sweepWiped}); what is in them was cleared before.
 */
export async function markWiped(profile: string, label: string): Promise<void> {
  await mkdir(join(profile, 'Partitions'), { recursive: true });
  await writeFile(`${partitionFolder(profile, label)}${MARK}`, '');
}

/** Removes the partitions that were wiped, before any is opened. Answers how many were. */
export async function sweepWiped(profile: string): Promise<number> {
  const names = await readdir(join(profile, 'Partitions')).catch(() => []);
  let swept = 0;
  for (const name of names) {
    const label = /^mini-(.{26})\.wiped$/.exec(name)?.[1] ?? '';
    if (!v.is(programLabelSchema, label)) continue;
    await rm(partitionFolder(profile, label), { recursive: true, force: true });
    await rm(`${partitionFolder(profile, label)}${MARK}`, { force: true });
    swept += 1;
  }
  return swept;
}
