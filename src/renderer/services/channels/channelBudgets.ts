import { type Allowance, Budget } from '@shared/budget.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';

/** The same allowance for each channel. */
export class ChannelBudgets {
  private readonly clock: Clock;
  private readonly allowance: Allowance;
  private readonly budgets = new Map<SpaceId, Budget>();

  constructor(clock: Clock, allowance: Allowance) {
    this.clock = clock;
    this.allowance = allowance;
  }

  /** Takes one, where one is left. */
  take(space: SpaceId): boolean {
    const budget = this.budgets.get(space) ?? new Budget(this.clock, this.allowance);
    this.budgets.set(space, budget);
    return budget.take();
  }
}
