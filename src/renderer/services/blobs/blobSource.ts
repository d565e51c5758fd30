import { chunkCountOf } from '@shared/blob.ts';
import { Budget } from '@shared/budget.ts';
import { ChunkSet } from '@shared/chunkSet.ts';
import type { BlobId } from '@shared/ids.ts';
import type { BlobMessage } from '@domain/blob/messages.ts';
import type { Clock } from '@ports/clock.ts';
import type { LinkedPeer } from '../replication/session.ts';
import { AskQueue } from './askQueue.ts';
import { MOST_PENALTY, MOST_WITHDRAWN, STALL, UNASKED, WINDOW } from './blobLimits.ts';
import { inRows } from './blobServer.ts';

/** The answers of a peer. */
export type BlobAnswer = Extract<BlobMessage, { t: 'blob.have' | 'blob.none' | 'blob.hashes' | 'blob.chunk' }>;

/** What a source tells of. */
export interface BlobSourceHooks {
  readonly onOffer: (blob: BlobId) => void;
  readonly onOutline: (blob: BlobId, outline: { readonly size: number; readonly hashes: Uint8Array }) => void;
  /** A chunk we asked for came. Its place in the window is taken until {@link BlobSource.settle}. */
  readonly onChunk: (blob: BlobId, index: number, bytes: Uint8Array) => void;
  /** Chunks we asked for will not come from here. */
  readonly onRefused: (blob: BlobId, chunks: readonly number[]) => void;
  /** How long a blob is that we want; null for one we do not. */
  readonly sizeOf: (blob: BlobId) => number | null;
}

/** What a peer has of a blob. */
export interface Offer {
  /** Null: every chunk. */
  readonly chunks: ChunkSet | null;
}

interface Flight {
  readonly blob: BlobId;
  readonly index: number;
}

const keyOf = (blob: BlobId, index: number) => `${blob}/${index}`;

/** One linked peer as somebody who has blobs: what it offers, and what it owes. */
export class BlobSource {
  readonly peer: LinkedPeer;
  private readonly post: (message: BlobMessage) => void;
  private readonly clock: Clock;
  private readonly hooks: BlobSourceHooks;
  private readonly unasked: Budget;
  private readonly questions: AskQueue;
  private readonly offers = new Map<BlobId, Offer>();
  private readonly flights = new Map<string, Flight>();
  private readonly withdrawn = new Set<string>();
  private readonly outlines = new Set<BlobId>();
  private readonly distrusted = new Set<BlobId>();
  private lastGiven = 0;
  private penalty = 0;

  constructor(
    peer: LinkedPeer,
    wire: { readonly post: (message: BlobMessage) => void; readonly clock: Clock },
    hooks: BlobSourceHooks,
  ) {
    this.peer = peer;
    this.post = wire.post;
    this.clock = wire.clock;
    this.hooks = hooks;
    this.unasked = new Budget(wire.clock, UNASKED);
    this.questions = new AskQueue(wire.clock, (blobs) => wire.post({ t: 'blob.ask', blobs: [...blobs] }));
  }

  /** How many more chunks may be asked for now. */
  get room(): number {
    return Math.max(1, WINDOW >> this.penalty) - this.flights.size;
  }

  /** How often it was slow; who was not comes first. */
  get slowness(): number {
    return this.penalty;
  }

  offerOf(blob: BlobId): Offer | null {
    return this.offers.get(blob) ?? null;
  }

  /** It said to have every chunk of a blob. */
  hasAll(blob: BlobId): boolean {
    return this.offers.get(blob)?.chunks === null;
  }

  /** Asks whether it has these, as soon as it may be asked so much (BLX-16). */
  ask(blobs: readonly BlobId[], isFirst = false): void {
    this.questions.ask(blobs, isFirst);
  }

  /** Asks what could not be asked before. */
  askRest(): void {
    this.questions.goOn();
  }

  /** Asks for an outline; not while it was asked too much, and then it is tried again. */
  askOutline(blob: BlobId): void {
    if (!this.questions.mayAskMore()) return;
    this.outlines.add(blob);
    this.lastGiven = Math.max(this.lastGiven, this.clock.monotonic());
    this.post({ t: 'blob.outline', blob });
  }

  /** Whether it was asked for an outline and still owes it. */
  owesOutline(blob: BlobId): boolean {
    return this.outlines.has(blob);
  }

  /** Asks for chunks; each takes a place of the window. */
  want(blob: BlobId, chunks: readonly number[]): void {
    if (this.flights.size === 0) this.lastGiven = this.clock.monotonic();
    for (const index of chunks) {
      this.flights.set(keyOf(blob, index), { blob, index });
      this.withdrawn.delete(keyOf(blob, index));
    }
    for (const row of inRows(chunks)) this.post({ t: 'blob.want', blob, chunks: [...row] });
  }

