import type { BlobId } from '@shared/ids.ts';
import type { BlobFetch } from './blobFetch.ts';
import type { BlobPriority } from './blobProgress.ts';

/** The blobs that are wanted. With thousands of them, as on a device that was linked just now, they are not sorted at each chunk. */
export class FetchList {
  private readonly byId = new Map<BlobId, BlobFetch>();
  private sorted: readonly BlobFetch[] | null = null;

  get size(): number {
    return this.byId.size;
  }

  get(id: BlobId): BlobFetch | undefined {
    return this.byId.get(id);
  }

  has(id: BlobId): boolean {
    return this.byId.has(id);
  }

  /** Whether this one is wanted, and not another of the same blob that was begun after it. */
  holds(fetch: BlobFetch): boolean {
    return this.byId.get(fetch.id) === fetch;
  }

  add(fetch: BlobFetch): void {
    this.byId.set(fetch.id, fetch);
    this.sorted = null;
  }

  remove(fetch: BlobFetch): void {
    if (!this.holds(fetch)) return;
    this.byId.delete(fetch.id);
    this.sorted = null;
  }

  prefer(fetch: BlobFetch, priority: BlobPriority): void {
    if (fetch.priority !== priority) this.sorted = null;
    fetch.priority = priority;
  }

  /** Those that come first first (BLX-9). */
  ordered(): readonly BlobFetch[] {
    this.sorted ??= [...this.byId.values()].toSorted((a, b) => a.comesBefore(b));
    return this.sorted;
  }

  clear(): void {
    this.byId.clear();
    this.sorted = null;
  }
}
