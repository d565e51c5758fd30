import type { AccountId, BlobId } from '@shared/ids.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import type { LinkedPeer } from '../replication/session.ts';
import type { BlobPriority, BlobProgress, WantedBlob } from './blobProgress.ts';

/** Whether an account may be given, and may be asked for, a blob: a message in a space shared with it refers to it. */
export type MayGive = (account: AccountId, blob: BlobId) => boolean | Promise<boolean>;

/** Gives blobs to linked devices that may have them and fetches those that are wanted, from several at once. One per engine. */
export interface BlobExchange {
  /** Serves and asks over a link until it ends or the disposer is called. Call it for every link whose peer is known. */
  attach(link: PeerLink, peer: LinkedPeer): Disposer;
  /** Goes on with what was being fetched when the app last ended. */
  resume(): Promise<void>;
  /** Fetches a blob; asked for again, it only changes the priority, and ends a pause. Survives a restart. */
  fetch(blob: WantedBlob, priority: BlobPriority): void;
  /** Stops fetching and keeps what came. */
  pause(id: BlobId): void;
  /** Stops fetching and removes what came of a blob that is not complete. */
  cancel(id: BlobId): Promise<void>;
  /** Where a blob stands; the same snapshot for the same id as long as somebody listens or it is being fetched. */
  progress(id: BlobId): Snapshot<BlobProgress>;
  /** A blob came to be complete here by other means (an own file): tells those who asked for it before. */
  announce(id: BlobId): void;
  /** The blob was removed from this device. */
  forget(id: BlobId): void;
  /** Membership changed: who has what is asked again. */
  refresh(account: AccountId): void;
  /** What is said of blobs changed: who may be given which is asked again. */
  forgetVerdicts(): void;
  dispose(): void;
}
