/** What the screens may see and do about files: in messages, and on this device. */
import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import type { FileMedia, FileReference } from '@domain/chat/file.ts';
import type { RetentionRule } from '@domain/retention/rule.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { SendExtras } from './messageWorkspace.ts';
import type { Outcome } from './workspaceErrors.ts';

/** A file a person chose to send. A DOM `File` fits `file`. */
export interface OutgoingFile {
  readonly file: {
    readonly name: string;
    readonly type: string;
    readonly size: number;
    arrayBuffer(): Promise<ArrayBuffer>;
    slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
  };
  /** A picture is encoded anew, without what its file says of place and camera, unless it is sent as a file. */
  readonly asFile: boolean;
  readonly caption: string;
  /** What is known of a voice note or a film; the message says it before its bytes come. */
  readonly media?: FileMedia;
}

/** What goes with files: what they answer, whom the caption of the first names, and whether they are one album. */
export interface FileExtras extends SendExtras {
  readonly album?: boolean;
}

/** How the bytes of a file are here. */
export interface FileState {
  readonly state: 'absent' | 'waiting' | 'loading' | 'here' | 'failed';
  /** Bytes that are here and checked, of `size`. */
  readonly held: number;
  readonly size: number;
  /** Devices it comes from now. */
  readonly sources: number;
  /** Set where it was here, was let go of, and can be asked for again. */
  readonly isLetGo?: true;
}

/** A file that is being read, encoded or hashed before its message is made. */
export interface FileUpload {
  readonly id: string;
  readonly space: SpaceId;
  readonly name: string;
  readonly size: number;
  readonly done: number;
  readonly error: 'file-too-large' | 'file-unreadable' | 'storage-full' | 'storage-failed' | null;
}

/** What a file is, as messages say. `others` also has what no message speaks of, such as imported chats. */
export type FileKind = 'photos' | 'films' | 'sounds' | 'programs' | 'others';

/** What takes space on this device. */
export interface StorageUse {
  /** The database, as the browser estimates it; null when unknown. */
  readonly databaseBytes: number | null;
  readonly journalBytes: number | null;
  /** Files, but for those of `feedBytes` and `imports`. */
  readonly fileBytes: number;
  /** The same by what they are. */
  readonly kinds: Readonly<Record<FileKind, number>>;
  /** Backups that lie on this computer; null when unknown. */
  readonly backupBytes: number | null;
  /** Files of which moments and channels speak and no message does. */
  readonly feedBytes: number;
  /** Of these what {@link FileWorkspace.letGoFeedFiles} would take. */
  readonly feedLooseBytes: number;
  /** Others’ articles and entries of feeds that are here to be read offline: some are among `feedBytes`, some in the database (FIL-12). */
  readonly articleBytes: number;
  /** What may be let go when space is short: received, not kept, others can give it again. */
  readonly reclaimableBytes: number;
  readonly quotaBytes: number | null;
  /** Imported chats with their pages and files, most first. */
  readonly imports: readonly { readonly space: SpaceId; readonly name: string; readonly bytes: number }[];
  /** Chats by what their files take, most first. */
  readonly chats: readonly {
    readonly space: SpaceId;
    readonly name: string;
    readonly bytes: number;
    readonly files: readonly StoredFile[];
  }[];
}

/** One file on this device. */
export interface StoredFile {
  readonly blob: BlobId;
  readonly message: EventId;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly held: number;
  readonly at: number;
  readonly author: AccountId;
  readonly origin: 'own' | 'received';
  readonly keep: boolean;
  readonly isPicture: boolean;
}

/** What a rule for how long things stay would take now; of messages the figure is how many. */
export interface RetentionPreview {
  readonly files: number;
  readonly bytes: number;
  readonly messages: number;
}

/** Everything a person can see and do about files. */
export interface FileWorkspace {
  /** Sends files, one message each. They show as uploads until their message is made. */
  sendFiles(space: SpaceId, files: readonly OutgoingFile[], extras?: FileExtras): Outcome;
  readonly uploads: Snapshot<readonly FileUpload[]>;
  cancelUpload(id: string): Outcome;
  /** Tries an upload that failed again. */
  retryUpload(id: string): Outcome;
  /** Follows the bytes of a file; they come by themselves where the rules of the settings say so. */
  fileState(file: FileReference): Snapshot<FileState>;
  /** Fetches a file, as soon as someone who has it is linked. Of one that is here it notes that it is used. */
  downloadFile(blob: BlobId): Outcome;
  /** Stops fetching; what came stays, and {@link downloadFile} goes on from there. */
  pauseDownload(blob: BlobId): Outcome;
  /** Stops fetching and lets go of what came. */
  cancelDownload(blob: BlobId): Outcome;
  /** An address for `<img>`, `<video>` or saving, good while the file is here; null when it is not. */
  fileUrl(file: FileReference): string | null;
  /** Lets a file that is here be what is dragged out of the window, where the system is asked to; null where the browser does by itself. */
  readonly dragFile: ((file: FileReference) => Outcome) | null;
  keepFile(blob: BlobId, keep: boolean): Outcome;
  /** Removes the bytes from this device; the message stays and can fetch them again where someone has them. */
  removeFile(blob: BlobId): Outcome;
  /** Removes the bytes of every file of a chat that is not kept. */
  clearFiles(space: SpaceId): Outcome;
  /** Takes pictures and videos of moments and channels off this device that are neither own, saved nor kept; posts and small pictures stay. */
  letGoFeedFiles(): Outcome<{ readonly bytes: number }>;
  storageUse(): LiveQuery<StorageUse>;
  /** The rules of single chats and channels for how long things stay here, by their spaces; all others go by the settings. */
  retention(): LiveQuery<ReadonlyMap<string, RetentionRule>>;
  /** Gives a chat or channel such a rule, or none of its own any more. What it takes goes some seconds later: till then it may be taken back. */
  setRetention(space: SpaceId, rule: RetentionRule | null): Outcome;
  /** What would go now with a rule for a chat or channel, or (no space) for all chats that have none, and does not go without it. */
  previewRetention(space: SpaceId | null, rule: RetentionRule | null): Outcome<RetentionPreview>;
}
