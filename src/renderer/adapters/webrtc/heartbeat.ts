import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** How a link is watched, in ms. */
export interface HeartbeatTimes {
  /** Between pings while all is well. */
  readonly interval: number;
  /** Between pings while an answer is awaited. */
  readonly retry: number;
  /** Without any sign of life for this long the link is dead. */
  readonly timeout: number;
  /** A timer this late means that the machine or the page slept. */
  readonly late: number;
  /** Time left to answer after waking or when probed. */
  readonly grace: number;
}

export const HEARTBEAT_TIMES: HeartbeatTimes = {
  interval: 5000,
  retry: 1000,
  timeout: 10_000,
  late: 2500,
  grace: 2500,
};

interface HeartbeatEvents {
  /** Sends a ping; false when the channel is gone. */
  readonly ping: (stamp: number) => boolean;
  readonly dead: (reason: 'timeout' | 'failed') => void;
  readonly roundTrip: (milliseconds: number) => void;
}

/** Notices that the other side, the path or this machine was away. Pings cost about 10 bytes a second. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #times: HeartbeatTimes;
  readonly #events: HeartbeatEvents;
  #timer: Disposer = () => {};
  #deadline = 0;
  #due = { monotonic: 0, wall: 0 };
  #stamp = 0;
  #sentAt = new Map<number, number>();
  #isStopped = false;

  constructor(clock: Clock, events: HeartbeatEvents, times: HeartbeatTimes = HEARTBEAT_TIMES) {
    this.#clock = clock;
    this.#events = events;
    this.#times = times;
  }

  start(): void {
    this.heard();
    this.#ping();
    this.#schedule(this.#times.interval);
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer();
  }

  /** Any frame that arrives is a sign of life. */
  heard(): void {
    this.#deadline = this.#clock.monotonic() + this.#times.timeout;
  }

  answered(stamp: number): void {
    const sentAt = this.#sentAt.get(stamp);
    if (sentAt === undefined) return;
    this.#sentAt.clear();
    this.#events.roundTrip(this.#clock.monotonic() - sentAt);
  }

  /** Asks now, and takes silence of `grace` ms for death. */
  probe(): void {
    if (this.#isStopped || this.#isProbing()) return;
    this.#deadline = Math.min(this.#deadline, this.#clock.monotonic() + this.#times.grace);
    if (this.#ping()) this.#schedule(this.#times.retry);
  }

  #isProbing(): boolean {
    return this.#sentAt.size > 0 && this.#deadline <= this.#clock.monotonic() + this.#times.grace;
  }

  #schedule(delay: number): void {
    this.#timer();
    if (this.#isStopped) return;
    this.#due = { monotonic: this.#clock.monotonic() + delay, wall: this.#clock.now() + delay };
    this.#timer = this.#clock.after(delay, () => this.#tick());
  }

  #tick(): void {
    const now = this.#clock.monotonic();
    // The monotonic clock may stand still while a machine sleeps, the wall clock does not.
    const lateness = Math.max(now - this.#due.monotonic, this.#clock.now() - this.#due.wall);
    if (lateness > this.#times.late) this.#deadline = now + this.#times.grace;
    if (now >= this.#deadline) {
      this.stop();
      this.#events.dead('timeout');
      return;
    }
    if (!this.#ping()) return;
    const isQuiet = this.#sentAt.size > 1 || this.#deadline - now < this.#times.timeout - this.#times.interval;
    this.#schedule(isQuiet || lateness > this.#times.late ? this.#times.retry : this.#times.interval);
  }

  #ping(): boolean {
    this.#stamp = (this.#stamp + 1) >>> 0;
    this.#sentAt.set(this.#stamp, this.#clock.monotonic());
    if (this.#events.ping(this.#stamp)) return true;
    this.stop();
    this.#events.dead('failed');
    return false;
  }
}
