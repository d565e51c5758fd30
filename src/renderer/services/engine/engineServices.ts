import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Channels } from '../channels/channels.ts';
import { ContactBook } from '../contacts/contactBook.ts';
import { DiagnosticsDesk } from '../diagnostics/diagnosticsDesk.ts';
import { GroupBook } from '../groups/groupBook.ts';
import type { ForkEnds } from '../groups/judgeGroup.ts';
import { createGroupInviteActs } from '../groups/groupInviteActs.ts';
import { HiddenWords } from '../groups/hiddenWords.ts';
import { whyNotFrom, whyNotWrite } from '../groups/mayWrite.ts';
import { SpaceDirectory } from '../groups/spaceDirectory.ts';
import type { Files } from '../files/files.ts';
import { EventJournal } from '../journal/eventJournal.ts';
import { createDoorListener } from '../links/doorListener.ts';
import { LinkKeeper } from '../links/linkKeeper.ts';
import { createProgramActs } from '../mini/programActs.ts';
import { UpdatePacker } from '../mini/updatePacker.ts';
import { MessageNotices } from '../notifications/messageNotices.ts';
import { ScreenLock } from '../notifications/screenLock.ts';
import type { InviteDesk, PairingParts } from '../pairing/inviteDesk.ts';
import type { PreferenceBook } from '../preference/preferenceBook.ts';
import type { ReplicationContext } from '../replication/context.ts';
import { FeedKeeper } from '../feed/feedKeeper.ts';
import { JoinedDirectory, type Realm } from '../feed/joinedDirectory.ts';
import { Replicator } from '../replication/replicator.ts';
import type { Acts } from '../workspace/acts.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';
import { ConnectionState } from './connectionState.ts';
import { type ChannelHearing, type KnownChannels, joinChannelBook, joinChannels } from './joinChannels.ts';
import { joinFiles, joinSaying } from './joinFiles.ts';
import { createBackupActs } from '../backup/backupActs.ts';
import type { EngineParts } from './engineParts.ts';
import { joinMeeting } from './joinMeeting.ts';
import { type GroupHearing, joinGroups } from './joinGroups.ts';
import { type JoinedDevices, type JoinedOwn, joinDevices, joinOwnDirectory } from './joinDevices.ts';
import type { OwnSelf } from './ownSelf.ts';
import { PendingMessages } from './pendingMessages.ts';
import { createProfileActs } from './profileActs.ts';
import { type JoinedImports, joinImports } from './joinImports.ts';
import { type JoinedSnapshots, joinSnapshots } from './joinSnapshots.ts';
import { type JoinedStickers, joinStickers } from './joinStickers.ts';
import { type JoinedPreferences, joinPreferenceBook } from './joinPreferences.ts';
import { ReadMarks } from './readMarks.ts';
import { SettingsKeeper } from './settingsKeeper.ts';
import type { JoinedMessages } from './joinMessages.ts';
import { joinTalk } from './joinTalk.ts';
import { type JoinedMints, joinMints } from './joinMints.ts';
import { type JoinedSearch, joinSearch } from './joinSearch.ts';
import { type JoinedCircles, type MomentsHearing, joinCircles, joinMoments } from './joinMoments.ts';
import { joinPairing } from './joinPairing.ts';
import { joinRealtime } from './joinRealtime.ts';
import { type WalletHearing, joinWallet } from './joinWallet.ts';
import { type JoinedWebFeeds, joinWebFeeds } from './joinWebFeeds.ts';
import type { Moments } from '../moments/moments.ts';
import type { Wallet } from '../wallet/wallet.ts';

