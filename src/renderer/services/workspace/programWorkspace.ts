/** What the screens may see and do about mini programs. */
import type { MiniPermission, PackageFacts } from '@shared/mini/package.ts';
import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import type { ProgramView } from '@ports/programViews.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { PackageAuthor } from '@domain/mini/authorship.ts';
import type { ProgramRecord } from '@domain/mini/records.ts';
import type { ProgramStream } from '../mini/programLog.ts';
import type { ProgramPrompt } from '../mini/prompts.ts';
import type { OutgoingFile } from './fileWorkspace.ts';
import type { Outcome } from './workspaceErrors.ts';

/** A program in a chat: one card, one instance. */
export interface Program {
  readonly instance: EventId;
  readonly space: SpaceId;
  readonly package: BlobId;
  /** Name on the card, cleaned. */
  readonly name: string;
  readonly version: string | null;
  /** Small picture of the card; null where it has none. */
  readonly icon: Uint8Array | null;
  readonly size: number;
  /** Who put the card there. */
  readonly author: AccountId;
  readonly own: boolean;
  readonly at: number;
  /** What the program last called its document and its state; the newest said by anyone. */
  readonly document: string | null;
  readonly summary: string | null;
  /** Opened here at last; null when never. */
  readonly lastOpened: number | null;
  readonly favourite: boolean;
  readonly declared: readonly MiniPermission[];
  /** Hosts it may ask to reach; only the desktop edition can grant them. */
  readonly net: readonly string[];
  /** What the person said, permission by permission; one that was not asked for yet is absent. */
  readonly permissions: readonly ProgramPermission[];
}

/** What a person said about one permission of one instance. */
export interface ProgramPermission {
  readonly permission: MiniPermission;
  readonly granted: boolean;
  readonly at: number;
}

/** A package seen in one's chats, by how many of one's contacts put it somewhere. */
export interface SeenPackage {
  readonly package: BlobId;
  readonly name: string;
  readonly icon: Uint8Array | null;
  readonly size: number;
  readonly people: readonly AccountId[];
  /** Instances of it here, newest first. */
  readonly instances: readonly EventId[];
}

/** What is true of an open program, for its frame. */
export interface ProgramStatus {
  readonly name: string;
  readonly document: string | null;
  readonly summary: string | null;
  /** Updates that wait because the program sends faster than it may. */
  readonly waiting: number;
  /** Updates and messages that were dropped since it was opened, because of that. */
  readonly dropped: number;
  /** Whether what it says reaches the others: false where the person may not write. */
  readonly mayWrite: boolean;
  /** Devices of others on its realtime channel; null while it is on none. */
  readonly realtimePeers: number | null;
  /** Bytes said in it that are kept here, where that is more than the person allowed and it says nothing more; else null. */
  readonly kept: number | null;
}

/** A program that is open here. Closing it sends what waits, and ends its view. */
export interface ProgramSession {
  readonly instance: EventId;
  readonly view: ProgramView;
  readonly status: Snapshot<ProgramStatus>;
  /** What the program asks for and the host must draw, outside the program's area; null when nothing. One at a time. */
  readonly prompt: Snapshot<ProgramPrompt | null>;
  /** Whether a person sees it. What is not seen stands still as soon as nothing of it has to go on (MPH-30). */
  setSeen(isSeen: boolean): void;
  readonly activity: Snapshot<ProgramActivity>;
  /** Lets it say more than it may keep (`kept`), one step of 100 MB. */
  allowKeeping(): void;
  /** Closes it, and remembers where it was until it is opened again. */
  sleep(): void;
  close(): void;
}

/**
 * What an open program does. `busy`: it is not seen and has to go on; ending it now would lose something. `resting`: it stands still.
 * `restless`: it is not seen and can not be stopped but by ending it.
 */
export type ProgramActivity = 'seen' | 'busy' | 'resting' | 'restless';

/** A package on this device that was looked through. */
export interface KnownPackage {
  readonly facts: PackageFacts;
  /** Name to show: of the manifest, else of the file. */
  readonly name: string;
}

/** A newer version of a program's package that is known here (same id, same author), or chosen by the person. */
export interface ProgramUpgrade {
  readonly package: BlobId;
  readonly version: string | null;
  /** What it asks for and the present one does not: the person is asked before it takes its place. */
  readonly added: readonly MiniPermission[];
  readonly addedHosts: readonly string[];
  /** False when another key signed it, or none did: shown with a warning. */
  readonly sameAuthor: boolean;
}

/** What an instance takes on this device, bytes. Its package is counted where that is (`Program.size`): instances share it. */
export interface ProgramStorage {
  /** What was said in it: stays when it is wiped. */
  readonly updates: number;
  /** Its shared documents: stay, too. */
  readonly documents: number;
  /** What it stored itself, about: goes when it is wiped. Null where that cannot be told. */
  readonly own: number | null;
}

