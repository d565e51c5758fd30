import { fail, ok } from '@shared/result.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type {
  BackupListing,
  BackupPlan,
  BackupProgress,
  BackupReport,
  BackupWatch,
  BackupWorkspace,
  RestoringBackup,
} from '@services/workspace/backupWorkspace.ts';

/** What opens every backup here. */
export const FAKE_PASSPHRASE = 'seven quiet herons';

const WHOLE: BackupReport = {
  isWhole: true,
  entries: 1204,
  blobs: 18,
  missingEntries: 0,
  missingBlobs: 0,
  damagedBytes: 0,
  isTruncated: false,
};

/** A report of a file that lost its end and a part in between. */
export const CUT: BackupReport = {
  ...WHOLE,
  isWhole: false,
  missingEntries: 12,
  missingBlobs: 1,
  damagedBytes: 65_552,
};

/** What a test steers of backups. */
export interface FakeBackupControls {
  readonly listed: BackupListing[];
  /** What the next reading finds. */
  report: BackupReport;
  /** When one was begun that was not finished. */
  unfinished: number | null;
  plan: BackupPlan;
  /** The folder a person chooses next. */
  chosen: string;
  /** How the next backup of the plan ends badly. */
  planProblem: 'storage-full' | 'backup-folder' | null;
  /** Words typed to turn the plan on. */
  readonly words: string[];
  /** Whether something is under way that somebody else began. */
  isUnderWay: boolean;
}

const NO_PLAN: BackupPlan = {
  every: 'off',
  keep: 'month',
  hasKey: false,
  folder: { path: '/home/mira/.banyan/backups', isChosen: false },
  canChoose: true,
  lastAt: null,
  triedAt: null,
  problem: null,
  runs: [],
};

/** Backups in memory. */
export function createFakeBackups(now: () => number): {
  readonly backups: BackupWorkspace;
  readonly controls: FakeBackupControls;
} {
  const controls: FakeBackupControls = {
    ...{ listed: [], words: [], report: WHOLE, plan: NO_PLAN },
    ...{ unfinished: null, planProblem: null, chosen: '/media/mira/drive', isUnderWay: false },
  };
  const read = async (id: string, { signal, onProgress }: BackupWatch) => {
    onProgress({ state: 'checking', done: 50, total: 100 });
    await Promise.resolve();
    if (signal.aborted) return fail('backup-cancelled', 'stopped');
    const at = controls.listed.findIndex((each) => each.id === id);
    const found = controls.listed[at];
    if (found !== undefined) controls.listed[at] = { ...found, check: { at: now(), ...controls.report } };
    return ok(controls.report);
  };
  return {
    controls,
    backups: {
      list: async () => ok({ backups: [...controls.listed], unfinished: controls.unfinished }),
      write: async (passphrase, watch) => {
        watch.onProgress({ state: 'writing', done: 20, total: 100 });
        const createdAt = now();
        const id = String(createdAt);
        controls.listed.unshift({ id, createdAt, size: 48_300_000, closedWith: 'passphrase', check: null });
        return read(id, watch);
      },
      verify: async ({ id }, secret, watch) =>
        secret.kind === 'words' || secret.passphrase === FAKE_PASSPHRASE
          ? read(id, watch)
          : fail('backup-locked', 'another passphrase'),
      follow: async (watch) => {
        if (!controls.isUnderWay) return ok(null);
        watch.onProgress({ state: 'writing', done: 30, total: 100 });
        return new Promise(() => undefined);
      },
      ...fakePlan(controls, now),
      remove: async (id) => {
        controls.listed.splice(
          controls.listed.findIndex((each) => each.id === id),
          1,
        );
        return ok();
      },
      addressOf: (id) => `/backups/me/${id}`,
    },
  };
}

function fakePlan(
  controls: FakeBackupControls,
  now: () => number,
): Pick<BackupWorkspace, 'plan' | 'arrange' | 'changeFolder' | 'runPlan'> {
  const change = (changed: Partial<BackupPlan>) => {
    controls.plan = { ...controls.plan, ...changed };
    return ok(controls.plan);
  };
  return {
    plan: async () => ok(controls.plan),
    arrange: async (choice, words) => {
      if (choice.every !== 'off' && words === null && !controls.plan.hasKey) return fail('phrase-missing', 'not kept');
      if (words?.startsWith('wrong') === true) return fail('phrase-wrong', 'another account');
      if (words !== null) controls.words.push(words);
      return change({ ...choice, hasKey: controls.plan.hasKey || words !== null });
    },
    changeFolder: async (to) =>
      change({
        folder: to === 'ask' ? { path: controls.chosen, isChosen: true } : NO_PLAN.folder,
        ...{ runs: [], problem: null },
      }),
    runPlan: async (watch) => {
      watch.onProgress({ state: 'writing', done: 20, total: 100 });
      await Promise.resolve();
      const at = now();
      const problem = controls.planProblem;
      change({ triedAt: at, problem });
      if (problem !== null) return fail(problem, 'as the test said');
      const { runs } = controls.plan;
      const run = { id: String(at), createdAt: at, size: 4_200_000, isBase: runs.length === 0 };
      change({ lastAt: at, runs: [run, ...runs] });
      return ok(WHOLE);
    },
  };
}

/** Coming back with a backup, in memory. `onFinished` is called at its end. */
export function createFakeRestoring(
  report: BackupReport,
  onFinished: () => void,
): RestoringBackup & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    progress: writableSnapshot<BackupProgress | null>(null),
    open: async (secret) =>
      secret.kind === 'words' || secret.passphrase === FAKE_PASSPHRASE
        ? ok({ name: 'Mira', createdAt: 1_700_000_000_000 })
        : fail('backup-locked', 'another passphrase'),
    restore: async (words) => {
      calls.push(words);
      return words.startsWith('wrong') ? fail('phrase-wrong', 'another account') : ok(report);
    },
    finish: async () => {
      onFinished();
      return ok();
    },
    end: () => void calls.push('end'),
  };
}
