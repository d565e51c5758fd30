import { MOST_BUNDLES, MOST_BUNDLE_BYTES } from '@shared/mailbox/limits.ts';
import type { Failure, Result } from '@shared/result.ts';

/** A bundle as it is to be kept. */
export interface Deposit {
  /** The mailbox: 43 characters of base64url, and nothing is known of it but that. */
  readonly box: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes. */
  readonly hash: Uint8Array;
  /** From then on it is not given any more, ms since the epoch. */
  readonly until: number;
}

/** A bundle that is kept. Ids rise in the order in which bundles came. */
export interface Kept {
  readonly box: string;
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** Bundles of some mailboxes, by rising id. */
export interface KeptPage {
  readonly bundles: readonly Kept[];
  /** Whether there are more beyond the last of them. */
  readonly more: boolean;
}

/** Why a bundle is not kept. */
export type DepositFailure = Failure<'mailbox-full' | 'service-full' | 'storage-failed'>;
/** Why something could not be read or removed. */
export type StorageFailed = Failure<'storage-failed'>;

/** What is kept. A store in several processes may know only of the whole. */
export interface StoreFigures {
  readonly bundles: number;
  readonly bytes: number;
}

/** How much a store keeps. */
export interface StoreLimits {
  readonly bundlesPerBox: number;
  /** Of one mailbox: what is above it is refused. */
  readonly bytesPerBox: number;
  readonly bytes: number;
}

/** Ordinary room: a gigabyte in all, and a mailbox that nobody empties holds a few hundred bundles, or a few megabytes. */
export const defaultStoreLimits: StoreLimits = Object.freeze({
  bundlesPerBox: MOST_BUNDLES,
  bytesPerBox: MOST_BUNDLE_BYTES,
  bytes: 1024 ** 3,
});

/**
 * Where bundles wait. What was answered with success survives the death of any process, and with the adapters' advice followed a power
 * cut as well. Nothing throws. One contract suite runs against both: a file, and JetStream.
 */
export interface MailboxStore {
  /** How much is kept at most, bytes. */
  readonly capacity: number;
  /** Keeps a bundle durably, and resolves to its id. The same bytes in the same mailbox again are kept once. */
  put(deposit: Deposit): Promise<Result<number, DepositFailure>>;
  /** What is in these mailboxes with ids above `after`: at most `bytes` of it, or one. */
  list(boxes: readonly string[], after: number, bytes: number): Promise<Result<KeptPage, StorageFailed>>;
  /** Removes these from a mailbox. What is not there, or in another one, is passed over. */
  remove(box: string, ids: readonly number[]): Promise<Result<void, StorageFailed>>;
  /** 32 random bytes that are the same for all who use this store, and after every start. */
  secret(): Promise<Result<Uint8Array, StorageFailed>>;
  figures(): Promise<StoreFigures>;
  /** Tells of bundles that are gone, whoever removed them; one that a store of several processes misses runs out. One listener. */
  watchGone(listener: (ids: readonly number[]) => void): void;
  close(): Promise<void>;
}
