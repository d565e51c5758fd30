import { useMemo } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Holding, IssuedUnit, Unit } from '@services/workspace/walletWorkspace.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';

const NO_HOLDINGS: readonly Holding[] = [];
const NO_ISSUED: readonly IssuedUnit[] = [];

/** Units one has to do with. */
export interface KnownUnits {
  readonly isLoading: boolean;
  readonly holdings: readonly Holding[];
  /** One's own. */
  readonly issued: readonly IssuedUnit[];
  /** One's own first, then those of others. */
  readonly all: readonly Unit[];
}

/** Follows {@link KnownUnits}. */
export function useUnits(): KnownUnits {
  const { wallet } = useWorkspace();
  const held = useQuery(useMemo(() => wallet.holdings(), [wallet]));
  const own = useQuery(useMemo(() => wallet.issuedUnits(), [wallet]));
  const holdings = held.status === 'ready' ? held.value : NO_HOLDINGS;
  const issued = own.status === 'ready' ? own.value : NO_ISSUED;
  const all = useMemo(
    () => [...issued.map(({ unit }) => unit), ...holdings.filter(({ isOffer }) => !isOffer).map(({ unit }) => unit)],
    [holdings, issued],
  );
  return { isLoading: held.status === 'loading' || own.status === 'loading', holdings, issued, all };
}
