import type { Result } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** How long until it is looked again whether it is still to stand back, ms. */
const HELD = 5000;

/** Work in steps that nobody waits for. */
export interface QuietWork {
  /** True when there is more to do. */
  readonly step: () => Promise<Result<boolean, StoreError>>;
  readonly onFailed: (error: StoreError) => void;
  /** Whether it is to stand back. */
  readonly isHeld: () => boolean;
  readonly clock: Pick<Clock, 'after'>;
  /** How long after a start it begins, how long it rests between two steps, and when it is looked again once all is done or a step failed, ms. */
  readonly times: { readonly first: number; readonly rest: number; readonly again: number };
}

/** Does it a step at a time until it is disposed. */
export function workInSteps({ step, onFailed, isHeld, clock, times }: QuietWork): Disposer {
  let isDisposed = false;
  const next = async (): Promise<void> => {
    if (isHeld()) {
      cancel = clock.after(HELD, () => void next());
      return;
    }
    const done = await step();
    if (isDisposed) return;
    if (!done.ok) onFailed(done.error);
    cancel = clock.after(done.ok && done.value ? times.rest : times.again, () => void next());
  };
  let cancel = clock.after(times.first, () => void next());
  return () => {
    isDisposed = true;
    cancel();
  };
}
