/** File work that several services share: durable writes, and one reading of what the system says went wrong. */
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Why a file could not be written or read. */
export type StorageFailure = Failure<'storage-full' | 'storage-failed'>;

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The system's error code (`ENOENT` …) of a thrown value, or `unknown`. */
export function systemCode(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return 'unknown';
}

/** Turns an exception of the file system into a failure. Names the step and the system's code, never a path. */
export function storageFailure(step: string, cause: unknown): Result<never, StorageFailure> {
  const code = systemCode(cause);
  return fail(FULL.has(code) ? 'storage-full' : 'storage-failed', `${step}: ${code}`);
}

/** Makes a directory only this user may enter, and its missing parents, and makes their names durable. */
export async function makePrivateDirectory(directory: string): Promise<void> {
  const first = await mkdir(directory, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = directory; made.length >= first.length; made = dirname(made)) await syncDirectory(dirname(made));
}

/** Makes the names in a directory durable. Windows has no such call and does not need it. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file so that after a crash either the old or the new content is there, whole; mode 0600. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeNewFile(temporary, bytes);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
  await syncDirectory(dirname(path));
}

async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  const handle: FileHandle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Runs one step of file work and wraps what it throws. */
export async function attempt<T>(step: string, work: () => Promise<T>): Promise<Result<T, StorageFailure>> {
  try {
    return ok(await work());
  } catch (cause) {
    return storageFailure(step, cause);
  }
}