/** The services of an engine, joined. Nothing here has started anything yet. */
export interface EngineServices extends Omit<JoinedDevices, 'acts'> {
  readonly journal: EventJournal;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly hidden: HiddenWords;
  /** What acts for groups by itself, to be disposed of. */
  readonly groupParts: readonly { readonly dispose: () => void }[];
  readonly settings: SettingsKeeper;
  readonly replicator: Replicator;
  readonly connection: ConnectionState;
  readonly links: LinkKeeper;
  readonly invites: InviteDesk;
  readonly pairing: PairingParts;
  readonly readMarks: ReadMarks;
  readonly pending: PendingMessages;
  readonly packer: UpdatePacker;
  readonly files: Files;
  readonly realtime: ReturnType<typeof joinRealtime>;
  readonly wallet: Wallet;
  readonly channels: Channels;
  readonly mints: JoinedMints;
  readonly search: JoinedSearch;
  readonly webFeeds: JoinedWebFeeds;
  readonly moments: Moments;
  readonly messages: JoinedMessages;
  readonly preferences: JoinedPreferences;
  readonly stickers: JoinedStickers;
  readonly imports: JoinedImports;
  readonly snapshots: JoinedSnapshots;
  /** Who may be given what, own devices included. */
  readonly shared: JoinedOwn;
  readonly hearing: GroupHearing;
  readonly arrivals: Arrivals;
  /** Whether the screen is locked; has yet to be started. */
  readonly lock: ScreenLock;
  readonly acts: Acts;
}

/** What joining needs beside the parts. */
export interface Joining {
  readonly own: OwnSelf;
  readonly isWatched: () => boolean;
  readonly onProfile: () => Promise<void>;
}

type Core = Pick<
  EngineServices,
  'lock' | 'journal' | 'contacts' | 'groups' | 'hidden' | 'settings' | 'replicator' | 'pending' | 'packer'
> &
  JoinedCircles &
  KnownChannels & {
    readonly hearing: GroupHearing & WalletHearing & FeedHearing;
    readonly directory: SpaceDirectory;
    /** The same of chats and feeds. */
    readonly everywhere: JoinedDirectory;
    /** The same as own devices share it. */
    readonly shared: JoinedOwn;
    readonly arrivals: Arrivals;
    readonly book: PreferenceBook;
    readonly notices: MessageNotices;
  };

/** Who hears words about feeds: set when they are made, which is after the replicator that brings them. */
export type FeedHearing = MomentsHearing & ChannelHearing;

/** Who hears of everything that came: added when they are made, which is after the replicator that brings it. */
interface Arrivals {
  readonly hearers: { onAdmitted(events: readonly AdmittedEvent[]): void }[];
}

