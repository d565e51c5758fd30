import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { ownSpace } from '@domain/space/space.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import { BlockSync } from '../devices/blockSync.ts';
import type { ChannelKeeps } from '../channels/channelKeeps.ts';
import type { Channels } from '../channels/channels.ts';
import { ChannelSync } from '../devices/channelSync.ts';
import { ArticleDraftSync } from '../devices/articleDraftSync.ts';
import { ArticleTwice } from '../devices/articleTwice.ts';
import { ChoiceSync } from '../devices/choiceSync.ts';
import { CutIds } from '../devices/cutIds.ts';
import { Devices } from '../devices/devices.ts';
import { DocumentSync } from '../devices/documentSync.ts';
import { DraftSync } from '../devices/draftSync.ts';
import { GroupSync } from '../devices/groupSync.ts';
import { KeepSync } from '../devices/keepSync.ts';
import { favouritesFollow, stickersFollow } from '../devices/followingKeeps.ts';
import { MemberPapers } from '../devices/memberPapers.ts';
import { MomentSync } from '../devices/momentSync.ts';
import { NoteSync } from '../devices/noteSync.ts';
import { OwnDirectory } from '../devices/ownDirectory.ts';
import { OwnFiles } from '../devices/ownFiles.ts';
import { OwnLog } from '../devices/ownLog.ts';
import type { OwnSync } from '../devices/ownSync.ts';
import { PenSync } from '../devices/penSync.ts';
import { PeopleSync } from '../devices/peopleSync.ts';
import { ReadSync } from '../devices/readSync.ts';
import { followDevices } from '../devices/revoking.ts';
import { ScheduleSync } from '../devices/scheduleSync.ts';
import { ShelfSync } from '../devices/shelfSync.ts';
import type { OwnDocuments } from '../mini/ownDocuments.ts';
import type { HeardKeeper } from '../feed/heardKeeper.ts';
import type { Files } from '../files/files.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { createAsRoot } from '../identity/rootSigner.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { ChatTimers } from '../messages/chatTimers.ts';
import type { PreferenceBook } from '../preference/preferenceBook.ts';
import type { CircleBook } from '../moments/circleBook.ts';
import type { Moments } from '../moments/moments.ts';
import type { MomentsRealm } from '../moments/momentsRealm.ts';
import type { Directory } from '../replication/context.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { Acts } from '../workspace/acts.ts';
import type { DeviceActs } from '../workspace/deviceWorkspace.ts';
import type { Wallet } from '../wallet/wallet.ts';
import type { EngineParts } from './engineParts.ts';
import { joinDocuments } from './joinDocuments.ts';
import { type JoinedMessages, otherDevices } from './joinMessages.ts';
import type { JoinedStickers } from './joinStickers.ts';
import type { OwnSelf } from './ownSelf.ts';
import type { PeopleParts } from './peopleActs.ts';
import type { ReadMarks } from './readMarks.ts';
import type { SettingsKeeper } from './settingsKeeper.ts';

/** The directory of an account with several devices, and what its ends are read with. */
export interface JoinedOwn {
  readonly directory: OwnDirectory;
  readonly cutIds: CutIds;
}

/** Joins own devices to the directory of everybody else. */
export function joinOwnDirectory(
  { store }: Pick<EngineParts, 'store'>,
  joining: {
    readonly own: OwnSelf;
    readonly contacts: ContactBook;
    readonly groups: GroupBook;
    readonly over: Directory;
    readonly circles: MomentsRealm;
  },
): JoinedOwn {
  const { own, ...rest } = joining;
  const self = own.identity.get();
  const cutIds = new CutIds(store);
  const family = () => own.family;
  return { cutIds, directory: new OwnDirectory({ ...rest, self, family, space: ownSpace(self.account), cutIds }) };
}

/** What joining the devices needs of what there is first. */
interface CoreParts {
  readonly shared: JoinedOwn;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly replicator: Replicator;
  readonly settings: SettingsKeeper;
  readonly book: PreferenceBook;
  readonly journal: EventJournal;
  readonly keeper: HeardKeeper;
  readonly circles: CircleBook;
  readonly channelKeeps: ChannelKeeps;
}

/** What it needs beside that. */
interface MoreParts {
  readonly own: OwnSelf;
  readonly people: PeopleParts;
  readonly acts: Pick<Acts, 'deleteContact' | 'saveDraft'>;
  readonly wallet: Pick<Wallet, 'notes'>;
  readonly onProfile: () => Promise<void>;
  readonly files: Files;
  readonly stickers: JoinedStickers;
  readonly messages: Pick<JoinedMessages, 'schedules'>;
  readonly timers: ChatTimers;
  readonly readMarks: ReadMarks;
  readonly moments: Moments;
  readonly channels: Channels;
}

type DeviceJoiningParts = Omit<CoreParts, 'shared'> & JoinedOwn & MoreParts;

/** What keeps the devices of the account together, and the acts that other own devices hear of. */
export interface JoinedDevices {
  readonly devices: Devices;
  readonly documents: OwnDocuments;
  readonly acts: DeviceActs & Pick<Acts, 'saveDraft'>;
}

