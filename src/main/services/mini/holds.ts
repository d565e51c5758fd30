import { HOLD_ADDRESS } from '@shared/mini/bridgeLimits.ts';

/** Most requests of one program that are held; what comes then is answered at once. */
export const MOST_HELD = 16;

/** Whether a page asks to be held. `HEAD`, because only that there is an answer matters. */
export function isHoldRequest({ method, url }: Request): boolean {
  const { pathname, search } = new URL(url);
  return method === 'HEAD' && pathname + search === HOLD_ADDRESS;
}

/**
 * Keeps frozen programs waiting (SRV-11). A browser lets no page stop another; but one that asks its own host for something synchronously stands still until it is
 * answered, without any load.
 */
export class Holds {
  readonly #held = new Map<string, Set<() => void>>();

  /** What asks at this label from now on waits. */
  freeze(label: string): void {
    if (!this.#held.has(label)) this.#held.set(label, new Set());
  }

  /** All that waits at this label goes on, and nothing waits any more. */
  thaw(label: string): void {
    const held = this.#held.get(label);
    this.#held.delete(label);
    for (const release of held ?? []) release();
  }

  /**
   * Resolves when a page at this label may go on: at once where it is not frozen. Who gave up, by its signal, counts no more: an
   * aborted request of a page that lives must not take the place of one that waits.
   */
  wait(label: string, signal: AbortSignal): Promise<void> {
    const held = this.#held.get(label);
    if (held === undefined || held.size >= MOST_HELD || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const release = () => {
        held.delete(release);
        signal.removeEventListener('abort', release);
        resolve();
      };
      held.add(release);
      signal.addEventListener('abort', release, { once: true });
    });
  }
}
