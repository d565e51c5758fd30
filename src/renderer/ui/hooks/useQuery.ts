import { useMemo, useState, useSyncExternalStore } from 'react';

/** What a live read says. */
export type QueryResult<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly error: { readonly code: string; readonly message: string } };

/** A live read, structurally the same as the port `LiveQuery`; ui may not import ports. */
export interface SubscribableQuery<T> {
  readonly subscribe: (listener: (state: QueryResult<T>) => void) => () => void;
  readonly now?: () => QueryResult<T>;
}

const LOADING = { status: 'loading' } as const;

/**
 * Follows a live query. The query must be the same object between renders:
 * `useQuery(useMemo(() => workspace.contacts(), [workspace]))`.
 */
export function useQuery<T>(query: SubscribableQuery<T>): QueryResult<T> {
  const store = useMemo(() => queryStore(query), [query]);
  return useSyncExternalStore(store.subscribe, store.get);
}

/**
 * As {@link useQuery}, but what was shown stays while a new query for the same thing loads, as when another tab's engine is taken
 * over. Only for components that are made anew for another thing.
 */
export function useSteadyQuery<T>(query: SubscribableQuery<T>): QueryResult<T> {
  const state = useQuery(query);
  const [held, setHeld] = useState(state);
  if (state.status !== 'loading' && state !== held) setHeld(state);
  return state.status === 'loading' ? held : state;
}

/** As {@link useQuery}, for where loading and failing look the same as `fallback`. */
export function useQueryValue<T>(query: SubscribableQuery<T>, fallback: T): T {
  const state = useQuery(query);
  return state.status === 'ready' ? state.value : fallback;
}

function queryStore<T>(query: SubscribableQuery<T>) {
  // What others watch already is there from the first render on.
  let state: QueryResult<T> = query.now?.() ?? LOADING;
  return {
    get: () => state,
    subscribe: (listener: () => void) =>
      query.subscribe((next) => {
        // A read made of several says so for each of them: nothing changed by it.
        if (next.status === 'loading' && state.status === 'loading') return;
        state = next;
        listener();
      }),
  };
}
