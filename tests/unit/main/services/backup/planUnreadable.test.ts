/** Plans over a folder of which the disk does not give every file. Rules: src/main/services/backup/SPEC.md. */
import type * as files from 'node:fs/promises';
import { readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';
import { entriesOf, valueOf } from './backupScene.ts';
import { DAY, type PlanScene, daily, planOf, planScene, restoredElsewhere, runNext, someEntries } from './planScene.ts';

/** Names of files that cannot be opened for reading, and of those that were. */
const disk = vi.hoisted(() => ({ unreadable: new Set<string>(), opened: [] as string[] }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof files>();
  const open: typeof real.open = (path, flags, mode) => {
    const name = basename(String(path));
    if (flags === 'r' && disk.unreadable.has(name)) {
      return Promise.reject(Object.assign(new Error('the disk gives nothing'), { code: 'EIO' }));
    }
    if (flags === 'r') disk.opened.push(name);
    return real.open(path, flags, mode);
  };
  return { ...real, open };
});

beforeEach(() => {
  disk.unreadable.clear();
  disk.opened.length = 0;
});

async function nextDay(scene: PlanScene, entries: number): Promise<void> {
  scene.clock.now += DAY;
  valueOf(await scene.journal.append(someEntries(entries)));
}

/** Three days of backups, and their files. */
async function threeDays(): Promise<{ readonly scene: PlanScene; readonly names: readonly string[] }> {
  const scene = await planScene();
  await daily(scene);
  for (const entries of [5, 6, 7]) {
    await nextDay(scene, entries);
    await runNext(scene);
  }
  disk.opened.length = 0;
  return { scene, names: (await readdir(scene.folder)).toSorted() };
}

const opened = (names: readonly string[]) => disk.opened.filter((name) => names.includes(name));

it('BAK-13 what a file had that cannot be read is written again, and backups after it are made', async () => {
  const { scene, names } = await threeDays();
  const last = names.at(-1) ?? '';
  // The disk says that it changed, so it is to be looked into; that fails.
  await utimes(join(scene.folder, last), 1, 1);
  disk.unreadable.add(last);
  for (const entries of [3, 4]) {
    await nextDay(scene, entries);
    expect(await runNext(scene)).toMatchObject({ state: 'done', report: { isWhole: true } });
  }
  expect((await planOf(scene)).problem).toBeNull();
  const others = (await readdir(scene.folder)).filter((name) => name !== last);
  const { target, status } = await restoredElsewhere(scene.folder, others);
  expect(status).toMatchObject({ state: 'done', report: { isWhole: true, entries: 25, missingEntries: 0 } });
  expect(await entriesOf(target.journal)).toEqual(await entriesOf(scene.journal));
});

it('BAK-13 files that did not change since they were last looked into are not opened, and so may be on no disk just now', async () => {
  const { scene, names } = await threeDays();
  for (const name of names) disk.unreadable.add(name);
  await nextDay(scene, 3);
  expect(await runNext(scene)).toMatchObject({ state: 'done', report: { isWhole: true, entries: 3 } });
  expect(opened(names)).toEqual([]);
});

it('BAK-13 a file the disk says has changed is looked into once, and rested on where it is the same', async () => {
  const { scene, names } = await threeDays();
  const [first = '', second = ''] = names;
  await utimes(join(scene.folder, first), 1000, 1000);
  await nextDay(scene, 3);
  expect(await runNext(scene)).toMatchObject({ state: 'done', report: { entries: 3 } });
  expect(opened(names)).toEqual([first]);
  await nextDay(scene, 4);
  expect(await runNext(scene)).toMatchObject({ state: 'done', report: { entries: 4 } });
  expect(opened(names)).toEqual([first]);
  // Another of its length in its place is noticed all the same.
  const size = (await readFile(join(scene.folder, second))).length;
  await writeFile(join(scene.folder, second), randomBytes(size));
  await nextDay(scene, 5);
  expect(await runNext(scene)).toMatchObject({ state: 'done', report: { isWhole: true, entries: 25 } });
});
