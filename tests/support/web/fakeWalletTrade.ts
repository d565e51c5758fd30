import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { Agreement } from '@services/workspace/walletAgreements.ts';
import type { Mandate, Net, Pot, Protection, TradeOrder } from '@services/workspace/walletTrade.ts';
import type { WalletTradeReads } from '@services/workspace/walletTradeReads.ts';

/** What a test or the gallery can do to trade. */
export interface FakeTrade {
  readonly nets: WritableSnapshot<readonly Net[]>;
  readonly agreements: WritableSnapshot<readonly Agreement[]>;
  readonly protections: WritableSnapshot<readonly Protection[]>;
  readonly orders: WritableSnapshot<readonly TradeOrder[]>;
  readonly pots: WritableSnapshot<readonly Pot[]>;
  readonly mandates: WritableSnapshot<readonly Mandate[]>;
}

/** Nothing of it yet. */
export function createFakeTrade(): FakeTrade {
  return {
    nets: writableSnapshot<readonly Net[]>([]),
    agreements: writableSnapshot<readonly Agreement[]>([]),
    protections: writableSnapshot<readonly Protection[]>([]),
    orders: writableSnapshot<readonly TradeOrder[]>([]),
    pots: writableSnapshot<readonly Pot[]>([]),
    mandates: writableSnapshot<readonly Mandate[]>([]),
  };
}

/** What screens see of it. */
export function fakeTradeReads(trade: FakeTrade): WalletTradeReads {
  return {
    nets: () => snapshotQuery(trade.nets),
    agreements: () => snapshotQuery(trade.agreements),
    protections: () => snapshotQuery(trade.protections),
    orders: () => snapshotQuery(trade.orders),
    pots: () => snapshotQuery(trade.pots),
    mandates: () => snapshotQuery(trade.mandates),
  };
}
