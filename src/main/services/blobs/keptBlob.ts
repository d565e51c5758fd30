import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BLOB_CHUNK_BYTES, chunkLengthOf } from '@shared/blob.ts';
import type { ChunkSet } from '@shared/chunkSet.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type StorageFailure, attempt, storageFailure, syncDirectory } from '../files/files.ts';
import { type BlobDisk, removeFiles } from './blobDisk.ts';
import { encodeChunkMap } from './chunkMap.ts';
import { type Outline, isChunkOf } from './outline.ts';

/** Where the files of one blob are. */
export interface BlobPaths {
  readonly outline: string;
  readonly blob: string;
  readonly part: string;
  readonly map: string;
}

/** After so many chunks what was written is made durable and noted. */
export const SYNC_CHUNKS = 16;
/** At most so many chunks are not durable yet. */
export const MOST_UNSYNCED = 4 * SYNC_CHUNKS;
/** What came slowly is noted after this long, ms. */
const SYNC_AFTER = 2000;

/** How a blob is kept. */
export interface KeptBlobOptions {
  readonly paths: BlobPaths;
  readonly outline: Outline;
  readonly disk: BlobDisk;
  readonly now: () => number;
}

/**
 * One blob on the disk: a part with a map of its durable chunks, or the whole. Calls take turns; only making chunks durable goes on
 * beside them. Rules: SPEC.md.
 */
export class KeptBlob {
  readonly outline: Outline;
  readonly #options: KeptBlobOptions;
  #chunks: ChunkSet;
  /** What the map on the disk says, or will say after a sync that is running. */
  #durable: ChunkSet;
  #isComplete: boolean;
  #descriptor: number | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #syncing: Promise<void> | null = null;
  #syncFailure: Result<never, StorageFailure> | null = null;
  #syncedAt: number;

