import { useMemo } from 'react';
import type { MomentNews } from '@services/workspace/momentsWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useMoments } from './useMoments.ts';

const NO_NEWS: readonly MomentNews[] = [];

/** How many posts of others came since one last looked. */
export function useFreshMoments(): number {
  const moments = useMoments();
  return useQueryValue(
    useMemo(() => moments.freshMoments(), [moments]),
    0,
  );
}

/** How many likes and remarks of others were not looked at yet. */
export function useUnseenNews(): number {
  const moments = useMoments();
  return useQueryValue(
    useMemo(() => moments.momentNews(), [moments]),
    NO_NEWS,
  ).filter(({ seen }) => !seen).length;
}
