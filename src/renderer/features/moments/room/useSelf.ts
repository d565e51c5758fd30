import { useMemo } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OwnProfile } from '@services/workspace/workspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

/** Oneself; null while that is read. */
export function useSelf(): OwnProfile | null {
  const workspace = useWorkspace();
  return useQueryValue<OwnProfile | null>(
    useMemo(() => workspace.ownProfile(), [workspace]),
    null,
  );
}