  constructor(options: KeptBlobOptions, state: { readonly chunks: ChunkSet; readonly isComplete: boolean }) {
    this.outline = options.outline;
    this.#options = options;
    this.#chunks = state.chunks;
    this.#durable = state.chunks.clone();
    this.#isComplete = state.isComplete;
    this.#syncedAt = options.now();
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  get size(): number {
    return this.outline.size;
  }

  get chunks(): ChunkSet {
    return this.#chunks;
  }

  /** Bytes that are here. */
  get held(): number {
    const { size } = this.outline;
    const last = this.#chunks.length - 1;
    const spare = last >= 0 && this.#chunks.has(last) ? BLOB_CHUNK_BYTES - chunkLengthOf(size, last) : 0;
    return this.#chunks.count * BLOB_CHUNK_BYTES - spare;
  }

  /** Keeps a chunk that is the outline's; answers whether the blob is complete, and then durable. */
  write(
    index: number,
    bytes: Uint8Array,
  ): Promise<Result<{ isComplete: boolean }, StorageFailure | Failure<'blob-mismatch'>>> {
    return this.#inTurn(async () => {
      const isChunk = bytes.length === chunkLengthOf(this.size, index) && bytes.length > 0;
      if (!isChunk || !isChunkOf(this.outline, index, bytes)) return fail('blob-mismatch', 'not this chunk');
      if (this.#isComplete) return ok({ isComplete: true });
      const failure = this.#syncFailure;
      this.#syncFailure = null;
      if (failure !== null) return failure;
      const written = await attempt('writing a chunk', () => this.#put(index, bytes));
      return written.ok ? ok({ isComplete: this.#isComplete }) : written;
    });
  }

  /** Completes a blob none of whose chunks is missing: an empty one, or one whose completion failed before. */
  finish(): Promise<Result<void, StorageFailure>> {
    return this.#inTurn(() => attempt('completing a blob', () => this.#completeIfFull()));
  }

  /** A chunk that still is the outline's; null when it is not here. A damaged one is given up, so that it can be fetched again. */
  read(index: number): Promise<Result<Uint8Array | null, StorageFailure>> {
    return this.#inTurn(() =>
      attempt('reading a chunk', async () => {
        const bytes = await this.#bytesOf(index);
        if (bytes === null || isChunkOf(this.outline, index, bytes)) return bytes;
        await this.#giveUp(index);
        return null;
      }),
    );
  }

  /** A chunk as it lies on the disk, for who checks it; null when it is not here. */
  peek(index: number): Promise<Result<Uint8Array<ArrayBuffer> | null, StorageFailure>> {
    return this.#inTurn(() => attempt('reading a chunk', () => this.#bytesOf(index)));
  }

  /** Makes everything durable and lets go of the file. The next call opens it again. */
  close(): Promise<Result<void, StorageFailure>> {
    return this.#inTurn(() => attempt('closing a blob', () => this.#letGo()));
  }

  /** Removes every file of the blob, the outline last: what has no data is no blob. */
  remove(): Promise<Result<void, StorageFailure>> {
    return this.#inTurn(() =>
      attempt('removing a blob', async () => {
        await this.#syncing;
        await this.#closeFile();
        const { blob, part, map, outline } = this.#options.paths;
        await removeFiles([blob, part, map, outline]);
      }),
    );
  }

  /** Short where the file is: then it is no chunk of the outline's. */
  async #bytesOf(index: number): Promise<Uint8Array<ArrayBuffer> | null> {
    if (!this.#chunks.has(index)) return null;
    const bytes = new Uint8Array(chunkLengthOf(this.size, index));
    const count = await this.#options.disk.read(await this.#open(), bytes, index * BLOB_CHUNK_BYTES);
    return bytes.subarray(0, count);
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#last.then(task);
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #open(): Promise<number> {
    const { paths, disk } = this.#options;
    this.#descriptor ??= await disk.open(this.#isComplete ? paths.blob : paths.part);
    return this.#descriptor;
  }

  async #put(index: number, bytes: Uint8Array): Promise<void> {
    if (!this.#chunks.has(index)) {
      await this.#options.disk.write(await this.#open(), bytes, index * BLOB_CHUNK_BYTES);
      this.#chunks.add(index);
    }
    if (this.#chunks.isFull) return this.#completeIfFull();
    this.#syncWhenDue();
    // The disk is slower than what comes: who writes waits for it.
    if (this.#chunks.count - this.#durable.count >= MOST_UNSYNCED) await this.#syncing;
  }

  #syncWhenDue(): void {
    const due = this.#chunks.count - this.#durable.count >= SYNC_CHUNKS;
    const isLate = this.#options.now() - this.#syncedAt >= SYNC_AFTER;
    if (this.#syncing === null && (due || isLate)) this.#startSync();
  }

  #startSync(): void {
    this.#syncing = this.#sync()
      .catch((cause: unknown) => {
        this.#syncFailure = storageFailure('making chunks durable', cause);
      })
      .finally(() => {
        this.#syncing = null;
      });
  }

  /** Data first, then the map: what it names is on the disk. */
  async #sync(): Promise<void> {
    const { disk, paths, now } = this.#options;
    const durable = this.#chunks.clone();
    this.#syncedAt = now();
    try {
      await disk.syncData(await this.#open());
      await disk.note(paths.map, encodeChunkMap(durable));
      this.#durable = durable;
    } catch (cause) {
      // After a failed sync the system may take lost pages for written ones: only what was durable before counts.
      this.#chunks = this.#durable.clone();
      throw cause;
    }
  }

  async #completeIfFull(): Promise<void> {
    if (this.#isComplete || !this.#chunks.isFull) return;
    const { disk, paths } = this.#options;
    await this.#syncing;
    try {
      await disk.syncData(await this.#open());
    } catch (cause) {
      this.#chunks = this.#durable.clone();
      throw cause;
    }
    // Windows does not rename what is open.
    await this.#closeFile();
    await rename(paths.part, paths.blob);
    await syncDirectory(dirname(paths.blob));
    this.#isComplete = true;
    this.#durable = this.#chunks.clone();
    await removeFiles([paths.map]);
  }

  async #giveUp(index: number): Promise<void> {
    const { disk, paths } = this.#options;
    await this.#syncing;
    this.#chunks.delete(index);
    this.#durable.delete(index);
    await disk.replace(paths.map, encodeChunkMap(this.#durable));
    if (!this.#isComplete) return;
    await this.#closeFile();
    await rename(paths.blob, paths.part);
    await syncDirectory(dirname(paths.part));
    this.#isComplete = false;
  }

  async #letGo(): Promise<void> {
    await this.#syncing;
    if (!this.#isComplete && this.#chunks.count > this.#durable.count) await this.#sync();
    await this.#closeFile();
  }

  async #closeFile(): Promise<void> {
    if (this.#descriptor === null) return;
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    await this.#options.disk.close(descriptor);
  }
}
