import { MAX_BACKUP_PIECE } from '@shared/ipc/backupContract.ts';
import type { HostInput } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { Host } from '@ports/host.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { type IdentityParts, readKeptPerson } from '../identity/identity.ts';
import { matchKeptWords, recoverIdentity } from '../identity/recoverIdentity.ts';
import {
  type BackupErrorCode,
  type BackupOutcome,
  type BackupProgress,
  type OpenedFile,
  type RestoringBackup,
  isBackupError,
} from '../workspace/backupWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { IDENTITY_NOTE } from './backupDesk.ts';
import { type HostJobs, createHostJobs } from './hostJobs.ts';

/** What coming back works with: there is neither account nor engine yet. */
export interface RestoringParts extends IdentityParts {
  readonly host: Pick<Host, 'call'>;
  readonly file: BlobSource;
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
  private draft: string | null = null;
  private opened: { readonly key: Key; readonly identity: Uint8Array } | null = null;
  private words: string | null = null;

  constructor(parts: RestoringParts) {
    this.parts = parts;
    this.jobs = createHostJobs(parts);
  }

  async open(passphrase: string): BackupOutcome<OpenedFile> {
    const draft = await this.handedOver();
    if (!draft.ok) return draft;
    const key = { kind: 'passphrase' as const, passphrase };
    const read = await this.jobs.call('backup.open', { from: { kind: 'draft', draft: draft.value }, key });
    if (!read.ok) return read;
    const identity = read.value.notes.find(({ name }) => name === IDENTITY_NOTE)?.bytes;
    const person = identity === undefined ? null : await readKeptPerson(identity, this.parts.verify);
    // Without it nobody can say whose events these are.
    if (identity === undefined || person?.account !== read.value.account) return NAMELESS;
    this.opened = { key, identity };
    return ok({ name: person.profile.name, createdAt: read.value.createdAt });
  }

  async restore(words: string): ReturnType<RestoringBackup['restore']> {
    if (this.opened === null || this.draft === null) return fail('backup-absent', 'nothing was opened');
    const { key, identity } = this.opened;
    const matched = asBackup(await matchKeptWords(this.parts, { kept: identity, words }));
    if (!matched.ok) return matched;
    const from = { kind: 'draft' as const, draft: this.draft };
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
    const { draft } = this;
    this.draft = null;
    // The host lets go of what it has of the file when it ends, at the latest.
    if (draft !== null) void this.jobs.call('backup.discard', { draft });
  };

  /** Hands the file over, once: another passphrase needs no second time. */
  private async handedOver(): BackupOutcome<string> {
    if (this.draft !== null) return ok(this.draft);
    const { file } = this.parts;
    const begun = await this.jobs.call('backup.draft', { size: file.size });
    if (!begun.ok) return begun;
    const { draft } = begun.value;
    const sent = await this.send(draft);
    this.progress.set(null);
    if (!sent.ok) {
      await this.jobs.call('backup.discard', { draft });
      return sent;
    }
    this.draft = draft;
    return ok(draft);
  }

  private async send(draft: string): BackupOutcome<void> {
    const { file } = this.parts;
    for (let at = 0; at < file.size; at += MAX_BACKUP_PIECE) {
      if (this.stop.signal.aborted) return fail('backup-cancelled', 'the person gave up');
      this.progress.set({ state: 'sending', done: at, total: file.size });
      const bytes = await readPiece(file, at);
      if (!bytes.ok) return bytes;
      const taken = await this.jobs.call('backup.append', { draft, at, bytes: bytes.value });
      if (!taken.ok) return taken;
    }
    return ok();
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
  if (result.ok) return result;
  const { code, message } = result.error;
  return fail(isBackupError(code) ? code : 'internal', message);
}
