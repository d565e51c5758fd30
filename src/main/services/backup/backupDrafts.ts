import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_BACKUP_FILES } from '@shared/ipc/backupContract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { hasRoom, systemDisk } from '../blobs/blobDisk.ts';
import { type StorageFailure, attempt, makePrivateDirectory } from '../files/files.ts';

const DRAFT = '.draft';
/** Backups handed over at the same time: with one more, the one that was used least lately gives way (BAK-11). */
const MOST_BACKUPS = 2;

/** Files that come in pieces. They are gone when the host ends, or before that when others came: whoever began them may have left. */
export interface BackupDrafts {
  /** `beside` is another file of the same backup. */
  begin(size: number, beside?: string | null): Promise<Result<{ readonly draft: string }, StorageFailure>>;
  append(
    draft: string,
    piece: { readonly at: number; readonly bytes: Uint8Array },
  ): Promise<Result<void, StorageFailure | Failure<'backup-absent' | 'invalid-input'>>>;
  path(draft: string): string | null;
  discard(draft: string): Promise<Result<void, StorageFailure>>;
  close(): Promise<void>;
}

interface Draft {
  readonly file: FileHandle;
  readonly size: number;
  /** The same for the files of one backup. */
  readonly backup: string;
  at: number;
}

/** Files that come in pieces, in a folder of their own. What was there before is removed. */
export class HeldDrafts implements BackupDrafts {
  private readonly directory: string;
  /** Used least lately first. */
  private readonly drafts = new Map<string, Draft>();

  constructor(directory: string) {
    this.directory = directory;
  }

  async begin(size: number, beside: string | null = null): ReturnType<BackupDrafts['begin']> {
    const made = await attempt('taking a backup', async () => {
      await this.clear();
      const known = beside === null ? undefined : this.take(beside);
      if (known === undefined || this.countOf(known.backup) >= MAX_BACKUP_FILES) await this.giveWay();
      if (!(await hasRoom(systemDisk, this.directory, size)))
        return fail('storage-full', 'the disk has no room for this');
      const draft = randomBytes(16).toString('hex');
      const file = await open(this.place(draft), 'wx+', 0o600);
      this.drafts.set(draft, { file, size, backup: known?.backup ?? draft, at: 0 });
      return ok({ draft });
    });
    return made.ok ? made.value : made;
  }

  async append(
    draft: string,
    { at, bytes }: { readonly at: number; readonly bytes: Uint8Array },
  ): ReturnType<BackupDrafts['append']> {
    const known = this.take(draft);
    if (known === undefined) return fail('backup-absent', 'it was not begun');
    if (at !== known.at || at + bytes.length > known.size) return fail('invalid-input', 'not the next piece');
    known.at += bytes.length;
    return attempt('taking a backup', async () => {
      let done = 0;
      while (done < bytes.length) {
        done += (await known.file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
      }
    });
  }

  path(draft: string): string | null {
    return this.take(draft) === undefined ? null : this.place(draft);
  }

  discard(draft: string): Promise<Result<void, StorageFailure>> {
    return attempt('letting a backup go', () => this.letGo(draft));
  }

  async close(): Promise<void> {
    for (const draft of [...this.drafts.keys()]) await this.letGo(draft);
  }

  private place(draft: string): string {
    return join(this.directory, `${draft}${DRAFT}`);
  }

  /** It is the one used last from now on. */
  private take(draft: string): Draft | undefined {
    const known = this.drafts.get(draft);
    if (known === undefined) return undefined;
    this.drafts.delete(draft);
    this.drafts.set(draft, known);
    return known;
  }

  private async letGo(draft: string): Promise<void> {
    const known = this.drafts.get(draft);
    this.drafts.delete(draft);
    await known?.file.close();
    await rm(this.place(draft), { force: true });
  }

  private countOf(backup: string): number {
    return [...this.drafts.values()].filter((one) => one.backup === backup).length;
  }

  private async giveWay(): Promise<void> {
    // A file is asked for when it is used: the backup whose newest use is oldest goes.
    const backups = [...new Set([...this.drafts.values()].toReversed().map(({ backup }) => backup))];
    const beyond = new Set(backups.slice(MOST_BACKUPS - 1));
    for (const [draft, { backup }] of this.drafts) if (beyond.has(backup)) await this.letGo(draft);
  }

  /** A host that was killed left them. */
  private async clear(): Promise<void> {
    await makePrivateDirectory(this.directory);
    const stale = (await readdir(this.directory)).filter((name) => !this.drafts.has(name.slice(0, -DRAFT.length)));
    for (const name of stale) await rm(join(this.directory, name), { force: true });
  }
}
