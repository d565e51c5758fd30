import { useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { combineQueries } from '@services/workspace/liveQueries.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Holding, IssuedUnit, WalletPerson } from '@services/workspace/walletWorkspace.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { type MoneySource, sourcesOf } from '../consent/sources.ts';

/** What a packet can be filled with. */
export interface PacketMoney {
  readonly people: ReadonlyMap<AccountId, WalletPerson>;
  readonly holdings: readonly Holding[];
  /** Own promises, and units one has that may go to others; what one has before what one would owe. */
  readonly sources: readonly MoneySource[];
}

/** What there is to fill a packet with; null while it is read. */
export function usePacketSources(): PacketMoney | null {
  const { wallet } = useWorkspace();
  const state = useQuery(
    useMemo(
      () =>
        combineQueries(
          combineQueries(wallet.holdings(), wallet.issuedUnits(), (holdings, issued) => ({ holdings, issued })),
          wallet.people(),
          ({ holdings, issued }, people) => moneyOf(people, holdings, issued),
        ),
      [wallet],
    ),
  );
  return state.status === 'ready' ? state.value : null;
}

function moneyOf(
  people: PacketMoney['people'],
  holdings: readonly Holding[],
  issued: readonly IssuedUnit[],
): PacketMoney {
  const self = [...people.values()].find(({ standing }) => standing === 'self')?.account;
  const passable = holdings.map(({ unit }) => unit).filter(({ transferable }) => transferable);
  const units = [...passable, ...issued.map(({ unit }) => unit)];
  const sources = self === undefined ? [] : sourcesOf(units, { self, holdings, amount: null });
  return { people, holdings, sources };
}
