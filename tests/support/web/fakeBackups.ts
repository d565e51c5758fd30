import { fail, ok } from '@shared/result.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type {
  BackupListing,
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
}

/** Backups in memory. */
export function createFakeBackups(now: () => number): {
  readonly backups: BackupWorkspace;
  readonly controls: FakeBackupControls;
} {
  const controls: FakeBackupControls = { listed: [], report: WHOLE };
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
      list: async () => ok([...controls.listed]),
      write: async (passphrase, watch) => {
        watch.onProgress({ state: 'writing', done: 20, total: 100 });
        const createdAt = now();
        const id = String(createdAt);
        controls.listed.unshift({ id, createdAt, size: 48_300_000, closedWith: 'passphrase', check: null });
        return read(id, watch);
      },
      verify: async (id, passphrase, watch) =>
        passphrase === FAKE_PASSPHRASE ? read(id, watch) : fail('backup-locked', 'another passphrase'),
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

/** Coming back with a backup, in memory. `onFinished` is called at its end. */
export function createFakeRestoring(
  report: BackupReport,
  onFinished: () => void,
): RestoringBackup & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    progress: writableSnapshot<BackupProgress | null>(null),
    open: async (passphrase) =>
      passphrase === FAKE_PASSPHRASE
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
