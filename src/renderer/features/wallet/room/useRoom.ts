import { useMemo } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Holding, IssuedUnit, WalletWorkspace } from '@services/workspace/walletWorkspace.ts';
import { type QueryResult, useQuery } from '@ui/hooks/useQuery.ts';

/** The wallet. */
export function useWallet(): WalletWorkspace {
  return useWorkspace().wallet;
}

/** What one has, unit by unit. */
export function useHoldings(): QueryResult<readonly Holding[]> {
  const wallet = useWallet();
  return useQuery(useMemo(() => wallet.holdings(), [wallet]));
}

/** What one promised, unit by unit. */
export function useIssued(): QueryResult<readonly IssuedUnit[]> {
  const wallet = useWallet();
  return useQuery(useMemo(() => wallet.issuedUnits(), [wallet]));
}
