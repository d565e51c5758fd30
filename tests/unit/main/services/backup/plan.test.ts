/** Backups that are made by themselves. Rules: src/main/services/backup/SPEC.md. */
import { mkdir, readFile, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptRuns } from '../../../../../src/main/services/backup/plan/retention.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { ACCOUNT, blobName, entriesOf, nameOf, patterned, putBlob, valueOf } from './backupScene.ts';
import { DAY, type PlanScene, daily, planOf, planScene, restoredElsewhere, runNext, someEntries } from './planScene.ts';

async function twoDays(): Promise<PlanScene & { readonly blobs: readonly [string, string] }> {
  const scene = await planScene();
  await daily(scene);
  valueOf(await scene.journal.append(someEntries(30)));
  const first = await putBlob(scene.shelf, patterned(600_000, 1));
  expect(await runNext(scene)).toMatchObject({ state: 'done', report: { isWhole: true } });
  scene.clock.now += DAY;
  valueOf(await scene.journal.append(someEntries(5)));
  const second = await putBlob(scene.shelf, patterned(300_000, 2));
  expect(await runNext(scene, [patterned(40, 3)])).toMatchObject({ state: 'done', report: { isWhole: true } });
  return { ...scene, blobs: [first, second] };
}

const filesIn = async (folder: string) => (await readdir(folder)).toSorted();

describe('the next backup of a plan', () => {
  it('BAK-12 holds only what is new, and with those before it gives everything back, byte for byte', async () => {
    const scene = await twoDays();
    const [base, added] = await filesIn(scene.folder);
    expect(base).toMatch(/^banyan-[0-9a-f]{8}-000-2026-01-05\.age$/u);
    expect(added).toMatch(/^banyan-[0-9a-f]{8}-001-2026-01-06\.age$/u);
    const sizes = (await planOf(scene)).runs.map(({ size }) => size);
    expect(sizes[0]).toBeLessThan(320_000);
    expect(sizes[1]).toBeGreaterThan(600_000);
    const { target, status } = await restoredElsewhere(scene.folder);
    expect(status).toMatchObject({ state: 'done', report: { isWhole: true, blobs: 2, entries: 36 } });
    const expected = [...(await entriesOf(scene.journal)), nameOf(patterned(40, 3))];
    expect(await entriesOf(target.journal)).toEqual(expected);
    for (const id of scene.blobs) {
      expect(await blobName(target.shelf, id as never)).toEqual(await blobName(scene.shelf, id as never));
    }
  });

  it('BAK-12 what was removed since is not brought back', async () => {
    const scene = await twoDays();
    scene.clock.now += DAY;
    valueOf(await scene.shelf.remove(scene.blobs[0] as never));
    await runNext(scene);
    const { target, status } = await restoredElsewhere(scene.folder);
    expect(status).toMatchObject({ report: { isWhole: true, blobs: 1, missingBlobs: 0 } });
    expect(await blobName(target.shelf, scene.blobs[0] as never)).toBeNull();
    expect(await blobName(target.shelf, scene.blobs[1] as never)).not.toBeNull();
  });

  it('BAK-13 without one of its files what the others have is given, and what is missing is said', async () => {
    const scene = await twoDays();
    const [base = '', added = ''] = await filesIn(scene.folder);
    const without = await restoredElsewhere(scene.folder, [added]);
    expect(without.status).toMatchObject({
      state: 'done',
      report: { isWhole: false, missingEntries: 30, missingBlobs: 1, blobs: 1, entries: 6 },
    });
    const older = await restoredElsewhere(scene.folder, [base]);
    expect(older.status).toMatchObject({ report: { isWhole: true, entries: 30, blobs: 1 } });
  });

  it('BAK-13 a file that was lost or cut off is made good by the next', async () => {
    const scene = await twoDays();
    const [base = '', added = ''] = await filesIn(scene.folder);
    await truncate(join(scene.folder, added), 1000);
    scene.clock.now += DAY;
    await runNext(scene);
    const [, , third = ''] = await filesIn(scene.folder);
    const { target, status } = await restoredElsewhere(scene.folder, [third, base]);
    expect(status).toMatchObject({ report: { isWhole: true, blobs: 2 } });
    expect(await entriesOf(target.journal)).toEqual(await entriesOf(scene.journal));
  });

  it('BAK-13 a journal that began anew is backed up anew, whatever its numbers say', async () => {
    const scene = await twoDays();
    await scene.close();
    await rm(join(scene.directory, 'journal'), { recursive: true });
    const again = await planScene(scene.directory);
    again.clock.now += 3 * DAY;
    valueOf(await again.journal.append(someEntries(60)));
    await runNext(again);
    const { runs } = await planOf(again);
    expect(runs[0]).toMatchObject({ isBase: true });
    const [set = ''] = (await filesIn(again.folder)).filter((name) => name.includes('2026-01-08'));
    const { target, status } = await restoredElsewhere(again.folder, [set]);
    expect(status).toMatchObject({ report: { isWhole: true, entries: 60 } });
    expect(await entriesOf(target.journal)).toEqual(await entriesOf(again.journal));
  });
});

