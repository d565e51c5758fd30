/** Snapshots of this device's database, kept on this device. Adapters: Dexie over the browser's own files, memory. */
import type { AccountId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';
import type { SnapshotListing, SnapshotReason } from '@domain/snapshot/listing.ts';
import type { DocumentStore } from './documentStore.ts';

/**
 * Why it did not go. `snapshot-damaged`: what is there does not hold, or is closed for another key; nothing of it is given.
 * `snapshot-newer`: written by a later version. `snapshot-unsupported`: this browser keeps no files.
 */
export type SnapshotError = Failure<
  'snapshot-absent' | 'snapshot-damaged' | 'snapshot-newer' | 'snapshot-unsupported' | 'storage-full' | 'storage-failed'
>;
/** How a call ends. It never throws. */
export type Shelved<T = void> = Promise<Result<T, SnapshotError>>;

/** A snapshot to be made. */
export interface SnapshotWish {
  readonly account: AccountId;
  /** `before-update`: of what the database was before its last migration; of any other, of what it is. */
  readonly reason: SnapshotReason;
  readonly madeAt: number;
  /** 32 bytes: opens it, and nothing else does. */
  readonly key: Uint8Array;
}

/** Which snapshot, and what opens it. */
export interface SnapshotPlace {
  readonly account: AccountId;
  readonly id: string;
  readonly key: Uint8Array;
}

/** A snapshot as a store of its own, beside the database and never in its place. */
export interface OpenedSnapshot {
  readonly store: DocumentStore;
  /** Closes it, and takes away what was made to read it. */
  end(): Promise<void>;
}

/** Where snapshots are. */
export interface SnapshotShelf {
  list(account: AccountId): Shelved<readonly SnapshotListing[]>;
  /** Makes one and reads it again: it is there whole, or not at all. */
  take(wish: SnapshotWish): Shelved<SnapshotListing>;
  /** When the last migration was of which there is a copy to make a snapshot of, ms; null where there is none. */
  lastUpdate(account: AccountId): Promise<number | null>;
  /** Reads all of it and keeps nothing. */
  check(place: SnapshotPlace): Shelved;
  open(place: SnapshotPlace): Shelved<OpenedSnapshot>;
  remove(account: AccountId, id: string): Shelved;
  /** Takes away what was left of readings and writings that were cut short. */
  sweep(account: AccountId): Promise<void>;
}
