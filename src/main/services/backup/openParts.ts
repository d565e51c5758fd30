import { type Result, fail, ok } from '@shared/result.ts';
import { type OpenFailure, type OpenWith, type OpenedBackup, openBackup } from './readBackup.ts';

/** A backup and what it rests on, in order, the newest last. */
export interface OpenedParts {
  readonly parts: readonly OpenedBackup[];
  readonly newest: OpenedBackup;
  close(): Promise<void>;
}

/**
 * Opens the files of one backup, given in any order. What cannot be opened counts as not given, unless nothing can; of several backups, it is the
 * newest. Those that belong to others are let go; of several with one number the one that was made last is taken, since the next ones rest on it.
 */
export async function openParts(paths: readonly string[], key: OpenWith): Promise<Result<OpenedParts, OpenFailure>> {
  const opened: OpenedBackup[] = [];
  let failure: Result<never, OpenFailure> | null = null;
  for (const path of paths) {
    const part = await openBackup(path, key);
    if (part.ok) opened.push(part.value);
    else failure ??= part;
  }
  const latest = opened.toSorted(byTime).at(-1);
  if (latest === undefined) return failure ?? fail('backup-foreign', 'no file was given');
  const parts = opened
    .filter((part) => belongs(part, latest))
    .toSorted(byNumber)
    .filter(isFirstOfItsNumber);
  const newest = parts.at(-1) ?? latest;
  for (const part of opened) if (!parts.includes(part)) await part.close();
  return ok({ parts, newest, close: async () => void (await Promise.all(parts.map((part) => part.close()))) });
}

function byTime({ manifest: one }: OpenedBackup, { manifest: other }: OpenedBackup): number {
  return one.createdAt - other.createdAt || (one.chain?.number ?? 0) - (other.chain?.number ?? 0);
}

/** Of one number the later comes first. */
function byNumber({ manifest: one }: OpenedBackup, { manifest: other }: OpenedBackup): number {
  return (one.chain?.number ?? 0) - (other.chain?.number ?? 0) || other.createdAt - one.createdAt;
}

function belongs(part: OpenedBackup, latest: OpenedBackup): boolean {
  if (part === latest) return true;
  const { chain } = latest.manifest;
  return (
    chain !== undefined && chain.set === part.manifest.chain?.set && part.manifest.account === latest.manifest.account
  );
}

function isFirstOfItsNumber({ manifest }: OpenedBackup, place: number, parts: readonly OpenedBackup[]): boolean {
  return parts.findIndex((other) => other.manifest.chain?.number === manifest.chain?.number) === place;
}
