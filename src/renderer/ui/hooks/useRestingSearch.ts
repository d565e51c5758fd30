import { useEffect, useState } from 'react';
import type { ReadableSnapshot } from './useSnapshot.ts';

/** How long the typing must rest before it is looked for, ms. */
const REST = 120;

/** Something that is looked for, until it is closed. */
interface Running<State> {
  readonly state: ReadableSnapshot<State>;
  readonly close: () => void;
}

/** How to look. Both functions keep their identity while they mean the same. */
export interface SearchMeans<Asking, State, Search extends Running<State>> {
  readonly begin: (asking: Asking) => Search;
  /** Whether there is something to put in the place of what is shown, which is not taken away before. */
  readonly isShown: (state: State) => boolean;
}

/** What was found, by which search, of what was asked. */
export interface RunningSearch<Asking, State, Search> {
  readonly search: Search;
  readonly state: State;
  readonly asking: Asking;
}

/** What was found of what is asked; null where nothing is asked (null), or nothing came yet. What was found before stays until something new is. */
export function useRestingSearch<Asking, State, Search extends Running<State>>(
  asking: Asking | null,
  { begin, isShown }: SearchMeans<Asking, State, Search>,
): RunningSearch<Asking, State, Search> | null {
  const [shown, setShown] = useState<RunningSearch<Asking, State, Search> | null>(null);
  useEffect(() => {
    if (asking === null) return;
    let end = () => undefined as unknown;
    const timer = setTimeout(() => {
      const search = begin(asking);
      const tell = () => {
        const state = search.state.get();
        if (isShown(state)) setShown({ search, state, asking });
      };
      const stop = search.state.subscribe(tell);
      end = () => {
        stop();
        search.close();
      };
      tell();
    }, REST);
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [asking, begin, isShown]);
  return asking === null ? null : shown;
}
