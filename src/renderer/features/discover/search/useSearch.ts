import { useCallback } from 'react';
import { spanOf } from '@domain/search/timeChoice.ts';
import type { FindState, Search } from '@services/workspace/discoverWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { type RunningSearch, useRestingSearch } from '@ui/hooks/useRestingSearch.ts';
import { type Asking, asksNothing } from './searchMemory.ts';

const isShown = ({ status, groups }: FindState) => status !== 'searching' || groups.length > 0;

/** What was found of what is asked, everywhere; see {@link useRestingSearch}. */
export function useSearch(asking: Asking): RunningSearch<Asking, FindState, Search> | null {
  const { discover } = useWorkspace();
  const begin = useCallback(
    ({ text, kinds, from, within, time }: Asking) =>
      discover.find({ text, kinds, from, within, ...spanOf(time, Date.now()) }),
    [discover],
  );
  return useRestingSearch(asksNothing(asking) ? null : asking, { begin, isShown });
}
