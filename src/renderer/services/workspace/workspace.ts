/**
 * What the screens may see and do. Features import this and nothing below it. Implemented by the engine's tab and,
 * with the same interface, by every other tab of the profile, which sends its intents to the engine's tab.
 */
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { RequestProgress } from '@domain/contact/contact.ts';
import type { NewWalletCard } from '@domain/chat/walletCard.ts';
import type { Avatar, Profile } from '@domain/profile/profile.ts';
import type { ChatPreferences } from '@domain/preference/preferences.ts';
import type { Settings } from '@domain/settings/settings.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { Diagnostics } from './diagnosticsViews.ts';
import type { DeliveryWorkspace } from './deliveryWorkspace.ts';
import type { BackupActs, BackupWorkspace, RestoringBackup } from './backupWorkspace.ts';
import type { ConnectionActs, ConnectionStatus } from './connectionWorkspace.ts';
import type { FileWorkspace } from './fileWorkspace.ts';
import type { GroupState, GroupWorkspace } from './groupWorkspace.ts';
import type { DeviceActs, DeviceJoiningState, DeviceReads } from './deviceWorkspace.ts';
import type { DiscoverPart } from './discoverWorkspace.ts';
import type { ExportWorkspace } from './exportWorkspace.ts';
import type { HandActs } from './handWorkspace.ts';
import type { ImportWorkspace } from './importWorkspace.ts';
import type { FoundMessage, Message, MessageWindow } from './messageViews.ts';
import type { MessageWorkspace, TextExtras } from './messageWorkspace.ts';
import type { MomentPart } from './momentsWorkspace.ts';
import type { NearbyActs } from './nearbyWorkspace.ts';
import type { PastWorkspace } from './pastWorkspace.ts';
import type { PreferenceWorkspace } from './preferenceWorkspace.ts';
import type { StickerWorkspace } from './stickerWorkspace.ts';
import type { ProgramActs, ProgramWorkspace } from './programWorkspace.ts';
import type { ChannelsPart } from './channelWorkspace.ts';
import type { SnapshotActs } from './snapshotWorkspace.ts';
import type { SitePart } from './siteWorkspace.ts';
import type { WebFeedActs } from './webFeedWorkspace.ts';
import type { WalletPart } from './walletWorkspace.ts';
import type { Outcome, WorkspaceError } from './workspaceErrors.ts';

export type { ConnectionStatus } from './connectionWorkspace.ts';
export type { Diagnostics, LogLine } from './diagnosticsViews.ts';
export type {
  FoundMessage,
  Message,
  MessageBody,
  MessageState,
  MessageWindow,
  MessageWindowState,
} from './messageViews.ts';
export { type Outcome, type WorkspaceError, type WorkspaceErrorCode, workspaceErrorCodes } from './workspaceErrors.ts';

/** How far the app has come since it was opened. */
export type Startup =
  | { readonly status: 'opening' }
  /** The database was lost or damaged and is being made again from the journal. */
  | { readonly status: 'rebuilding'; readonly done: number; readonly total: number }
  | { readonly status: 'first-start' }
  | { readonly status: 'ready'; readonly workspace: Workspace; readonly notice: StartNotice | null }
  | { readonly status: 'failed'; readonly error: WorkspaceError };

/**
 * Told once after a start that had something to repair: the database was gone and made again from the journal, which was whole or
 * damaged itself (own words of before may be missing then); it lacked events that the journal had; or the other way round.
 */
export interface StartNotice {
  readonly kind: 'rebuilt' | 'rebuilt-doubtful' | 'restored' | 'journal-refilled';
  readonly events: number;
}

/** The whole of the app as the shell sees it. */
export interface Application {
  readonly startup: Snapshot<Startup>;
  /** First start: makes keys, account and profile. */
  createProfile(input: { readonly name: string; readonly avatar: Avatar }): Outcome;
  /** First start of a further device: goes to the one that shows this code, and is one of the account's from then on. */
  joinAccount(said: { readonly code: string; readonly name: string }): Outcome<JoiningDevice>;
  /** First start with a backup, in one file or several: they are handed to the host as they are read. */
  restoreBackup(files: readonly BlobSource[]): Outcome<RestoringBackup>;
  /** Tries the start again after a failure. */
  retry(): void;
}

