import type { HostErrorCode, HostInput } from '@shared/ipc/contract.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { HostHandlers } from '../dispatcher/dispatcher.ts';
import type { Journals } from '../journal/journals.ts';
import { type BackupFolder, type BackupInfo, createBackupFolder } from './backupFolder.ts';
import { type BackupJobs, type JobControl, type JobOutcome, createBackupJobs } from './backupJobs.ts';
import { type OpenWith, type OpenedBackup, openBackup } from './readBackup.ts';
import { readNotes, restoreBackup, verifyBackup } from './useBackup.ts';
import { writeBackup } from './writeBackup.ts';

/** What backups are made of, and where they are kept. */
export interface BackupsOptions {
  readonly directory: string;
  readonly journals: Journals;
  readonly blobs: Blobs;
  readonly now?: () => number;
  /** Of scrypt; a test's own. */
  readonly scryptCost?: number;
  /** Hears of bugs. */
  readonly onFault: (cause: unknown) => void;
}

/** The methods of the contract that are about backups. */
export type BackupMethod = Extract<keyof HostHandlers, `backup.${string}`>;

/** Backups of every account on this host. */
export interface Backups {
  readonly handlers: Pick<HostHandlers, BackupMethod>;
  /** For serving a file by address. */
  readonly folder: Pick<BackupFolder, 'find'>;
  close(): Promise<void>;
}

type Outcome<T> = Promise<Result<T, Failure<HostErrorCode>>>;
type From = HostInput<'backup.open'>['from'];

/** Writes, checks and restores backups. Rules: SPEC.md. */
export function createBackups(options: BackupsOptions): Backups {
  const folder = createBackupFolder(options.directory);
  const jobs = createBackupJobs(options.onFault);
  const work = { ...options, folder, jobs, now: options.now ?? Date.now };
  return {
    folder,
    handlers: { ...jobHandlers(work), ...fileHandlers(work) },
    close: async () => {
      await jobs.close();
      await folder.drafts.close();
    },
  };
}

interface Work extends BackupsOptions {
  readonly folder: BackupFolder;
  readonly jobs: BackupJobs;
  readonly now: () => number;
}

function jobHandlers(work: Work): Pick<HostHandlers, `backup.${'write' | 'status' | 'cancel' | 'verify' | 'restore'}`> {
  const { jobs } = work;
  return {
    'backup.write': (input) => Promise.resolve(jobs.begin('writing', (control) => write(work, input, control))),
    'backup.status': ({ job }) => Promise.resolve(ok(jobs.status(job))),
    'backup.cancel': ({ job }) => {
      jobs.cancel(job);
      return Promise.resolve(ok({}));
    },
    'backup.verify': (input) => Promise.resolve(jobs.begin('checking', (control) => verify(work, input, control))),
    'backup.restore': (input) => Promise.resolve(jobs.begin('restoring', (control) => restore(work, input, control))),
  };
}

function fileHandlers({
  folder,
}: Work): Pick<HostHandlers, `backup.${'list' | 'remove' | 'draft' | 'append' | 'discard' | 'open'}`> {
  const { drafts } = folder;
  return {
    'backup.list': async ({ account }) => {
      const listed = await folder.list(account);
      return listed.ok ? ok({ backups: listed.value }) : listed;
    },
    'backup.remove': async ({ account, id }) => emptied(await folder.remove(account, id)),
    'backup.draft': ({ size }) => drafts.begin(size),
    'backup.append': async ({ draft, at, bytes }) => emptied(await drafts.append(draft, { at, bytes })),
    'backup.discard': async ({ draft }) => emptied(await drafts.discard(draft)),
    'backup.open': ({ from, key }) =>
      opened(folder, { from, key }, async (backup) => {
        const notes = await readNotes(backup);
        if (!notes.ok) return notes;
        const { account, createdAt, app, entries, blobs, bytes } = backup.manifest;
        return ok({ account, createdAt, app, entries, blobs, bytes, notes: [...notes.value] });
      }),
  };
}

