import { useMemo } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ImportsView } from '@services/workspace/importWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NOTHING: ImportsView = { chats: [], running: null, interrupted: null };

/** Chats from other apps, and the one that is being taken in. */
export function useImportsView(): ImportsView {
  const workspace = useWorkspace();
  return useQueryValue(
    useMemo(() => workspace.imports(), [workspace]),
    NOTHING,
  );
}
