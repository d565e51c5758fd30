import { type Failure, type Result, ok } from '@shared/result.ts';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import type { HostHandlers } from '../dispatcher/dispatcher.ts';
import { type BackupFolder, createBackupFolder } from './backupFolder.ts';
import { createBackupJobs } from './backupJobs.ts';
import { type BackupsOptions, type Work, opened, restore, verify, write } from './backupWork.ts';
import { planHandlers } from './plan/planHandlers.ts';
import { createPlanFile } from './plan/planFile.ts';

/** The methods of the contract that are about backups. */
export type BackupMethod = Extract<keyof HostHandlers, `backup.${string}`>;

/** Backups of every account on this host. */
export interface Backups {
  readonly handlers: Pick<HostHandlers, BackupMethod>;
  /** For serving a file by address. */
  readonly folder: Pick<BackupFolder, 'find'>;
  close(): Promise<void>;
}

/** Writes, checks and restores backups. Rules: SPEC.md. */
export function createBackups(options: BackupsOptions): Backups {
  const folder = createBackupFolder(options.directory);
  const jobs = createBackupJobs(options.onFault);
  const plans = createPlanFile(options.directory);
  const places = { directory: options.directory, given: options.planFolder ?? null };
  const work = { ...options, folder, jobs, plans, places, now: options.now ?? Date.now };
  return {
    folder,
    handlers: { ...jobHandlers(work), ...fileHandlers(work), ...planHandlers(work) },
    close: async () => {
      await jobs.close();
      await folder.drafts.close();
    },
  };
}

function jobHandlers(
  work: Work,
): Pick<HostHandlers, `backup.${'write' | 'status' | 'now' | 'cancel' | 'verify' | 'restore'}`> {
  const { jobs } = work;
  return {
    'backup.write': (input) => Promise.resolve(jobs.begin('writing', (control) => write(work, input, control))),
    'backup.status': ({ job }) => Promise.resolve(ok(jobs.status(job))),
    'backup.now': () => Promise.resolve(ok({ job: jobs.running() })),
    'backup.cancel': ({ job }) => {
      jobs.cancel(job);
      return Promise.resolve(ok({}));
    },
    'backup.verify': (input) => Promise.resolve(jobs.begin('checking', (control) => verify(work, input, control))),
    'backup.restore': (input) => Promise.resolve(jobs.begin('restoring', (control) => restore(work, input, control))),
  };
}

function fileHandlers(
  work: Work,
): Pick<HostHandlers, `backup.${'list' | 'remove' | 'draft' | 'append' | 'discard' | 'open'}`> {
  const { folder, jobs } = work;
  const { drafts } = folder;
  return {
    'backup.list': async ({ account }) => {
      const listed = await folder.list(account);
      if (!listed.ok) return listed;
      const unfinished = await folder.unfinished(account);
      if (!unfinished.ok) return unfinished;
      // One that is being written now will be finished.
      return ok({ backups: listed.value, unfinished: jobs.running() === null ? unfinished.value : null });
    },
    'backup.remove': async ({ account, id }) => emptied(await folder.remove(account, id)),
    'backup.draft': ({ size, beside }) => drafts.begin(size, beside),
    'backup.append': async ({ draft, at, bytes }) => emptied(await drafts.append(draft, { at, bytes })),
    'backup.discard': async ({ draft }) => emptied(await drafts.discard(draft)),
    'backup.open': (input) => opened(work, input),
  };
}

function emptied(outcome: Result<void, Failure<HostErrorCode>>): Result<Record<string, never>, Failure<HostErrorCode>> {
  return outcome.ok ? ok({}) : outcome;
}