async function write(work: Work, input: HostInput<'backup.write'>, control: JobControl): Outcome<JobOutcome> {
  const { folder, journals, blobs } = work;
  const { account, key, notes, extra, app } = input;
  const journal = await journals.open(account);
  if (!journal.ok) return journal;
  const shelf = await blobs.open(account);
  if (!shelf.ok) return shelf;
  const createdAt = work.now();
  const place = await folder.place(account, createdAt);
  if (!place.ok) return place;
  const { path, id } = place.value;
  const source = { account, journal: journal.value, shelf: shelf.value, notes, extra, app, createdAt };
  const { signal, progress } = control;
  const written = await writeBackup(source, {
    path,
    lock: key,
    signal,
    onProgress: progress,
    ...(work.scryptCost === undefined ? {} : { scryptCost: work.scryptCost }),
  });
  if (!written.ok) return written;
  const info: BackupInfo = { closedWith: key.kind === 'passphrase' ? 'passphrase' : 'phrase', check: null };
  await folder.note(account, id, info);
  control.phase('checking');
  return check(
    work,
    { path, kept: { account, id, info } },
    { control, key: { kind: 'file', fileKey: written.value.fileKey } },
  );
}

async function verify(work: Work, { from, key }: HostInput<'backup.verify'>, control: JobControl): Outcome<JobOutcome> {
  const path = await pathOf(work.folder, from);
  if (!path.ok) return path;
  if (from.kind === 'draft') return check(work, { path: path.value, kept: null }, { control, key });
  const listed = await work.folder.list(from.account);
  const info = listed.ok ? listed.value.find(({ id }) => id === from.id) : undefined;
  const kept = info === undefined ? null : { account: from.account, id: from.id, info };
  return check(work, { path: path.value, kept }, { control, key });
}

interface Checked {
  readonly path: string;
  /** Where what is found is noted; null for a file that is not this host's. */
  readonly kept: { readonly account: AccountId; readonly id: string; readonly info: BackupInfo } | null;
}

async function check(
  work: Work,
  { path, kept }: Checked,
  { control, key }: { readonly control: JobControl; readonly key: OpenWith },
): Outcome<JobOutcome> {
  const backup = await openBackup(path, key);
  if (!backup.ok) return backup;
  const read = await closing(backup.value, (file) => verifyBackup(file, reading(file, control)));
  if (!read.ok) return read;
  if (kept !== null) {
    const { closedWith } = kept.info;
    await work.folder.note(kept.account, kept.id, { closedWith, check: { at: work.now(), ...read.value } });
  }
  return ok({ report: read.value, id: kept?.id ?? null });
}

async function restore(
  { folder, journals, blobs }: Work,
  input: HostInput<'backup.restore'>,
  control: JobControl,
): Outcome<JobOutcome> {
  return opened(folder, input, async (backup) => {
    const { account } = backup.manifest;
    const journal = await journals.open(account);
    if (!journal.ok) return journal;
    const shelf = await blobs.open(account);
    if (!shelf.ok) return shelf;
    const target = { journal: journal.value, shelf: shelf.value };
    const report = await restoreBackup(backup, target, reading(backup, control));
    return report.ok ? ok({ report: report.value, id: null }) : report;
  });
}

function reading(backup: OpenedBackup, { signal, progress }: JobControl) {
  return { signal, onBytes: (done: number) => progress(done, backup.size) };
}

async function opened<T>(
  folder: BackupFolder,
  { from, key }: { readonly from: From; readonly key: OpenWith },
  use: (backup: OpenedBackup) => Outcome<T>,
): Outcome<T> {
  const path = await pathOf(folder, from);
  if (!path.ok) return path;
  const backup = await openBackup(path.value, key);
  return backup.ok ? closing(backup.value, use) : backup;
}

async function closing<T>(backup: OpenedBackup, work: (backup: OpenedBackup) => Promise<T>): Promise<T> {
  try {
    return await work(backup);
  } finally {
    await backup.close();
  }
}

async function pathOf(folder: BackupFolder, from: From): Outcome<string> {
  if (from.kind === 'kept') return folder.find(from.account, from.id);
  const path = folder.drafts.path(from.draft);
  return path === null ? fail('backup-absent', 'it was not handed over') : ok(path);
}

function emptied(outcome: Result<void, Failure<HostErrorCode>>): Result<Record<string, never>, Failure<HostErrorCode>> {
  return outcome.ok ? ok({}) : outcome;
}