/** Joins what keeps the devices of the account together. Has yet to be loaded and started. */
export function joinDevices(parts: EngineParts, core: CoreParts, more: MoreParts): JoinedDevices {
  const joining: DeviceJoiningParts = { ...core, ...core.shared, ...more };
  const { store, vault, verify, log: lines } = parts;
  const { own, replicator, directory } = joining;
  const { account, device } = own.identity.get();
  const log = new OwnLog({
    space: ownSpace(account),
    device,
    store,
    author: (space, kind, bodies) => replicator.authorRun(space, kind, bodies),
    hasOthers: () => directory.hasOthers,
    lastOf: (one) => directory.endOf(ownSpace(account), one)?.seq ?? null,
    now: () => parts.clock.now(),
    log: lines,
  });
  const wanted = new OwnFiles({ store, files: joining.files });
  const drafts = new DraftSync({ ...joining, ...parts, log });
  const documents = joinDocuments(parts, joining);
  const syncs = [
    new PeopleSync({ ...joining, log, verify }),
    new GroupSync({ ...joining, log, self: account, verify }),
    new ChoiceSync({ ...joining, log, wanted }),
    ...syncsOfThings(parts, { ...joining, wanted }, log),
    ...syncsOfFeeds(parts, { ...joining, wanted }, log),
    drafts,
    new DocumentSync({ ...joining, log, documents }),
    new NoteSync({ log, notes: joining.wallet.notes }),
  ];
  const asRoot = createAsRoot(vault, () => own.identity.get());
  const onDevices = (other: AccountId) => void followDevices(devices.ends, other);
  const members = new MemberPapers({ ...joining, self: account, onDevices });
  const devices: Devices = new Devices({
    ...parts,
    ...joining,
    log,
    members,
    syncs,
    asRoot,
    sharedWith: (other) => directory.sharedWith(other),
  });
  joining.contacts.onDevices = onDevices;
  const saveDraft: Acts['saveDraft'] = async (space, text) => {
    const kept = await joining.acts.saveDraft(space, text);
    if (kept.ok) drafts.onKept(space, text);
    return kept;
  };
  return { devices, documents, acts: { ...devices.acts, saveDraft } };
}

/** What people put by, made or began to say. */
function syncsOfThings(
  { store }: EngineParts,
  joining: DeviceJoiningParts & { readonly wanted: OwnFiles },
  log: OwnLog,
): readonly OwnSync[] {
  const { keeper, stickers, files, wanted, messages, own } = joining;
  const { keeps } = store.feed;
  return [
    new KeepSync({ log, keeps, following: favouritesFollow(keeper) }),
    new KeepSync({ log, keeps, following: stickersFollow(stickers.book, { wanted, files }) }),
    new ReadSync({ ...joining, store, log }),
    new ScheduleSync({ ...messages, log, keeps, device: own.identity.get().device }),
    new ShelfSync({ log, store, files: wanted }),
    new BlockSync({ ...joining, store, log }),
  ];
}

/** What a device that was taken out was to publish is published by one of those that stand, the same for everybody. */
function speaksFor(own: OwnSelf): (device: DeviceId) => boolean {
  const others = otherDevices(own);
  return (device) => others.isOut(device) && others.takesOver();
}

/** Moments and channels. */
function syncsOfFeeds(
  { store, verify, clock, random, log: lines }: EngineParts,
  joining: DeviceJoiningParts & { readonly wanted: OwnFiles },
  log: OwnLog,
): readonly OwnSync[] {
  const { own, keeper, circles, moments, channels, channelKeeps, replicator, directory, files, wanted } = joining;
  const { book, editing, drafts, publishing, schedule } = channels;
  const self = own.identity.get();
  schedule.speaksFor = speaksFor(own);
  const hasOthers = () => directory.hasOthers;
  const { keeps } = store.feed;
  const { device } = self;
  // By the charter, or by proof that its device wrote it twice.
  const lastOf = (space: SpaceId, pen: DeviceId) =>
    [book.endOf(space, pen)?.seq, replicator.parted.lastOf(space, pen)].reduce<number | null>(
      (least, one) => (one === null || one === undefined ? least : Math.min(one, least ?? one)),
      null,
    );
  const whole = () => replicator.repair;
  const twice = new ArticleTwice({ log, device, store, publishing, drafts, files, clock, lastOf, whole });
  return [
    twice,
    new ArticleDraftSync({
      ...{ log, device, keeps, drafts, wanted, files, clock, random, hasOthers },
      giveWay: (choice) => twice.hear(choice),
    }),
    new MomentSync({ log, self, book: circles, feed: store.feed, keeper, moments, replicator, clock }),
    new ChannelSync({
      ...{ log, book, keeps: channelKeeps, onRead: (space) => void channels.late.clear(space) },
      onClaim: (record, bytes) => channels.paid.onClaim(record, bytes),
    }),
    new PenSync({ log, own, book, editing, verify, lines }),
  ];
}
