import { useMemo } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

/** How many people wait for an answer. */
export function useRequestCount(): number {
  const workspace = useWorkspace();
  return useQueryValue(
    useMemo(() => workspace.requests(), [workspace]),
    [],
  ).length;
}
