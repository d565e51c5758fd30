import { type ReactNode, useState } from 'react';
import { recordId } from '@domain/wallet/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { TradeOrder } from '@services/workspace/walletTrade.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { useUnitNames } from '../codes/useUnitNames.ts';
import { useGiveBack } from '../payment/useSendBack.tsx';
import { PersonFace, PersonMark } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import { FigureHeader, WalletPage, WalletPageSkeleton } from '../room/layout/WalletPage.tsx';
import type { WalletPageProps } from '../room/pageProps.ts';
import { useWallet } from '../room/useRoom.ts';
import { NewProtectedDialog } from './NewProtectedDialog.tsx';
import { OrderSteps } from './OrderSteps.tsx';
import { stageKey } from './orderWords.ts';
import styles from './Trade.module.css';
import { useOrderAmount } from './useOrderAmount.ts';
import { useOrders } from './useTrade.ts';

/** One order: its lines, how far it is, and what oneself can do next (WAL-UI-42). */
export function OrderPage({ rest, ...links }: WalletPageProps): ReactNode {
  const t = useT();
  const orders = useOrders();
  const id = recordId(rest);
  if (orders.status === 'loading') return <WalletPageSkeleton />;
  const order = orders.status === 'ready' && id.ok ? orders.value.find((each) => each.id === id.value) : undefined;
  if (order === undefined)
    return <EmptyState title={t('trade.order.missing')}>{t('trade.order.missing.text')}</EmptyState>;
  return <Shown order={order} rest={rest} {...links} />;
}

function Shown({ order, ...links }: WalletPageProps & { readonly order: TradeOrder }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const personOf = usePeople();
  const nameOf = useUnitNames();
  const { own, seller, buyer, units, receipts, memo, terms, until } = order;
  const other = own ? buyer : seller;
  const figure = useOrderAmount(order);
  return (
    <WalletPage
      label={t('trade.order')}
      header={
        <FigureHeader
          face={other === null ? null : <PersonFace person={personOf(other)} size="large" />}
          title={other === null ? t('trade.order.anyone') : <PersonMark person={personOf(other)} />}
          text={
            <T id={own ? 'trade.order.from.you' : 'trade.order.from.them'} values={{ day: formats.date(order.at) }} />
          }
          figure={figure}
          figureLabel={<T id={stageKey(order)} />}
          actions={<Ways order={order} {...links} />}
        />
      }
    >
      <OrderSteps order={order} />
      <Lines order={order} />
      <Section title={t('trade.order.about')}>
        {memo !== '' && <Row title={t('trade.order.memo')} text={<bdi dir="auto">{memo}</bdi>} />}
        {terms !== '' && <Row title={t('trade.order.terms')} text={<bdi dir="auto">{terms}</bdi>} />}
        <Row title={t('trade.order.accepts')} text={formats.list(units.map(nameOf))} />
        {order.stage === 'asked' && <Row title={t('trade.order.until')} text={formats.full(until)} />}
        {receipts.map(({ serial, at }) => (
          <Row key={serial} title={t('trade.order.receipt', { serial })} text={formats.full(at)} />
        ))}
      </Section>
      <Payments order={order} />
    </WalletPage>
  );
}

/** What oneself can do next. */
function Ways({ order, onWallet }: WalletPageProps & { readonly order: TradeOrder }): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const [isProtecting, setProtecting] = useState(false);
  const { id, own, stage, amount, seller, steps, units } = order;
  const canPay = !own && stage === 'asked';
  const canProtect = canPay && amount !== null && units.some((unit) => unit.issuer !== seller && unit.transferable);
  return (
    <>
      {canPay && (
        <Button variant="primary" onClick={() => onWallet({ kind: 'pay-request', request: id })}>
          {t('trade.order.pay')}
        </Button>
      )}
      {canProtect && <Button onClick={() => setProtecting(true)}>{t('trade.order.protect')}</Button>}
      {steps.map((step, index) => (
        <Button
          key={step}
          {...(index === 0 && step !== 'cancelled' && { variant: 'primary' })}
          pending={act.isPending}
          onClick={() => act.run(() => wallet.stepOrder(id, step))}
        >
          {t(`trade.order.step.${step}`)}
        </Button>
      ))}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      {isProtecting && amount !== null && (
        <NewProtectedDialog
          order={{ request: id, seller, amount, units: units.map((unit) => unit.id) }}
          onClose={() => setProtecting(false)}
        />
      )}
    </>
  );
}

function Lines({ order }: { readonly order: TradeOrder }): ReactNode {
  const t = useT();
  const money = useMoney();
  const { lines, amount, units } = order;
  const [unit] = units;
  if (lines.length === 0 || unit === undefined || amount === null) return null;
  return (
    <Section title={t('trade.order.lines')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('trade.order.line')}</th>
            <th scope="col">{t('trade.order.count')}</th>
            <th scope="col">{t('trade.order.each')}</th>
            <th scope="col">{t('trade.order.sum')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index}>
              <td>
                <bdi dir="auto">{line.text}</bdi>
              </td>
              <td>{line.count}</td>
              <td>{money.number(line.amount, unit)}</td>
              <td>{money.number(line.amount * BigInt(line.count), unit)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>{t('trade.order.total')}</td>
            <td>{money.text(amount, unit)}</td>
          </tr>
        </tfoot>
      </table>
    </Section>
  );
}

function Payments({ order }: { readonly order: TradeOrder }): ReactNode {
  const t = useT();
  const money = useMoney();
  const personOf = usePeople();
  const giveBack = useGiveBack();
  const { payments, own, buyer } = order;
  if (payments.length === 0) return null;
  return (
    <Section title={t('trade.order.payments')}>
      {payments.map(({ id, unit, amount, refundable, refunded, refundSerial }) => (
        <Row
          key={id}
          title={<a href={`#/wallet/payment/${id}`}>{money.text(amount, unit)}</a>}
          text={
            <>
              <T
                id="trade.order.promised"
                values={{ name: <PersonName>{personOf(unit.issuer).shownName}</PersonName> }}
              />
              {refunded > 0n && ` · ${t('trade.order.given', { amount: money.text(refunded, unit) })}`}
            </>
          }
        >
          {own && refundable > 0n && buyer !== null && (
            <Button
              onClick={() =>
                giveBack.ask({
                  payment: id,
                  unit,
                  most: refundable,
                  kind: 'refund',
                  to: personOf(buyer),
                  serial: refundSerial,
                })
              }
            >
              {t('trade.order.refund')}
            </Button>
          )}
        </Row>
      ))}
      {giveBack.dialog !== null && <Plain>{giveBack.dialog}</Plain>}
    </Section>
  );
}
