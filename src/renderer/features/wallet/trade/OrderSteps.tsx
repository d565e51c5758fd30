import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { TradeOrder } from '@services/workspace/walletTrade.ts';
import styles from './Trade.module.css';

const WAY = ['asked', 'paying', 'paid', 'ready', 'shipped', 'handed', 'received'] as const;
/** What every order goes through; the rest is shown once it was said. */
const ALWAYS: ReadonlySet<string> = new Set(['asked', 'paid', 'received']);

/** The way of an order, and where it is on it. */
export function OrderSteps({ order }: { readonly order: TradeOrder }): ReactNode {
  const t = useT();
  const at = WAY.findIndex((stage) => stage === order.stage);
  if (at < 0) return null;
  const shown = WAY.filter((stage, index) => ALWAYS.has(stage) || index === at);
  return (
    <ol className={styles['steps']} aria-label={t('trade.order.way')}>
      {shown.map((stage) => (
        <li
          key={stage}
          data-reached={WAY.indexOf(stage) <= at || undefined}
          aria-current={stage === order.stage ? 'step' : undefined}
        >
          {t(`trade.order.mark.${stage}`)}
        </li>
      ))}
    </ol>
  );
}
