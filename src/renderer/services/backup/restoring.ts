import { MAX_BACKUP_FILES, MAX_BACKUP_PIECE } from '@shared/ipc/backupContract.ts';
import type { HostInput } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { Host } from '@ports/host.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { type IdentityParts, readKeptPerson } from '../identity/identity.ts';
import { matchKeptWords, recoverIdentity } from '../identity/recoverIdentity.ts';
import type {
  BackupErrorCode,
  BackupOutcome,
  BackupProgress,
  BackupSecret,
  OpenedFile,
  RestoringBackup,
} from '../workspace/backupWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { IDENTITY_NOTE } from './backupDesk.ts';
import { backupFailure, keyOf } from './backupKey.ts';
import { type HostJobs, createHostJobs } from './hostJobs.ts';

/** What coming back works with: there is neither account nor engine yet. */
export interface RestoringParts extends IdentityParts {
  readonly host: Pick<Host, 'call'>;
  /** The files of one backup, in any order. */
  readonly files: readonly BlobSource[];
  /** This is a device of the account now. */
  readonly onFinished: () => void;
}

type Key = HostInput<'backup.open'>['key'];

/** A first start with a backup (RST-2 to RST-5). The identity is kept last: until then a start begins where this one did. */
export class Restoring implements RestoringBackup {
  readonly progress: WritableSnapshot<BackupProgress | null> = writableSnapshot<BackupProgress | null>(null);
  private readonly parts: RestoringParts;
  private readonly jobs: HostJobs;
  private readonly stop = new AbortController();
  private drafts: readonly string[] | null = null;
  private opened: { readonly key: Key; readonly identity: Uint8Array } | null = null;
  private words: string | null = null;

  constructor(parts: RestoringParts) {
    this.parts = parts;
    this.jobs = createHostJobs(parts);
  }

  async open(secret: BackupSecret): BackupOutcome<OpenedFile> {
    const key = await keyOf(secret);
    if (!key.ok) return key;
    const drafts = await this.handedOver();
    if (!drafts.ok) return drafts;
    const from = { kind: 'drafts' as const, drafts: [...drafts.value] };
    const read = await this.jobs.call('backup.open', { from, key: key.value });
    if (!read.ok) return read;
    const identity = read.value.notes.find(({ name }) => name === IDENTITY_NOTE)?.bytes;
    const person = identity === undefined ? null : await readKeptPerson(identity, this.parts.verify);
    // Without it nobody can say whose events these are.
    if (identity === undefined || person?.account !== read.value.account) return NAMELESS;
    this.opened = { key: key.value, identity };
    return ok({ name: person.profile.name, createdAt: read.value.createdAt });
  }

  async restore(words: string): ReturnType<RestoringBackup['restore']> {
    if (this.opened === null || this.drafts === null) return fail('backup-absent', 'nothing was opened');
    const { key, identity } = this.opened;
    const matched = asBackup(await matchKeptWords(this.parts, { kept: identity, words }));
    if (!matched.ok) return matched;
    const from = { kind: 'drafts' as const, drafts: [...this.drafts] };
    const watch = { signal: this.stop.signal, onProgress: (progress: BackupProgress) => this.progress.set(progress) };
    const restored = await this.jobs.run('backup.restore', { from, key }, watch);
    this.progress.set(null);
    if (restored.ok) this.words = words;
    return restored;
  }

  async finish(): BackupOutcome<void> {
    if (this.opened === null || this.words === null) return fail('backup-absent', 'nothing was restored');
    const made = asBackup(await recoverIdentity(this.parts, { kept: this.opened.identity, words: this.words }));
    if (!made.ok) return made;
    this.end();
    this.parts.onFinished();
    return ok();
  }

  readonly end = (): void => {
    this.stop.abort();
    this.words = null;
    this.opened = null;
    const drafts = this.drafts ?? [];
    this.drafts = null;
    // The host lets go of what it has of the files when it ends, at the latest.
    void this.discard(drafts);
  };

  /** Hands the files over, once: another passphrase needs no second time. */
  private async handedOver(): BackupOutcome<readonly string[]> {
    if (this.drafts !== null) return ok(this.drafts);
    const { files } = this.parts;
    if (files.length > MAX_BACKUP_FILES) return fail('backup-foreign', 'no backup has so many files');
    const total = files.reduce((sum, { size }) => sum + size, 0);
    const drafts: string[] = [];
    let done = 0;
    for (const file of files) {
      const sent = await this.send(file, { beside: drafts[0] ?? null, done, total });
      if (sent.ok) drafts.push(sent.value);
      else {
        this.progress.set(null);
        await this.discard(drafts);
        return sent;
      }
      done += file.size;
    }
    this.progress.set(null);
    this.drafts = drafts;
    return ok(drafts);
  }

  private async discard(drafts: readonly string[]): Promise<void> {
    for (const draft of drafts) await this.jobs.call('backup.discard', { draft });
  }

  private async send(
    file: BlobSource,
    { beside, done, total }: { readonly beside: string | null; readonly done: number; readonly total: number },
  ): BackupOutcome<string> {
    const begun = await this.jobs.call('backup.draft', { size: file.size, beside });
    if (!begun.ok) return begun;
    const { draft } = begun.value;
    for (let at = 0; at < file.size; at += MAX_BACKUP_PIECE) {
      const sent = await this.sendPiece(file, draft, at);
      if (!sent.ok) {
        await this.discard([draft]);
        return sent;
      }
      this.progress.set({ state: 'sending', done: done + at, total });
    }
    return ok(draft);
  }

  private async sendPiece(file: BlobSource, draft: string, at: number): BackupOutcome<void> {
    if (this.stop.signal.aborted) return fail('backup-cancelled', 'the person gave up');
    const bytes = await readPiece(file, at);
    if (!bytes.ok) return bytes;
    const taken = await this.jobs.call('backup.append', { draft, at, bytes: bytes.value });
    return taken.ok ? ok() : taken;
  }
}

const NAMELESS = fail('backup-nameless', 'it does not say whose it is');

async function readPiece(file: BlobSource, at: number): BackupOutcome<Uint8Array> {
  const end = Math.min(file.size, at + MAX_BACKUP_PIECE);
  try {
    return ok(new Uint8Array(await file.slice(at, end).arrayBuffer()));
  } catch {
    // Chromium refuses to read a file that changed, or went, since it was chosen.
    return fail('file-unreadable', 'the file can no longer be read');
  }
}

function asBackup<T>(result: Result<T, WorkspaceError>): Result<T, Failure<BackupErrorCode>> {
  return result.ok ? result : backupFailure(result.error);
}
