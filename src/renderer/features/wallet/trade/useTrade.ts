import { useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { isNettable } from '@domain/wallet/drafts/nets.ts';
import type { Agreement } from '@services/workspace/walletAgreements.ts';
import type { Mandate, Net, Pot, Protection, Sum, TradeOrder } from '@services/workspace/walletTrade.ts';
import type { PersonStanding } from '@services/workspace/walletWorkspace.ts';
import { type QueryResult, useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { useWallet } from '../room/useRoom.ts';

/** Nets with everybody. */
export function useNets(): QueryResult<readonly Net[]> {
  const wallet = useWallet();
  return useQuery(useMemo(() => wallet.nets(), [wallet]));
}

/** Agreements with everybody, and proposals. */
export function useAgreements(): QueryResult<readonly Agreement[]> {
  const wallet = useWallet();
  return useQuery(useMemo(() => wallet.agreements(), [wallet]));
}

/** Protected and disputed payments. */
export function useProtections(): QueryResult<readonly Protection[]> {
  const wallet = useWallet();
  return useQuery(useMemo(() => wallet.protections(), [wallet]));
}

/** Orders given and got. */
export function useOrders(): QueryResult<readonly TradeOrder[]> {
  const wallet = useWallet();
  return useQuery(useMemo(() => wallet.orders(), [wallet]));
}

/** One's own pots. */
export function usePots(): QueryResult<readonly Pot[]> {
  const wallet = useWallet();
  return useQuery(useMemo(() => wallet.pots(), [wallet]));
}

/** Mandates given and got. */
export function useMandates(): QueryResult<readonly Mandate[]> {
  const wallet = useWallet();
  return useQuery(useMemo(() => wallet.mandates(), [wallet]));
}

/** A claim and a debt that can be cancelled out, and how much of each. */
export interface NettablePair {
  readonly claim: Sum;
  readonly debt: Sum;
  readonly most: bigint;
}

/** What one has of the other's promise, or they of one's own: what two can agree on. */
export interface Agreeable extends Sum {
  readonly isClaim: boolean;
}

/** What of the promises between oneself and someone they can agree on; of points that lapse nothing (WAL-85). */
export function useAgreeable(person: AccountId): readonly Agreeable[] {
  const { claims, debts } = useStanding(person);
  const sums = [
    ...claims.map((sum) => ({ ...sum, isClaim: true })),
    ...debts.map((sum) => ({ ...sum, isClaim: false })),
  ];
  return sums.filter(({ unit }) => unit.expiresDays === undefined);
}

/** What can be cancelled out between oneself and someone. */
export function useNettable(person: AccountId): readonly NettablePair[] {
  const standing = useStanding(person);
  return standing.claims.flatMap((claim) =>
    standing.debts
      .filter((debt) => isNettable(claim.unit, debt.unit) && claim.amount > 0n && debt.amount > 0n)
      .map((debt) => ({ claim, debt, most: claim.amount < debt.amount ? claim.amount : debt.amount })),
  );
}

const NOTHING: PersonStanding = { claims: [], debts: [], setAside: [] };

function useStanding(person: AccountId): PersonStanding {
  const wallet = useWallet();
  return useQueryValue(
    useMemo(() => wallet.standingWith(person), [wallet, person]),
    NOTHING,
  );
}
