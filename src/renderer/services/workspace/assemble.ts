import type { Acts } from './acts.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import type { SearchShelf } from '@ports/searchShelf.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { createLateDelivery } from './lateDelivery.ts';
import type { Ephemeral } from './ephemeral.ts';
import { type FileReadParts, createFileReads } from './fileReads.ts';
import { createLatePrograms } from '../mini/latePrograms.ts';
import type { SessionParts } from '../mini/programSessions.ts';
import { watchWalletPeople } from '../wallet/walletPeople.ts';
import { createLateChannels } from '../channels/lateChannels.ts';
import { createLateBackups } from '../backup/lateBackups.ts';
import { createLateDevices } from '../devices/lateDevices.ts';
import { createLateMints } from '../cashu/lateMints.ts';
import { createLateMessages } from '../messages/lateMessages.ts';
import { createLateMoments } from '../moments/lateMoments.ts';
import { createLateWallet } from '../wallet/lateWallet.ts';
import { createDiscover } from '../search/discover.ts';
import { createLateExport } from '../exporting/lateExport.ts';
import { createLateImports } from '../importing/lateImports.ts';
import { createLatePast } from './latePast.ts';
import { type ReadParts, createReads } from './reads.ts';
import { mapQuery } from './liveQueries.ts';
import { type FetchCode, LateParts } from '@ports/latePart.ts';
import type { Workspace } from './workspace.ts';

/** The halves of a workspace: reads from this tab's store, acts and passing state from the engine, wherever it runs. */
export interface WorkspaceParts
  extends Omit<ReadParts, 'pending' | 'lateParts'>, Pick<FileReadParts, 'storageFigures' | 'dragHost'> {
  readonly blobs: Pick<BlobStore, 'urlOf' | 'read'>;
  readonly acts: Acts;
  readonly ephemeral: Ephemeral;
  /** Where the host serves the files of backups; empty where the page comes from the host itself. */
  readonly backupOrigin: string;
  readonly takeOpenedLink: () => string | null;
  /** Opens an address outside the app, from this tab. */
  readonly openExternal: Workspace['openExternal'];
  /** What mini programs are opened with. */
  readonly programs: ProgramSources;
  /** The index of what can be found, to be read. */
  readonly index: SearchShelf;
  /** Gets the code of what the first picture does not show; {@link fetchOnce} unless given. */
  readonly fetchCode?: FetchCode | undefined;
}

/** What a tab opens mini programs with, beside what a workspace has anyway. */
export type ProgramSources = Pick<
  SessionParts,
  'host' | 'verify' | 'views' | 'seats' | 'windows' | 'shelf' | 'realtime' | 'random' | 'log'
>;

/** Puts a workspace together. */
export function assembleWorkspace({
  acts,
  ephemeral,
  takeOpenedLink,
  openExternal,
  blobs,
  storageFigures,
  programs,
  index,
  fetchCode,
  ...rest
}: WorkspaceParts): Workspace {
  const { pending, transfers, channelReaders: readers, momentUploads: uploads, ...passing } = ephemeral;
  const lateParts = new LateParts(fetchCode);
  const reads = createReads({ ...rest, pending, lateParts });
  const names = () => watchChatNames(reads);
  const { store, clock, self, backupOrigin: origin } = rest;
  const knownPeople = () => watchWalletPeople(reads, self.account);
  const { verify } = programs;
  const wallet = createLateWallet({ store, self, clock, acts, people: knownPeople, verify }, lateParts);
  const again = { channelReads: { store, blobs, acts, reads, readers }, moments: { store, self, clock, reads } };
  const { channels, ...site } = createLateChannels(again.channelReads, lateParts);
  const takenOrder = writableSnapshot<PaymentOrder | null>(null);
  const asked = { store, clock, self: self.account, acts, workspace: { ...reads, ...acts }, wallet };
  const opened = createLatePrograms({ ...programs, ...asked, tellTaken: takenOrder.set }, lateParts);
  const found = { ...reads, blobs, store, clock, self: self.account, shelf: index, acts, wallet, programs: opened };
  const workspace: Workspace = {
    programs: opened,
    ...{ wallet, takenOrder },
    backups: createLateBackups({ host: programs.host, account: self.account, clock, acts, origin }, lateParts),
    mints: createLateMints({ store, acts }, lateParts),
    channels,
    ...site,
    discover: createDiscover({ ...found, channels: () => channels.channels() }, lateParts),
    moments: createLateMoments({ ...again.moments, acts, uploads }, lateParts),
    ...reads,
    ...createLatePast(store, lateParts),
    ...createLateDevices(store, lateParts),
    ...createLateImports({ ...found, whole: () => workspace }, lateParts),
    ...createLateExport({ ...found, ...again, whole: () => workspace }, lateParts),
    ...createFileReads({ ...rest, self: self.account, blobs, storageFigures, transfers, names, lateParts }),
    ...createLateDelivery({ store, clock, self, ...passing }, lateParts),
    ...createLateMessages({ store, self }, lateParts),
    ...passing,
    ...acts,
    ...{ takeOpenedLink, openExternal },
    fetchParts: () => lateParts.fetchAll(),
  };
  return workspace;
}

function watchChatNames({ conversations }: Pick<Workspace, 'conversations'>): LiveQuery<ReadonlyMap<SpaceId, string>> {
  return mapQuery(conversations(), (rows) => new Map(rows.map(({ space, name }) => [space, name] as const)));
}
