import type { LiveQuery } from '@ports/query.ts';
import type { Agreement } from './walletAgreements.ts';
import type { Mandate, Net, Pot, Protection, TradeOrder } from './walletTrade.ts';

/** What of trade a screen sees. Newest first. */
export interface WalletTradeReads {
  nets(): LiveQuery<readonly Net[]>;
  /** Agreements on what there is between oneself and others, and proposals. */
  agreements(): LiveQuery<readonly Agreement[]>;
  /** Protected and disputed payments, those to decide among them. */
  protections(): LiveQuery<readonly Protection[]>;
  orders(): LiveQuery<readonly TradeOrder[]>;
  /** One's own pots. */
  pots(): LiveQuery<readonly Pot[]>;
  /** Given by oneself and to oneself. */
  mandates(): LiveQuery<readonly Mandate[]>;
}