/** Joins the services of an engine. */
export function joinServices(parts: EngineParts, joining: Joining): EngineServices {
  const core = joinCore(parts, joining);
  const { own } = joining;
  const { contacts, groups, replicator, journal, settings } = core;
  const { store, transport, clock, log, host, vault } = parts;
  const links = joinLinks(parts, core, own);
  const group = joinGroups(parts, { ...core, own });
  const { invites, pairing, people } = joinPairing(parts, own, { ...core, author: group.author });
  const isAllowed = () => settings.settings.get().readReceipts;
  const writing = { self: own.identity.get().account, contacts, groups };
  const readMarks = new ReadMarks({ writing, store, clock, replicator, log, isAllowed });
  const connection = new ConnectionState({ transport, replicator, journal });
  const diagnostics = new DiagnosticsDesk({ host, store, journal, transport, replicator, contacts, log });
  const whyNot = (space: SpaceId) => whyNotFrom(own.identity.get().device, own.family) ?? whyNotWrite(writing, space);
  const saying = joinSaying(parts, core, () => files);
  const given = { own, directory: core.shared.directory, whyNotWrite: whyNot };
  const files: Files = joinFiles(parts, { ...core, ...saying, ...given });
  const realtime = joinRealtime(parts, core);
  const wallet = joinWallet(parts, { ...core, own });
  const kept = joinKept(parts, core, { own, files, acts: (): Acts => acts });
  const moments = joinMoments(parts, { ...core, own, files });
  const feeds = { moments, wallet, ...joinChannels(parts, { ...core, own, files, dues: wallet.dues }) };
  const around = { own, files, ...saying, people, readMarks, whyNotWrite: whyNot, groupActs: group.acts };
  const talk = joinTalk(parts, { ...core, ...around, self: writing.self, directory: core.everywhere });
  const ours = joinDevices(parts, core, { ...joining, ...around, ...kept, ...feeds, ...talk });
  core.arrivals.hearers.push(readMarks, files, moments, feeds.channels, talk.preferences, talk.messages, ours.devices);
  const acts: Acts = watchWrites(connection, {
    ...{ ...talk.acts, ...kept.snapshots.acts },
    ...{ ...ours.acts, ...joinMeeting(parts, { ...core, people }) },
    ...createBackupActs({ store, vault, journal, contacts, own }),
    ...createGroupInviteActs({ ...writing, author: group.author, invites, clock, verify: parts.verify }),
    ...{ ...files.acts, ...wallet.acts },
    ...{ ...kept.mints.acts, ...kept.stickers.acts, ...kept.imports.acts, ...kept.search.acts },
    ...feeds.acts,
    ...kept.webFeeds.withFeeds(feeds.acts),
    ...moments.acts,
    ...createProgramActs({
      ...{ store, host, clock, self: writing.self, identity: () => own.identity.get(), replicator },
      ...{ library: files.library, letGo: (blobs) => files.letGo(blobs), whyNotWrite: whyNot },
      ...{ condense: parts.condense, packer: core.packer, documents: ours.documents },
    }),
    ...files.withChats(talk.acts),
    ...createProfileActs({ own, vault, settings, replicator, contacts, diagnostics, onProfile: joining.onProfile }),
  });
  return {
    ...{ ...core, ...kept, ...feeds, ...talk, ...ours, groupParts: [...group.running, ours.devices, ours.documents] },
    ...{ links, invites, pairing, readMarks, connection, files, realtime, wallet },
    acts: kept.search.hearing(acts),
  };
}

/** What rests on what is kept alone. To be called after the wallet was joined. */
function joinKept(
  parts: EngineParts,
  core: Core,
  { own, files, acts }: { readonly own: OwnSelf; readonly files: Files; readonly acts: () => Acts },
): Pick<EngineServices, 'mints' | 'search' | 'webFeeds' | 'stickers' | 'imports' | 'snapshots'> {
  const webFeeds = joinWebFeeds(parts, core);
  files.keepTexts(webFeeds.book);
  const imports = joinImports(parts, { ...core, own, files });
  return {
    stickers: joinStickers(parts, { ...core, files }),
    imports,
    snapshots: joinSnapshots(parts, { ...core, own, acts }),
    mints: joinMints(parts, { ...core, own }),
    search: joinSearch(parts, { own, feeds: webFeeds.book, imports: imports.intake }),
    webFeeds,
  };
}

