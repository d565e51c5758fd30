/** What the screens may see and do about chats from elsewhere: they are kept here alone, and read only. */
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { DateOrder } from '@domain/importing/dates.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import type { ImportSource } from '@domain/importing/sources.ts';
import type { ChatPreferences } from '@domain/preference/preferences.ts';
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

/** What a look at an export of everything told. All of it is what its manifest says. */
export interface ScannedAll {
  readonly name: string;
  /** ms. */
  readonly exportedAt: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Files of data that are missing, damaged or were changed since: nothing of them is taken. */
  readonly broken: readonly string[];
  /** Whether it was made by this very account. */
  readonly isOwn: boolean;
}

/** How an export of everything is to be taken in. */
export interface ImportAllWish {
  readonly files: readonly ChosenExport[];
  readonly withFiles: boolean;
  /** What the chat is called that moments are kept as. */
  readonly momentsName: string;
}

/** What of an export can come back into the live account, by kind. */
export const backKinds = ['contacts', 'settings', 'stickers', 'favourites', 'drafts'] as const;
/** See {@link backKinds}. */
export type BackKind = (typeof backKinds)[number];

/** Of one kind, before anything is written. */
export interface BackCount {
  /** Would be written. */
  readonly fresh: number;
  /** Stand here as they are, or as the person chose otherwise since: these stay. */
  readonly here: number;
  /** Belong to somebody, a chat or a message that is not here, or never come back by a file. */
  readonly without: number;
  /** Lines that cannot be read. */
  readonly unread: number;
}

/** What would come back. */
export interface BackPlan {
  readonly counts: Readonly<Record<BackKind, BackCount>>;
  /** Contacts of the export who are none here, by name: an export has nothing to meet anybody with. */
  readonly strangers: readonly string[];
}

/** What came back. */
export interface BroughtBack {
  readonly done: number;
  readonly failed: number;
  /** Whether the person stopped it before its end. */
  readonly isStopped: boolean;
  /** Puts back what it was before; how many of them could not be. */
  readonly undo: () => Promise<number>;
}

/** What came of it. */
export interface ImportedAll {
  /** Chats that are new, and messages in them. */
  readonly chats: number;
  readonly messages: number;
  /** Messages and posts that were here already. */
  readonly already: number;
  /** Lines that could not be read. */
  readonly unread: number;
  /** Files whose bytes are not what their name says, and files that were not there. */
  readonly damaged: number;
  readonly missing: number;
  readonly broken: readonly string[];
}

/** What came of one chat. */
export interface ImportedOne {
  /** The chat it stands in, new or here already, and its name. */
  readonly space: SpaceId;
  readonly name: string;
  /** A chat of its own, one that was here and stays as it was, or one that was here and became what came in (IMP-17). */
  readonly is: 'new' | 'here' | 'more';
  /** Messages that came in, and those that were here already. */
  readonly fresh: number;
  readonly already: number;
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

/** An imported chat as the list of chats shows it (IMP-15). */
export interface ImportedTalk {
  readonly kind: 'imported';
  readonly space: SpaceId;
  readonly name: string;
  readonly source: ImportSource;
  readonly messages: number;
  /** When the last of it was said. */
  readonly activeAt: number;
  /** The contact before whose chat it stands; null: nobody's. */
  readonly contact: AccountId | null;
  /** Whether it may be put before one's chat: no moments, and no posts of a channel. */
  readonly isTalk: boolean;
  readonly preferences: ChatPreferences;
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
  importChat(wish: ImportWish): Outcome<ImportedOne>;
  /** Takes an export of everything in, as chats that are only read; one import at a time. All of it, or nothing. */
  importAll(wish: ImportAllWish): Outcome<ImportedAll>;
  /** Ends the import that goes on; nothing of it stays. */
  cancelImport(): Outcome;
  /** The person has read that one was interrupted. */
  forgetInterrupted(): Outcome;
  renameImport(space: SpaceId, name: string): Outcome;
  /** Puts an imported chat before the chat of a contact (`contact-missing` where there is no such, `message-unfit` where it is no talk), or (null) by itself again. */
  linkImport(space: SpaceId, contact: AccountId | null): Outcome;
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
  /** Looks an export of everything through, in this tab. `import-newer`: a later version made it. */
  scanAll(
    files: readonly ChosenExport[],
    options: { readonly signal: AbortSignalLike; readonly onProgress: (done: number) => void },
  ): Outcome<ScannedAll>;
  /** Says what of an export could come back into the account as it is now. Nothing is written. */
  planBack(
    files: readonly ChosenExport[],
    options: { readonly signal: AbortSignalLike; readonly onProgress: (done: number) => void },
  ): Outcome<BackPlan>;
  /** Brings these kinds back, one thing after the other: only what is not here, so that it may be done again. */
  bringBack(
    wish: { readonly files: readonly ChosenExport[]; readonly kinds: readonly BackKind[] },
    options: { readonly signal: AbortSignalLike; readonly onProgress: (done: number) => void },
  ): Outcome<BroughtBack>;
  imports(): LiveQuery<ImportsView>;
  /** All of them, for the list of chats, in no order. */
  importedTalks(): LiveQuery<readonly ImportedTalk[]>;
  /** Null where there is no such chat, or its outline is damaged. */
  importedPeople(space: SpaceId): LiveQuery<ImportedPeople | null>;
  openImport(space: SpaceId): MessageWindow;
}

/** Every name of {@link ImportActs}. */
export const importActNames = [
  'importChat',
  'importAll',
  'cancelImport',
  'forgetInterrupted',
  'renameImport',
  'linkImport',
  'removeImport',
] as const satisfies readonly (keyof ImportActs)[];
