import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** Remote peers that a room takes no link from for a while. */
export class Bans {
  readonly #clock: Clock;
  readonly #ends = new Map<string, Disposer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isEmpty(): boolean {
    return this.#ends.size === 0;
  }

  has(remote: string): boolean {
    return this.#ends.has(remote);
  }

  add(remote: string, duration: number, ended: () => void): void {
    this.#ends.get(remote)?.();
    const timer = this.#clock.after(duration, () => {
      this.#ends.delete(remote);
      ended();
    });
    this.#ends.set(remote, timer);
  }

  clear(): void {
    for (const end of this.#ends.values()) end();
    this.#ends.clear();
  }
}
