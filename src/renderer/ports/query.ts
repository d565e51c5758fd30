import type { Failure } from '@shared/result.ts';
import type { Disposer } from './snapshot.ts';

/** What a live read of the store says: a missing thing is `ready` with null or an empty list, never `loading`. */
export type QueryState<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly error: Failure };

/** A live read of the store: calls the listener with each new state until disposed. */
export interface LiveQuery<T> {
  readonly subscribe: (listener: (state: QueryState<T>) => void) => Disposer;
  /** What a subscriber would be told at once, for one that is read for several: `loading` while nobody subscribes. */
  readonly now?: () => QueryState<T>;
}
