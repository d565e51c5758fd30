import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { UPDATE_INTERVAL } from '@shared/mini/bridgeLimits.ts';
import { Budget } from '../replication/budget.ts';
import type { ProgramStream, ProgramWriter, SayFailure } from './programLog.ts';

/** Sent at once before a program has to wait. */
const BURST = 20;
/** Most that wait; what comes then is dropped, and the page told. */
export const MOST_WAITING = 500;
/** Most bytes that wait. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;
/** How long after a store that failed it is tried again, ms. */
const SAY_AGAIN = 5000;

interface Waiting {
  readonly stream: ProgramStream;
  readonly bytes: Uint8Array;
}

/** What the queue tells. */
export interface QueueHooks {
  readonly onChange: (waiting: number) => void;
  readonly onRefused: (code: SayFailure['code']) => void;
  /** One went out. */
  readonly onSaid: () => void;
}

/** What a program says on its way out (MPH-5): in order, the first at once, then no faster than the interval it was told. */
export class SendQueue {
  private readonly waiting: Waiting[] = [];
  private readonly budget: Budget;
  private readonly parts: { readonly writer: ProgramWriter; readonly clock: Clock };
  private readonly hooks: QueueHooks;
  private bytes = 0;
  private sending: Promise<void> | null = null;
  private isClosing = false;
  private rest: Disposer | null = null;

  constructor(parts: SendQueue['parts'], hooks: QueueHooks) {
    this.parts = parts;
    this.hooks = hooks;
    this.budget = new Budget(parts.clock, { capacity: BURST, perSecond: 1000 / UPDATE_INTERVAL });
  }

  /** False when too much waits already: it is dropped. */
  add(stream: ProgramStream, bytes: Uint8Array): boolean {
    if (this.waiting.length >= MOST_WAITING || this.bytes + bytes.length > MOST_WAITING_BYTES) return false;
    this.waiting.push({ stream, bytes });
    this.bytes += bytes.length;
    this.hooks.onChange(this.waiting.length);
    void this.send();
    return true;
  }

  /** Sends what waits without waiting any longer: the program is being closed. */
  async close(): Promise<void> {
    this.isClosing = true;
    await this.sending;
    await this.send();
  }

  private send(): Promise<void> {
    if (this.rest !== null && !this.isClosing) return Promise.resolve();
    this.sending ??= this.run();
    return this.sending;
  }

  private async run(): Promise<void> {
    this.rest?.();
    this.rest = null;
    const pause = await this.sendWhileAllowed();
    this.sending = null;
    if (pause > 0 && !this.isClosing) this.rest = this.parts.clock.after(pause, () => this.wake());
    // Added while the last one ended.
    else if (pause === 0 && this.waiting.length > 0) await this.send();
  }

  private wake(): void {
    this.rest = null;
    void this.send();
  }

  /** Milliseconds until it may go on; 0 when nothing waits. */
  private async sendWhileAllowed(): Promise<number> {
    for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
      if (!this.isClosing && !this.budget.take()) return UPDATE_INTERVAL;
      const said = await this.parts.writer.say(next.stream, next.bytes);
      if (!said.ok && said.error.code === 'later') return SAY_AGAIN;
      this.waiting.shift();
      this.bytes -= next.bytes.length;
      if (said.ok) this.hooks.onSaid();
      else this.hooks.onRefused(said.error.code);
      this.hooks.onChange(this.waiting.length);
    }
    return 0;
  }
}
