/** What the jobs of backups do. */
import type { HostErrorCode, HostInput, HostOutput } from '@shared/ipc/contract.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { Journals } from '../journal/journals.ts';
import type { BackupFolder, BackupInfo } from './backupFolder.ts';
import type { BackupJobs, JobControl, JobOutcome } from './backupJobs.ts';
import { type OpenedParts, openParts } from './openParts.ts';
import type { PlanFile } from './plan/planFile.ts';
import type { PlanPlaces } from './plan/planFolder.ts';
import { runPaths } from './plan/runPaths.ts';
import type { OpenWith } from './readBackup.ts';
import { readBeginning, restoreBackup, verifyBackup } from './useBackup.ts';
import { writeBackup } from './writeBackup.ts';

/** What backups are made of, and where they are kept. */
export interface BackupsOptions {
  readonly directory: string;
  readonly journals: Journals;
  readonly blobs: Blobs;
  /** Asks the person for a folder; null when they want none. Without it backups stay in the host's own. */
  readonly chooseFolder?: (() => Promise<string | null>) | undefined;
  /** Where backups of plans are put where nobody chose a folder: it must be there. Null: beside the others. */
  readonly planFolder?: string | null;
  readonly now?: () => number;
  /** Of scrypt; a test's own. */
  readonly scryptCost?: number;
  /** Hears of bugs. */
  readonly onFault: (cause: unknown) => void;
}

/** What all of it works with. */
export interface Work extends BackupsOptions {
  readonly folder: BackupFolder;
  readonly jobs: BackupJobs;
  readonly plans: PlanFile;
  readonly places: PlanPlaces;
  readonly now: () => number;
}

type Outcome<T> = Promise<Result<T, Failure<HostErrorCode>>>;
type From = HostInput<'backup.open'>['from'];

/** Writes a backup of everything into the host's folder, and reads it again. */
export async function write(work: Work, input: HostInput<'backup.write'>, control: JobControl): Outcome<JobOutcome> {
  const { folder } = work;
  const { account, key, notes, extra, app } = input;
  const target = await targetOf(work, account);
  if (!target.ok) return target;
  const createdAt = work.now();
  const place = await folder.place(account, createdAt);
  if (!place.ok) return place;
  const { path, id } = place.value;
  const source = { account, ...target.value, notes, extra, app, createdAt };
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
    { paths: [path], kept: { account, id, info } },
    { control, key: { kind: 'file', fileKey: written.value.fileKey } },
  );
}

/** Reads all of a backup, to say whether it is whole. */
export async function verify(
  work: Work,
  { from, key }: HostInput<'backup.verify'>,
  control: JobControl,
): Outcome<JobOutcome> {
  const paths = await pathsOf(work, from);
  if (!paths.ok) return paths;
  if (from.kind !== 'kept') return check(work, { paths: paths.value, kept: null }, { control, key });
  const listed = await work.folder.list(from.account);
  const info = listed.ok ? listed.value.find(({ id }) => id === from.id) : undefined;
  const kept = info === undefined ? null : { account: from.account, id: from.id, info };
  return check(work, { paths: paths.value, kept }, { control, key });
}

interface Checked {
  readonly paths: readonly string[];
  /** Where what is found is noted; null for one that is not in this host's folder. */
  readonly kept: { readonly account: AccountId; readonly id: string; readonly info: BackupInfo } | null;
}

async function check(
  work: Work,
  { paths, kept }: Checked,
  { control, key }: { readonly control: JobControl; readonly key: OpenWith },
): Outcome<JobOutcome> {
  const backup = await openParts(paths, key);
  if (!backup.ok) return backup;
  const read = await closing(backup.value, ({ parts }) => verifyBackup(parts, reading(backup.value, control)));
  if (!read.ok) return read;
  if (kept !== null) {
    const { closedWith } = kept.info;
    await work.folder.note(kept.account, kept.id, { closedWith, check: { at: work.now(), ...read.value } });
  }
  return ok({ report: read.value, id: kept?.id ?? null });
}

/** Puts back what a backup has. */
export async function restore(
  work: Work,
  input: HostInput<'backup.restore'>,
  control: JobControl,
): Outcome<JobOutcome> {
  return using(work, input, async (backup) => {
    const target = await targetOf(work, backup.newest.manifest.account);
    if (!target.ok) return target;
    const report = await restoreBackup(backup.parts, target.value, reading(backup, control));
    return report.ok ? ok({ report: report.value, id: null }) : report;
  });
}

/** What a backup says of itself. */
export function opened(work: Work, input: HostInput<'backup.open'>): Outcome<HostOutput<'backup.open'>> {
  return using(work, input, async ({ newest }) => {
    const beginning = await readBeginning(newest);
    if (!beginning.ok) return beginning;
    const { account, createdAt, madeAt = createdAt, app, entries, blobs, bytes } = newest.manifest;
    return ok({ account, createdAt: madeAt, app, entries, blobs, bytes, notes: [...beginning.value.notes] });
  });
}

/** Journal and shelf of an account. */
export async function targetOf({ journals, blobs }: Pick<Work, 'journals' | 'blobs'>, account: AccountId) {
  const journal = await journals.open(account);
  if (!journal.ok) return journal;
  const shelf = await blobs.open(account);
  return shelf.ok ? ok({ journal: journal.value, shelf: shelf.value }) : shelf;
}

function reading({ parts }: OpenedParts, { signal, progress }: JobControl) {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  return { signal, onBytes: (done: number) => progress(done, total) };
}

async function using<T>(
  work: Work,
  { from, key }: { readonly from: From; readonly key: OpenWith },
  use: (backup: OpenedParts) => Outcome<T>,
): Outcome<T> {
  const paths = await pathsOf(work, from);
  if (!paths.ok) return paths;
  const backup = await openParts(paths.value, key);
  return backup.ok ? closing(backup.value, use) : backup;
}

async function closing<T>(backup: OpenedParts, work: (backup: OpenedParts) => Promise<T>): Promise<T> {
  try {
    return await work(backup);
  } finally {
    await backup.close();
  }
}

async function pathsOf({ folder, plans, places }: Work, from: From): Outcome<readonly string[]> {
  if (from.kind === 'kept') {
    const found = await folder.find(from.account, from.id);
    return found.ok ? ok([found.value]) : found;
  }
  if (from.kind === 'run') {
    const plan = await plans.read(from.account);
    return plan.ok ? runPaths(places, plan.value, from.id) : plan;
  }
  const paths = from.drafts.flatMap((draft) => folder.drafts.path(draft) ?? []);
  return paths.length < from.drafts.length ? fail('backup-absent', 'it was not handed over') : ok(paths);
}
