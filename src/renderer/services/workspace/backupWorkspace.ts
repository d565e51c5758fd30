/** Backups on this device's host, and coming back with one. Rules: `services/backup/SPEC.md`. */
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { HostOutput } from '@shared/ipc/contract.ts';
import type { Failure, Result } from '@shared/result.ts';
import type { Outcome } from './workspaceErrors.ts';

/** Every way something about backups can fail; the catalogue has a sentence for each (`backup.error.<code>`). */
export const backupErrorCodes = [
  'backup-absent',
  'backup-busy',
  'backup-cancelled',
  'backup-damaged',
  'backup-foreign',
  'backup-locked',
  'backup-newer',
  'backup-nameless',
  'file-unreadable',
  'phrase-wrong',
  'storage-full',
  'storage-failed',
  'vault-unavailable',
  'engine-unreachable',
  'host-unreachable',
  'internal',
] as const;
/** One of {@link backupErrorCodes}. */
export type BackupErrorCode = (typeof backupErrorCodes)[number];
/** How it ends. */
export type BackupOutcome<T> = Promise<Result<T, Failure<BackupErrorCode>>>;

/** What there is of a backup that was read from end to end, and what is missing. */
export type BackupReport = NonNullable<HostOutput<'backup.status'>['report']>;
/** A backup in the host's folder. */
export type BackupListing = HostOutput<'backup.list'>['backups'][number];

/** How far a job is, bytes. */
export interface BackupProgress {
  readonly state: 'sending' | 'writing' | 'checking' | 'restoring';
  readonly done: number;
  readonly total: number;
}

/** Who is told, and a word to stop. */
export interface BackupWatch {
  readonly signal: AbortSignalLike;
  readonly onProgress: (progress: BackupProgress) => void;
}

/** What a tab may do about backups. */
export interface BackupWorkspace {
  list(): BackupOutcome<readonly BackupListing[]>;
  /** Writes a backup, closed with a passphrase, and reads it again. */
  write(passphrase: string, watch: BackupWatch): BackupOutcome<BackupReport>;
  /** Reads all of a backup. */
  verify(id: string, passphrase: string, watch: BackupWatch): BackupOutcome<BackupReport>;
  remove(id: string): BackupOutcome<void>;
  /** Where its file is to be had. */
  addressOf(id: string): string;
}

/** What only the engine knows of what goes into a backup. */
export interface BackupContents {
  /** Certificates and profile, public all of them. */
  readonly identity: Uint8Array;
  /** Journal entries for backups alone (JNL-18). */
  readonly extra: readonly Uint8Array[];
}

/** The acts about backups, done by the engine. */
export interface BackupActs {
  backupContents(): Outcome<BackupContents>;
}
/** Every name of {@link BackupActs}. */
export const backupActNames = ['backupContents'] as const satisfies readonly (keyof BackupActs)[];

/** What a file says it is of, once its passphrase opened it. */
export interface OpenedFile {
  readonly name: string;
  readonly createdAt: number;
}

/** Coming back with a backup: file, passphrase, words; then what was missing can be read before the app opens. */
export interface RestoringBackup {
  /** Null while nothing runs. */
  readonly progress: Snapshot<BackupProgress | null>;
  /** Opens the file. A wrong passphrase can be followed by another. */
  open(passphrase: string): BackupOutcome<OpenedFile>;
  /** Checks the words of the recovery phrase, then puts everything back. It can be begun again. */
  restore(words: string): BackupOutcome<BackupReport>;
  /** Makes this a device of the account; the startup goes on by itself. */
  finish(): BackupOutcome<void>;
  /** Gives up and lets go of the file. */
  end(): void;
}

/** The failures of other acts as those of backups. */
export function isBackupError(code: string): code is BackupErrorCode {
  return backupErrorCodes.some((known) => known === code);
}
