/** What programs can have paid: the desk as each desk, and invariant 17 of the wallet over the real page, host, guard and ledger. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderName, orderNonce } from '@domain/spending/order.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { type UnitId, holderOf } from '@domain/wallet/ids.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import type { LiveQuery } from '@ports/query.ts';
import { WalletPaymentDesk } from '@services/wallet/safety/walletPaymentDesk.ts';
import type { OrderState } from '@services/workspace/walletSafety.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { describePaymentDesk } from '../../../../support/shared/paymentDeskContract.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { must } from '../../domain/support/devices.ts';
import { Afternoon, BEN, CAROL, INSTANCE, type Step, anyAllowedStep, anyStep, ben } from './support/afternoon.ts';
import { type Payer, openPayer } from './support/payer.ts';

const PROMISES = [
  { decimals: 2, currency: 'EUR' },
  { decimals: 4, currency: 'EUR' },
  { decimals: 0, currency: 'EUR' },
  { decimals: 2, currency: 'CHF' },
] as const;

describePaymentDesk('WalletPaymentDesk', async () => {
  const { acts, units, tab } = await openPayer(PROMISES);
  const desk = tab();
  let word: 'paid' | 'declined' = 'paid';
  let asked = 0;
  const ask = async ({ id, payee, amount }: PaymentOrder) => {
    asked += 1;
    if (word === 'declined' || units[0] === undefined) return 'declined';
    return (await acts.payOrder({ id, payee, ...amount }, units[0])).ok ? 'done' : 'declined';
  };
  return {
    desk: { pay: (order) => desk.pay(order, ask) },
    say: (next) => void (word = next),
    asked: () => asked,
  };
});

describe('an order that was paid or agreed to before', () => {
  const order: PaymentOrder = {
    ...{ id: 'order', reference: 'order', instance: INSTANCE, space: idOf<SpaceId>('chat'), program: 'Tea' },
    ...{ payee: ben.account, memo: 'tea' },
    amount: { value: 250, currency: 'EUR' },
  };
  const nobody = () => Promise.reject(new Error('somebody was asked'));

  it('WSV-170 from another device is paid, and at another sum another order, asking nobody', async () => {
    const { acts, units, tab, paid, store } = await openPayer(PROMISES);
    const [unit] = units;
    if (unit === undefined) throw new Error('no promise');
    const { id, payee, amount } = order;
    const { payment } = must(await acts.payOrder({ id, payee, ...amount }, unit));
    // What one's other devices have of it is the record alone.
    must(await store.values.remove(orderName(id)));
    const other = { ...order, amount: { ...amount, value: 251 } };
    expect(await tab().pay(other, nobody)).toMatchObject({ ok: false, error: { code: 'mismatch' } });
    expect(await tab().pay(order, nobody)).toEqual({ ok: true, value: { status: 'paid', receipt: payment } });
    expect(paid()).toHaveLength(1);
  });

  it('WSV-164 WSV-172 that leaves later is not asked about again: a no would not stop it', async () => {
    const { acts, clock, units } = await openPayer(PROMISES);
    const { id, payee, amount } = order;
    const [unit] = units;
    if (unit === undefined) throw new Error('no promise');
    const { payment } = must(await acts.payOrder({ id, payee, ...amount }, unit));
    const state = { payee, ...amount, payment, standing: 'waiting' as const };
    const subscribe: LiveQuery<OrderState>['subscribe'] = (listener) => {
      listener({ status: 'ready', value: state });
      return () => undefined;
    };
    const wallet = { ...acts, programOrder: () => ({ subscribe }) };
    const desk = new WalletPaymentDesk({ wallet, clock, tell: () => undefined });
    expect(await desk.pay(order, nobody)).toMatchObject({ ok: false, error: { code: 'failed' } });
  });
});

const RUNS = Number(process.env['WALLET_RUNS'] ?? 300);

/** Each payment of the ledger is one yes to whom and how much it pays, and each order is paid once; tells how many there are. */
function checkPayments(payer: Payer, agreed: readonly PaymentOrder[]): number {
  const used = new Set<string>();
  for (const { nonce, body } of payer.paid()) {
    const unit = PROMISES[payer.units.indexOf(body.unit)];
    const isOf = ({ id, payee, amount }: PaymentOrder) =>
      equalBytes(orderNonce(id), nonce) &&
      holderOf(payee) === body.to &&
      amount.currency === unit?.currency &&
      // To the last decimal, or not at all.
      BigInt(amount.value) * 10n ** BigInt(unit.decimals) === body.amount * 100n;
    const yes = agreed.find(isOf);
    if (yes === undefined) throw new Error(`${body.amount} moved that nobody agreed to`);
    expect(used.has(yes.id), 'an order paid twice').toBe(false);
    used.add(yes.id);
  }
  return used.size;
}

