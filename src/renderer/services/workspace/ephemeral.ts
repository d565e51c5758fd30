import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { FileState, FileUpload } from './fileWorkspace.ts';
import type { TextExtras } from './messageWorkspace.ts';
import type { MomentUpload } from './momentsWorkspace.ts';
import type { ConnectionStatus, WorkspaceErrorCode } from './workspace.ts';

/** A message that is not durable yet. */
export interface PendingMessage {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  readonly state: 'queued' | 'failed';
  readonly error: WorkspaceErrorCode | null;
  /** What goes with it. */
  readonly extras?: TextExtras;
  /** What it becomes: where that is read, it stands there and no longer here. */
  readonly event?: EventId;
}

/** Messages not yet durable, by space. */
export type PendingBySpace = ReadonlyMap<SpaceId, readonly PendingMessage[]>;

/** Files asked for that are not here yet. */
export type TransfersByBlob = ReadonlyMap<BlobId, FileState>;

/** State of the engine that is nowhere stored, and is told to the other tabs of the profile. */
export interface Ephemeral {
  readonly connection: Snapshot<ConnectionStatus>;
  readonly presence: Snapshot<ReadonlySet<AccountId>>;
  readonly pending: Snapshot<PendingBySpace>;
  readonly openedLink: Snapshot<string | null>;
  readonly uploads: Snapshot<readonly FileUpload[]>;
  readonly transfers: Snapshot<TransfersByBlob>;
  readonly momentUploads: Snapshot<readonly MomentUpload[]>;
  /** About how many read each channel now, where readers are linked. */
  readonly channelReaders: Snapshot<ReadonlyMap<SpaceId, number>>;
  /** Who writes now, by chat. */
  readonly typing: Snapshot<ReadonlyMap<SpaceId, readonly AccountId[]>>;
}

/** An {@link Ephemeral} that is said on: of an engine in another tab, or of one that does not run yet. */
export type HeldEphemeral = {
  readonly [Name in keyof Ephemeral]: WritableSnapshot<ReturnType<Ephemeral[Name]['get']>>;
};

/** The connection before anything is known. */
export const UNKNOWN_CONNECTION: ConnectionStatus = {
  state: 'looking',
  devices: 0,
  services: [],
  readOnly: null,
  proxyFailed: false,
  hostReachable: true,
  hostRestarted: false,
  upToDate: [],
  history: [],
};

/** What is known before any engine said something. */
export function createHeldEphemeral(): HeldEphemeral {
  return {
    connection: writableSnapshot(UNKNOWN_CONNECTION),
    presence: writableSnapshot<ReadonlySet<AccountId>>(new Set()),
    pending: writableSnapshot<PendingBySpace>(new Map()),
    openedLink: writableSnapshot<string | null>(null),
    uploads: writableSnapshot<readonly FileUpload[]>([]),
    transfers: writableSnapshot<TransfersByBlob>(new Map()),
    momentUploads: writableSnapshot<readonly MomentUpload[]>([]),
    channelReaders: writableSnapshot<ReadonlyMap<SpaceId, number>>(new Map()),
    typing: writableSnapshot<ReadonlyMap<SpaceId, readonly AccountId[]>>(new Map()),
  };
}
