import { useMemo } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Matter } from '@services/workspace/walletRoom.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NONE: readonly Matter[] = [];

/** What contacts wait for one's word on. */
export function useMatters(): readonly Matter[] {
  const { wallet } = useWorkspace();
  return useQueryValue(
    useMemo(() => wallet.matters(), [wallet]),
    NONE,
  );
}
