import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programLabelSchema } from '@shared/mini/hostPages.ts';
import * as v from 'valibot';

const MARK = '.wiped';

/** Where Electron keeps the partition of the program at a label, under `profile`. */
function partitionFolder(profile: string, label: string): string {
  return join(profile, 'Partitions', `mini-${label}`);
}

/** Bytes of the files of a program's partition, those that Chromium makes of itself included; 0 where there is none. */
export async function partitionSize(profile: string, label: string): Promise<number> {
  const folder = partitionFolder(profile, label);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    // What goes while it is looked at has no size.
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
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
