import { useMemo } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

/** One's own name, as a proposal. */
export function useOwnName(): string {
  const workspace = useWorkspace();
  const own = useQueryValue(
    useMemo(() => workspace.ownProfile(), [workspace]),
    null,
  );
  return own?.profile.name ?? '';
}
