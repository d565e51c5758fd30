import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import type { BlobId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { attempt } from '../../files/files.ts';
import type { JobControl, JobOutcome } from '../backupJobs.ts';
import type { BackupSource } from '../collect.ts';
import { openBackup } from '../readBackup.ts';
import { verifyPart } from '../useBackup.ts';
import { UNFINISHED, type Written, nameBackup, writeUnnamed } from '../writeBackup.ts';
import { type NextPart, lastEntry, nextPart } from './nextPart.ts';
import type { PlanFile, PlanState, PlannedPart } from './planFile.ts';
import {
  type PlanPlaces,
  factsOf,
  fileMark,
  findFolder,
  partName,
  partsThere,
  removeParts,
  removePending,
} from './planFolder.ts';
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
  const read = await file.read(account);
  if (!read.ok) return read;
  const before = read.value;
  const begun = await file.change(account, (plan) => ({ ...plan, triedAt: now(), problem: 'backup-interrupted' }));
  if (!begun.ok) return begun;
  const ended = await writeNext(run, begun.value, control);
  if (!ended.ok) {
    const isStopped = ended.error.code === 'backup-cancelled';
    await file.change(account, (plan) => ({ ...plan, problem: isStopped ? before.problem : ended.error.code }));
    return ended;
  }
  const { made, outcome, folder } = ended.value;
  // What the person chose meanwhile stays; in another folder there are none of these.
  const kept = await file.change(account, (plan) =>
    plan.folder === before.folder ? { ...plan, ...made } : { ...plan, lastAt: made.lastAt, problem: null },
  );
  if (!kept.ok) return kept;
  if (kept.value.folder === before.folder) await letGo(file, kept.value, folder);
  return ok(outcome);
}

interface Ended {
  readonly made: Pick<PlanState, 'set' | 'parts' | 'pending' | 'place' | 'lastAt' | 'problem'>;
  readonly outcome: JobOutcome;
  readonly folder: string;
}

async function writeNext(run: PlanRun, plan: PlanState, control: JobControl): Outcome<Ended> {
  const { file, source, now, places } = run;
  const { recipient } = plan;
  if (recipient === null) return fail('invalid-input', 'nobody said for whom backups are closed');
  const folder = await findFolder(places, plan);
  if (!folder.ok) return folder;
  await removePending(folder.value, plan);
  const there = await partsThere(folder.value, plan.parts);
  const next = await nextPart(plan, there, source.journal);
  if (!next.ok) return next;
  const at = now();
  // Parts follow each other in time, even where the clock was set back; when the last was made is what the clock says.
  const createdAt = Math.max(at, ...plan.parts.map((part) => part.createdAt + 1));
  const name = partName(next.value, at);
  const pending = await file.change(plan.account, (noted) => ({ ...noted, pending: name }));
  if (!pending.ok) return pending;
  const path = join(folder.value, name);
  const times = { createdAt, ...(at === createdAt ? {} : { madeAt: at }) };
  const part = await make({ path, name, times, next: next.value, recipient }, source, control);
  if (!part.ok) return part;
  const parts = [...there, part.value.part];
  const made = { set: next.value.set, parts, pending: null, place: folder.value, lastAt: at, problem: null };
  return ok({ made, outcome: { report: part.value.report, id: String(createdAt) }, folder: folder.value });
}

interface Wanted {
  readonly path: string;
  readonly name: string;
  readonly times: Pick<PlannedPart, 'createdAt' | 'madeAt'>;
  readonly next: NextPart;
  readonly recipient: string;
}

interface Made {
  readonly part: PlannedPart;
  readonly report: JobOutcome['report'];
}

/** Writes a part and checks it. It has its name only once it was found whole: until then, and if it is not, it is nobody's. */
async function make(wanted: Wanted, source: PlanRun['source'], control: JobControl): Outcome<Made> {
  const { path, times, next, recipient } = wanted;
  const { signal, progress } = control;
  const written = await writeUnnamed(
    { ...source, ...times, increment: next.increment },
    { path, lock: { kind: 'recipient', recipient }, signal, onProgress: progress },
  );
  if (!written.ok) return written;
  control.phase('checking');
  const part = await checked({ ...wanted, written: written.value }, source, control);
  if (!part.ok) {
    await rm(`${path}${UNFINISHED}`, { force: true }).catch(() => undefined);
    return part;
  }
  const named = await nameBackup(path);
  return named.ok ? part : named;
}

interface Fresh extends Wanted {
  readonly written: Written;
}

/** Reads what was written from end to end. One that does not hold is none to rest on, and none of the others goes for it. */
async function checked(
  { path, name, times, next, written }: Fresh,
  { journal }: Pick<BackupSource, 'journal'>,
  { signal, progress }: JobControl,
): Outcome<Made> {
  const opened = await openBackup(`${path}${UNFINISHED}`, { kind: 'file', fileKey: written.fileKey });
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
  const known = await attempt('looking at what was written', () => markOf(`${path}${UNFINISHED}`));
  if (!known.ok) return known;
  const { set, number, increment } = next;
  const { until, entries } = written;
  const blobs = idBytes(written.blobs);
  const place = { set, number, name, ...times, size, ...known.value, from: increment.from, until, entries, blobs };
  return ok({ part: { ...place, last: last.value, isShown: true }, report: read.value });
}

/** What a file is known by later. A new name changes none of it. */
async function markOf(path: string): Promise<Pick<Required<PlannedPart>, 'mark' | 'markedAt'>> {
  const { changedAt } = await factsOf(path);
  return { mark: await fileMark(path), markedAt: changedAt };
}

function idBytes(ids: readonly BlobId[]): Uint8Array {
  return new Uint8Array(Buffer.concat(ids.map((id) => Buffer.from(id, 'base64url'))));
}

/**
 * Removes what is not kept after a new one: neither to go back to, nor rested on by what is. The new one is noted by then. Where it cannot be noted
 * what went, the next backup finds it gone.
 */
async function letGo(file: PlanFile, plan: PlanState, folder: string): Promise<void> {
  const shown = keptRuns(
    plan.parts.filter((part) => part.isShown),
    plan.keep,
  );
  const isNeeded = (part: PlannedPart) =>
    shown.has(part) || [...shown].some((run) => run.set === part.set && run.number > part.number);
  const left = await removeParts(
    folder,
    plan.parts.filter((part) => !isNeeded(part)),
  );
  const parts = plan.parts
    .filter((part) => isNeeded(part) || left.includes(part))
    .map((part) => ({ ...part, isShown: shown.has(part) }));
  await file.change(plan.account, (noted) =>
    noted.folder === plan.folder && noted.set === plan.set ? { ...noted, parts } : noted,
  );
}
