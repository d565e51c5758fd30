/** Backups on this device's host, and coming back with one. Rules: `services/backup/SPEC.md`. */
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import { backupProblems } from '@shared/ipc/backupFacts.ts';
import type { HostOutput } from '@shared/ipc/contract.ts';
import type { Failure, Result } from '@shared/result.ts';
import type { Outcome } from './workspaceErrors.ts';

/** Every way something about backups can fail; the catalogue has a sentence for each (`backup.error.<code>`). */
export const backupErrorCodes = [
  ...backupProblems,
  'backup-nameless',
  'file-unreadable',
  'phrase-missing',
  'phrase-wrong',
  'storage-full',
  'storage-failed',
  'vault-unavailable',
  'engine-unreachable',
  'host-unreachable',
  'looking-back',
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

/** What the host's folder has, and when one was begun that was never finished. */
export type BackupList = HostOutput<'backup.list'>;
/** How backups are made by themselves. */
export type BackupPlan = HostOutput<'backup.plan'>;
/** What a person says of that. */
export type BackupPlanChoice = Pick<BackupPlan, 'every' | 'keep'>;
/** What opens a backup: a passphrase, or the words of the recovery phrase. */
export type BackupSecret =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'words'; readonly words: string };

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
  list(): BackupOutcome<BackupList>;
  /** Writes a backup, closed with a passphrase, and reads it again. */
  write(passphrase: string, watch: BackupWatch): BackupOutcome<BackupReport>;
  /** Reads all of a backup: one of the list, or one that a plan made. */
  verify(backup: BackupPlace, secret: BackupSecret, watch: BackupWatch): BackupOutcome<BackupReport>;
  remove(id: string): BackupOutcome<void>;
  /** Where its file is to be had. */
  addressOf(id: string): string;
  /** What is under way already, begun by another window, or by this one before it was loaded anew: null where nothing is. */
  follow(watch: BackupWatch): BackupOutcome<BackupReport | null>;
  plan(): BackupOutcome<BackupPlan>;
  /** Changes the plan. `words` are asked for (`phrase-missing`) when nothing here says yet what to close backups for. */
  arrange(choice: BackupPlanChoice, words: string | null): BackupOutcome<BackupPlan>;
  /** Asks the person for a folder, or goes back to the host's own. */
  changeFolder(to: 'ask' | 'own'): BackupOutcome<BackupPlan>;
  /** Makes the next backup of the plan now. */
  runPlan(watch: BackupWatch): BackupOutcome<BackupReport>;
}

/** A backup on this host. */
export interface BackupPlace {
  readonly kind: 'kept' | 'run';
  readonly id: string;
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
  /** Opens the files. A wrong passphrase, or wrong words, can be followed by others. */
  open(secret: BackupSecret): BackupOutcome<OpenedFile>;
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
