import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { TradeOrder } from '@services/workspace/walletTrade.ts';

/** What an order asks for, in words. A fixed sum stays one where the promise it is asked in is not here yet (PAY-UI-8). */
export function useOrderAmount({ amount, units, decimals, own }: TradeOrder): string {
  const t = useT();
  const money = useMoney();
  const [unit] = units;
  if (amount === null) return t(own ? 'payments.request.open' : 'trade.order.open');
  if (unit === undefined) return t('payments.request.unknown', { amount: money.number(amount, { decimals }) });
  return money.text(amount, unit);
}