function joinCore(parts: EngineParts, { own, isWatched }: Joining): Core {
  const { store, clock, verify, log, host, notifier } = parts;
  const self = own.identity.get();
  const journal = new EventJournal(host, self.account);
  const contacts = new ContactBook({ self, store, journal, verify });
  const settings = new SettingsKeeper({ store, keeper: new FeedKeeper({ store, journal, clock }) });
  const lock = new ScreenLock(host);
  const preferences = joinPreferenceBook(parts, { journal });
  const forks: ForkEnds = {
    load: () => replicator.parted.load(),
    lastOf: (space, device) => replicator.parted.lastOf(space, device),
  };
  const groups = new GroupBook({ self: self.account, store, journal, verify, log, forks });
  const hidden = new HiddenWords({ self, store, groups });
  const heard = { self: self.account, contacts, groups, hidden };
  const chosen = { preferences, settings: () => settings.settings.get(), lock };
  const notices = new MessageNotices({ ...heard, ...chosen, notifier, clock, isWatched });
  const pending = new PendingMessages(clock);
  const packer = new UpdatePacker({ store });
  const hearing: Core['hearing'] = { hear: null, hearOfWallet: null, hearOfMoments: null, hearOfChannels: null };
  const arrivals: Arrivals = { hearers: [] };
  const onAdmitted = (space: SpaceId, events: readonly AdmittedEvent[]) => {
    pending.landed(events.map(({ id }) => id));
    groups.onAdmitted(space, events);
    hidden.onAdmitted(space, events);
    notices.onAdmitted(space, events);
    packer.onAdmitted(space, events);
    for (const hearer of arrivals.hearers) hearer.onAdmitted(events);
  };
  const directory = new SpaceDirectory({ self, contacts, groups });
  const moments = joinCircles(parts, own, { journal, contacts });
  const channels = joinChannelBook(parts, { journal });
  const realms: readonly Realm[] = [moments.realm, channels.channelBook];
  const penOf = (space: SpaceId) => channels.channelBook.penOf(space);
  const onBeyond = moments.ended.orElse(hidden);
  const onForked: ReplicationContext['onForked'] = (space) => groups.onForked(space);
  const everywhere = new JoinedDirectory(directory, realms);
  const shared = joinOwnDirectory(parts, { own, contacts, groups, over: everywhere, circles: moments.realm });
  const world = { journal, directory: shared.directory, penOf, onAdmitted, onBeyond, onForked };
  const replicator: Replicator = new Replicator(
    { self, store, clock, verify, verifyAll: parts.verifyAll, log, traffic: parts.traffic, ...world },
    listening(own, contacts, hearing),
  );
  const made = { journal, contacts, groups, settings, replicator, pending, packer };
  const noticing = { notices, lock, book: preferences, hidden, hearing };
  return { ...made, ...moments, ...channels, ...noticing, directory, everywhere, shared, arrivals };
}

/** Takes a card that somebody linked showed of themselves. */
export function takeCard(
  { own, contacts }: { readonly own: OwnSelf; readonly contacts: ContactBook },
  account: AccountId,
  card: Uint8Array,
): Promise<boolean> {
  return account === own.identity.get().account ? own.takeCard(card) : contacts.takeCard(account, card);
}

function joinLinks(parts: EngineParts, core: Core, own: OwnSelf): LinkKeeper {
  const onCard = (account: AccountId, card: Uint8Array) => takeCard({ ...core, own }, account, card);
  const hearAtDoor = createDoorListener({ clock: parts.clock, own, onCard });
  return new LinkKeeper({ ...parts, ...core, self: own.identity.get(), own: own.identity, hearAtDoor });
}

/** What is heard on links beside events. */
function listening(
  own: OwnSelf,
  contacts: ContactBook,
  hearing: Core['hearing'],
): ConstructorParameters<typeof Replicator>[1] {
  return {
    ownCard: () => own.card,
    onOut: ({ account }, words) => own.takeRevocations(account, words),
    onCard: (peer, card) => takeCard({ own, contacts }, peer.account, card),
    onGroupWord: async (peer, word) => (await hearing.hear?.(peer, word)) ?? true,
    onWalletWord: async (peer, word) => (await hearing.hearOfWallet?.(peer, word)) ?? true,
    onFeedWord: async (peer, word) =>
      (await (word.lane === 'moments' ? hearing.hearOfMoments : hearing.hearOfChannels)?.(peer, word)) ?? true,
  };
}

/** A message that fails for want of room or of a working disk tells the connection state; the next that works clears it. */
function watchWrites(connection: ConnectionState, acts: Acts): Acts {
  const tell = <T>(outcome: Result<T, WorkspaceError>): Result<T, WorkspaceError> => {
    const code = outcome.ok ? null : outcome.error.code;
    if (code === null || code === 'storage-full' || code === 'storage-failed') connection.setReadOnly(code);
    return outcome;
  };
  return {
    ...acts,
    sendText: async (space, text, extras) => tell(await acts.sendText(space, text, extras)),
    sendWalletCard: async (space, card) => tell(await acts.sendWalletCard(space, card)),
    retryMessage: async (space, id) => tell(await acts.retryMessage(space, id)),
  };
}