  /** Takes an answer; false when it is an offence. */
  take(message: BlobAnswer): boolean {
    switch (message.t) {
      case 'blob.have':
        return this.onHave(message.blob, message.size, message.chunks);
      case 'blob.none':
        return this.onNone(message.blob, message.chunks);
      case 'blob.hashes': {
        if (!this.outlines.delete(message.blob)) return this.unasked.take();
        this.lastGiven = this.clock.monotonic();
        this.hooks.onOutline(message.blob, { size: message.size, hashes: message.hashes });
        return true;
      }
      case 'blob.chunk':
        return this.onChunk(message.blob, message.index, message.bytes);
    }
  }

  /** A chunk that came is on the disk, or given up: its place in the window is free. */
  settle(blob: BlobId, index: number): void {
    this.flights.delete(keyOf(blob, index));
    this.lastGiven = this.clock.monotonic();
  }

  /** Whether it was asked for a chunk and still owes it. */
  owes(blob: BlobId, index: number): boolean {
    return this.flights.has(keyOf(blob, index));
  }

  /** Wants no more of a blob; answers the chunks that were owed. */
  withdraw(blob: BlobId): readonly number[] {
    const owed = [...this.flights.values()].filter((flight) => flight.blob === blob).map(({ index }) => index);
    for (const index of owed) this.callBack(blob, index);
    const isOutlineOwed = this.outlines.delete(blob);
    // What is not called back comes late, and is forgiven.
    if ((owed.length > 0 || isOutlineOwed) && this.questions.mayAskMore()) this.post({ t: 'blob.cancel', blob });
    return owed;
  }

  /** Believes nothing more of what it says of a blob; false when it did not before either. */
  distrust(blob: BlobId): boolean {
    const isNew = !this.distrusted.has(blob);
    this.distrusted.add(blob);
    return isNew;
  }

  /** Forgets what it offers of a blob that is no longer wanted. */
  forget(blob: BlobId): void {
    this.offers.delete(blob);
    this.questions.forget(blob);
  }

  /** Blobs of which it owes something too long: it counts as slower from now on. The caller withdraws them. */
  stalled(): readonly BlobId[] {
    const owes = this.flights.size > 0 || this.outlines.size > 0;
    if (!owes || this.clock.monotonic() - this.lastGiven < STALL) return [];
    this.penalty = Math.min(MOST_PENALTY, this.penalty + 1);
    this.lastGiven = this.clock.monotonic();
    return [...new Set([...this.outlines, ...[...this.flights.values()].map(({ blob }) => blob)])];
  }

  private onHave(blob: BlobId, size: number, bits: Uint8Array | null): boolean {
    this.questions.answered(blob);
    const expected = this.hooks.sizeOf(blob);
    if (expected === null) return this.unasked.take();
    const chunks = bits === null ? null : ChunkSet.from(chunkCountOf(size), bits);
    if (bits !== null && chunks === null) return false;
    // The length a message gave is not that of the bytes: nobody has what it speaks of.
    if (size !== expected || this.distrusted.has(blob)) return true;
    this.offers.set(blob, { chunks });
    this.hooks.onOffer(blob);
    return true;
  }

  private onNone(blob: BlobId, chunks: readonly number[] | null): boolean {
    if (chunks === null) this.questions.answered(blob);
    if (this.hooks.sizeOf(blob) === null) return this.unasked.take();
    if (chunks === null) {
      this.offers.delete(blob);
      this.hooks.onRefused(blob, this.withdraw(blob));
      return true;
    }
    const refused = chunks.filter((index) => this.flights.delete(keyOf(blob, index)));
    const offer = this.offers.get(blob);
    // What it said to have changed: it is asked anew before anything more is wanted of it.
    if (offer !== undefined) this.offers.delete(blob);
    this.hooks.onRefused(blob, refused);
    return refused.length > 0 || this.unasked.take();
  }

  private onChunk(blob: BlobId, index: number, bytes: Uint8Array): boolean {
    const key = keyOf(blob, index);
    const isOwed = this.flights.has(key);
    if (!isOwed && !this.withdrawn.delete(key)) return this.unasked.take();
    this.lastGiven = this.clock.monotonic();
    if (isOwed && this.penalty > 0) this.penalty -= 1;
    if (isOwed) this.hooks.onChunk(blob, index, bytes);
    return true;
  }

  private callBack(blob: BlobId, index: number): void {
    const key = keyOf(blob, index);
    this.flights.delete(key);
    this.withdrawn.add(key);
    const [oldest] = this.withdrawn;
    if (this.withdrawn.size > MOST_WITHDRAWN && oldest !== undefined) this.withdrawn.delete(oldest);
  }
}