/** A new device on its way into an account. Once it is `linked` the startup goes on by itself. */
export interface JoiningDevice {
  readonly state: Snapshot<DeviceJoiningState>;
  /** Goes into the account that is asked about. */
  accept(): Promise<void>;
  /** Gives up. */
  end(): void;
}

/** Oneself. */
export interface OwnProfile {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly profile: Profile;
  /** Whether the recovery phrase was checked by the person; until then it is kept here and can be shown. */
  readonly phraseChecked: boolean;
  /** Whether it never was on this device, because another device linked it: what became of it is known there. */
  readonly phraseElsewhere: boolean;
}

/** A contact as shown. */
export interface Contact {
  readonly account: AccountId;
  readonly space: SpaceId;
  /** Remark if set, else their own name. */
  readonly name: string;
  readonly ownName: string;
  readonly remark: string | null;
  readonly avatar: Avatar;
  readonly tags: readonly string[];
  readonly state: 'requested' | 'accepted';
  /** What became of our request to them; null when both said yes. */
  readonly request: RequestProgress | null;
  readonly blocked: boolean;
  readonly verifiedAt: number | null;
  readonly addedAt: number;
  readonly lastSeenAt: number | null;
}

/** A person who asks to be a contact. */
export interface ContactRequest {
  readonly account: AccountId;
  readonly name: string;
  readonly avatar: Avatar;
  readonly receivedAt: number;
  /** 60 digits in 12 groups of five, separated by spaces. */
  readonly safetyNumber: string;
}

