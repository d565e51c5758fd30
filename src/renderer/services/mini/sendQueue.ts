import { Budget } from '@shared/budget.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { UPDATE_INTERVAL } from '@shared/mini/bridgeLimits.ts';
import type { ProgramHostParts } from './hostParts.ts';
import type { ProgramStream, SayFailure } from './programLog.ts';

/** Sent at once before a program has to wait. */
const BURST = 20;
/** Most that wait; what comes then is not taken, and the page told. */
export const MOST_WAITING = 500;
/** Most bytes that wait. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;
/** Most bytes that wait once the page says its last: nobody could say them again. */
const MOST_LAST_BYTES = 64 * 1024 * 1024;
/** How long after a store that failed it is tried again, ms. */
const SAY_AGAIN = 5000;

/** What waits to be said. */
export interface Waiting {
  readonly id: string;
  readonly stream: ProgramStream;
  readonly bytes: Uint8Array;
}

/** What the queue tells. */
export interface QueueHooks {
  readonly onChange: (waiting: number) => void;
  readonly onRefused: (code: SayFailure['code'], refused: Waiting) => void;
  /** One went out. */
  readonly onSaid: () => void;
}

/** What a queue works with. */
export type QueueParts = Pick<ProgramHostParts, 'writer' | 'clock' | 'newId' | 'earlier'>;

/**
 * What a program says on its way out (MPH-5): in order, the first at once, then no faster than the interval it was told. What the store does not take at the
 * program's end it tries again, for as long as this window is open.
 */
export class SendQueue {
  private readonly waiting: Waiting[] = [];
  private readonly budget: Budget;
  private readonly parts: QueueParts;
  private readonly hooks: QueueHooks;
  private bytes = 0;
  private sending: Promise<void> | null = null;
  private isClosing = false;
  private isHeld = false;
  private isWide = false;
  private isOver: (stream: ProgramStream) => boolean = () => false;
  private rest: Disposer | null = null;
  private onEmpty: () => void = () => undefined;
  /** Done when all that was said until the end is out. */
  readonly done = new Promise<void>((resolve) => {
    this.onEmpty = resolve;
  });

  constructor(parts: QueueParts, hooks: QueueHooks) {
    this.parts = parts;
    this.hooks = hooks;
    this.budget = new Budget(parts.clock, { capacity: BURST, perSecond: 1000 / UPDATE_INTERVAL });
    if (parts.earlier !== undefined) void this.holdUntil(parts.earlier);
  }

  /** Whether so many bytes more may wait. */
  hasRoom(bytes: number): boolean {
    if (this.isWide) return this.bytes + bytes <= MOST_LAST_BYTES;
    return this.waiting.length < MOST_WAITING && this.bytes + bytes <= MOST_WAITING_BYTES;
  }

  /** From now on the page says its last. */
  widen(): void {
    this.isWide = true;
  }

  /** False when too much waits already: it is not taken. */
  add(stream: ProgramStream, bytes: Uint8Array): boolean {
    if (!this.hasRoom(bytes.length)) return false;
    this.waiting.push({ id: this.parts.newId(), stream, bytes });
    this.bytes += bytes.length;
    this.hooks.onChange(this.waiting.length);
    void this.send();
    return true;
  }

  /** Of streams that are no more nothing goes out from now on, but what is just on its way. */
  drop(isOver: (stream: ProgramStream) => boolean): void {
    this.isOver = isOver;
  }

  /** Sends what waits without waiting any longer: the program is being closed. What cannot be said now is tried again after: see {@link done}. */
  async close(): Promise<void> {
    this.isClosing = true;
    await this.sending;
    await this.send();
  }

  private async holdUntil(earlier: Promise<void>): Promise<void> {
    this.isHeld = true;
    await earlier;
    this.isHeld = false;
    await this.send();
  }

  private send(): Promise<void> {
    if (this.isHeld || (this.rest !== null && !this.isClosing)) return Promise.resolve();
    this.sending ??= this.run();
    return this.sending;
  }

  private async run(): Promise<void> {
    this.rest?.();
    this.rest = null;
    const pause = await this.sendWhileAllowed();
    this.sending = null;
    if (pause > 0) this.rest = this.parts.clock.after(pause, () => this.wake());
    // Added while the last one ended.
    else if (this.waiting.length > 0) await this.send();
    else if (this.isClosing) this.onEmpty();
  }

  private wake(): void {
    this.rest = null;
    void this.send();
  }

  /** Milliseconds until it may go on; 0 when nothing waits. */
  private async sendWhileAllowed(): Promise<number> {
    for (let next = this.next(); next !== undefined; next = this.next()) {
      if (!this.isClosing && !this.budget.take()) return UPDATE_INTERVAL;
      const said = await this.parts.writer.say(next.stream, next.bytes, next.id);
      if (!said.ok && said.error.code === 'later') return SAY_AGAIN;
      this.remove(next);
      if (said.ok) this.hooks.onSaid();
      else this.hooks.onRefused(said.error.code, next);
      this.hooks.onChange(this.waiting.length);
    }
    return 0;
  }

  private next(): Waiting | undefined {
    for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
      if (!this.isOver(next.stream)) return next;
      this.remove(next);
      this.hooks.onChange(this.waiting.length);
    }
    return undefined;
  }

  private remove(first: Waiting): void {
    this.waiting.shift();
    this.bytes -= first.bytes.length;
  }
}
