import type { MessageKey } from '@i18n/locales.ts';
import type { TradeOrder } from '@services/workspace/walletTrade.ts';

/** How far an order is, in the words of who reads it; what was given back or is disputed goes before. */
export function stageKey({ stage, refunded, isDisputed, own }: TradeOrder): MessageKey {
  if (isDisputed) return 'trade.order.disputed';
  if (refunded !== 'none') return `trade.order.refunded.${refunded}`;
  return `trade.order.stage.${stage}.${own ? 'seller' : 'buyer'}`;
}
