/** What holds of an order of a program that was agreed to before, here or on another device. */
import { describe, expect, it, vi } from 'vitest';
import { orderName } from '@domain/spending/order.ts';
import { defaultSpendingRules } from '@domain/spending/rules.ts';
import type { AskPayer, PaymentOrder } from '@ports/paymentDesk.ts';
import { readOnce, snapshotQuery } from '@services/workspace/liveQueries.ts';
import { WalletPaymentDesk } from '@services/wallet/safety/walletPaymentDesk.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { must } from '../../domain/support/devices.ts';
import { INSTANCE, ben } from './support/afternoon.ts';
import { type Payer, openPayer } from './support/payer.ts';

const PROMISES = [
  { decimals: 2, currency: 'EUR' },
  { decimals: 2, currency: 'EUR' },
] as const;

function orderOf(value: number, payee = ben.account): PaymentOrder {
  return {
    ...{ id: 'order', reference: 'order', instance: INSTANCE, space: idOf<SpaceId>('chat'), program: 'Tea' },
    ...{ payee, memo: 'tea', amount: { value, currency: 'EUR' } },
  };
}

const nobody: AskPayer = () => Promise.reject(new Error('somebody was asked'));

async function scene() {
  const payer = await openPayer(PROMISES);
  const [first, second] = payer.units;
  if (first === undefined || second === undefined) throw new Error('no promises');
  const press = ({ id, payee, amount }: PaymentOrder, unit = first) =>
    payer.acts.payOrder({ id, payee, ...amount }, unit);
  return { payer, press, second };
}

/** What one's other device paid is here as a record alone: what this one kept of the order is as it was. */
async function fromAnotherDevice({ store }: Payer, pay: () => Promise<unknown>): Promise<void> {
  const before = must(await store.values.get(orderName('order')));
  must(await store.values.remove(orderName('order')));
  await pay();
  must(before === null ? await store.values.remove(orderName('order')) : await store.values.put(before));
}

describe('an order of a program', () => {
  it('WSV-170 that another device paid at another sum is not told to be paid, also where a yes of here came to nothing', async () => {
    const { payer, press } = await scene();
    must(await payer.acts.setPaymentPin('2468', null));
    expect(await press(orderOf(250))).toMatchObject({ error: { code: 'payment-pin-needed' } });
    await fromAnotherDevice(payer, async () => {
      must(await payer.acts.enterPaymentPin('2468'));
      must(await press(orderOf(300)));
    });
    expect(await payer.tab().pay(orderOf(250), nobody)).toMatchObject({ ok: false, error: { code: 'mismatch' } });
    expect(await payer.tab().pay(orderOf(300), nobody)).toMatchObject({ ok: true, value: { status: 'paid' } });
    expect(payer.paid()).toHaveLength(1);
  });

  it('WSV-170 that another device paid to somebody else is another order', async () => {
    const { payer, press } = await scene();
    await fromAnotherDevice(payer, async () => must(await press(orderOf(250))));
    const other = orderOf(250, idOf<AccountId>('Carol'));
    expect(await payer.tab().pay(other, nobody)).toMatchObject({ ok: false, error: { code: 'mismatch' } });
    expect(await press(other)).toMatchObject({ error: { code: 'order-changed' } });
    expect(payer.paid()).toHaveLength(1);
  });

  it('WSV-170 for which nothing was signed binds nobody to its sum: the person is asked', async () => {
    const { payer, press } = await scene();
    must(await payer.acts.setPaymentPin('2468', null));
    expect(await press(orderOf(250))).toMatchObject({ error: { code: 'payment-pin-needed' } });
    must(await payer.acts.enterPaymentPin('2468'));
    const yes: AskPayer = async (order) => ((await press(order)).ok ? 'done' : 'declined');
    expect(await payer.tab().pay(orderOf(300), yes)).toMatchObject({ ok: true, value: { status: 'paid' } });
    expect(await payer.tab().pay(orderOf(250), nobody)).toMatchObject({ ok: false, error: { code: 'mismatch' } });
  });

  it('WSV-166 WSV-170 that leaves later is known to, whatever promise it was pressed with again, and cannot be another sum', async () => {
    const { payer, press, second } = await scene();
    must(await payer.acts.setSpendingRules({ ...defaultSpendingRules, laterAbove: 1, laterHours: 2 }, null));
    expect(await press(orderOf(250))).toMatchObject({ error: { code: 'payment-waits' } });
    expect(await press(orderOf(250), second)).toMatchObject({ error: { code: 'payment-waits' } });
    const known = must(await readOnce(payer.reads.programOrder('order')));
    const [waits] = must(await readOnce(payer.reads.paymentSafety())).waiting;
    expect(known).toMatchObject({ standing: 'waiting', payment: waits?.id });
    expect(await payer.tab().pay(orderOf(250), nobody)).toMatchObject({ ok: false, error: { code: 'failed' } });
    expect(await press(orderOf(300))).toMatchObject({ error: { code: 'order-changed' } });
  });

  it('WSV-166 WSV-170 that leaves in the very moment of another press, with another promise, is paid once', async () => {
    const { payer, press, second } = await scene();
    const { acts, clock, releaser, store } = payer;
    must(await acts.setSpendingRules({ ...defaultSpendingRules, laterAbove: 1, laterHours: 2 }, null));
    expect(await press(orderOf(250))).toMatchObject({ error: { code: 'payment-waits' } });
    must(await acts.setSpendingRules(defaultSpendingRules, null));
    await clock.advance(3 * 3_600_000);
    const put = store.values.put.bind(store.values);
    vi.spyOn(store.values, 'put').mockImplementation(async (value) => {
      await releaser.run();
      return put(value);
    });
    await press(orderOf(250), second);
    await releaser.run();
    expect(payer.paid()).toHaveLength(1);
  });

  it('WSV-164 WSV-170 that leaves later is asked about no more, also where the tab did not hear of it yet', async () => {
    const { payer, press } = await scene();
    must(await payer.acts.setSpendingRules({ ...defaultSpendingRules, laterAbove: 1, laterHours: 2 }, null));
    expect(await press(orderOf(250))).toMatchObject({ error: { code: 'payment-waits' } });
    const programOrder = () => snapshotQuery({ get: () => null, subscribe: () => () => undefined });
    const { acts, clock } = payer;
    const desk = new WalletPaymentDesk({ wallet: { ...acts, programOrder }, clock, tell: () => undefined });
    expect(await desk.pay(orderOf(250), nobody)).toMatchObject({ ok: false, error: { code: 'failed' } });
  });

  it('WSV-173 that another device paid is not said to be taken by what was allowed', async () => {
    const { payer, press } = await scene();
    await fromAnotherDevice(payer, async () => must(await press(orderOf(250))));
    expect(await payer.tab().pay(orderOf(250), nobody)).toMatchObject({ ok: true, value: { status: 'paid' } });
    expect(payer.told).toEqual([]);
  });
});
