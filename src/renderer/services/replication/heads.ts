import type { DeviceId, SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { BucketHead } from '@domain/intake/intake.ts';
import type { ChainHead, DocumentStore } from '@ports/documentStore.ts';
import { digestOf } from '@domain/space/digest.ts';
import type { ChainEnd, Directory } from './context.ts';

/** Where the chains of a space end; null where they do not. */
export type EndOf = (device: DeviceId) => ChainEnd | null;
/** Up to which place of a chain somebody is given nothing. */
export type FloorOf = (device: DeviceId) => number;

/** Every chain goes on, every place is given. */
const noEnd: EndOf = () => null;
const noFloor: FloorOf = () => -1;

/**
 * The heads of one space in memory: loaded once, then advanced with each admission, so that digests cost no reads. What lies
 * beyond the end of a chain is held and not shown (REP-13): `heldChain` knows of it, everything else does not.
 */
export class SpaceHeads {
  private readonly chains = new Map<DeviceId, ChainHead>();
  private readonly buckets = new Map<number, Map<DeviceId, BucketHead>>();
  private readonly space: SpaceId;
  private readonly endOf: EndOf;
  /** Where the newest event of a chain is shown, for those that came since the log was opened. */
  private readonly shown = new Map<DeviceId, number>();
  private digestCache: Uint8Array | null = null;

  constructor(
    space: SpaceId,
    heads: { readonly chains: readonly ChainHead[]; readonly buckets: readonly BucketHead[] },
    endOf: EndOf = noEnd,
  ) {
    this.space = space;
    this.endOf = endOf;
    for (const head of heads.chains) this.chains.set(head.device, head);
    for (const head of heads.buckets) this.bucketMap(head.bucket).set(head.device, head);
  }

  /** Loads the heads of a space; a store that fails gives none, and the caller is told by the store's own reports. */
  static async load(
    store: DocumentStore,
    space: SpaceId,
    directory?: Pick<Directory, 'endOf'>,
  ): Promise<SpaceHeads | null> {
    const [chains, buckets] = await Promise.all([store.chainHeads(space), store.bucketHeads(space)]);
    const endOf: EndOf = (device) => directory?.endOf(space, device) ?? null;
    if (!chains.ok || !buckets.ok) return null;
    return new SpaceHeads(space, { chains: chains.value, buckets: buckets.value }, endOf);
  }

  /** The newest event of a chain that counts; `at` is that of the newest held. */
  chain(device: DeviceId): ChainHead | null {
    const held = this.chains.get(device);
    return held === undefined ? null : clipChain(held, this.endOf(device));
  }

  /** The newest event of a chain that is kept here, also beyond its end. */
  heldChain(device: DeviceId): ChainHead | null {
    return this.chains.get(device) ?? null;
  }

  /** Where the newest event of a device is shown; -1 when it came before the log was opened. */
  shownAt(device: DeviceId): number {
    return this.shown.get(device) ?? -1;
  }

  allChains(): readonly ChainHead[] {
    return [...this.chains.values()]
      .map((head) => clipChain(head, this.endOf(head.device)))
      .filter((head) => head !== null);
  }

  /** Chains of which events beyond these ends are kept. */
  beyond(endOf: EndOf): readonly { readonly device: DeviceId; readonly end: number }[] {
    return [...this.chains.values()].flatMap(({ device, seq }) => {
      const end = endOf(device);
      return end === null || seq <= end.seq ? [] : [{ device, end: end.seq }];
    });
  }

  count(bucket: number, device: DeviceId): number {
    return this.bucketHead(bucket, device)?.count ?? 0;
  }

  /** How many events of a device are kept in a bucket, also beyond the end of its chain. */
  heldCount(bucket: number, device: DeviceId): number {
    return this.buckets.get(bucket)?.get(device)?.count ?? 0;
  }

  /** Place in the chain of the device's first event in a bucket; null when it has none there. */
  firstSeq(bucket: number, device: DeviceId): number | null {
    return this.buckets.get(bucket)?.get(device)?.firstSeq ?? null;
  }

  /**
   * Whether a place within a bucket is known to be true: not where the chain is held from somewhere within that bucket on, for
   * then nobody has shown us where in it that is.
   */
  isPlaced(bucket: number, device: DeviceId): boolean {
    const { floor = 0 } = this.chains.get(device) ?? {};
    return floor === 0 || this.buckets.get(bucket)?.get(device)?.firstSeq !== floor;
  }

  /** Whether all of a bucket is here, of every chain as far down as `lowestOf` says it is given (REP-17). */
  isWhole(bucket: number, lowestOf: FloorOf): boolean {
    return [...this.chains.values()].every(
      ({ device, floor }) => floor <= lowestOf(device) || (this.heldBucketsOf(device)[0]?.bucket ?? bucket) < bucket,
    );
  }

  bucket(bucket: number): readonly BucketHead[] {
    return [...(this.buckets.get(bucket)?.keys() ?? [])]
      .map((device) => this.bucketHead(bucket, device))
      .filter((head) => head !== null);
  }

  /** Buckets in which a device has something, also beyond the end of its chain; oldest first. */
  heldBucketsOf(device: DeviceId): readonly BucketHead[] {
    return this.heldBucketNumbers().flatMap((bucket) => this.buckets.get(bucket)?.get(device) ?? []);
  }

  /** Every bucket with something in it above `floorOf`, oldest first. */
  bucketNumbers(floorOf: FloorOf = noFloor): readonly number[] {
    return this.heldBucketNumbers().filter((bucket) => this.bucket(bucket).some((head) => isAbove(head, floorOf)));
  }

  /** Newest clock value seen in this space. */
  latestAt(): number {
    return Math.max(0, ...[...this.chains.values()].map((head) => head.at));
  }

  digest(): Uint8Array {
    this.digestCache ??= digestOf(this.allChains());
    return this.digestCache;
  }

  /** Digest of a bucket, leaving out what somebody is not given at all (REP-14). */
  bucketDigest(bucket: number, floorOf: FloorOf = noFloor): Uint8Array {
    const heads = this.bucket(bucket).filter((head) => isAbove(head, floorOf));
    return digestOf(heads.map((head) => ({ device: head.device, id: head.lastId })));
  }

  /** The ends of chains may have moved. */
  endsMoved(): void {
    this.digestCache = null;
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

  /** Moves down after the store has kept consecutive events right below what was held of their chain. */
  retreat(events: readonly AdmittedEvent[]): void {
    const [first] = events;
    const last = events.at(-1);
    if (first === undefined || last === undefined) return;
    const { device, seq, at } = last.content;
    const chain = this.chains.get(device) ?? { space: this.space, device, seq, id: last.id, at };
    if (!this.chains.has(device)) this.shown.set(device, last.sortAt);
    this.chains.set(device, { ...chain, floor: first.content.seq, floorPrev: first.content.prev });
    for (const event of events.toReversed()) {
      const bucket = this.bucketMap(event.bucket);
      const above = bucket.get(device) ?? {
        space: this.space,
        bucket: event.bucket,
        device,
        count: 0,
        lastId: event.id,
      };
      bucket.set(device, { ...above, firstSeq: event.content.seq, count: above.count + 1 });
    }
    this.digestCache = null;
  }

  private heldBucketNumbers(): readonly number[] {
    return [...this.buckets.keys()].sort((a, b) => a - b);
  }

  private bucketHead(bucket: number, device: DeviceId): BucketHead | null {
    const held = this.buckets.get(bucket)?.get(device);
    return held === undefined ? null : clipBucket(held, this.endOf(device));
  }

  private bucketMap(bucket: number): Map<DeviceId, BucketHead> {
    const known = this.buckets.get(bucket);
    if (known !== undefined) return known;
    const made = new Map<DeviceId, BucketHead>();
    this.buckets.set(bucket, made);
    return made;
  }
}

/** A chain as if it ended there; null when nothing of it counts. */
function clipChain(head: ChainHead, end: ChainEnd | null): ChainHead | null {
  if (end === null || head.seq <= end.seq) return head;
  return end.id === null || end.seq < head.floor ? null : { ...head, seq: end.seq, id: end.id };
}

function clipBucket(head: BucketHead, end: ChainEnd | null): BucketHead | null {
  if (end === null || head.firstSeq + head.count - 1 <= end.seq) return head;
  if (end.id === null || head.firstSeq > end.seq) return null;
  return { ...head, count: end.seq - head.firstSeq + 1, lastId: end.id };
}

/** Whether something of it lies above the floor. */
function isAbove({ device, firstSeq, count }: BucketHead, floorOf: FloorOf): boolean {
  return firstSeq + count - 1 > floorOf(device);
}