describe('a plan', () => {
  it('BAK-14 needs to know for whom backups are closed, keeps no key that opens one, and survives a restart', async () => {
    const scene = await planScene();
    const { handlers } = scene.backups;
    const off = { account: ACCOUNT, every: 'day', keep: 'month', key: null } as const;
    expect(await handlers['backup.arrange'](off)).toMatchObject({ error: { code: 'invalid-input' } });
    expect(await runNext(scene)).toMatchObject({ state: 'failed', problem: 'invalid-input' });
    await daily(scene);
    await runNext(scene);
    const noted = await readFile(join(scene.directory, 'backups', ACCOUNT, 'plan'));
    expect(noted.includes(Buffer.alloc(32, 9))).toBe(false);
    await scene.close();
    const again = await planScene(scene.directory);
    expect(await planOf(again)).toMatchObject({ every: 'day', hasKey: true, problem: null, runs: [{ isBase: true }] });
    const from = { kind: 'run' as const, account: ACCOUNT, id: (await planOf(again)).runs[0]?.id ?? '' };
    const wrong = { kind: 'private' as const, bytes: new Uint8Array(32).fill(8) };
    expect(await again.backups.handlers['backup.open']({ from, key: wrong })).toMatchObject({
      error: { code: 'backup-locked' },
    });
  });

  it('BAK-15 a folder that is gone is said and never made anew, and the next try works once it is back', async () => {
    const scene = await planScene();
    const drive = join(temporaryDirectory(), 'drive');
    await mkdir(drive);
    scene.chosen.folder = drive;
    await daily(scene);
    const { handlers } = scene.backups;
    const chosen = valueOf(await handlers['backup.folder']({ account: ACCOUNT, to: 'ask' }));
    expect(chosen.folder).toEqual({ path: drive, isChosen: true });
    await runNext(scene);
    await rename(drive, `${drive}.out`);
    scene.clock.now += DAY;
    expect(await runNext(scene)).toMatchObject({ state: 'failed', problem: 'backup-folder' });
    expect(await planOf(scene)).toMatchObject({ problem: 'backup-folder', triedAt: scene.clock.now });
    await expect(readdir(drive)).rejects.toThrow('ENOENT');
    await rename(`${drive}.out`, drive);
    expect(await runNext(scene)).toMatchObject({ state: 'done' });
    expect(await planOf(scene)).toMatchObject({ problem: null, lastAt: scene.clock.now });
    expect((await planOf(scene)).runs).toHaveLength(2);
    scene.chosen.folder = null;
    const left = valueOf(await handlers['backup.folder']({ account: ACCOUNT, to: 'ask' }));
    expect(left.folder.path).toBe(drive);
    const own = valueOf(await handlers['backup.folder']({ account: ACCOUNT, to: 'own' }));
    expect(own).toMatchObject({ folder: { isChosen: false }, runs: [] });
    expect(await filesIn(drive)).toHaveLength(2);
  });

  it('BAK-15 one that cannot be written takes nothing of those before it along', async () => {
    const scene = await twoDays();
    const before = await filesIn(scene.folder);
    scene.clock.now += DAY;
    const stopped = scene.backups.handlers['backup.run']({ account: ACCOUNT, app: '1', notes: [], extra: [] });
    const { job } = valueOf(await stopped);
    await scene.backups.handlers['backup.cancel']({ job });
    for (;;) {
      const { state } = valueOf(await scene.backups.handlers['backup.status']({ job }));
      if (state === 'failed') break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await filesIn(scene.folder)).toEqual(before);
    expect(await planOf(scene)).toMatchObject({ problem: null });
    // Nothing can be written into a file of that name; the one that was stopped had the number before.
    await mkdir(join(scene.folder, `${before[0]?.replace('-000-', '-003-').replace('01-05', '01-07') ?? ''}.writing`));
    expect(await runNext(scene)).toMatchObject({ state: 'failed', problem: 'storage-failed' });
    expect((await planOf(scene)).runs).toHaveLength(2);
    const { status } = await restoredElsewhere(scene.folder, before);
    expect(status).toMatchObject({ report: { isWhole: true } });
  });

  it('BAK-15 a note of the plan that cannot be read is none, and the next backup is a whole one', async () => {
    const scene = await twoDays();
    await writeFile(join(scene.directory, 'backups', ACCOUNT, 'plan'), 'torn');
    expect(await planOf(scene)).toMatchObject({ every: 'off', hasKey: false, runs: [] });
    await daily(scene);
    scene.clock.now += DAY;
    await runNext(scene);
    expect((await planOf(scene)).runs).toMatchObject([{ isBase: true }]);
    expect(await filesIn(scene.folder)).toHaveLength(3);
  });

  it('BAK-16 lets go of what is not kept, never of what something kept rests on', async () => {
    const scene = await planScene();
    await daily(scene);
    for (let day = 0; day < 40; day += 1) {
      valueOf(await scene.journal.append(someEntries(2)));
      expect(await runNext(scene)).toMatchObject({ state: 'done' });
      scene.clock.now += DAY;
    }
    const { runs } = await planOf(scene);
    expect(runs.length).toBeGreaterThanOrEqual(9);
    expect(runs.length).toBeLessThanOrEqual(11);
    // 31 of the first set, which a kept week rests on, and nine of the second.
    expect((await filesIn(scene.folder)).length).toBeLessThanOrEqual(40);
    const { target, status } = await restoredElsewhere(scene.folder);
    expect(status).toMatchObject({ report: { isWhole: true, entries: 80 } });
    expect(await entriesOf(target.journal)).toEqual(await entriesOf(scene.journal));
    for (const { id } of runs) {
      const from = { kind: 'run' as const, account: ACCOUNT, id };
      const key = { kind: 'private' as const, bytes: new Uint8Array(32).fill(9) };
      expect(valueOf(await scene.backups.handlers['backup.open']({ from, key })).account).toBe(ACCOUNT);
    }
  });
});

it('BAK-16 keeps the newest of the last days, weeks and months that had one', () => {
  const start = Date.UTC(2024, 0, 1, 8);
  const runs = Array.from({ length: 500 }, (_, day) => ({ createdAt: start + day * DAY }));
  const agesOf = (keep: 'month' | 'year') =>
    [...keptRuns(runs, keep)]
      .map(({ createdAt }) => Math.round((start + 499 * DAY - createdAt) / DAY))
      .toSorted((a, b) => a - b);
  const month = agesOf('month');
  expect(month.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(month.length).toBeLessThanOrEqual(10);
  expect(month.at(-1)).toBeLessThan(29);
  const year = agesOf('year');
  expect(year.at(-1)).toBeGreaterThan(300);
  expect(year.length).toBeLessThanOrEqual(22);
  expect(keptRuns([{ createdAt: 5 }], 'month').size).toBe(1);
});
