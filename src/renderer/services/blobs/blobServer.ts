import { Budget } from '@shared/budget.ts';
import type { BlobId } from '@shared/ids.ts';
import { type BlobMessage, MAX_BLOB_ROWS } from '@domain/blob/messages.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import { MOST_INTERESTS, MOST_VERDICTS, MOST_WANTED, QUESTIONS, SEND_AHEAD, VERDICT_TTL, WANTS } from './blobLimits.ts';

/** The questions of a peer. */
export type BlobQuestion = Extract<BlobMessage, { t: 'blob.ask' | 'blob.outline' | 'blob.want' | 'blob.cancel' }>;

/** What serving one link needs. */
export interface BlobServerParts {
  readonly store: BlobStore;
  readonly clock: Clock;
  /** Whether the peer may be given a blob. */
  readonly mayGive: (blob: BlobId) => boolean | Promise<boolean>;
  /** Resolves once the link took the message; false when it ended. */
  readonly send: (message: BlobMessage) => Promise<boolean>;
  /** A chunk that should be here is not, or no longer what it was. */
  readonly onDamaged: (blob: BlobId) => void;
}

interface Verdict {
  readonly isAllowed: boolean;
  readonly at: number;
}

/** Gives blobs over one link: a few chunks in memory, whatever is asked (BLX-4). */
export class BlobServer {
  private readonly parts: BlobServerParts;
  private readonly questions: Budget;
  private readonly wants: Budget;
  private queue: { readonly blob: BlobId; readonly index: number }[] = [];
  private readonly interests = new Set<BlobId>();
  private verdicts = new Map<BlobId, Verdict>();
  private sending = 0;
  private isEnded = false;

  constructor(parts: BlobServerParts) {
    this.parts = parts;
    this.questions = new Budget(parts.clock, QUESTIONS);
    this.wants = new Budget(parts.clock, WANTS);
  }

  /** Answers a question; false when the peer asks more than it may. */
  async take(message: BlobQuestion): Promise<boolean> {
    switch (message.t) {
      case 'blob.ask':
        return this.onAsk(message.blobs);
      case 'blob.outline':
        return this.questions.take() ? this.onOutline(message.blob) : false;
      case 'blob.cancel':
        this.queue = this.queue.filter(({ blob }) => blob !== message.blob);
        return this.questions.take();
      case 'blob.want':
        return this.onWant(message.blob, message.chunks);
    }
  }

  /** A blob is complete here now: who asked for it in vain is told. */
  async announce(blob: BlobId): Promise<void> {
    if (this.interests.delete(blob) && !this.isEnded) await this.tell(blob);
  }

  /** Membership changed, or something was taken back: what was allowed is asked again, also where it is being asked. */
  forgetVerdicts(): void {
    this.verdicts = new Map();
  }

  end(): void {
    this.isEnded = true;
    this.queue = [];
    this.interests.clear();
  }

  private async onAsk(blobs: readonly BlobId[]): Promise<boolean> {
    for (const blob of blobs) {
      if (!this.questions.take()) return false;
      await this.tell(blob);
    }
    return true;
  }

  private async tell(blob: BlobId): Promise<void> {
    const holding = (await this.isAllowed(blob)) ? await this.parts.store.holding(blob) : null;
    const held = holding?.ok === true ? holding.value : null;
    if (held?.isComplete !== true) this.remember(blob);
    const isEmpty = held === null || (!held.isComplete && held.chunks.every((bits) => bits === 0));
    const { send } = this.parts;
    if (isEmpty) await send({ t: 'blob.none', blob, chunks: null });
    else await send({ t: 'blob.have', blob, size: held.size, chunks: held.isComplete ? null : held.chunks });
  }

  private remember(blob: BlobId): void {
    this.interests.delete(blob);
    this.interests.add(blob);
    const [oldest] = this.interests;
    if (this.interests.size > MOST_INTERESTS && oldest !== undefined) this.interests.delete(oldest);
  }

  private async onOutline(blob: BlobId): Promise<boolean> {
    const answer = (await this.isAllowed(blob)) ? await this.parts.store.outline(blob) : null;
    const outline = answer?.ok === true ? answer.value : null;
    if (outline === null) await this.parts.send({ t: 'blob.none', blob, chunks: null });
    else await this.parts.send({ t: 'blob.hashes', blob, ...outline });
    return true;
  }

  private onWant(blob: BlobId, chunks: readonly number[]): boolean {
    for (const index of chunks) {
      if (this.queue.length >= MOST_WANTED || !this.wants.take()) return false;
      this.queue.push({ blob, index });
    }
    while (this.sending < SEND_AHEAD && this.queue.length > 0) {
      this.sending += 1;
      void this.serve();
    }
    return true;
  }

  /** One chunk after the other: the next is read when the link took the last. */
  private async serve(): Promise<void> {
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
      await this.give(next.blob, next.index);
    }
    this.sending -= 1;
  }

  private async give(blob: BlobId, index: number): Promise<void> {
    const { send, store, onDamaged } = this.parts;
    const isAllowed = await this.isAllowed(blob);
    const chunk = isAllowed ? await store.read(blob, index) : null;
    const bytes = chunk?.ok === true ? chunk.value : null;
    if (this.isEnded) return;
    if (bytes !== null) {
      await send({ t: 'blob.chunk', blob, index, bytes });
      return;
    }
    await send({ t: 'blob.none', blob, chunks: isAllowed ? [index] : null });
    if (chunk?.ok === true) onDamaged(blob);
  }

  private async isAllowed(blob: BlobId): Promise<boolean> {
    const { verdicts } = this;
    const now = this.parts.clock.monotonic();
    const known = verdicts.get(blob);
    if (known !== undefined && now - known.at < VERDICT_TTL) return known.isAllowed;
    const isAllowed = await this.parts.mayGive(blob);
    verdicts.delete(blob);
    verdicts.set(blob, { isAllowed, at: now });
    const [oldest] = verdicts.keys();
    if (verdicts.size > MOST_VERDICTS && oldest !== undefined) verdicts.delete(oldest);
    return isAllowed;
  }
}

/** Ids in groups that fit a message. */
export function inRows<T>(values: readonly T[]): readonly (readonly T[])[] {
  const groups = Math.ceil(values.length / MAX_BLOB_ROWS);
  return Array.from({ length: groups }, (_, group) => values.slice(group * MAX_BLOB_ROWS, (group + 1) * MAX_BLOB_ROWS));
}
