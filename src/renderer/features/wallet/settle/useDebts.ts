import { useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { PersonStanding } from '@services/workspace/walletWorkspace.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';

/** What one owes someone, unit by unit; null while it is read. */
export function useDebts(person: AccountId): PersonStanding['debts'] | null {
  const { wallet } = useWorkspace();
  const standing = useQuery(useMemo(() => wallet.standingWith(person), [wallet, person]));
  return standing.status === 'ready' ? standing.value.debts.filter(({ amount }) => amount > 0n) : null;
}
