import { useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Holding, Payment, WalletPerson } from '@services/workspace/walletWorkspace.ts';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';

const NOBODY: ReadonlyMap<AccountId, WalletPerson> = new Map();
const NOTHING: readonly Holding[] = [];

/** What one has to know to decide about a payment to someone. */
export interface ConsentFacts {
  readonly people: ReadonlyMap<AccountId, WalletPerson>;
  readonly self: AccountId | null;
  readonly holdings: readonly Holding[];
  /** Whether one has paid them before; true while that is not known yet, so that no warning comes and goes. */
  readonly isKnownPayee: boolean;
}

/** Follows {@link ConsentFacts}; `payee` is null while it is not known. */
export function useConsentFacts(payee: AccountId | null): ConsentFacts {
  const { wallet } = useWorkspace();
  const people = useQueryValue(
    useMemo(() => wallet.people(), [wallet]),
    NOBODY,
  );
  const holdings = useQueryValue(
    useMemo(() => wallet.holdings(), [wallet]),
    NOTHING,
  );
  const between = useQuery(useMemo(() => wallet.activity(payee === null ? {} : { person: payee }), [wallet, payee]));
  const self = [...people.values()].find(({ standing }) => standing === 'self')?.account ?? null;
  return { people, self, holdings, isKnownPayee: between.status !== 'ready' || between.value.some(isPaidTo(payee)) };
}

/** Only what reached them counts: an order that was refused made nobody known. */
function isPaidTo(payee: AccountId | null): (payment: Payment) => boolean {
  return ({ side, to, situation }) =>
    side === 'payer' && to === payee && situation.word !== 'refused' && situation.word !== 'returned';
}