/** An invite made here, as shown. */
export interface Invite {
  readonly id: string;
  /** `banyan://invite#…` */
  readonly link: string;
  /** The same as an https-shaped text for places that only accept web links. */
  readonly webLink: string;
  readonly state: 'open' | 'used' | 'revoked' | 'expired';
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** What an invite of someone else says, before one acts on it. */
export interface InvitePreview {
  readonly account: AccountId;
  readonly name: string;
  readonly expiresAt: number;
  readonly safetyNumber: string;
  /** Set for an invite into a group: what one would join. `account` and `name` are then of the member who invites. */
  readonly group: null | { readonly space: SpaceId; readonly name: string; readonly size: number };
}

/** One row of the conversation list. */
export interface Conversation {
  readonly space: SpaceId;
  readonly kind: 'direct' | 'group';
  /** The other person; of a group, who founded it. */
  readonly account: AccountId;
  readonly name: string;
  readonly avatar: Avatar;
  readonly blocked: boolean;
  readonly contactState: 'requested' | 'accepted';
  /** What we are to the group; null in a 1:1 chat. */
  readonly groupState: GroupState | null;
  readonly last: Message | null;
  /** In a group, the name of who said the last; null when it was oneself or nobody. */
  readonly lastAuthor: string | null;
  readonly activeAt: number;
  readonly unread: number;
  readonly draft: string;
  /** What the person chose about it. */
  readonly preferences: ChatPreferences;
  /** Tags of the contact; none of a group. */
  readonly tags: readonly string[];
}

/** Everything a person can see and do once they have a profile. */
export interface Workspace
  extends
    GroupWorkspace,
    FileWorkspace,
    DeliveryWorkspace,
    MessageWorkspace,
    PreferenceWorkspace,
    StickerWorkspace,
    ImportWorkspace,
    ExportWorkspace,
    PastWorkspace,
    ProgramActs,
    WalletPart,
    MomentPart,
    ChannelsPart,
    WebFeedActs,
    SitePart,
    DeviceActs,
    DeviceReads,
    BackupActs,
    SnapshotActs,
    NearbyActs,
    HandActs,
    ConnectionActs,
    DiscoverPart {
  /** Backups on this host. */
  readonly backups: BackupWorkspace;
  /** Mini programs. */
  readonly programs: ProgramWorkspace;
  readonly connection: Snapshot<ConnectionStatus>;
  /** Accounts with a live link now. */
  readonly presence: Snapshot<ReadonlySet<AccountId>>;

  ownProfile(): LiveQuery<OwnProfile>;
  updateProfile(input: { readonly name: string; readonly avatar: Avatar }): Outcome;
  /** The twelve words, while they are kept here; `phrase-missing` once they were checked. */
  recoveryPhrase(): Outcome<readonly string[]>;
  /** Checks typed words against the account and, when right, marks the phrase as written down and forgets it here. */
  checkRecoveryPhrase(words: string): Outcome;

  settings(): LiveQuery<Settings>;
  updateSettings(change: Partial<Settings>): Outcome;

  invites(): LiveQuery<readonly Invite[]>;
  /** Makes an invite; it works once, for `lifetime` ms (7 days unless given). */
  createInvite(lifetime?: number): Outcome<Invite>;
  revokeInvite(id: string): Outcome;
  /** Reads pasted, scanned or opened text. Says what is wrong with it without acting on it. */
  previewInvite(text: string): Outcome<InvitePreview>;
  /**
   * Asks the person behind an invite to be a contact, or, when it is one into a group, to be let in: `group` is then its space.
   * The request goes out when they can be reached.
   */
  acceptInvite(text: string): Outcome<{ readonly account: AccountId; readonly group: SpaceId | null }>;

  requests(): LiveQuery<readonly ContactRequest[]>;
  acceptRequest(account: AccountId): Outcome<{ readonly space: SpaceId }>;
  declineRequest(account: AccountId): Outcome;
  blockRequest(account: AccountId): Outcome;

  contacts(): LiveQuery<readonly Contact[]>;
  contact(account: AccountId): LiveQuery<Contact | null>;
  safetyNumber(account: AccountId): Outcome<string>;
  setVerified(account: AccountId, verified: boolean): Outcome;
  setRemark(account: AccountId, remark: string): Outcome;
  setTags(account: AccountId, tags: readonly string[]): Outcome;
  setBlocked(account: AccountId, blocked: boolean): Outcome;
  /** Removes the contact and the conversation here; the journal keeps the events. */
  deleteContact(account: AccountId): Outcome;

  conversations(): LiveQuery<readonly Conversation[]>;
  conversation(space: SpaceId): LiveQuery<Conversation | null>;
  /** Of chats that are neither muted nor archived (PRE-7). */
  unreadTotal(): LiveQuery<number>;
  openMessages(space: SpaceId): MessageWindow;
  /** One message, wherever in its conversation; null while it is not here. */
  message(space: SpaceId, id: EventId): LiveQuery<FoundMessage | null>;
  /** Resolves when the message is durable here. While it is not, the window shows it as `queued`, then `failed`. */
  sendText(space: SpaceId, text: string, extras?: TextExtras): Outcome<{ readonly id: EventId }>;
  /** Puts a wallet card into a conversation: `card-invalid` where it fits none. What it speaks of stands, whatever becomes of the card. */
  sendWalletCard(space: SpaceId, card: NewWalletCard): Outcome<{ readonly id: EventId }>;
  /** Tries a `failed` message again. */
  retryMessage(space: SpaceId, id: string): Outcome;
  /** Removes a message from this device only. */
  deleteMessage(space: SpaceId, id: string): Outcome;
  /** Takes back {@link deleteMessage}. */
  restoreMessage(space: SpaceId, id: string): Outcome;
  saveDraft(space: SpaceId, text: string): Outcome;
  /** Marks everything up to the message at `at` as read. */
  markRead(space: SpaceId, at: number): Outcome;

  diagnostics(): Outcome<Diagnostics>;
  /** The redacted report as text, for export. */
  diagnosticsReport(): Outcome<string>;
  /** Opens a web or mail address outside the app. Call only after the person confirmed it. */
  openExternal(url: string): Outcome;
  /** Fetches the code of all that is not here yet (WSP-2): a host that dies later takes none of it along. */
  fetchParts(): Promise<void>;
  /** Links opened in the system (`banyan://…`) that wait to be shown; taking it clears it. */
  readonly openedLink: Snapshot<string | null>;
  /** The last order a program of this tab was paid by what the person allowed it before (WSV-173); null at first. */
  readonly takenOrder: Snapshot<PaymentOrder | null>;
  takeOpenedLink(): string | null;
}
