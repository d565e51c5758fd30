import { decode, encode } from 'cborg';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { type HostOutput } from '@shared/ipc/contract.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type StorageFailure, attempt, makePrivateDirectory, replaceFile, syncDirectory } from '../files/files.ts';
import { type BackupDrafts, HeldDrafts } from './backupDrafts.ts';
import { UNFINISHED } from './writeBackup.ts';

/** One line of the list. */
export type BackupListing = HostOutput<'backup.list'>['backups'][number];
/** What is noted beside a backup. */
export type BackupInfo = Pick<BackupListing, 'closedWith' | 'check'>;

const infoSchema = v.object({
  closedWith: v.picklist(['passphrase', 'phrase']),
  check: v.nullable(
    v.object({
      at: v.number(),
      isWhole: v.boolean(),
      entries: v.number(),
      blobs: v.number(),
      missingEntries: v.nullable(v.number()),
      missingBlobs: v.nullable(v.number()),
      damagedBytes: v.number(),
      isTruncated: v.boolean(),
    }),
  ),
});

const FILE = /^(\d{1,15})\.age$/u;
const UNFINISHED_FILE = /^(\d{1,15})\.age\.writing$/u;

/** The folder of an account's backups, and files that were handed over to be restored. */
export interface BackupFolder {
  /** The path of a new backup, and its id: the time it was begun. */
  place(
    account: AccountId,
    now: number,
  ): Promise<Result<{ readonly path: string; readonly id: string }, StorageFailure>>;
  /** The path of a backup; `backup-absent` when there is none. */
  find(account: AccountId, id: string): Promise<Result<string, StorageFailure | Failure<'backup-absent'>>>;
  list(account: AccountId): Promise<Result<BackupListing[], StorageFailure>>;
  /** When one was begun whose file was never finished; null where there is none. */
  unfinished(account: AccountId): Promise<Result<number | null, StorageFailure>>;
  remove(account: AccountId, id: string): Promise<Result<void, StorageFailure>>;
  note(account: AccountId, id: string, info: BackupInfo): Promise<Result<void, StorageFailure>>;
  readonly drafts: BackupDrafts;
}

/** Keeps backups under `directory`, one folder for each account. */
export function createBackupFolder(directory: string): BackupFolder {
  const folder = (account: AccountId) => join(directory, account);
  const infoPath = (account: AccountId, id: string) => join(folder(account), `${id}.info`);
  const names = async (account: AccountId) => {
    await makePrivateDirectory(folder(account));
    return readdir(folder(account));
  };
  const listed = async (account: AccountId, id: string): Promise<BackupListing> => {
    const { size } = await stat(join(folder(account), `${id}.age`));
    const info = readInfo(await readFile(infoPath(account, id)).catch(() => new Uint8Array()));
    return { id, createdAt: Number(id), size, ...info };
  };
  return {
    place: (account, now) =>
      attempt('beginning a backup', async () => {
        const there = await names(account);
        // A host that was killed left it: nobody writes two at a time.
        for (const name of there) if (name.endsWith(UNFINISHED)) await rm(join(folder(account), name), { force: true });
        let time = now;
        while (there.includes(`${time}.age`)) time += 1;
        return { id: String(time), path: join(folder(account), `${time}.age`) };
      }),
    find: async (account, id) => {
      const found = await attempt('looking for a backup', () => names(account));
      if (!found.ok) return found;
      if (!found.value.includes(`${id}.age`)) return fail('backup-absent', 'there is no such backup');
      return ok(join(folder(account), `${id}.age`));
    },
    list: (account) =>
      attempt('listing backups', async () => {
        const ids = (await names(account)).flatMap((name) => FILE.exec(name)?.[1] ?? []);
        const all = await Promise.all(ids.map((id) => listed(account, id)));
        return all.toSorted((one, other) => other.createdAt - one.createdAt);
      }),
    unfinished: (account) =>
      attempt('looking for what was not finished', async () => {
        const times = (await names(account)).flatMap((name) => UNFINISHED_FILE.exec(name)?.[1] ?? []).map(Number);
        return times.length === 0 ? null : Math.max(...times);
      }),
    remove: (account, id) =>
      attempt('removing a backup', async () => {
        await rm(join(folder(account), `${id}.age`), { force: true });
        await rm(infoPath(account, id), { force: true });
        await syncDirectory(folder(account));
      }),
    note: (account, id, info) =>
      attempt('noting what a backup is', () => replaceFile(infoPath(account, id), encode(info))),
    drafts: new HeldDrafts(join(directory, 'incoming')),
  };
}

function readInfo(bytes: Uint8Array): BackupInfo {
  try {
    const parsed = v.safeParse(infoSchema, decode(bytes));
    if (parsed.success) return parsed.output;
  } catch {
    // As good as none.
  }
  return { closedWith: 'passphrase', check: null };
}
