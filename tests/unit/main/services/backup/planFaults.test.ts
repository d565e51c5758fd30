/** Plans whose backups end in the middle. Rules: src/main/services/backup/SPEC.md. */
import { decode, encode } from 'cborg';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPlanFile } from '../../../../../src/main/services/backup/plan/planFile.ts';
import { runPlan } from '../../../../../src/main/services/backup/plan/runPlan.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { ACCOUNT, entriesOf, valueOf } from './backupScene.ts';
import { DAY, type PlanScene, daily, planOf, planScene, restoredElsewhere, runNext, someEntries } from './planScene.ts';

const planPath = ({ directory }: PlanScene) => join(directory, 'backups', ACCOUNT, 'plan');
const numbersIn = async (folder: string) => (await readdir(folder)).toSorted().map((name) => name.slice(16, 19));

async function nextDay(scene: PlanScene, entries: number): Promise<void> {
  scene.clock.now += DAY;
  valueOf(await scene.journal.append(someEntries(entries)));
}

/** The host was killed on the second day, once the file had its name and before that was noted; `pending` is what the plan says then. */
async function killedOnce(pending: (name: string) => string | null): Promise<PlanScene> {
  const scene = await planScene();
  await daily(scene);
  valueOf(await scene.journal.append(someEntries(30)));
  await runNext(scene);
  await nextDay(scene, 5);
  const noted: unknown = decode(await readFile(planPath(scene)));
  await runNext(scene);
  const [, name = ''] = (await readdir(scene.folder)).toSorted();
  if (typeof noted !== 'object') throw new Error('the plan is no record');
  const state = { ...noted, problem: 'backup-interrupted', pending: pending(name) };
  await writeFile(planPath(scene), encode(state));
  await nextDay(scene, 7);
  expect(await runNext(scene)).toMatchObject({ state: 'done', report: { isWhole: true } });
  return scene;
}

async function expectEverything(scene: PlanScene, entries: number): Promise<void> {
  const { target, opened, status } = await restoredElsewhere(scene.folder);
  expect(opened).toMatchObject({ ok: true });
  expect(status).toMatchObject({ state: 'done', report: { isWhole: true, entries, missingEntries: 0 } });
  expect(await entriesOf(target.journal)).toEqual(await entriesOf(scene.journal));
}

describe('a file that no plan knows of', () => {
  it('BAK-18 gives way before the next, and its number is given to no other', async () => {
    const scene = await killedOnce((name) => name);
    expect(await numbersIn(scene.folder)).toEqual(['000', '002']);
    await expectEverything(scene, 42);
  });

  it('BAK-18 of two files with one number that is the newest, the later is taken', async () => {
    const scene = await killedOnce(() => null);
    expect(await numbersIn(scene.folder)).toEqual(['000', '001', '001']);
    await expectEverything(scene, 42);
  });

  it('BAK-18 of two files with one number on which others rest, the later is taken', async () => {
    const scene = await killedOnce(() => null);
    await nextDay(scene, 3);
    await runNext(scene);
    expect(await numbersIn(scene.folder)).toEqual(['000', '001', '001', '002']);
    await expectEverything(scene, 45);
  });
});

describe('a backup that is stopped while it is checked', () => {
  /** Runs the plan by itself, and is told when the check begins. */
  async function runUntilChecking(scene: PlanScene, onChecking: (stop: AbortController) => void) {
    const { directory, journal, shelf } = scene;
    const stop = new AbortController();
    const backups = join(directory, 'backups');
    return runPlan(
      {
        places: { directory: backups, given: null },
        file: createPlanFile(backups),
        source: { account: ACCOUNT, journal, shelf, notes: [], extra: [], app: '1' },
        now: () => scene.clock.now,
      },
      {
        signal: stop.signal,
        progress: () => undefined,
        phase: (state) => {
          if (state === 'checking') onChecking(stop);
        },
      },
    );
  }

  it('BAK-18 had no name yet, and leaves no file', async () => {
    const scene = await planScene();
    await daily(scene);
    valueOf(await scene.journal.append(someEntries(30)));
    const seen: string[] = [];
    const stopped = await runUntilChecking(scene, (stop) => {
      seen.push(...readdirSync(scene.folder));
      stop.abort();
    });
    expect(stopped).toMatchObject({ error: { code: 'backup-cancelled' } });
    expect(seen).toEqual([expect.stringMatching(/\.age\.writing$/u)]);
    expect(await readdir(scene.folder)).toEqual([]);
    expect(await planOf(scene)).toMatchObject({ problem: null, runs: [] });
    expect(await runUntilChecking(scene, () => undefined)).toMatchObject({ ok: true });
    await expectEverything(scene, 30);
  });
});

it('BAK-16 a clock that was ahead once says when the last was made, and not what it was ahead of', async () => {
  const scene = await planScene();
  await daily(scene);
  scene.clock.now += 300 * DAY;
  await runNext(scene);
  scene.clock.now -= 299 * DAY;
  expect(await runNext(scene)).toMatchObject({ state: 'done' });
  const { lastAt, runs } = await planOf(scene);
  expect(lastAt).toBe(scene.clock.now);
  expect(runs[0]).toMatchObject({ isBase: false, createdAt: scene.clock.now });
  const files = await readdir(scene.folder);
  expect(files.some((name) => name.includes('-001-2026-01-06'))).toBe(true);
  const { opened, status } = await restoredElsewhere(scene.folder);
  // The newest is the one that was made last, and says when that was.
  expect([opened, status]).toMatchObject([{ value: { createdAt: scene.clock.now } }, { report: { isWhole: true } }]);
});

