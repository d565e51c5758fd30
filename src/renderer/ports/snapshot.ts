/** State from outside React: a cached immutable value and a way to hear that it was replaced. */
export interface Snapshot<T> {
  /** The current value; the same reference until it changes. */
  readonly get: () => T;
  /** Calls `listener` after each change; returns a disposer. Never throws into the source. */
  readonly subscribe: (listener: () => void) => Disposer;
}

/** Ends a subscription or frees a resource. Calling it again does nothing. */
export type Disposer = () => void;

/** A {@link Snapshot} whose owner may replace the value. */
export interface WritableSnapshot<T> extends Snapshot<T> {
  readonly set: (value: T) => void;
}

/** Creates a snapshot. Setting the same reference is not a change. */
export function writableSnapshot<T>(initial: T): WritableSnapshot<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
