import { useMemo } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OwnDevice } from '@services/workspace/deviceWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NONE: readonly OwnDevice[] = [];

/** Whether another device of the account keeps the wallet (WSV-179): there is nothing to be done with it here. */
export function useElsewhere(): boolean {
  const workspace = useWorkspace();
  const devices = useQueryValue(
    useMemo(() => workspace.devices(), [workspace]),
    NONE,
  );
  return devices.some(({ isThis, keepsWallet }) => isThis && !keepsWallet);
}
