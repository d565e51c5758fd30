import { useEffect, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { spanOf } from '@domain/search/timeChoice.ts';
import type { TalkFound, TalkSearch } from '@services/workspace/discoverWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { type FindAsking, asksNothing } from './findAsking.ts';

/** How long the typing must rest before it is looked for, ms. */
const REST = 120;

/** What was found, of what was asked. */
export interface RunningFind {
  readonly search: TalkSearch;
  readonly state: TalkFound;
  readonly asking: FindAsking;
}

/** What was found of what is asked in a talk; null where nothing is asked, or nothing came yet. What was found before stays until something new is. */
export function useTalkSearch(space: SpaceId, asking: FindAsking): RunningFind | null {
  const { discover } = useWorkspace();
  const [shown, setShown] = useState<RunningFind | null>(null);
  const isNothing = asksNothing(asking);
  useEffect(() => {
    if (isNothing) return;
    let end = () => undefined as unknown;
    const timer = setTimeout(() => {
      const { text, from, sort, time } = asking;
      const search = discover.findIn({ space, text, from, sort, ...spanOf(time, Date.now()) });
      const tell = () => {
        const state = search.state.get();
        if (state.status !== 'searching' || state.found.length > 0) setShown({ search, state, asking });
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
  }, [discover, space, asking, isNothing]);
  return isNothing ? null : shown;
}
