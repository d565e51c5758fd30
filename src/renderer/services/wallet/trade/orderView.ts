import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import { type Order, orderOf } from '@domain/wallet/readings/orders.ts';
import { refundSerial, refundsOf } from '@domain/wallet/readings/refunds.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { TradeOrder } from '../../workspace/walletTrade.ts';
import { unitView } from '../paymentView.ts';
import type { WalletPicture } from '../walletFollower.ts';
import { buyersOf, stepsOf } from './orderSteps.ts';
import type { TradeViewer } from './tradeViewer.ts';

/** An order one gave, got or paid; null for anything else (WSV-124). */
export function tradeOrder(
  { ledger, cameAt }: WalletPicture,
  { id }: VerifiedOf<'request'>,
  { account, now }: TradeViewer,
): TradeOrder | null {
  const order = orderOf(ledger, id, now);
  if (order === null) return null;
  const { body } = order.request;
  const seller = accountOfHolder(body.payee);
  const buyers = buyersOf(ledger, order);
  if (seller !== account && !buyers.has(account)) return null;
  const { stage, refunded, isDisputed } = order;
  return {
    ...{ id, seller, stage, refunded, isDisputed, memo: body.memo, until: body.until, decimals: body.decimals },
    own: seller === account,
    buyer: buyers.has(account) ? account : ([...buyers][0] ?? null),
    units: body.units.flatMap((unit) => ledger.find('unit', unit) ?? []).map(unitView),
    amount: body.amount ?? null,
    lines: body.lines ?? [],
    terms: body.terms ?? '',
    at: cameAt(id),
    payments: order.payments.flatMap((payment) => paymentOf(ledger, payment) ?? []),
    receipts: receiptsOf(ledger, order),
    steps: stepsOf(ledger, order, account),
  };
}

function paymentOf(ledger: Ledger, id: RecordId): TradeOrder['payments'][number] | null {
  const record = ledger.find('transfer', id) ?? ledger.find('mint', id);
  const unit = record === undefined ? undefined : ledger.find('unit', record.body.unit);
  if (record === undefined || unit === undefined) return null;
  const { paid, refunded } = refundsOf(ledger, id);
  const isCleared = ledger.unit(unit.id)?.transfer(id)?.status === 'cleared';
  // New units are given back by sending them to their issuer (WSV-51).
  const refundable = isCleared && refunded < paid ? paid - refunded : 0n;
  return {
    id,
    unit: unitView(unit),
    amount: record.body.amount,
    refundable,
    refunded,
    refundSerial: refundSerial(ledger, id),
  };
}

function receiptsOf(ledger: Ledger, { request }: Order): TradeOrder['receipts'] {
  const receipts = ledger.about(request.id, 'receipt').filter(({ body }) => body.req === request.id);
  return receipts.map(({ body: { serial, at } }) => ({ serial, at })).sort((a, b) => a.serial - b.serial);
}
