import { Plus, ShoppingBag, Store } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { TradeOrder } from '@services/workspace/walletTrade.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { Section } from '@ui/layout/Panel.tsx';
import { usePeople } from '../people/usePeople.ts';
import { PlainHeader, WalletPage, WalletPageSkeleton } from '../room/layout/WalletPage.tsx';
import type { WalletPageProps } from '../room/pageProps.ts';
import { NewOrderDialog } from './NewOrderDialog.tsx';
import { stageKey } from './orderWords.ts';
import { useOrders } from './useTrade.ts';

/** Bills and orders, those one gave and those one got (WAL-UI-42). */
export function OrdersPage({ onOpenWallet }: WalletPageProps): ReactNode {
  const t = useT();
  const orders = useOrders();
  const [isMaking, setMaking] = useState(false);
  if (orders.status === 'loading') return <WalletPageSkeleton />;
  const all = orders.status === 'ready' ? orders.value : [];
  const press = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setMaking(true)}>
      {t('trade.order.new')}
    </Button>
  );
  return (
    <WalletPage
      label={t('trade.orders')}
      header={<PlainHeader title={t('trade.orders')} text={t('trade.orders.text')} actions={all.length > 0 && press} />}
    >
      {all.length === 0 && (
        <EmptyState title={t('trade.orders.empty')} actions={press}>
          {t('trade.orders.empty.text')}
        </EmptyState>
      )}
      <Group title={t('trade.orders.sold')} orders={all.filter(({ own }) => own)} />
      <Group title={t('trade.orders.bought')} orders={all.filter(({ own }) => !own)} />
      {isMaking && <NewOrderDialog onClose={() => setMaking(false)} onMade={(id) => onOpenWallet(`order/${id}`)} />}
    </WalletPage>
  );
}

function Group({ title, orders }: { readonly title: string; readonly orders: readonly TradeOrder[] }): ReactNode {
  if (orders.length === 0) return null;
  return (
    <Section title={title}>
      {orders.map((order) => (
        <OrderRow key={order.id} order={order} />
      ))}
    </Section>
  );
}

function OrderRow({ order }: { readonly order: TradeOrder }): ReactNode {
  const t = useT();
  const now = useNow();
  const money = useMoney();
  const formats = useFormats();
  const personOf = usePeople();
  const { own, seller, buyer, amount, units, lines, memo } = order;
  const other = own ? buyer : seller;
  const [unit] = units;
  const what = memo !== '' ? memo : lines.map(({ text }) => text).join(', ');
  return (
    <ListRow
      href={`#/wallet/order/${order.id}`}
      leading={own ? <Store aria-hidden /> : <ShoppingBag aria-hidden />}
      title={other === null ? t('trade.order.anyone') : <PersonName>{personOf(other).shownName}</PersonName>}
      meta={formats.brief(order.at, now)}
      subtitle={
        <>
          <T id={stageKey(order)} />
          {what !== '' && ' · '}
          {what !== '' && <bdi dir="auto">{what}</bdi>}
        </>
      }
      trailing={amount !== null && unit !== undefined && <strong>{money.text(amount, unit)}</strong>}
    />
  );
}
