import { createHash } from 'node:crypto';
import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type StorageFailure, attempt, makePrivateDirectory, syncDirectory } from '../../files/files.ts';
import { UNFINISHED } from '../writeBackup.ts';
import type { PlanState, PlannedPart } from './planFile.ts';

/** Where plans put backups when the person chose nothing. */
export interface PlanPlaces {
  /** The host's own folder of backups. */
  readonly directory: string;
  /** One that whoever started the host named instead; it must be there. */
  readonly given: string | null;
}

/** Where the backups of a plan are. */
export function folderOf(
  { directory, given }: PlanPlaces,
  { account, folder }: Pick<PlanState, 'account' | 'folder'>,
): string {
  if (folder !== null) return folder;
  return given === null ? join(directory, account, 'scheduled') : join(given, account);
}

/** The highest number that has room in a name. */
export const MOST_NUMBER = 999;

/** A name a person can make something of in a list, in the order the files belong. */
export function partName({ set, number }: Pick<PlannedPart, 'set' | 'number'>, madeAt: number): string {
  const day = new Date(madeAt).toISOString().slice(0, 10);
  return `banyan-${set.slice(0, 8)}-${String(number).padStart(3, '0')}-${day}.age`;
}

/** The number a name was made of, where it is one of that set; −1 where it is not. */
export function numberIn(name: string | null, set: string): number {
  const [, start, number] = /^banyan-([0-9a-f]{8})-(\d{3})-/u.exec(name ?? '') ?? [];
  return start === set.slice(0, 8) ? Number(number) : -1;
}

/**
 * Makes sure of the folder. One the person chose, or whoever started the host named, is never made anew: where a drive was pulled out or is not
 * mounted its folder is gone, and what would be written in its place lies on another disk. Where what stays is an empty folder in its place, the
 * files that were noted are missing, all of them.
 */
export async function findFolder(
  places: PlanPlaces,
  plan: PlanState,
): Promise<Result<string, StorageFailure | Failure<'backup-folder'>>> {
  const folder = folderOf(places, plan);
  const mustBe = plan.folder ?? places.given;
  const missing = fail('backup-folder', 'the folder for backups is not there');
  if (mustBe !== null && !(await isFolder(mustBe))) return missing;
  const isWhereTheyWere = plan.folder !== null || plan.place === folder;
  if (mustBe !== null && isWhereTheyWere && !(await hasAny(folder, plan.parts))) return missing;
  if (plan.folder !== null) return ok(folder);
  const made = await attempt('making the folder for backups', () => makePrivateDirectory(folder));
  return made.ok ? ok(folder) : made;
}

/** Whether one of the files is there, however long; as true where none was noted. */
async function hasAny(folder: string, parts: readonly PlannedPart[]): Promise<boolean> {
  if (parts.length === 0) return true;
  const facts = await Promise.all(parts.map(({ name }) => factsOf(join(folder, name)).catch(() => null)));
  return facts.some((found) => found !== null);
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Bytes at either end of a file that its mark is made of. */
const MARKED_BYTES = 4096;

/**
 * What tells a file from any other of its length, without reading all of it: its beginning has a key and a number of its own, its end the proof of
 * its last part. That nothing in between has changed is what checking it finds out.
 */
export async function fileMark(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const hash = createHash('sha256');
    hash.update(await bytesAt(file, 0));
    hash.update(await bytesAt(file, Math.max(0, size - MARKED_BYTES)));
    return new Uint8Array(hash.digest());
  } finally {
    await file.close();
  }
}

async function bytesAt(file: FileHandle, position: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(MARKED_BYTES);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, position);
  return bytes.subarray(0, bytesRead);
}

/**
 * Those parts whose files are there, as long as they were, and the same ones: for that a file is opened only where the disk says that it changed
 * since. One that cannot be looked at or read is as good as gone, or each backup from here on would fail for it.
 */
export async function partsThere(folder: string, parts: readonly PlannedPart[]): Promise<readonly PlannedPart[]> {
  const found = await Promise.all(parts.map((part) => foundIn(folder, part).catch(() => null)));
  return found.filter((part) => part !== null);
}

async function foundIn(folder: string, part: PlannedPart): Promise<PlannedPart | null> {
  const path = join(folder, part.name);
  const { size, changedAt } = await factsOf(path);
  if (size !== part.size) return null;
  if (part.mark === undefined || part.markedAt === changedAt) return part;
  if (Buffer.compare(await fileMark(path), part.mark) !== 0) return null;
  return { ...part, markedAt: changedAt };
}

/** What the disk says of a file without opening it. */
export async function factsOf(path: string): Promise<{ readonly size: number; readonly changedAt: number }> {
  const { size, mtimeMs } = await stat(path);
  return { size, changedAt: Math.max(0, Math.trunc(mtimeMs)) };
}

/**
 * Removes a file of which nothing is known but that it was begun, and so nothing rests on it, whether or not it got its name before the host was
 * killed. What cannot be removed stays: no other file has its number.
 */
export async function removePending(folder: string, { pending, parts }: PlanState): Promise<void> {
  if (pending === null || parts.some(({ name }) => name === pending)) return;
  for (const name of [`${pending}${UNFINISHED}`, pending]) {
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

/** Removes files of parts, and makes that durable. What cannot be removed stays, and is tried again with the next. */
export async function removeParts(folder: string, parts: readonly PlannedPart[]): Promise<readonly PlannedPart[]> {
  const left: PlannedPart[] = [];
  for (const part of parts) await rm(join(folder, part.name), { force: true }).catch(() => left.push(part));
  if (left.length < parts.length) await syncDirectory(folder).catch(() => undefined);
  return left;
}
