import type { EventId } from '@shared/ids.ts';

/** Instances that nobody opens in this window before something is done with them. */
export class HeldInstances {
  private readonly held = new Map<EventId, Promise<unknown>>();

  has(instance: EventId): boolean {
    return this.held.has(instance);
  }

  /** Done when the instance may be opened. */
  async over(instance: EventId): Promise<void> {
    await this.held.get(instance);
  }

  /** Holds an instance while it acts; never to be waited for by what it does. */
  during<T>(instance: EventId, act: () => Promise<T>): Promise<T> {
    const before = this.held.get(instance);
    const acting = act();
    // Of several at once the last to end lets go.
    const over = Promise.allSettled([acting, before]).then(() => {
      if (this.held.get(instance) === over) this.held.delete(instance);
    });
    this.held.set(instance, over);
    return acting;
  }
}
