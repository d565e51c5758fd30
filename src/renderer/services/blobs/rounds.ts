import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** Something looked after every now and then, for as long as there is something to look after. */
export class Rounds {
  private readonly clock: Clock;
  private readonly every: number;
  /** Answers whether another round is needed. */
  private readonly round: () => boolean;
  private stopWaiting: Disposer | null = null;

  constructor(clock: Clock, every: number, round: () => boolean) {
    this.clock = clock;
    this.every = every;
    this.round = round;
  }

  /** Begins, unless it goes on already. */
  begin(): void {
    this.stopWaiting ??= this.clock.after(this.every, () => {
      this.stopWaiting = null;
      if (this.round()) this.begin();
    });
  }

  end(): void {
    this.stopWaiting?.();
    this.stopWaiting = null;
  }
}
