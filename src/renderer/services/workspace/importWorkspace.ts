/** What the screens may see and do about chats from elsewhere: they are kept here alone, and read only. */
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { DateOrder } from '@domain/importing/dates.ts';
import type { ImportSource, ImportedChat } from '@domain/importing/records.ts';
import type { ScannedChat } from '@domain/importing/importScan.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { MessageWindow } from './messageViews.ts';
import type { Outcome } from './workspaceErrors.ts';

/** A file a person chose. A DOM `File` fits `file`. */
export interface ChosenExport {
  /** Its name, or its path in a folder that was chosen. */
  readonly path: string;
  readonly file: BlobSource;
}

/** What a look at an export told. */
export interface ScannedExport {
  readonly source: ImportSource;
  /** What its own name says of the chat; empty where that is nothing. */
  readonly name: string;
  readonly chats: readonly ScannedChat[];
  /** Of WhatsApp: the order of its dates, and whether others fit as well. */
  readonly order: { readonly order: DateOrder; readonly isSure: boolean } | null;
  /** Files beside its text. */
  readonly files: number;
}

/** How an export is to be taken in. */
export interface ImportWish {
  readonly files: readonly ChosenExport[];
  /** Which of its chats, from 0. */
  readonly chat: number;
  readonly name: string;
  /** Key of oneself among its people; null where one is not in it. */
  readonly me: string | null;
  readonly order: DateOrder;
  /** Whether its pictures and other files come, too. */
  readonly withFiles: boolean;
}

/** An import that goes on now. */
export interface RunningImport {
  readonly name: string;
  /** From 0 to 1. */
  readonly done: number;
  readonly messages: number;
}

/** What there is of imports. */
export interface ImportsView {
  /** Newest first. */
  readonly chats: readonly ImportedChat[];
  readonly running: RunningImport | null;
  /** Name of one that was under way when the app ended, until that is read; nothing of it was kept. */
  readonly interrupted: string | null;
}

/** What an imported chat is about: who is in it. */
export interface ImportedPeople {
  readonly chat: ImportedChat;
  /** Oneself in it; null where one is not. */
  readonly me: AccountId | null;
  /** Names by the ids its messages have; empty where the export has none. */
  readonly names: ReadonlyMap<AccountId, string>;
  /** Those lines of it that could not be read, at most 1,000. */
  readonly unread: readonly string[];
}

/** Acts of {@link ImportWorkspace}, done by the engine. */
export interface ImportActs {
  /** Takes a chat of an export in; one at a time (`import-busy`). */
  importChat(wish: ImportWish): Outcome<{ readonly space: SpaceId }>;
  /** Ends the import that goes on; nothing of it stays. */
  cancelImport(): Outcome;
  /** The person has read that one was interrupted. */
  forgetInterrupted(): Outcome;
  renameImport(space: SpaceId, name: string): Outcome;
  /** Deletes an imported chat with its files. */
  removeImport(space: SpaceId): Outcome;
}

/** See the head of this file. */
export interface ImportWorkspace extends ImportActs {
  /** Looks an export through, in this tab. `import-unknown`: it is none. */
  scanExport(
    files: readonly ChosenExport[],
    options: { readonly signal: AbortSignalLike; readonly onProgress: (done: number) => void },
  ): Outcome<ScannedExport>;
  imports(): LiveQuery<ImportsView>;
  /** Null where there is no such chat, or its outline is damaged. */
  importedPeople(space: SpaceId): LiveQuery<ImportedPeople | null>;
  openImport(space: SpaceId): MessageWindow;
}

/** Every name of {@link ImportActs}. */
export const importActNames = [
  'importChat',
  'cancelImport',
  'forgetInterrupted',
  'renameImport',
  'removeImport',
] as const satisfies readonly (keyof ImportActs)[];
