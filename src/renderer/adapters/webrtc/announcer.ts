import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { jittered } from './jitter.ts';

/** Often at first, when the other side is likely coming back; then every 4 s for the healing window; then rarely. */
const EAGER_DELAYS = [700, 1000, 2000];
const EAGER_LAST = 4000;
const EAGER_COUNT = 24;
const IDLE_DELAY = 60_000;

/** Says "I am here" in a room that has places free, so that one lost message or one missed return costs seconds, not for ever. */
export class Announcer {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #announce: () => void;
  #timer: Disposer = () => {};
  #round = 0;
  #isStopped = false;

  constructor(context: { readonly clock: Clock; readonly random: Random }, announce: () => void) {
    this.#clock = context.clock;
    this.#random = context.random;
    this.#announce = announce;
  }

  /** Announces after `delay` ms (at once by default) and is eager again. */
  restart(delay = 0): void {
    this.#round = 0;
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
    const round = this.#round;
    this.#round += 1;
    if (round >= EAGER_COUNT) return IDLE_DELAY;
    return EAGER_DELAYS[round] ?? EAGER_LAST;
  }
}
