import type { AccountId } from '@shared/ids.ts';
import { accountOfHolder } from '@domain/wallet/ids.ts';
import type { Order, OrderStage } from '@domain/wallet/readings/orders.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';
import type { OrderStep } from '../../workspace/walletTrade.ts';

/** What the seller can say at a stage. */
const SELLER: Partial<Readonly<Record<OrderStage, readonly OrderStep[]>>> = {
  asked: ['cancelled'],
  paid: ['ready', 'shipped', 'handed'],
  ready: ['shipped', 'handed'],
  shipped: ['handed'],
};

/** What the buyer can say. */
const BUYER: Partial<Readonly<Record<OrderStage, readonly OrderStep[]>>> = {
  asked: ['cancelled'],
  paid: ['received'],
  ready: ['received'],
  shipped: ['received'],
  handed: ['received'],
};

/** Who was asked, or paid: the payers of an order. */
export function buyersOf(view: LedgerView, { request, payments }: Order): ReadonlySet<AccountId> {
  const buyers = new Set<AccountId>(request.body.payer === undefined ? [] : [request.body.payer]);
  for (const id of payments) {
    const transfer = view.find('transfer', id);
    const mint = view.find('mint', id);
    const issuer = mint === undefined ? undefined : view.find('unit', mint.body.unit)?.body.issuer;
    const payer = transfer === undefined ? issuer : accountOfHolder(transfer.body.from);
    if (payer !== undefined) buyers.add(payer);
  }
  return buyers;
}

/** What an account can say next about an order (WAL-52, WSV-124). */
export function stepsOf(view: LedgerView, order: Order, account: AccountId): readonly OrderStep[] {
  if (accountOfHolder(order.request.body.payee) === account) return SELLER[order.stage] ?? [];
  return buyersOf(view, order).has(account) ? (BUYER[order.stage] ?? []) : [];
}
