import { useEffect, useState } from 'react';
import { spanOf } from '@domain/search/timeChoice.ts';
import type { FindState, Search } from '@services/workspace/discoverWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { type Asking, asksNothing } from './searchMemory.ts';

/** How long the typing must rest before it is looked for, ms. */
const REST = 120;

/** What was found, and by which search. */
interface Running {
  readonly search: Search;
  readonly state: FindState;
}

/** What was found of what is asked; null where nothing is asked, or nothing came yet. What was found before stays until something new is. */
export function useSearch(asking: Asking): Running | null {
  const { discover } = useWorkspace();
  const [shown, setShown] = useState<Running | null>(null);
  const isNothing = asksNothing(asking);
  useEffect(() => {
    if (isNothing) return;
    let end = () => undefined as unknown;
    const timer = setTimeout(() => {
      const { text, kinds, from, within, time } = asking;
      const search = discover.find({ text, kinds, from, within, ...spanOf(time, Date.now()) });
      const tell = () => {
        const state = search.state.get();
        // What is shown is not taken away before there is something to put in its place.
        if (state.status !== 'searching' || state.groups.length > 0) setShown({ search, state });
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
  }, [discover, asking, isNothing]);
  return isNothing ? null : shown;
}
