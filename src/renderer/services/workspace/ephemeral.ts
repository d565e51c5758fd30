import type { AccountId, BlobId, SpaceId } from '@shared/ids.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { FileState, FileUpload } from './fileWorkspace.ts';
import type { ConnectionStatus, WorkspaceErrorCode } from './workspace.ts';

/** A message that is not durable yet. */
export interface PendingMessage {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  readonly state: 'queued' | 'failed';
  readonly error: WorkspaceErrorCode | null;
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
}
