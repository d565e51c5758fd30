/** Small ways to make one live query of others (WSP-1). */
import { type Result, fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { LiveQuery, QueryState } from '@ports/query.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';

/** What a query says first, once. */
export function readOnce<T>(query: LiveQuery<T>): Promise<Result<T, StoreError>> {
  return new Promise((resolve) => {
    const stop = query.subscribe((state) => {
      if (state.status === 'loading') return;
      resolve(state.status === 'ready' ? ok(state.value) : fail('storage-failed', state.error.message));
      // Later: it may say so before it can be stopped.
      queueMicrotask(() => stop());
    });
  });
}

/** The same query with each ready value changed. */
export function mapQuery<A, B>(query: LiveQuery<A>, change: (value: A) => B): LiveQuery<B> {
  // Whoever is told of a state that was changed before is told the same.
  let last: readonly [QueryState<A>, QueryState<B>] | null = null;
  const changed = (state: QueryState<A>): QueryState<B> => {
    if (state.status !== 'ready') return state;
    if (last?.[0] !== state) last = [state, { status: 'ready', value: change(state.value) }];
    return last[1];
  };
  const { now } = query;
  return {
    subscribe: (listener) => query.subscribe((state) => listener(changed(state))),
    ...(now !== undefined && { now: () => changed(now()) }),
  };
}

/** The same query, read once for all who watch it (WSP-3): who comes later is told at once what the others know. One that failed is read again for who comes. */
export function sharedQuery<T>(query: LiveQuery<T>): LiveQuery<T> {
  const listeners = new Set<{ readonly tell: (state: QueryState<T>) => void }>();
  let state: QueryState<T> = { status: 'loading' };
  let stop: Disposer | null = null;
  /** The read is being asked for: whoever comes while it answers at once comes later. */
  let isBeginning = false;
  const end = () => {
    stop?.();
    stop = null;
    state = { status: 'loading' };
  };
  const begin = () => {
    isBeginning = true;
    stop = query.subscribe((next) => {
      state = next;
      for (const { tell } of [...listeners]) tell(next);
    });
    isBeginning = false;
    // Whoever came was told at once, and had enough.
    if (listeners.size === 0) end();
  };
  return {
    now: () => state,
    subscribe: (tell) => {
      const listener = { tell };
      if (state.status === 'failed' && !isBeginning) end();
      listeners.add(listener);
      if (stop === null && !isBeginning) begin();
      else tell(state);
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) end();
      };
    },
  };
}

/** A shared query for each key, made when it is first asked for: a list that is read anew goes on with what it knows of its rows. */
export function sharedQueries<K, T>(make: (key: K) => LiveQuery<T>): (key: K) => LiveQuery<T> {
  const made = new Map<K, LiveQuery<T>>();
  return (key) => {
    const query = made.get(key) ?? sharedQuery(make(key));
    made.set(key, query);
    return query;
  };
}

/** Ready when both are; failed when either is. */
export function combineQueries<A, B, C>(a: LiveQuery<A>, b: LiveQuery<B>, join: (a: A, b: B) => C): LiveQuery<C> {
  return {
    subscribe: (listener) => {
      let left: QueryState<A> = { status: 'loading' };
      let right: QueryState<B> = { status: 'loading' };
      const tell = () => listener(joined(left, right, join));
      const disposers = [
        a.subscribe((state) => {
          left = state;
          tell();
        }),
        b.subscribe((state) => {
          right = state;
          tell();
        }),
      ];
      return () => {
        for (const dispose of disposers) dispose();
      };
    },
  };
}

function joined<A, B, C>(a: QueryState<A>, b: QueryState<B>, join: (a: A, b: B) => C): QueryState<C> {
  if (a.status === 'failed') return a;
  if (b.status === 'failed') return b;
  return a.status === 'ready' && b.status === 'ready'
    ? { status: 'ready', value: join(a.value, b.value) }
    : { status: 'loading' };
}

/** All of them as one list, in order. */
export function allQueries<T>(queries: readonly LiveQuery<T>[]): LiveQuery<readonly T[]> {
  const start: LiveQuery<readonly T[]> = {
    subscribe: (listener) => (listener({ status: 'ready', value: [] }), () => undefined),
  };
  return queries.reduce<LiveQuery<readonly T[]>>(
    (list, query) => combineQueries(list, query, (values, value) => [...values, value]),
    start,
  );
}

/** Follows another query chosen by the value of this one. The old value stands until the new query has one. */
export function switchQuery<A, B>(query: LiveQuery<A>, choose: (value: A) => LiveQuery<B>): LiveQuery<B> {
  return {
    subscribe: (listener) => {
      let inner: Disposer = () => undefined;
      const outer = query.subscribe((state) => {
        const before = inner;
        inner = () => undefined;
        if (state.status === 'failed') listener(state);
        if (state.status === 'ready') {
          inner = choose(state.value).subscribe((next) => {
            if (next.status !== 'loading') listener(next);
          });
        }
        // Only now: what both read is shared, and not read anew (WSP-3).
        before();
      });
      return () => {
        outer();
        inner();
      };
    },
  };
}

/** The first value there is; null when the query fails. For what is needed once. */
export function firstReady<T>(query: LiveQuery<T>): Promise<T | null> {
  return new Promise((resolve) => {
    let stop: Disposer | null = null;
    let isOver = false;
    const end = (value: T | null) => {
      isOver = true;
      resolve(value);
      stop?.();
    };
    stop = query.subscribe((state) => {
      if (state.status !== 'loading' && !isOver) end(state.status === 'ready' ? state.value : null);
    });
    // Answered before there was anything to stop.
    if (wasAnswered()) stop();
    function wasAnswered(): boolean {
      return isOver;
    }
  });
}

/** What a promise gives, once. */
export function asyncQuery<T>(read: () => Promise<T>): LiveQuery<T> {
  return {
    subscribe: (listener) => {
      let isOver = false;
      listener({ status: 'loading' });
      void read().then((value) => {
        if (!isOver) listener({ status: 'ready', value });
      });
      return () => {
        isOver = true;
      };
    },
  };
}

/** A snapshot as a query that is always ready. */
export function snapshotQuery<T>(snapshot: Snapshot<T>): LiveQuery<T> {
  return {
    subscribe: (listener) => {
      const tell = () => listener({ status: 'ready', value: snapshot.get() });
      tell();
      return snapshot.subscribe(tell);
    },
  };
}

/** The same, and after each value for a while nothing: then the last there was. For what is costly to follow while much comes. */
export function calmQuery<T>(query: LiveQuery<T>, clock: Pick<Clock, 'after'>, rest: number): LiveQuery<T> {
  return {
    subscribe: (listener) => {
      let waiting: QueryState<T> | null = null;
      let resting: Disposer | null = null;
      const pass = (state: QueryState<T>) => {
        resting = clock.after(rest, () => {
          resting = null;
          const next = waiting;
          waiting = null;
          if (next !== null) pass(next);
        });
        listener(state);
      };
      const stop = query.subscribe((state) => {
        if (resting !== null) waiting = state;
        else if (state.status === 'loading') listener(state);
        else pass(state);
      });
      return () => {
        stop();
        resting?.();
      };
    },
  };
}
