import { decode, encode } from 'cborg';
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { type HostOutput } from '@shared/ipc/contract.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { hasRoom, systemDisk } from '../blobs/blobDisk.ts';
import { type StorageFailure, attempt, makePrivateDirectory, replaceFile, syncDirectory } from '../files/files.ts';
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
const DRAFT = '.draft';
/** Files handed over at the same time: with one more, the one that was used least lately gives way (BAK-11). */
const MOST_DRAFTS = 2;

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
  remove(account: AccountId, id: string): Promise<Result<void, StorageFailure>>;
  note(account: AccountId, id: string, info: BackupInfo): Promise<Result<void, StorageFailure>>;
  readonly drafts: BackupDrafts;
}

/** Files that come in pieces. They are gone when the host ends, or before that when others came: whoever began them may have left. */
export interface BackupDrafts {
  begin(size: number): Promise<Result<{ readonly draft: string }, StorageFailure>>;
  append(
    draft: string,
    piece: { readonly at: number; readonly bytes: Uint8Array },
  ): Promise<Result<void, StorageFailure | Failure<'backup-absent' | 'invalid-input'>>>;
  path(draft: string): string | null;
  discard(draft: string): Promise<Result<void, StorageFailure>>;
  close(): Promise<void>;
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
    remove: (account, id) =>
      attempt('removing a backup', async () => {
        await rm(join(folder(account), `${id}.age`), { force: true });
        await rm(infoPath(account, id), { force: true });
        await syncDirectory(folder(account));
      }),
    note: (account, id, info) =>
      attempt('noting what a backup is', () => replaceFile(infoPath(account, id), encode(info))),
    drafts: createDrafts(join(directory, 'incoming')),
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

interface Draft {
  readonly file: FileHandle;
  readonly size: number;
  at: number;
}

function createDrafts(directory: string): BackupDrafts {
  /** Used least lately first. */
  const drafts = new Map<string, Draft>();
  const use = (draft: string): Draft | undefined => {
    const known = drafts.get(draft);
    if (known !== undefined) {
      drafts.delete(draft);
      drafts.set(draft, known);
    }
    return known;
  };
  const pathOf = (draft: string) => join(directory, `${draft}${DRAFT}`);
  const clear = async () => {
    await makePrivateDirectory(directory);
    const stale = (await readdir(directory)).filter((name) => !drafts.has(name.slice(0, -DRAFT.length)));
    for (const name of stale) await rm(join(directory, name), { force: true });
  };
  const letGo = async (draft: string) => {
    const known = drafts.get(draft);
    drafts.delete(draft);
    await known?.file.close();
    await rm(pathOf(draft), { force: true });
  };
  const giveWay = async () => {
    for (const draft of [...drafts.keys()].slice(0, Math.max(0, drafts.size - MOST_DRAFTS + 1))) await letGo(draft);
  };
  return {
    begin: async (size) => {
      const made = await attempt('taking a backup', async () => {
        await clear();
        await giveWay();
        if (!(await hasRoom(systemDisk, directory, size))) return fail('storage-full', 'the disk has no room for this');
        const draft = randomBytes(16).toString('hex');
        drafts.set(draft, { file: await open(pathOf(draft), 'wx+', 0o600), size, at: 0 });
        return ok({ draft });
      });
      return made.ok ? made.value : made;
    },
    append: async (draft, { at, bytes }) => {
      const known = use(draft);
      if (known === undefined) return fail('backup-absent', 'it was not begun');
      if (at !== known.at || at + bytes.length > known.size) return fail('invalid-input', 'not the next piece');
      known.at += bytes.length;
      return attempt('taking a backup', async () => {
        let done = 0;
        while (done < bytes.length) {
          done += (await known.file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
        }
      });
    },
    path: (draft) => (use(draft) === undefined ? null : pathOf(draft)),
    discard: (draft) => attempt('letting a backup go', () => letGo(draft)),
    close: async () => {
      for (const draft of [...drafts.keys()]) await letGo(draft);
    },
  };
}
