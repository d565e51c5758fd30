import { BLOB_CHUNK_BYTES, chunkLengthOf } from '@shared/blob.ts';
import type { ChunkSet } from '@shared/chunkSet.ts';
import type { BlobId } from '@shared/ids.ts';
import type { BlobError } from '@ports/blobStore.ts';
import { ASK_AGAIN, ASK_AGAIN_SELDOM, STEAL_AFTER } from './blobLimits.ts';
import type { BlobPriority, WantedBlob } from './blobProgress.ts';
import type { Offer } from './blobSource.ts';

const ORDER: Record<BlobPriority, number> = { now: 0, soon: 1, idle: 2 };

/** Failures that pass by themselves: tried again after a while. */
const PASSING: ReadonlySet<BlobError['code']> = new Set<BlobError['code']>(['unreachable', 'storage-failed']);

interface Asked {
  at: number;
  times: number;
}

/** One blob that is wanted: which chunks are here, which are asked for, and which to ask for next. */
export class BlobFetch {
  readonly id: BlobId;
  readonly size: number;
  priority: BlobPriority;
  isPaused = false;
  error: BlobError['code'] | null = null;
  /** When it failed, or everybody was asked who has it; monotonic ms. */
  touchedAt = 0;
  /** How long after that everybody is asked again, ms. */
  private patience = ASK_AGAIN;
  private readonly number: number;
  private held: ChunkSet | null = null;
  private readonly asked = new Map<number, Asked>();
  /** Below it every chunk is here or asked for. */
  private lowest = 0;

  constructor(blob: WantedBlob, priority: BlobPriority, number: number) {
    this.id = blob.id;
    this.size = blob.size;
    this.priority = priority;
    this.number = number;
  }

  /** Negative when this one comes before the other. */
  comesBefore(other: BlobFetch): number {
    return ORDER[this.priority] - ORDER[other.priority] || this.number - other.number;
  }

  /** Whether it is to be fetched now. */
  get isActive(): boolean {
    return !this.isPaused && this.error === null;
  }

  /** Whether what failed is to be tried again, or everybody to be asked who has it. What failed is tried as often as at first. */
  isDue(now: number): boolean {
    return now - this.touchedAt >= (this.error === null ? this.patience : ASK_AGAIN);
  }

  /** Everybody is asked again: in vain, as far as is known, so it is longer until the next time. */
  askedAgain(now: number): void {
    this.touchedAt = now;
    this.patience = Math.min(this.patience * 2, ASK_AGAIN_SELDOM);
  }

  /** Something changed: who has it is asked as often as at first. */
  hope(): void {
    this.patience = ASK_AGAIN;
  }

  /** Whether it failed by what passes by itself. */
  get mayPass(): boolean {
    return this.error !== null && PASSING.has(this.error) && !this.isPaused;
  }

  /** The outline is here: chunks can be asked for. */
  isBegun(): boolean {
    return this.held !== null;
  }

  /** Every chunk was written, whatever the store says. */
  get isFull(): boolean {
    return this.held?.isFull === true;
  }

  get heldBytes(): number {
    if (this.held === null) return 0;
    const last = this.held.length - 1;
    const short = last >= 0 && this.held.has(last) ? BLOB_CHUNK_BYTES - chunkLengthOf(this.size, last) : 0;
    return this.held.count * BLOB_CHUNK_BYTES - short;
  }

  /** What is on the disk of it, null when nothing is: the outline has to come first. */
  begin(held: ChunkSet | null): void {
    this.held = held;
    this.asked.clear();
    this.lowest = 0;
  }

  /** A chunk is on the disk. */
  keep(index: number): void {
    this.asked.delete(index);
    this.held?.add(index);
    this.hope();
  }

  /** One of those asked for a chunk will not give it. */
  release(index: number): void {
    const asked = this.asked.get(index);
    if (asked === undefined) return;
    asked.times -= 1;
    if (asked.times > 0) return;
    this.asked.delete(index);
    this.lowest = Math.min(this.lowest, index);
  }

  /**
   * The chunk to ask for next of who offers this, noted as asked for; null when there is none. The one that fewest have first (`rarity`),
   * in order where all have all; at last one that another was asked for long ago and `owes` not.
   */
  pick(
    offer: Offer,
    {
      now,
      rarity,
      owes,
    }: { now: number; rarity: ((index: number) => number) | null; owes: (index: number) => boolean },
  ): number | null {
    const index = this.next(offer, rarity) ?? this.steal(offer, now, owes);
    if (index === null) return null;
    const asked = this.asked.get(index);
    this.asked.set(index, { at: now, times: (asked?.times ?? 0) + 1 });
    return index;
  }

  private next(offer: Offer, rarity: ((index: number) => number) | null): number | null {
    const length = this.held?.length ?? 0;
    while (this.lowest < length && !this.isFree(this.lowest)) this.lowest += 1;
    let best: number | null = null;
    let fewest = Number.POSITIVE_INFINITY;
    for (let index = this.lowest; index < length && fewest > 1; index += 1) {
      const have = this.rarityOf(index, offer, rarity);
      if (have < fewest) [best, fewest] = [index, have];
    }
    return best;
  }

  /** How many have a chunk; infinitely many of one that is not to be asked for here. */
  private rarityOf(index: number, { chunks }: Offer, rarity: ((index: number) => number) | null): number {
    const isWanted = this.isFree(index) && chunks?.has(index) !== false;
    return isWanted ? (rarity?.(index) ?? 1) : Number.POSITIVE_INFINITY;
  }

  private isFree(index: number): boolean {
    return this.held?.has(index) === false && !this.asked.has(index);
  }

  private steal({ chunks }: Offer, now: number, owes: (index: number) => boolean): number | null {
    for (const [index, { at, times }] of this.asked) {
      const isLate = times === 1 && now - at >= STEAL_AFTER;
      if (isLate && !owes(index) && chunks?.has(index) !== false) return index;
    }
    return null;
  }
}
