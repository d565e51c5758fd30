import { join } from 'node:path';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import type { BlobId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { JobControl, JobOutcome } from '../backupJobs.ts';
import type { BackupSource } from '../collect.ts';
import { openBackup } from '../readBackup.ts';
import { verifyPart } from '../useBackup.ts';
import { type Written, writeBackup } from '../writeBackup.ts';
import { type NextPart, lastEntry, nextPart } from './nextPart.ts';
import type { PlanFile, PlanState, PlannedPart } from './planFile.ts';
import { type PlanPlaces, findFolder, partName, partsThere, removeParts, removePending } from './planFolder.ts';
import { keptRuns } from './retention.ts';

/** What a run works with. */
export interface PlanRun {
  readonly places: PlanPlaces;
  readonly file: PlanFile;
  readonly source: Omit<BackupSource, 'createdAt' | 'increment'>;
  readonly now: () => number;
}

type Outcome<T> = Promise<Result<T, Failure<HostErrorCode>>>;

/**
 * Writes the next backup of a plan, checks it, and lets go of those that are not kept any more; of these nothing before the new one was found
 * whole. That it was begun is noted before anything is written: who was killed in between finds that said.
 */
export async function runPlan(run: PlanRun, control: JobControl): Outcome<JobOutcome> {
  const { file, source, now } = run;
  const { account } = source;
  const before = await file.read(account);
  const begun = await file.change(account, (plan) => ({ ...plan, triedAt: now(), problem: 'backup-interrupted' }));
  if (!begun.ok) return begun;
  const ended = await writeNext(run, begun.value, control);
  if (!ended.ok) {
    const isStopped = ended.error.code === 'backup-cancelled';
    await file.change(account, (plan) => ({ ...plan, problem: isStopped ? before.problem : ended.error.code }));
    return ended;
  }
  const { made, outcome } = ended.value;
  // What the person chose meanwhile stays; in another folder there are none of these.
  const kept = await file.change(account, (plan) =>
    plan.folder === before.folder ? { ...plan, ...made } : { ...plan, lastAt: made.lastAt, problem: null },
  );
  return kept.ok ? ok(outcome) : kept;
}

interface Ended {
  readonly made: Pick<PlanState, 'set' | 'parts' | 'pending' | 'lastAt' | 'problem'>;
  readonly outcome: JobOutcome;
}

async function writeNext(run: PlanRun, plan: PlanState, control: JobControl): Outcome<Ended> {
  const { file, source, now, places } = run;
  if (plan.recipient === null) return fail('invalid-input', 'nobody said for whom backups are closed');
  const folder = await findFolder(places, plan);
  if (!folder.ok) return folder;
  if (plan.pending !== null) await removePending(folder.value, plan.pending);
  const there = await partsThere(folder.value, plan.parts);
  if (!there.ok) return there;
  const next = await nextPart(plan, there.value, source.journal);
  if (!next.ok) return next;
  const createdAt = Math.max(now(), ...plan.parts.map((part) => part.createdAt + 1));
  const name = partName({ ...next.value, createdAt });
  const pending = await file.change(plan.account, (noted) => ({ ...noted, pending: name }));
  if (!pending.ok) return pending;
  const path = join(folder.value, name);
  const written = await writeBackup(
    { ...source, createdAt, increment: next.value.increment },
    {
      path,
      lock: { kind: 'recipient', recipient: plan.recipient },
      signal: control.signal,
      onProgress: control.progress,
    },
  );
  if (!written.ok) return written;
  control.phase('checking');
  const part = await checked({ path, name, createdAt, next: next.value, written: written.value }, source, control);
  if (!part.ok) return part;
  const parts = await settle(folder.value, [...there.value, part.value.part], plan.keep);
  const made = { set: next.value.set, parts, pending: null, lastAt: createdAt, problem: null };
  return ok({ made, outcome: { report: part.value.report, id: String(createdAt) } });
}

interface Fresh {
  readonly path: string;
  readonly name: string;
  readonly createdAt: number;
  readonly next: NextPart;
  readonly written: Written;
}

/** Reads what was written from end to end. One that does not hold is none to rest on, and none of the others goes for it. */
async function checked(
  { path, name, createdAt, next, written }: Fresh,
  { journal }: Pick<BackupSource, 'journal'>,
  { signal, progress }: JobControl,
): Outcome<{ readonly part: PlannedPart; readonly report: JobOutcome['report'] }> {
  const opened = await openBackup(path, { kind: 'file', fileKey: written.fileKey });
  if (!opened.ok) return opened;
  const { size } = opened.value;
  const read = await verifyPart(opened.value, { signal, onBytes: (done) => progress(done, size) });
  await opened.value.close();
  if (!read.ok) return read;
  const { damagedBytes, isTruncated, missingEntries, missingBlobs } = read.value;
  const holds =
    damagedBytes === 0 &&
    !isTruncated &&
    missingEntries === 0 &&
    missingBlobs !== null &&
    missingBlobs <= written.end.absent.length;
  if (!holds) return fail('backup-damaged', 'what was written does not hold');
  const last = await lastEntry(journal, written.until);
  if (!last.ok) return last;
  const { set, number, increment } = next;
  const { until, entries } = written;
  const blobs = idBytes(written.blobs);
  const place = { set, number, name, createdAt, size, from: increment.from, until, entries, blobs };
  return ok({ part: { ...place, last: last.value, isShown: true }, report: read.value });
}

function idBytes(ids: readonly BlobId[]): Uint8Array {
  return new Uint8Array(Buffer.concat(ids.map((id) => Buffer.from(id, 'base64url'))));
}

/** What is kept after a new one: those to go back to, and what these rest on. The rest leaves the disk. */
async function settle(folder: string, parts: readonly PlannedPart[], keep: PlanState['keep']): Promise<PlannedPart[]> {
  const shown = keptRuns(
    parts.filter((part) => part.isShown),
    keep,
  );
  const isNeeded = (part: PlannedPart) =>
    shown.has(part) || [...shown].some((run) => run.set === part.set && run.number > part.number);
  const left = await removeParts(
    folder,
    parts.filter((part) => !isNeeded(part)),
  );
  return parts
    .filter((part) => isNeeded(part) || left.includes(part))
    .map((part) => ({ ...part, isShown: shown.has(part) }));
}
