import type { AccountId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { countsLike } from '@domain/wallet/readings/answers.ts';
import type { MoneyUnit } from '@i18n/useMoney.ts';
import type { Holding } from '@services/workspace/walletWorkspace.ts';
import { useHoldings } from '../../room/useRoom.ts';

/** Most units a request names. */
const MOST = 16;

const NOTHING: readonly Holding[] = [];

/**
 * What one takes for what one asks of somebody: promises of one's own, which they give back; theirs, as far as one takes any; and those of others that
 * one keeps. All count in the same.
 */
export function useAskUnits(): (own: UnitId, unit: MoneyUnit, payer: AccountId) => readonly UnitId[] {
  const held = useHoldings();
  const holdings = held.status === 'ready' ? held.value : NOTHING;
  return (own, measure, payer) => {
    const others = holdings.filter(({ unit, note }) => {
      const isTaken = unit.issuer === payer ? note.stance !== 'stopped' : note.stance === 'accepted';
      return countsLike(unit, measure) && isTaken && note.limit !== 0n;
    });
    return [own, ...others.map(({ unit }) => unit.id)].slice(0, MOST);
  };
}