it('BAK-16 after a clock that was ahead once, days go on being kept as days, and none gives way to an older one', async () => {
  const scene = await planScene();
  await daily(scene);
  scene.clock.now += 300 * DAY;
  await runNext(scene);
  scene.clock.now -= 300 * DAY;
  for (let day = 0; day < 5; day += 1) {
    await nextDay(scene, 3);
    expect(await runNext(scene)).toMatchObject({ state: 'done' });
  }
  const { runs } = await planOf(scene);
  const days = [4, 3, 2, 1, 0].map((back) => scene.clock.now - back * DAY).toReversed();
  expect(runs.slice(0, 5).map(({ createdAt }) => createdAt)).toEqual(days);
});

it('BAK-13 a file in whose place another of its length lies is made good by the next', async () => {
  const scene = await planScene();
  await daily(scene);
  await nextDay(scene, 4);
  await runNext(scene);
  await nextDay(scene, 4);
  await runNext(scene);
  const [, second = ''] = (await readdir(scene.folder)).toSorted();
  const path = join(scene.folder, second);
  const other = randomBytes((await stat(path)).size);
  await writeFile(path, other);
  await nextDay(scene, 4);
  expect(await runNext(scene)).toMatchObject({ state: 'done', report: { isWhole: true, entries: 8 } });
  await rm(path);
  await expectEverything(scene, 12);
});

it('BAK-15 where a named folder lost all that was noted in it, that is said, until the person begins anew', async () => {
  const drive = join(temporaryDirectory(), 'drive');
  await mkdir(drive);
  const scene = await planScene(temporaryDirectory(), drive);
  await daily(scene);
  await nextDay(scene, 5);
  await runNext(scene);
  // The disk is not mounted: what is there is the empty place it is mounted at.
  await rename(drive, `${drive}.out`);
  await mkdir(drive);
  scene.clock.now += DAY;
  expect(await runNext(scene)).toMatchObject({ state: 'failed', problem: 'backup-folder' });
  expect(await readdir(drive)).toEqual([]);
  await rm(drive, { recursive: true });
  await rename(`${drive}.out`, drive);
  expect(await runNext(scene)).toMatchObject({ state: 'done' });
  expect((await planOf(scene)).runs).toHaveLength(2);
  await rm(join(drive, ACCOUNT), { recursive: true });
  expect(await runNext(scene)).toMatchObject({ state: 'failed', problem: 'backup-folder' });
  valueOf(await scene.backups.handlers['backup.folder']({ account: ACCOUNT, to: 'own' }));
  expect(await runNext(scene)).toMatchObject({ state: 'done' });
  expect((await planOf(scene)).runs).toMatchObject([{ isBase: true }]);
});

it('BAK-15 who names another folder at the next start begins anew there', async () => {
  const [one, other] = [temporaryDirectory(), temporaryDirectory()];
  const scene = await planScene(temporaryDirectory(), one);
  await daily(scene);
  await nextDay(scene, 5);
  await runNext(scene);
  await scene.close();
  const later = await planScene(scene.directory, other);
  expect(await runNext(later)).toMatchObject({ state: 'done' });
  expect((await planOf(later)).runs).toMatchObject([{ isBase: true }]);
  expect(await readdir(join(one, ACCOUNT))).toHaveLength(1);
});

it('BAK-15 a note of the plan that the disk does not give now is said, and nothing is written in its place', async () => {
  const scene = await planScene();
  await daily(scene);
  const { handlers } = scene.backups;
  // What cannot be read as a file fails in another way than by not being there.
  await rename(planPath(scene), `${planPath(scene)}.aside`);
  await mkdir(planPath(scene));
  const failed = { error: { code: 'storage-failed' } };
  expect(await handlers['backup.plan']({ account: ACCOUNT })).toMatchObject(failed);
  const off = { account: ACCOUNT, every: 'off', keep: 'month', key: null } as const;
  expect(await handlers['backup.arrange'](off)).toMatchObject(failed);
  expect(await handlers['backup.folder']({ account: ACCOUNT, to: 'own' })).toMatchObject(failed);
  expect(await runNext(scene)).toMatchObject({ state: 'failed', problem: 'storage-failed' });
  await rm(planPath(scene), { recursive: true });
  await rename(`${planPath(scene)}.aside`, planPath(scene));
  expect(await planOf(scene)).toMatchObject({ every: 'day', hasKey: true });
});

it('BAK-15 an empty folder where the drive was is not taken for it, unless it is chosen again', async () => {
  const scene = await planScene();
  const { handlers } = scene.backups;
  const drive = join(temporaryDirectory(), 'drive');
  await mkdir(drive);
  scene.chosen.folder = drive;
  await daily(scene);
  valueOf(await handlers['backup.folder']({ account: ACCOUNT, to: 'ask' }));
  await nextDay(scene, 5);
  await runNext(scene);
  await nextDay(scene, 5);
  await runNext(scene);
  await rename(drive, `${drive}.out`);
  await mkdir(drive);
  scene.clock.now += DAY;
  expect(await runNext(scene)).toMatchObject({ state: 'failed', problem: 'backup-folder' });
  expect(await readdir(drive)).toEqual([]);
  expect((await planOf(scene)).runs).toHaveLength(2);
  await rm(drive, { recursive: true });
  await rename(`${drive}.out`, drive);
  expect(await runNext(scene)).toMatchObject({ state: 'done' });
  expect((await planOf(scene)).runs).toHaveLength(3);
  for (const name of await readdir(drive)) await rm(join(drive, name));
  expect(await runNext(scene)).toMatchObject({ state: 'failed', problem: 'backup-folder' });
  valueOf(await handlers['backup.folder']({ account: ACCOUNT, to: 'ask' }));
  expect(await runNext(scene)).toMatchObject({ state: 'done' });
  expect((await planOf(scene)).runs).toMatchObject([{ isBase: true }]);
});
