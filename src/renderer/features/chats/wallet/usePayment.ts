import { useMemo } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { SURENESS } from '@domain/wallet/readings/words.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Holding, Payment } from '@services/workspace/walletWorkspace.ts';
import { type QueryResult, useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import type { CardTone } from './CardFrame.tsx';

const NOTHING: readonly Holding[] = [];

/** One payment, as it stands. */
export function usePayment(id: RecordId): QueryResult<Payment | null> {
  const { wallet } = useWorkspace();
  return useQuery(useMemo(() => wallet.payment(id), [wallet, id]));
}

/** What one has of the unit of a payment; null where one has none of it. */
export function useHolding({ unit }: Payment): Holding | null {
  const { wallet } = useWorkspace();
  const holdings = useQueryValue(
    useMemo(() => wallet.holdings(), [wallet]),
    NOTHING,
  );
  return holdings.find((holding) => holding.unit.id === unit.id) ?? null;
}

/** How sure a payment is, for who reads it. */
export function toneOf({ kind, situation, side, sentBack, amount, now }: Payment): CardTone {
  const isGone = sentBack >= amount || (kind === 'mint' && now?.left === 0n);
  return isGone ? 'ended' : SURENESS[situation.word][side];
}

/** Whether somebody has it, or is about to. */
export function isStanding({ situation, sentBack, amount }: Payment): boolean {
  return situation.word !== 'refused' && situation.word !== 'returned' && sentBack < amount;
}
