/** What the screens may see and do about how a person keeps their chats: on this device alone, but for the word that one writes. */
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { Folder } from '@domain/preference/folders.ts';
import type { ChatPreferences } from '@domain/preference/preferences.ts';
import type { Refusal } from '@domain/preference/refusals.ts';
import type { Wallpaper } from '@domain/preference/wallpaper.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { OutgoingFile } from './fileWorkspace.ts';
import type { Outcome } from './workspaceErrors.ts';

/** What may be chosen about one chat by itself: its place among the pinned ones is told of all of them at once. */
export type ChatChoice = Partial<Omit<ChatPreferences, 'pinned'>>;

/** A folder as it is made or changed; without an id a new one, which comes last. */
export type FolderDraft = Omit<Folder, 'id' | 'place'> & { readonly id: string | null };

/** What a person notes about somebody, for themselves. */
export interface NewReport {
  readonly account: AccountId;
  readonly reason: Refusal['reason'];
  readonly note: string;
  /** The message it is about: its words are kept with the note. */
  readonly message: { readonly space: SpaceId; readonly id: EventId } | null;
}

/** Somebody whose requests are refused without being asked about. */
export interface RefusedPerson {
  readonly account: AccountId;
  readonly at: number;
  /** As they were called when they were refused; null where that is not known any more. */
  readonly name: string | null;
}

/** What was chosen for all chats, and the folders in their order. */
export interface ChatHousekeeping {
  readonly folders: readonly Folder[];
  /** Behind the messages of every chat that has none of its own. */
  readonly wallpaper: Wallpaper;
}

/** The acts of keeping chats, done by the engine. */
export interface PreferenceActs {
  /** `setting-invalid` for what does not fit. */
  choose(space: SpaceId, choice: ChatChoice): Outcome;
  /** These chats, in this order, are pinned, and no others. */
  pinChats(spaces: readonly SpaceId[]): Outcome;
  saveFolder(folder: FolderDraft): Outcome<{ readonly id: string }>;
  /** Every folder, in its new place. */
  orderFolders(ids: readonly string[]): Outcome;
  removeFolder(id: string): Outcome;
  /** Behind the messages of all chats. */
  setWallpaper(wallpaper: Wallpaper): Outcome;
  /** Takes in a picture of one's own; it is shown to nobody else. The value is what {@link choose} and {@link setWallpaper} take. */
  takeWallpaper(picture: OutgoingFile): Outcome<Wallpaper>;
  /** One writes in a chat, or stopped: told to who is linked, unless it is switched off. */
  tellTyping(space: SpaceId, isTyping: boolean): Outcome;
  /** The log of what was refused and why, newest first. */
  refusals(): Outcome<readonly Refusal[]>;
  /** Writes a report into that log. It goes nowhere. */
  report(report: NewReport): Outcome;
  /** Writes into an entry of the log why, in place of what it said. */
  explainRefusal(entry: Pick<Refusal, 'at' | 'account'>, why: Pick<Refusal, 'reason' | 'note'>): Outcome;
  clearRefusals(): Outcome;
  /** Those refused who are no contacts. */
  refusedPeople(): Outcome<readonly RefusedPerson[]>;
  /** Lets somebody ask again. */
  letAskAgain(account: AccountId): Outcome;
}

/** Everything a person can see and do about how they keep their chats. */
export interface PreferenceWorkspace extends PreferenceActs {
  housekeeping(): LiveQuery<ChatHousekeeping>;
  /** Who writes now, by chat; nobody while it is switched off. */
  readonly typing: Snapshot<ReadonlyMap<SpaceId, readonly AccountId[]>>;
}

/** Every name of {@link PreferenceActs}. */
export const preferenceActNames = [
  'choose',
  'pinChats',
  'saveFolder',
  'orderFolders',
  'removeFolder',
  'setWallpaper',
  'takeWallpaper',
  'tellTyping',
  'refusals',
  'report',
  'explainRefusal',
  'clearRefusals',
  'refusedPeople',
  'letAskAgain',
] as const satisfies readonly (keyof PreferenceActs)[];
