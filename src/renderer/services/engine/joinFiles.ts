import type { SpaceId } from '@shared/ids.ts';
import { FILE_KIND } from '@domain/chat/project.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { FeedKeeper } from '../feed/feedKeeper.ts';
import { BlobLibrary } from '../blobs/blobLibrary.ts';
import { LinkedBlobExchange } from '../blobs/blobExchange.ts';
import { BlobRecords } from '../blobs/blobRecords.ts';
import { HostBlobStore } from '../blobs/hostBlobStore.ts';
import { Files } from '../files/files.ts';
import type { MayGive } from '../blobs/exchange.ts';
import { type ChannelReaders, type FileReaders, fileAccess, passingOn } from '../files/fileAccess.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { ChatTimers } from '../messages/chatTimers.ts';
import type { GivenUp } from '../messages/givenUp.ts';
import { Sayer } from '../messages/sayer.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';
import type { SettingsKeeper } from './settingsKeeper.ts';

/** What joining the files needs beside the parts. */
export interface FileJoining {
  readonly own: OwnSelf;
  readonly settings: SettingsKeeper;
  readonly journal: EventJournal;
  readonly sayer: Sayer;
  readonly replicator: Pick<Replicator, 'authorRun'>;
  readonly pending: GivenUp;
  readonly directory: FileReaders;
  readonly channelBook: ChannelReaders;
  readonly groups: Pick<GroupBook, 'listen'>;
  readonly whyNotWrite: (space: SpaceId) => WorkspaceError | null;
}

/** Whoever says something in a chat. */
export interface JoinedSaying {
  readonly timers: ChatTimers;
  readonly sayer: Sayer;
}

/** Joins what says things for good, or so that they end. */
export function joinSaying(
  { store, random }: EngineParts,
  { replicator, groups }: { readonly replicator: Replicator; readonly groups: GroupBook },
  files: () => Files,
): JoinedSaying {
  const timers = new ChatTimers({ store, groups });
  return { timers, sayer: new Sayer({ replicator, timers, random, files }) };
}

/** Joins what files are made of: bytes with the host, the exchange with others, acts. */
export function joinFiles(parts: EngineParts, joining: FileJoining): Files {
  const { store, clock, random, log, host, pictures, network } = parts;
  const { settings, sayer } = joining;
  const { account: self, device } = joining.own.identity.get();
  const blobs = new HostBlobStore({ host, account: self });
  const records = new BlobRecords(store, clock);
  const mayGive = fileAccess({ self, store, directory: joining.directory, channels: joining.channelBook, clock });
  const onComplete = () => void library.trim();
  const passesOn = passingOn({ self, store, clock }, () => settings.settings.get().saveData);
  const mayServe: MayGive = async (...asked) => (await mayGive(...asked)) && (await passesOn(...asked));
  const exchange = new LinkedBlobExchange({ store: blobs, records, clock, log, mayGive, mayServe, onComplete });
  settings.settings.subscribe(() => exchange.forgetVerdicts());
  // Who was put out of a group is given nothing more of it from here on, not at the next look.
  joining.groups.listen(async (_before, after) => {
    for (const account of after?.roster.former.keys() ?? []) exchange.refresh(account);
  });
  const budget = () => settings.settings.get().blobBudget;
  const library = new BlobLibrary({ store: blobs, records, exchange, budget });
  return new Files({
    self,
    device,
    fetching: parts.fetching,
    store,
    blobs,
    library,
    exchange,
    pictures,
    network,
    settings: settings.settings,
    clock,
    random,
    log,
    keeper: new FeedKeeper({ store, journal: joining.journal, clock }),
    readersOf: (space) => joining.directory.readersOf(space),
    refusalOf: joining.whyNotWrite,
    replicator: sayer,
    // To say nothing is enough: what is late is kept before it.
    keepLate: (space) => joining.replicator.authorRun(space, FILE_KIND, []),
    givenUp: joining.pending,
  });
}
