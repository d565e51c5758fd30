import type { BlobId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';
import type { AbortSignalLike } from './peerTransport.ts';

/** Bytes that can be read piece by piece: a `File` or `Blob` of the browser is one. */
export interface BlobSource {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/**
 * Why a blob could not be kept or read. `blob-absent`: there is none by this id here. `blob-mismatch`: the bytes are not those the id
 * stands for. `blob-too-large`: over 4 GiB. `blob-cancelled`: the caller gave up. `blob-unreadable`: the source failed while it was read.
 */
export type BlobError = Failure<
  | 'blob-absent'
  | 'blob-mismatch'
  | 'blob-too-large'
  | 'blob-cancelled'
  | 'blob-unreadable'
  | 'storage-full'
  | 'storage-failed'
  | 'unreachable'
>;
/** How a call ends. It never throws. */
export type BlobResult<T> = Promise<Result<T, BlobError>>;

/** What there is of a blob: its length, and a set of the chunks that are here, one bit each, least significant first. */
export interface BlobHolding {
  readonly size: number;
  readonly chunks: Uint8Array;
  readonly isComplete: boolean;
}

/** A line of the list of what is kept. */
export interface BlobListing {
  readonly id: BlobId;
  readonly size: number;
  /** Bytes of it that are here. */
  readonly held: number;
  readonly isComplete: boolean;
}

/** What may be asked of a {@link BlobStore.put} while it goes on. */
export interface PutOptions {
  /** Hears how many bytes were taken, a few times a second at most per chunk. */
  readonly onProgress?: (taken: number) => void;
  readonly signal?: AbortSignalLike;
}

/**
 * The bytes of one account's blobs, on this device's disk. What is written is checked against the blob's id before it is kept, and what
 * is read is checked again: a chunk that no longer fits is dropped and counts as not here. Adapter: the host (`services/blobs`).
 */
export interface BlobStore {
  /** Reads a source to its end, keeps it, and answers its id. Nothing is kept when it fails or is cancelled. */
  put(source: BlobSource, options?: PutOptions): BlobResult<{ readonly id: BlobId; readonly size: number }>;
  /** Makes room for a blob that will come chunk by chunk; what was there of it stays. `outline` is the hashes of its chunks. */
  begin(id: BlobId, outline: { readonly size: number; readonly hashes: Uint8Array }): BlobResult<BlobHolding>;
  /** Keeps one chunk. `blob-mismatch` when the bytes are not the chunk's. True when nothing is missing any more. */
  write(id: BlobId, index: number, bytes: Uint8Array): BlobResult<{ readonly isComplete: boolean }>;
  /** What there is of a blob; null when nothing is. */
  holding(id: BlobId): BlobResult<BlobHolding | null>;
  /** Length and hashes of the chunks of a blob that is here, in whole or in part; null when nothing is. */
  outline(id: BlobId): BlobResult<{ readonly size: number; readonly hashes: Uint8Array } | null>;
  /** One chunk; null when it is not here, or no longer what it was. */
  read(id: BlobId, index: number): BlobResult<Uint8Array | null>;
  /** Removes what there is of a blob. */
  remove(id: BlobId): BlobResult<void>;
  list(): BlobResult<readonly BlobListing[]>;
  /** Bytes that blobs take, and bytes free on the disk (null where the system does not say). */
  space(): BlobResult<{ readonly used: number; readonly free: number | null }>;
  /**
   * An address of a complete blob for `<img>`, `<audio>`, `<video>` or saving. Shown in place only when `type` is one of the types of
   * `src/shared/blob.ts`; saved under `name` otherwise.
   */
  urlOf(id: BlobId, as?: { readonly type?: string; readonly name?: string }): string;
}