/** What of mini programs the engine does, wherever it runs: screens use {@link ProgramWorkspace}. */
export interface ProgramActs {
  /** See `addPackage`. */
  keepPackage(file: OutgoingFile['file']): Outcome<KnownPackage>;
  /** See `ProgramWorkspace`. */
  signPackage(id: BlobId): Outcome<KnownPackage>;
  /** Puts a card into a chat: a new instance. */
  sendProgram(space: SpaceId, id: BlobId): Outcome<{ readonly instance: EventId }>;
  /** Says something in an instance: an update, or a change of a document. Asked for again with the same `id` it is said once. */
  sayInProgram(stream: ProgramStream, bytes: Uint8Array, id: string): Outcome;
  /** Has the next replay be short: see `DocumentKeeper`, and of updates `UpdatePacker`. Succeeds where there is nothing to do. */
  condenseDocument(stream: ProgramStream): Outcome;
  /** Changes what this device knows of an instance. */
  changeProgram(instance: EventId, change: ProgramChange): Outcome;
  allowProgram(instance: EventId, permission: MiniPermission, granted: boolean): Outcome;
}

/** What may change of an instance here. */
export type ProgramChange = Partial<
  Pick<ProgramRecord, 'label' | 'package' | 'declared' | 'lastOpened' | 'favourite' | 'removed' | 'grants'>
>;

/** Everything a person can see and do about mini programs. */
export interface ProgramWorkspace {
  /** Every instance here that was not removed, last opened first, then newest first. Favourites are among them. */
  programs(): LiveQuery<readonly Program[]>;
  program(instance: EventId): LiveQuery<Program | null>;
  /** Packages of cards by others, by how many contacts use them. */
  programsFromPeople(): LiveQuery<readonly SeenPackage[]>;
  /** Packages the person added from files, newest first. */
  ownPackages(): LiveQuery<readonly KnownPackage[]>;
  /** Keeps a package a person chose and looks it through; it is sent to nobody. */
  addPackage(file: OutgoingFile['file']): Outcome<KnownPackage>;
  /** Looks through a package that is here; `file-missing` while it is not. */
  inspectPackage(id: BlobId): Outcome<KnownPackage>;
  /** Who signed a package, in step with one's contacts; null while the package is not here. */
  authorOf(id: BlobId): LiveQuery<PackageAuthor | null>;
  /**
   * Makes a copy of a package that is signed by oneself, in place of whoever signed it before, and keeps it as a package one added (PRG-9).
   * The package itself stays as it is.
   */
  signPackage(id: BlobId): Outcome<KnownPackage>;
  /** Puts a card into a chat: a new instance. */
  sendProgram(space: SpaceId, id: BlobId): Outcome<{ readonly instance: EventId }>;
  /** A person may open this one soon, or with null some program or other: what that needs is found out, and nothing of it runs. */
  expectProgram(instance: EventId | null): void;
  /** The pointer or the keyboard is at the button that opens it, with null at none: the host serves it, and nothing of it runs. */
  approachProgram(instance: EventId | null): void;
  /** The pointer is down on the button that opens it: the same at once. */
  pressProgram(instance: EventId): void;
  /**
   * Opens an instance in this tab, at `href` where given. `file-missing`: the package is on its way (see `downloadFile`). An
   * instance that is open already is given again. `package-changed`: its signature is not of what is in it, and the person was not asked
   * yet (`accepted`).
   */
  openProgram(instance: EventId, href?: string, accepted?: 'package-changed'): Outcome<ProgramSession>;
  /** Programs open in this tab. */
  readonly openPrograms: Snapshot<readonly ProgramSession[]>;
  /** Opens a program in a window of its own, where it then runs, or brings that to the front. To be called where the person pressed. */
  openWindow(instance: EventId): Outcome;
  /** Brings a window of the app that shows everything to the front, where the platform lets it. */
  showApp(): void;
  /** Ends what is open in this tab; done when all have said their last. */
  endPrograms(): Promise<void>;
  setFavourite(instance: EventId, favourite: boolean): Outcome;
  /** Takes a permission back, or gives it ahead. A program that is open notices at its next call. */
  setPermission(instance: EventId, permission: MiniPermission, granted: boolean): Outcome;
  /** What an instance takes on this device. */
  programStorage(instance: EventId): Outcome<ProgramStorage>;
  /** Removes what the program stored on this device; its updates stay, and it begins anew with them. */
  wipeProgram(instance: EventId): Outcome;
  /** Wipes it and takes it out of the lists; opening its card brings it back. */
  removeProgram(instance: EventId): Outcome;
  upgradesOf(instance: EventId): LiveQuery<readonly ProgramUpgrade[]>;
  /** Puts another package in its place on this device; storage and updates stay. */
  upgradeProgram(instance: EventId, id: BlobId): Outcome;
}
