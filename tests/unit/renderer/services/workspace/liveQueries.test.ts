import { describe, expect, it } from 'vitest';
import type { LiveQuery, QueryState } from '@ports/query.ts';
import {
  allQueries,
  combineQueries,
  mapQuery,
  sharedQueries,
  sharedQuery,
  switchQuery,
} from '@services/workspace/liveQueries.ts';

const failed = { status: 'failed', error: { code: 'storage-failed', message: 'x' } } as const;
const loading = { status: 'loading' } as const;
const ready = <T>(value: T): QueryState<T> => ({ status: 'ready', value });

/** A query the test speaks for. */
class Source<T> implements LiveQuery<T> {
  readonly listeners = new Set<(state: QueryState<T>) => void>();
  readonly subscribe = (listener: (state: QueryState<T>) => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  tell(state: QueryState<T>): void {
    for (const listener of this.listeners) listener(state);
  }
}
function watch<T>(query: LiveQuery<T>): { states: QueryState<T>[]; dispose: () => void } {
  const states: QueryState<T>[] = [];
  return { states, dispose: query.subscribe((state) => states.push(state)) };
}

describe('live queries of live queries', () => {
  it('WSP-1 map changes values alone', () => {
    const source = new Source<number>();
    const { states, dispose } = watch(mapQuery(source, (n) => n * 2));
    for (const state of [loading, ready(2), failed] as const) source.tell(state);
    expect(states).toEqual([loading, ready(4), failed]);
    dispose();
    expect(source.listeners.size).toBe(0);
  });

  it('WSP-1 combine is ready when both are, failed when either is', () => {
    const [a, b] = [new Source<number>(), new Source<string>()];
    const { states, dispose } = watch(combineQueries(a, b, (n, s) => `${n}${s}`));
    a.tell(ready(1));
    expect(states.at(-1)).toEqual(loading);
    b.tell(ready('x'));
    expect(states.at(-1)).toEqual(ready('1x'));
    b.tell(failed);
    expect(states.at(-1)).toEqual(failed);
    b.tell(ready('y'));
    expect(states.at(-1)).toEqual(ready('1y'));
    dispose();
    expect(a.listeners.size + b.listeners.size).toBe(0);
  });

  it('WSP-1 all keeps the order, and nothing at all is ready', () => {
    expect(watch(allQueries([])).states).toEqual([ready([])]);
    const sources = [new Source<number>(), new Source<number>(), new Source<number>()];
    const { states } = watch(allQueries(sources));
    for (const [index, source] of [...sources.entries()].toReversed()) source.tell(ready(index));
    expect(states.at(-1)).toEqual(ready([0, 1, 2]));
  });

  it('WSP-1 switch follows the query that is chosen now, and shows the old value until it has one', () => {
    const outer = new Source<number>();
    const inner = [new Source<string>(), new Source<string>()] as const;
    const { states, dispose } = watch(switchQuery(outer, (n) => (n === 0 ? inner[0] : inner[1])));
    outer.tell(ready(0));
    inner[0].tell(ready('first'));
    outer.tell(ready(1));
    expect(inner[0].listeners.size).toBe(0);
    inner[1].tell(loading);
    expect(states.at(-1)).toEqual(ready('first'));
    inner[1].tell(ready('second'));
    expect(states.at(-1)).toEqual(ready('second'));
    outer.tell(failed);
    expect(states.at(-1)).toEqual(failed);
    expect(inner[1].listeners.size).toBe(0);
    outer.tell(ready(0));
    dispose();
    expect(outer.listeners.size + inner[0].listeners.size).toBe(0);
  });

  it('WSP-3 what is read beside the rows of a list is read once for as long as it stays, and no longer', () => {
    const rows = new Source<readonly string[]>();
    const [a, b] = [new Source<number>(), new Source<number>()];
    const asked: string[] = [];
    const beside = sharedQueries((key: string): LiveQuery<number> => {
      const source = key === 'a' ? a : b;
      return { subscribe: (listener) => (asked.push(key), source.subscribe(listener)) };
    });
    const { states, dispose } = watch(switchQuery(rows, (keys) => allQueries(keys.map(beside))));
    rows.tell(ready(['a', 'b']));
    a.tell(ready(1));
    b.tell(ready(2));
    rows.tell(ready(['b', 'a']));
    expect([states, asked]).toEqual([
      [ready([1, 2]), ready([2, 1])],
      ['a', 'b'],
    ]);
    rows.tell(ready(['b']));
    expect([states.at(-1), a.listeners.size, b.listeners.size]).toEqual([ready([2]), 0, 1]);
    rows.tell(ready(['a']));
    a.tell(ready(3));
    expect([states.at(-1), asked]).toEqual([ready([3]), ['a', 'b', 'a']]);
    dispose();
    expect(a.listeners.size + b.listeners.size).toBe(0);
  });

  it('WSP-3 a shared query is read once, and tells who comes later what the others know', () => {
    const source = new Source<number>();
    const shared = sharedQuery(source);
    expect(shared.now?.()).toEqual(loading);
    const first = watch(shared);
    source.tell(ready(1));
    const second = watch(shared);
    expect(second.states).toEqual([ready(1)]);
    expect(shared.now?.()).toEqual(ready(1));
    expect(source.listeners.size).toBe(1);
    source.tell(ready(2));
    expect([first.states.at(-1), second.states.at(-1)]).toEqual([ready(2), ready(2)]);
    first.dispose();
    source.tell(ready(3));
    expect([first.states.at(-1), second.states.at(-1)]).toEqual([ready(2), ready(3)]);
    second.dispose();
    second.dispose();
    expect(source.listeners.size).toBe(0);
    expect(shared.now?.()).toEqual(loading);
  });

  it('WSP-3 one that failed is read again for who comes', () => {
    let reads = 0;
    const source = new Source<number>();
    const shared = sharedQuery<number>({
      subscribe: (listener) => {
        reads += 1;
        return source.subscribe(listener);
      },
    });
    const first = watch(shared);
    source.tell(failed);
    const second = watch(shared);
    expect([reads, source.listeners.size]).toEqual([2, 1]);
    source.tell(ready(1));
    expect([first.states.at(-1), second.states.at(-1)]).toEqual([ready(1), ready(1)]);
    first.dispose();
    second.dispose();
    expect(source.listeners.size).toBe(0);
  });

  it('WSP-3 one that is left while it is being told of holds on to nothing', () => {
    const source = new Source<number>();
    const shared = sharedQuery<number>({
      subscribe: (listener) => {
        listener(ready(1));
        return source.subscribe(listener);
      },
    });
    const told: QueryState<number>[] = [];
    const dispose = shared.subscribe((state) => told.push(state));
    dispose();
    expect(told).toEqual([ready(1)]);
    expect(source.listeners.size).toBe(0);
  });

  it('WSP-3 who comes while the read answers at once takes part in that read', () => {
    const source = new Source<number>();
    let reads = 0;
    const shared = sharedQuery<number>({
      subscribe: (listener) => {
        reads += 1;
        listener(ready(1));
        return source.subscribe(listener);
      },
    });
    const inner: QueryState<number>[] = [];
    let stopInner: (() => void) | null = null;
    const outer = shared.subscribe(() => {
      stopInner ??= shared.subscribe((state) => inner.push(state));
    });
    expect(inner).toEqual([ready(1)]);
    source.tell(ready(2));
    expect(inner).toEqual([ready(1), ready(2)]);
    expect(reads).toBe(1);
    outer();
    (stopInner as (() => void) | null)?.();
    expect(source.listeners.size).toBe(0);
  });

  it('WSP-3 what is made of a shared query is there at once as well, and the same for all', () => {
    const source = new Source<number>();
    const shared = sharedQuery(source);
    const { dispose } = watch(shared);
    source.tell(ready(1));
    const mapped = mapQuery(shared, (n) => ({ n }));
    const [now] = [mapped.now?.()];
    expect(now).toEqual(ready({ n: 1 }));
    expect(watch(mapped).states[0]).toBe(now);
    dispose();
    expect(mapQuery(source, (n) => n).now).toBeUndefined();
  });
});
