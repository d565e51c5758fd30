import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { jittered } from './jitter.ts';

/** Often at first, when the other side is likely coming back; then every 4 s for the healing window; then rarely. With many rooms less often. */
const EAGER_DELAYS = [700, 1000, 2000];
const EAGER_LAST = 4000;
/** For so long it is eager: time for the other side to come back, ms. */
const EAGER_FOR = 87_700;
const IDLE_DELAY = 60_000;
/**
 * All rooms together repeat themselves no more often than once in so long, ms: with hundreds of them each round would be a hundred sealed messages a
 * second, for a minute and a half after every start.
 */
const SHARE = 50;

/** What the rooms of a transport have in common. */
export interface AnnouncerContext {
  readonly clock: Clock;
  readonly random: Random;
  /** How many rooms there are now. */
  readonly roomCount: () => number;
}

/** Says "I am here" in a room that has places free, so that one lost message or one missed return costs seconds, not for ever. */
export class Announcer {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #roomCount: () => number;
  readonly #announce: () => void;
  #timer: Disposer = () => {};
  #round = 0;
  /** How much of the eager time is over, ms. */
  #eager = 0;
  #isStopped = false;

  constructor(context: AnnouncerContext, announce: () => void) {
    this.#clock = context.clock;
    this.#random = context.random;
    this.#roomCount = context.roomCount;
    this.#announce = announce;
  }

  /** Announces after `delay` ms (at once by default) and is eager again. */
  restart(delay = 0): void {
    this.#round = 0;
    this.#eager = 0;
    if (delay > 0) this.#schedule(delay);
    else if (!this.#isStopped) this.#say();
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer();
  }

  #schedule(delay: number): void {
    this.#timer();
    if (this.#isStopped) return;
    this.#timer = this.#clock.after(delay, () => this.#say());
  }

  #say(): void {
    this.#announce();
    this.#schedule(jittered(this.#random, this.#next()));
  }

  #next(): number {
    if (this.#eager >= EAGER_FOR) return IDLE_DELAY;
    const delay = Math.max(EAGER_DELAYS[this.#round] ?? EAGER_LAST, this.#roomCount() * SHARE);
    this.#round += 1;
    this.#eager += delay;
    return delay;
  }
}