/** Nobody is told of a payment that is none, or of another's. */
function checkWords(payer: Payer, told: Afternoon['told']): number {
  let count = 0;
  for (const { order: asked, outcome } of told) {
    const { status, receipt } = outcome as { readonly status: string; readonly receipt: string | null };
    if (status !== 'paid') continue;
    count += 1;
    const payment = payer.paid().find(({ id }) => id === receipt);
    expect(payment?.body.to, 'paid to whom was asked for').toBe(
      holderOf(asked.to === BEN ? ben.account : idOf<AccountId>('Carol')),
    );
    expect([BEN, CAROL]).toContain(asked.to);
  }
  return count;
}

interface Grounds {
  readonly theirs: UnitId;
  /** Mandates that ran before it. */
  readonly running: readonly VerifiedOf<'mandate'>[];
  readonly day: Afternoon;
  /** What the person was told. */
  readonly told: readonly PaymentOrder[];
}

/** It was asked for, to the cent, and a mandate that ran is for this program, payee and promise. */
function checkTaken(payment: ReturnType<Payer['paid']>[number], { theirs, running, day, told }: Grounds): void {
  if (payment.type !== 'transfer') throw new Error('no transfer');
  const { to, unit, amount, mandate: use } = payment.body;
  const mandate = running.find(({ id }) => id === use?.id);
  expect(mandate?.body.scope, 'for this program').toEqual({ kind: 'program', id: INSTANCE });
  expect([to, unit]).toEqual([holderOf(ben.account), theirs]);
  const isAsked = day.asked.some(
    (order) => order.to === BEN && order.amount.currency === 'EUR' && order.amount.value === Number(amount),
  );
  expect(isAsked, 'asked for').toBe(true);
  const isTold = told.some(({ id }) => equalBytes(orderNonce(id), payment.nonce));
  expect(isTold, 'told, and found by its order').toBe(true);
}

/** One order is one payment, by a mandate or a yes. */
function checkOnce(payer: Payer): void {
  const orders = payer.paid().map(({ nonce }) => nonce.join());
  expect(new Set(orders).size, 'an order paid twice').toBe(orders.length);
}

/** What each mandate paid in each of its periods is within it. */
function checkBounds(payer: Payer): void {
  for (const { id, body } of payer.mandates()) {
    const sums = new Map<number, bigint>();
    for (const payment of payer.paid()) {
      if (payment.type !== 'transfer') continue;
      const { body: paid } = payment;
      if (paid.mandate?.id !== id) continue;
      expect(paid.amount <= body.perPayment).toBe(true);
      sums.set(paid.mandate.period, (sums.get(paid.mandate.period) ?? 0n) + paid.amount);
    }
    for (const sum of sums.values()) expect(sum <= body.perPeriod, `${sum} of ${body.perPeriod}`).toBe(true);
  }
}

