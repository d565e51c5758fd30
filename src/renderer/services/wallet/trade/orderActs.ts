import { fail, ok } from '@shared/result.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { orderOf } from '@domain/wallet/readings/orders.ts';
import type { BodyOf } from '@domain/wallet/record.ts';
import type { NewOrder, OrderStep, WalletTradeActs } from '../../workspace/walletTrade.ts';
import type { Outcome } from '../../workspace/workspaceErrors.ts';
import { USUAL_TERM } from '../walletActs.ts';
import type { Deeds } from './deeds.ts';
import { stepsOf } from './orderSteps.ts';

/** Bills of lines, and how far they are (WSV-124). */
export class OrderActs implements Pick<WalletTradeActs, 'askOrder' | 'stepOrder'> {
  private readonly deeds: Deeds;

  constructor(deeds: Deeds) {
    this.deeds = deeds;
  }

  readonly askOrder = (order: NewOrder): Outcome<{ request: RecordId }> =>
    this.deeds.do(async () => {
      const units = order.units.map((unit) => this.deeds.view.find('unit', unit));
      const decimals = units[0]?.body.decimals;
      const isOne = decimals !== undefined && units.every((unit) => unit?.body.decimals === decimals);
      if (!isOne) return fail('unit-missing', 'not units of one number of decimals');
      const { lines, memo, payer, terms } = order;
      const body: BodyOf<'request'> = {
        payee: this.deeds.holder(),
        units: order.units,
        decimals,
        amount: lines.reduce((sum, { count, amount }) => sum + BigInt(count) * amount, 0n),
        lines,
        memo,
        until: order.until ?? this.deeds.now() + USUAL_TERM,
        single: true,
        payer,
        ...(terms === undefined || terms === '' ? {} : { terms }),
      };
      const signed = await this.deeds.sign({ type: 'request', nonce: this.deeds.nonce(), body }, 'order-invalid');
      return signed.ok ? ok({ request: signed.value.id }) : signed;
    });

  readonly stepOrder = (id: RecordId, state: OrderStep): Outcome =>
    this.deeds.do(async () => {
      const { deeds } = this;
      const order = orderOf(deeds.view, id, deeds.now());
      if (order === null) return fail('request-missing', 'no such order');
      if (!stepsOf(deeds.view, order, deeds.account).includes(state)) return fail('step-unfit', order.stage);
      const said = await deeds.sign({ type: 'step', nonce: deeds.nonce(), body: { req: id, state } }, 'step-unfit');
      return said.ok ? ok() : said;
    });
}
