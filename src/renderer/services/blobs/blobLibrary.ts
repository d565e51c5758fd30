import type { BlobId } from '@shared/ids.ts';
import { planEviction } from '@domain/blob/eviction.ts';
import type { BlobResult, BlobSource, BlobStore, PutOptions } from '@ports/blobStore.ts';
import type { BlobRecords } from './blobRecords.ts';
import type { BlobExchange } from './exchange.ts';

/** What the library works with. */
export interface BlobLibraryParts {
  readonly store: BlobStore;
  readonly records: BlobRecords;
  readonly exchange: Pick<BlobExchange, 'announce' | 'forget'>;
  /** Bytes that blobs may take, as the settings say now. */
  readonly budget: () => number;
  /** A blob that must not go now: shown, playing, or being sent. */
  readonly isInUse?: (id: BlobId) => boolean;
}

/** What this device keeps of blobs, as a person deals with it: own files in, marks, clean-up. */
export class BlobLibrary {
  private readonly parts: BlobLibraryParts;
  private trimming: Promise<void> | null = null;

  constructor(parts: BlobLibraryParts) {
    this.parts = parts;
  }

  /** Takes an own file in. It is durable, and can be given to others, when this resolves. */
  async put(source: BlobSource, options?: PutOptions): BlobResult<{ readonly id: BlobId; readonly size: number }> {
    const kept = await this.parts.store.put(source, options);
    if (kept.ok) await this.adopt(kept.value.id, kept.value.size);
    return kept;
  }

  /** Takes in an own blob that the host itself has made and kept. */
  async adopt(id: BlobId, size: number): Promise<void> {
    await this.parts.records.own(id, size);
    this.parts.exchange.announce(id);
  }

  /** Notes that a person looked at a blob. */
  use(id: BlobId): Promise<void> {
    return this.parts.records.use(id);
  }

  /** Marks a blob to be kept for ever, or takes the mark away. */
  setKeep(id: BlobId, keep: boolean): Promise<void> {
    return this.parts.records.setKeep(id, keep);
  }

  /** Removes a blob from this device, whatever its marks say. It may be fetched again if others have it. */
  async remove(id: BlobId): BlobResult<void> {
    const { store, records, exchange } = this.parts;
    exchange.forget(id);
    const removed = await store.remove(id);
    if (removed.ok) await records.remove(id);
    return removed;
  }

  /** The same of what messages or posts go on speaking of: these show that it was let go of and can be asked for again (RET-5). */
  async letGo(id: BlobId): BlobResult<void> {
    const { store, records, exchange } = this.parts;
    exchange.forget(id);
    const removed = await store.remove(id);
    if (removed.ok || removed.error.code === 'blob-absent') await records.letGo(id);
    return removed;
  }

  /** Removes what others can give again until the budget is kept (BLB-7). Calls while one runs share it. */
  trim(): Promise<void> {
    this.trimming ??= this.trimOnce().finally(() => {
      this.trimming = null;
    });
    return this.trimming;
  }

  private async trimOnce(): Promise<void> {
    const { records, budget, isInUse = () => false } = this.parts;
    const blobs = await records.all();
    for (const id of planEviction(blobs, { budget: budget(), isInUse })) await this.letGo(id);
  }
}