describe('invariant 17', () => {
  const seen = { agreed: 0, payments: 0, toldPaid: 0, toldDeclined: 0, steps: 0, again: 0 };

  it('MPH-32 WSV-172 no messages of a program move anything that was not shown and agreed to', async () => {
    const afternoon = async (steps: readonly Step[]) => {
      const payer = await openPayer(PROMISES);
      const day = new Afternoon(payer);
      for (const each of steps) {
        const before = payer.paid().length;
        await day.take(each);
        if (each.kind !== 'yes') expect(payer.paid().length, each.kind).toBe(before);
        checkPayments(payer, day.agreed);
      }
      await day.end();
      expect(day.waiting.size, 'calls that were told nothing').toBe(0);
      seen.steps += steps.length;
      seen.agreed += day.agreed.length;
      seen.payments += checkPayments(payer, day.agreed);
      seen.toldPaid += checkWords(payer, day.told);
      seen.toldDeclined += day.told.filter(
        ({ outcome }) => Reflect.get(Object(outcome), 'status') === 'declined',
      ).length;
      seen.again +=
        day.told.length - new Set(day.told.map(({ order: { to, amount } }) => JSON.stringify([to, amount]))).size;
    };
    await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 30 }), afternoon), {
      seed: 17,
      numRuns: RUNS,
    });
  });

  it('MPH-32 WSV-172 a no is told the program as a no, at once', async () => {
    const day = new Afternoon(await openPayer(PROMISES));
    const input = { to: BEN, amount: { value: 250, currency: 'EUR' }, memo: 'tea', reference: 'a' };
    await day.take({ kind: 'pay', input });
    expect(day.told).toEqual([]);
    await day.take({ kind: 'no' });
    expect(day.told.map(({ outcome }) => outcome)).toEqual([{ receipt: null, status: 'declined' }]);
  });

  it('MPH-32 WSV-172 histories reach payments, refusals and repeated orders often enough to mean something', () => {
    expect(seen.payments, JSON.stringify(seen)).toBeGreaterThan(RUNS / 4);
    expect(seen.toldPaid, JSON.stringify(seen)).toBeGreaterThan(RUNS / 4);
    expect(seen.toldDeclined, JSON.stringify(seen)).toBeGreaterThan(RUNS / 2);
    expect(seen.again, JSON.stringify(seen)).toBeGreaterThan(RUNS / 10);
  });

  const kept = { asked: 0, stopped: 0, byMandate: 0, byYes: 0, mandates: 0 };

  it('WSV-172 WSV-173 nor anything beyond what was allowed: not more, not to others, not once it is stopped', async () => {
    const afternoon = async (steps: readonly Step[]) => {
      const payer = await openPayer(PROMISES);
      const theirs = await payer.give(ben, 2000n);
      expect(payer.available(theirs)).toBe(2000n);
      const day = new Afternoon(payer, theirs);
      for (const each of steps) {
        const before = new Set(payer.paid().map(({ id }) => id));
        const [told, running] = [payer.told.length, payer.mandates().filter(({ id }) => !payer.isStopped(id))];
        await day.take(each);
        const fresh = payer.paid().filter(({ id }) => !before.has(id));
        const taken = fresh.filter((record) => record.type === 'transfer' && record.body.mandate !== undefined);
        if (each.kind !== 'yes') expect(fresh, each.kind).toEqual(taken);
        expect(payer.told.length - told, 'told of each').toBe(taken.length);
        for (const payment of taken) checkTaken(payment, { theirs, running, day, told: payer.told });
        checkOnce(payer);
        checkBounds(payer);
        kept.stopped += each.kind === 'stop' ? running.length : 0;
        kept.byYes += fresh.length - taken.length;
        kept.byMandate += taken.length;
      }
      await day.end();
      checkOnce(payer);
      checkWords(payer, day.told);
      kept.mandates += payer.mandates().length;
      kept.asked += day.asked.length;
    };
    await fc.assert(fc.asyncProperty(fc.array(anyAllowedStep, { minLength: 10, maxLength: 30 }), afternoon), {
      seed: 173,
      numRuns: RUNS,
    });
  });

  it('WSV-173 histories reach mandates, what is taken by them, and ends of them often enough to mean something', () => {
    expect(kept.mandates, JSON.stringify(kept)).toBeGreaterThan(RUNS / 2);
    expect(kept.byMandate, JSON.stringify(kept)).toBeGreaterThan(RUNS / 2);
    expect(kept.byYes, JSON.stringify(kept)).toBeGreaterThan(RUNS / 8);
    expect(kept.stopped, JSON.stringify(kept)).toBeGreaterThan(RUNS / 4);
  });
});
