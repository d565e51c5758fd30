import { useCallback } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { spanOf } from '@domain/search/timeChoice.ts';
import type { TalkFound, TalkSearch } from '@services/workspace/discoverWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { type RunningSearch, useRestingSearch } from '@ui/hooks/useRestingSearch.ts';
import { type FindAsking, asksNothing } from './findAsking.ts';

/** What was found in a talk, of what was asked. */
export type RunningFind = RunningSearch<FindAsking, TalkFound, TalkSearch>;

const isShown = ({ status, found }: TalkFound) => status !== 'searching' || found.length > 0;

/** What was found of what is asked in a talk; see {@link useRestingSearch}. */
export function useTalkSearch(space: SpaceId, asking: FindAsking): RunningFind | null {
  const { discover } = useWorkspace();
  const begin = useCallback(
    ({ text, from, sort, time }: FindAsking) =>
      discover.findIn({ space, text, from, sort, ...spanOf(time, Date.now()) }),
    [discover, space],
  );
  return useRestingSearch(asksNothing(asking) ? null : asking, { begin, isShown });
}
