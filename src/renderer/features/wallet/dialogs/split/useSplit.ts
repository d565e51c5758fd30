import { cleanLine } from '@shared/cleanLine.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { MoneyUnit } from '@i18n/useMoney.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { useWallet } from '../../room/useRoom.ts';
import { useAskUnits } from '../ask/useAskUnits.ts';
import { ASK_TERM } from '../ask/useAsk.ts';
import { useTellInChat } from '../useTellInChat.ts';

/** A bill, divided. */
export interface SplitBill {
  readonly space: SpaceId;
  readonly self: AccountId | null;
  readonly shares: ReadonlyMap<AccountId, bigint>;
  readonly note: string;
  readonly unit: MoneyUnit;
  /** The promise of one's own it is counted in, made where it is not there yet. */
  readonly unitOf: () => Outcome<{ readonly unit: UnitId }>;
}

/** Asks each for their share, all at once, and tells everybody in the chat who bears what. */
export function useSplit(): (bill: SplitBill) => Outcome<{ readonly requests: readonly RecordId[] }> {
  const wallet = useWallet();
  const tell = useTellInChat();
  const unitsFor = useAskUnits();
  return async ({ space, self, shares, note, unit, unitOf }) => {
    const own = await unitOf();
    if (!own.ok) return own;
    const borne = [...shares].filter(([, amount]) => amount > 0n);
    const asked = borne.filter(([account]) => account !== self);
    const until = Date.now() + ASK_TERM;
    const made = await wallet.askPayments(
      asked.map(([payer, amount]) => ({
        ...{ amount, payer, until, memo: cleanLine(note) },
        units: unitsFor(own.value.unit, unit, payer),
      })),
    );
    if (!made.ok) return made;
    const { requests } = made.value;
    const requestOf = new Map(asked.map(([account], place) => [account, requests[place] ?? null]));
    tell(space, {
      about: 'split',
      records: requests,
      note,
      split: {
        code: unit.currency ?? unit.code,
        decimals: unit.decimals,
        shares: borne.map(([account, amount]) => ({
          account,
          // Below 2^53, as every amount of a record (WAL-4).
          amount: Number(amount),
          request: requestOf.get(account) ?? null,
        })),
      },
    });
    return made;
  };
}
