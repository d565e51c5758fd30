import type { DeviceId, SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { BucketHead, ChainHead, DocumentStore } from '@ports/documentStore.ts';
import { digestOf } from '@domain/space/digest.ts';

/** The heads of one space in memory: loaded once, then advanced with each admission, so that digests cost no reads. */
export class SpaceHeads {
  private readonly chains = new Map<DeviceId, ChainHead>();
  private readonly buckets = new Map<number, Map<DeviceId, BucketHead>>();
  private readonly space: SpaceId;
  /** Where the newest event of a chain is shown, for those that came since the log was opened. */
  private readonly shown = new Map<DeviceId, number>();
  private digestCache: Uint8Array | null = null;

  constructor(space: SpaceId, chains: readonly ChainHead[], buckets: readonly BucketHead[]) {
    this.space = space;
    for (const head of chains) this.chains.set(head.device, head);
    for (const head of buckets) this.bucketMap(head.bucket).set(head.device, head);
  }

  /** Loads the heads of a space; a store that fails gives none, and the caller is told by the store's own reports. */
  static async load(store: DocumentStore, space: SpaceId): Promise<SpaceHeads | null> {
    const [chains, buckets] = await Promise.all([store.chainHeads(space), store.bucketHeads(space)]);
    return chains.ok && buckets.ok ? new SpaceHeads(space, chains.value, buckets.value) : null;
  }

  chain(device: DeviceId): ChainHead | null {
    return this.chains.get(device) ?? null;
  }

  /** Where the newest event of a device is shown; -1 when it came before the log was opened. */
  shownAt(device: DeviceId): number {
    return this.shown.get(device) ?? -1;
  }

  allChains(): readonly ChainHead[] {
    return [...this.chains.values()];
  }

  count(bucket: number, device: DeviceId): number {
    return this.buckets.get(bucket)?.get(device)?.count ?? 0;
  }

  /** Place in the chain of the device's first event in a bucket; null when it has none there. */
  firstSeq(bucket: number, device: DeviceId): number | null {
    return this.buckets.get(bucket)?.get(device)?.firstSeq ?? null;
  }

  bucket(bucket: number): readonly BucketHead[] {
    return [...(this.buckets.get(bucket)?.values() ?? [])];
  }

  /** Every bucket with something in it, oldest first. */
  bucketNumbers(): readonly number[] {
    return [...this.buckets.keys()].sort((a, b) => a - b);
  }

  /** Newest clock value seen in this space. */
  latestAt(): number {
    return Math.max(0, ...[...this.chains.values()].map((head) => head.at));
  }

  digest(): Uint8Array {
    this.digestCache ??= digestOf([...this.chains.values()]);
    return this.digestCache;
  }

  bucketDigest(bucket: number): Uint8Array {
    return digestOf(this.bucket(bucket).map((head) => ({ device: head.device, id: head.lastId })));
  }

  /** Moves on after the store has kept these events. */
  advance(events: readonly AdmittedEvent[]): void {
    for (const event of events) {
      const { device, seq, at } = event.content;
      const { floor, floorPrev } = this.chains.get(device) ?? { floor: 0, floorPrev: null };
      this.chains.set(device, { space: this.space, device, seq, id: event.id, at, floor, floorPrev });
      this.shown.set(device, event.sortAt);
      const bucket = this.bucketMap(event.bucket);
      const before = bucket.get(device);
      bucket.set(device, {
        space: this.space,
        bucket: event.bucket,
        device,
        firstSeq: before?.firstSeq ?? seq,
        count: (before?.count ?? 0) + 1,
        lastId: event.id,
      });
    }
    this.digestCache = null;
  }

  private bucketMap(bucket: number): Map<DeviceId, BucketHead> {
    const known = this.buckets.get(bucket);
    if (known !== undefined) return known;
    const made = new Map<DeviceId, BucketHead>();
    this.buckets.set(bucket, made);
    return made;
  }
}
