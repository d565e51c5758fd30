/** What stands before everything that spends: PIN, limits, payments that leave later, and orders of programs. */
import { describe, expect, it } from 'vitest';
// Virtual time does not wait for an import.
import '@domain/spending/pinHash.ts';
import '@domain/identity/recoveryPhrase.ts';
import { SPENDING_DAY, type SpendingRules, defaultSpendingRules } from '@domain/spending/rules.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { ProgramOrder } from '@services/workspace/walletSafety.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import { type Person, type World, must, two } from './support/world.ts';

const PROMISE: NewUnit = {
  code: 'LEAF',
  name: 'Leaf',
  decimals: 2,
  kind: 'iou',
  redeem: 'I owe you this much.',
  transferable: true,
  feeless: true,
  currency: 'EUR',
};

const HOUR = 3_600_000;
const talk = (world: World) => world.pass(2000);

interface Scene {
  readonly world: World;
  readonly alice: Person;
  readonly bob: Person;
  readonly unit: UnitId;
  readonly pay: (amount: bigint, unit?: UnitId) => Promise<string>;
}

/** Alice can promise Bob something; `pay` tells `ok` or why not. */
async function scene(): Promise<Scene> {
  const { world, alice, bob } = await two();
  const { unit } = must(await alice.workspace.wallet.createUnit(PROMISE, []));
  const to = await bob.account();
  const pay = async (amount: bigint, of = unit) => {
    const paid = await alice.workspace.wallet.promiseUnits({ to, unit: of, amount });
    return paid.ok ? 'ok' : paid.error.code;
  };
  return { world, alice, bob, unit, pay };
}

const enter = async (person: Person, pin: string) => {
  const entered = await person.workspace.wallet.enterPaymentPin(pin);
  return entered.ok ? 'ok' : entered.error.code;
};
const setPin = async (person: Person, pin: string) => must(await person.workspace.wallet.setPaymentPin(pin, null));
const rule = async (person: Person, change: Partial<SpendingRules>, pin: string | null = null) =>
  must(await person.workspace.wallet.setSpendingRules({ ...defaultSpendingRules, ...change }, pin));
const safety = (person: Person) => person.read(person.workspace.wallet.paymentSafety());
const owed = async (person: Person) =>
  (await person.read(person.workspace.wallet.holdings())).map(({ balance }) => balance);

describe('WSV-162 the payment PIN', () => {
  it('WSV-160 WSV-162 nothing is signed without it, and one entry is good for one payment', async () => {
    const { world, alice, bob, pay } = await scene();
    expect(await pay(100n)).toBe('ok');
    await setPin(alice, '2468');
    expect(await pay(100n)).toBe('payment-pin-needed');
    expect(await enter(alice, '8642')).toBe('payment-pin-wrong');
    expect(await pay(100n)).toBe('payment-pin-needed');
    expect(await enter(alice, '2468')).toBe('ok');
    expect(await pay(100n)).toBe('ok');
    expect(await pay(100n)).toBe('payment-pin-needed');
    await talk(world);
    expect(await owed(bob)).toEqual([200n]);
  });

  it('WSV-162 an entry is good for a minute, and not over a restart', async () => {
    const { world, alice, pay } = await scene();
    await setPin(alice, '2468');
    await enter(alice, '2468');
    await world.pass(60_001);
    expect(await pay(100n)).toBe('payment-pin-needed');
    await enter(alice, '2468');
    await alice.kill();
    await alice.open();
    expect(await pay(100n)).toBe('payment-pin-needed');
  });

  it('WSV-162 wrong tries are slowed, and ending the app makes none undone', async () => {
    const { world, alice } = await scene();
    await setPin(alice, '2468');
    for (let wrong = 0; wrong < 3; wrong += 1) expect(await enter(alice, '0000')).toBe('payment-pin-wrong');
    expect(await enter(alice, '2468')).toBe('payment-pin-wait');
    await alice.kill();
    await alice.open();
    expect(await enter(alice, '2468')).toBe('payment-pin-wait');
    expect((await safety(alice)).nextTryAt).toBeGreaterThan(world.clock.now());
    await world.pass(30_000);
    expect(await enter(alice, '1111')).toBe('payment-pin-wrong');
    await world.pass(30_000);
    expect(await enter(alice, '2468'), 'twice as long').toBe('payment-pin-wait');
    await world.pass(30_000);
    expect(await enter(alice, '2468')).toBe('ok');
    expect((await safety(alice)).nextTryAt).toBe(0);
  });

  it('WSV-162 is changed by itself or by the recovery phrase, and is kept as no text', async () => {
    const { alice, pay } = await scene();
    await setPin(alice, '2468');
    const { wallet } = alice.workspace;
    expect(await wallet.setPaymentPin('1357', null)).toMatchObject({ error: { code: 'payment-pin-needed' } });
    expect(await wallet.setPaymentPin('1357', { pin: '0000' })).toMatchObject({ error: { code: 'payment-pin-wrong' } });
    expect(await wallet.setPaymentPin('12', { pin: '2468' })).toMatchObject({ error: { code: 'payment-pin-invalid' } });
    must(await wallet.setPaymentPin('1357', { pin: '2468' }));
    expect(await enter(alice, '2468')).toBe('payment-pin-wrong');
    const words = must(await alice.workspace.recoveryPhrase());
    expect(await wallet.setPaymentPin(null, { words: 'no such words' })).toMatchObject({ ok: false });
    must(await wallet.setPaymentPin(null, { words: [words].flat().join(' ') }));
    expect((await safety(alice)).hasPin).toBe(false);
    expect(await pay(100n)).toBe('ok');
    must(await wallet.setPaymentPin('97531', null));
    const kept = [...alice.keys.secrets.values()].map((bytes) => new TextDecoder('latin1').decode(bytes)).join(' ');
    expect(kept).not.toContain('97531');
  });

  it('WSV-162 a vault that does not open lets nothing through', async () => {
    const { alice, pay } = await scene();
    await setPin(alice, '2468');
    alice.keys.fault = 'vault-locked';
    expect(await pay(100n)).toBe('vault-unavailable');
    alice.keys.fault = null;
    expect(await pay(100n)).toBe('payment-pin-needed');
  });
});

describe('WSV-161 limits', () => {
  it('WSV-161 what leaves without the PIN in a day is added up, unit by unit', async () => {
    const { world, alice, pay } = await scene();
    const { unit: other } = must(
      await alice.workspace.wallet.createUnit({ ...PROMISE, code: 'TWIG', decimals: 0 }, []),
    );
    await setPin(alice, '2468');
    await rule(alice, { freeOfPin: 5 }, '2468');
    expect(await pay(300n)).toBe('ok');
    expect(await pay(201n)).toBe('payment-pin-needed');
    expect(await pay(200n)).toBe('ok');
    // Whole units of each: 5 of what has no decimals.
    expect(await pay(5n, other)).toBe('ok');
    expect(await pay(1n, other)).toBe('payment-pin-needed');
    // What the PIN was entered for does not count as free.
    await enter(alice, '2468');
    expect(await pay(9000n)).toBe('ok');
    await world.pass(SPENDING_DAY + 1000);
    expect(await pay(500n)).toBe('ok');
    expect(await pay(1n)).toBe('payment-pin-needed');
  });

  it('WSV-161 nothing goes beyond the limit of a day, PIN or not, and a restart forgets nothing', async () => {
    const { world, alice, pay } = await scene();
    await rule(alice, { perDay: 10 });
    expect(await pay(600n)).toBe('ok');
    await alice.kill();
    await alice.open();
    expect(await pay(401n)).toBe('payment-day-limit');
    expect(await pay(400n)).toBe('ok');
    expect(await pay(1n)).toBe('payment-day-limit');
    await world.pass(SPENDING_DAY + 1000);
    expect(await pay(1000n)).toBe('ok');
  });

  it('WSV-161 a packet counts whole when it is made, and its shares not again', async () => {
    const { world, alice, bob, unit } = await scene();
    await rule(alice, { perDay: 10 });
    const members = [await bob.account()];
    const send = (total: bigint, mode: 'everyone' | 'lucky') =>
      alice.workspace.wallet.sendPacket({ unit, total, mode, count: 1, members });
    must(await send(600n, 'everyone'));
    const { packet } = must(await send(400n, 'lucky'));
    expect(await send(1n, 'everyone')).toMatchObject({ error: { code: 'payment-day-limit' } });
    await talk(world);
    must(await bob.workspace.wallet.claimPacket(packet));
    await talk(world);
    expect(await owed(bob)).toEqual([1000n]);
  });

  it('WSV-160 what is paid already is not counted again, and what failed not at all', async () => {
    const { world, alice, bob, unit, pay } = await scene();
    await pay(1n);
    await talk(world);
    await rule(alice, { perDay: 10 });
    const payer = await alice.account();
    const asked = { units: [unit], amount: 699n, memo: 'Lunch', payer };
    const { request } = must(await bob.workspace.wallet.askPayment(asked));
    await talk(world);
    const first = must(await alice.workspace.wallet.payRequest(request, unit));
    expect(must(await alice.workspace.wallet.payRequest(request, unit))).toEqual(first);
    alice.disk.writeFault = 'storage-full';
    const to = await bob.account();
    expect((await alice.workspace.wallet.promiseUnits({ to, unit, amount: 300n })).ok).toBe(false);
    alice.disk.writeFault = null;
    must(await alice.workspace.wallet.promiseUnits({ to, unit, amount: 300n }));
  });

  it('WSV-165 rules are changed by the PIN where there is one', async () => {
    const { alice } = await scene();
    const { wallet } = alice.workspace;
    await rule(alice, { perDay: 10 });
    await setPin(alice, '2468');
    const loose: SpendingRules = { ...defaultSpendingRules, perDay: null };
    expect(await wallet.setSpendingRules(loose, null)).toMatchObject({ error: { code: 'payment-pin-needed' } });
    expect(await wallet.setSpendingRules(loose, '0000')).toMatchObject({ error: { code: 'payment-pin-wrong' } });
    expect(await wallet.setSpendingRules({ ...loose, perDay: -1 }, '2468')).toMatchObject({
      error: { code: 'setting-invalid' },
    });
    expect((await safety(alice)).rules.perDay).toBe(10);
    must(await wallet.setSpendingRules(loose, '2468'));
    expect((await safety(alice)).rules).toEqual(loose);
  });
});

describe('WSV-164 payments that leave later', () => {
  it('WSV-164 nobody hears of one before its time, a restart changes nothing, and it leaves once', async () => {
    const { world, alice, bob, pay } = await scene();
    await rule(alice, { laterAbove: 10, laterHours: 2 });
    expect(await pay(1000n)).toBe('ok');
    expect(await pay(1001n)).toBe('payment-waits');
    await world.pass(HOUR);
    await alice.kill();
    await alice.open();
    expect(await owed(bob)).toEqual([1000n]);
    expect((await safety(alice)).waiting.map(({ amount }) => amount)).toEqual([1001n]);
    await world.pass(HOUR + 20_000);
    expect(await owed(bob)).toEqual([2001n]);
    expect((await safety(alice)).waiting).toEqual([]);
    await world.pass(HOUR);
    expect(await owed(bob)).toEqual([2001n]);
  });

  it('WSV-164 one is stopped until then: nothing was paid, and it counts no more', async () => {
    const { world, alice, bob, pay } = await scene();
    await rule(alice, { laterAbove: 10, laterHours: 2, perDay: 30 });
    expect(await pay(2000n)).toBe('payment-waits');
    expect(await pay(1100n)).toBe('payment-day-limit');
    const [row] = (await safety(alice)).waiting;
    if (row === undefined) throw new Error('nothing waits');
    must(await alice.workspace.wallet.stopWaitingPayment(row.id));
    expect(await alice.workspace.wallet.stopWaitingPayment(row.id)).toMatchObject({
      error: { code: 'payment-missing' },
    });
    expect(await pay(3000n)).toBe('payment-waits');
    await world.pass(3 * HOUR);
    expect(await owed(bob)).toEqual([3000n]);
  });

  it('WSV-164 what is passed on is taken for as long as ever, and waits where there is not enough', async () => {
    const { world, alice, bob, unit, pay } = await scene();
    await pay(2000n);
    await talk(world);
    await rule(bob, { laterAbove: 10, laterHours: 24 });
    const { wallet } = bob.workspace;
    const her = await alice.account();
    expect(await wallet.payUnits({ to: her, unit, amount: 1500n })).toMatchObject({ error: { code: 'payment-waits' } });
    must(await wallet.payUnits({ to: her, unit, amount: 900n }));
    await world.pass(25 * HOUR);
    expect((await safety(bob)).waiting, 'not enough').toHaveLength(1);
    expect(await owed(bob)).toEqual([1100n]);
    await pay(500n);
    await world.pass(60_000);
    expect(await owed(bob)).toEqual([100n]);
    expect((await safety(bob)).waiting).toEqual([]);
  });

  it('WSV-166 a request whose payment waits is not paid again, with another promise or at once', async () => {
    const { world, alice, bob, unit, pay } = await scene();
    const { unit: other } = must(await alice.workspace.wallet.createUnit({ ...PROMISE, code: 'TWIG' }, []));
    for (const each of [unit, other]) await pay(1n, each);
    await talk(world);
    const bill = { units: [unit, other], amount: 2000n, memo: '', payer: await alice.account() };
    const { request } = must(await bob.workspace.wallet.askPayment(bill));
    await talk(world);
    const answer = async (with_: UnitId) => {
      const paid = await alice.workspace.wallet.payRequest(request, with_);
      return paid.ok ? 'ok' : paid.error.code;
    };
    await rule(alice, { laterAbove: 10, laterHours: 2, perDay: 30 });
    expect(await Promise.all([answer(unit), answer(other)])).toEqual(['payment-waits', 'payment-waits']);
    await rule(alice, { laterAbove: null });
    expect(await answer(other)).toBe('payment-waits');
    expect((await safety(alice)).waiting).toHaveLength(1);
    await world.pass(3 * HOUR);
    expect(await owed(bob)).toEqual(expect.arrayContaining([2001n, 1n]));
    expect(await answer(other)).toBe('ok');
    await talk(world);
    expect(await owed(bob)).toEqual(expect.arrayContaining([2001n, 1n]));
  });

  it('WSV-164 a packet cannot wait, and is not made above the bound', async () => {
    const { alice, bob, unit } = await scene();
    await rule(alice, { laterAbove: 10 });
    const members = [await bob.account()];
    const { wallet } = alice.workspace;
    expect(await wallet.sendPacket({ unit, total: 1001n, mode: 'everyone', count: 1, members })).toMatchObject({
      error: { code: 'payment-waits-not' },
    });
    must(await wallet.sendPacket({ unit, total: 1000n, mode: 'everyone', count: 1, members }));
  });
});

describe('WSV-170 orders of programs', () => {
  const orderTo = (payee: ProgramOrder['payee'], change: Partial<ProgramOrder> = {}): ProgramOrder => ({
    ...{ id: 'order', payee, value: 350, currency: 'EUR' },
    ...change,
  });

  it('WSV-170 one order is one payment, whatever it is asked to be paid with, and over a restart', async () => {
    const { world, alice, bob, unit } = await scene();
    const { unit: other } = must(await alice.workspace.wallet.createUnit({ ...PROMISE, code: 'TWIG' }, []));
    const order = orderTo(await bob.account());
    const first = must(await alice.workspace.wallet.payOrder(order, unit));
    expect(must(await alice.workspace.wallet.payOrder(order, other))).toEqual(first);
    const again = await Promise.all([1, 2, 3].map(() => alice.workspace.wallet.payOrder(order, unit)));
    for (const each of again) expect(must(each)).toEqual(first);
    await alice.kill();
    await alice.open();
    expect(must(await alice.workspace.wallet.payOrder(order, other))).toEqual(first);
    await world.pass(60_000);
    expect(await owed(bob)).toEqual([350n]);
    const state = await alice.read(alice.workspace.wallet.programOrder('order'));
    expect(state).toMatchObject({ standing: 'paid', payment: first.payment });
  });

  it('WSV-164 WSV-170 one above the bound that is paid with the payee’s own promise waits, and is paid then', async () => {
    const { world, alice, bob, unit, pay } = await scene();
    await pay(5000n);
    await talk(world);
    await rule(bob, { laterAbove: 10, laterHours: 2 });
    const order = orderTo(await alice.account(), { value: 2000 });
    expect(await bob.workspace.wallet.payOrder(order, unit)).toMatchObject({ error: { code: 'payment-waits' } });
    expect(await owed(bob)).toEqual([5000n]);
    expect(await bob.read(bob.workspace.wallet.programOrder('order'))).toMatchObject({ standing: 'waiting' });
    await world.pass(2 * HOUR + 60_000);
    expect(await owed(bob)).toEqual([3000n]);
  });

  it('WSV-166 WSV-170 one that waits is not paid with another promise as well', async () => {
    const { world, alice, bob, unit } = await scene();
    const { unit: other } = must(await alice.workspace.wallet.createUnit({ ...PROMISE, code: 'TWIG' }, []));
    await rule(alice, { laterAbove: 10, laterHours: 2 });
    const order = orderTo(await bob.account(), { value: 2000 });
    for (const each of [unit, other, unit])
      expect(await alice.workspace.wallet.payOrder(order, each)).toMatchObject({ error: { code: 'payment-waits' } });
    await world.pass(3 * HOUR);
    expect(await owed(bob)).toEqual([2000n]);
    must(await alice.workspace.wallet.payOrder(order, other));
    await talk(world);
    expect(await owed(bob)).toEqual([2000n]);
  });

  it('WSV-170 another payee or sum under its name is refused', async () => {
    const { alice, bob, unit } = await scene();
    const payee = await bob.account();
    must(await alice.workspace.wallet.payOrder(orderTo(payee), unit));
    for (const change of [{ value: 351 }, { currency: 'CHF' }, { payee: await alice.account() }])
      expect(await alice.workspace.wallet.payOrder(orderTo(payee, change), unit)).toMatchObject({
        error: { code: 'order-changed' },
      });
  });

  it('WSV-171 it is paid in its currency: with the payee’s own promise or one’s own, to the last decimal', async () => {
    const { world, alice, bob, unit, pay } = await scene();
    const her = await alice.account();
    const him = await bob.account();
    await pay(1000n);
    await talk(world);
    // Bob pays Alice with her own promise: her clerk says so, and it is final.
    must(await bob.workspace.wallet.payOrder(orderTo(her, { id: 'a' }), unit));
    await talk(world);
    expect(await owed(bob)).toEqual([650n]);
    expect(await bob.read(bob.workspace.wallet.programOrder('a'))).toMatchObject({ standing: 'paid' });
    expect(await bob.workspace.wallet.payOrder(orderTo(her, { id: 'b', value: 700 }), unit)).toMatchObject({
      error: { code: 'payment-not-enough' },
    });
    const make = async (unitMade: Partial<NewUnit>) =>
      must(await alice.workspace.wallet.createUnit({ ...PROMISE, code: 'TWIG', ...unitMade }, [])).unit;
    const coarse = await make({ decimals: 0 });
    const fine = await make({ decimals: 4, code: 'STEM' });
    const franc = await make({ currency: 'CHF', code: 'BARK' });
    const points = await make({ kind: 'points', transferable: false, expiresDays: 30, code: 'DOTS' });
    const order = (id: string) => orderTo(him, { id });
    expect(await alice.workspace.wallet.payOrder(order('c'), coarse)).toMatchObject({
      error: { code: 'amount-invalid' },
    });
    for (const wrong of [franc, points])
      expect(await alice.workspace.wallet.payOrder(order('d'), wrong)).toMatchObject({
        error: { code: 'unit-missing' },
      });
    must(await alice.workspace.wallet.payOrder(order('e'), fine));
    await talk(world);
    expect(await owed(bob)).toContain(35_000n);
  });

  it('WSV-170 a PIN comes first, and the same order goes on with it', async () => {
    const { alice, bob, unit } = await scene();
    await setPin(alice, '2468');
    const order = orderTo(await bob.account());
    expect(await alice.workspace.wallet.payOrder(order, unit)).toMatchObject({ error: { code: 'payment-pin-needed' } });
    expect(await alice.read(alice.workspace.wallet.programOrder('order'))).toMatchObject({ payment: null });
    await enter(alice, '2468');
    must(await alice.workspace.wallet.payOrder(order, unit));
  });
});

describe('WSV-173 what a program may take without asking', () => {
  const DAY = 24 * HOUR;
  const taken = async (person: Person, order: ProgramOrder, program = 'canteen') => {
    const paid = await person.workspace.wallet.payOrderAsAllowed(order, program);
    return paid.ok ? 'ok' : paid.error.code;
  };
  /** Bob has some of Alice's promise, and lets a program take up to 8.00 of it a day. */
  const allowed = async () => {
    const { world, alice, bob, unit, pay } = await scene();
    await pay(5000n);
    await talk(world);
    const her = await alice.account();
    const allow = (perPeriod: bigint, id = 'canteen') =>
      bob.workspace.wallet.createMandate({
        ...{ payee: her, unit, perPayment: perPeriod, perPeriod, period: 'day', perPeriodCount: 100 },
        scope: { kind: 'program', id },
      });
    const { mandate } = must(await allow(800n));
    const order = (id: string, value = 350): ProgramOrder => ({ id, payee: her, value, currency: 'EUR' });
    return { world, alice, bob, unit, her, order, allow, mandate };
  };

  it('WSV-173 is paid by it within its bounds, period by period, and confirmed by the clerk', async () => {
    const { world, alice, bob, order, mandate } = await allowed();
    expect(await taken(bob, order('a'))).toBe('ok');
    expect(await taken(bob, order('b'))).toBe('ok');
    expect(await taken(bob, order('c'))).toBe('mandate-missing');
    expect(await taken(bob, order('d', 100))).toBe('ok');
    expect(await taken(bob, order('e', 1))).toBe('mandate-missing');
    await talk(world);
    expect(await owed(bob)).toEqual([4200n]);
    expect(await bob.read(bob.workspace.wallet.programOrder('b'))).toMatchObject({ standing: 'paid' });
    for (const person of [alice, bob]) {
      expect(await person.read(person.workspace.wallet.mandates())).toMatchObject([
        { id: mandate, isAutomatic: false, paid: 800n, paidNow: 800n, stage: 'running' },
      ]);
    }
    await world.pass(DAY);
    expect(await taken(bob, order('c'))).toBe('ok');
  });

  it('WSV-173 for this program, this payee and this currency, and no more once it is stopped', async () => {
    const { alice, bob, order, mandate } = await allowed();
    expect(await taken(bob, order('a'), 'another program')).toBe('mandate-missing');
    expect(await taken(bob, { ...order('b'), currency: 'CHF' })).toBe('mandate-missing');
    expect(await taken(bob, { ...order('c'), payee: await bob.account() })).toBe('mandate-missing');
    expect(await taken(bob, order('d', 801))).toBe('mandate-missing');
    expect(await taken(alice, order('e'))).toBe('mandate-missing');
    expect(await taken(bob, order('f'))).toBe('ok');
    must(await bob.workspace.wallet.revokeMandate(mandate));
    expect(await taken(bob, order('g', 1))).toBe('mandate-missing');
  });

  it('WSV-170 WSV-173 an order is one payment, by a mandate or in the window, and over a restart', async () => {
    const { world, bob, unit, order } = await allowed();
    const { wallet } = bob.workspace;
    const { payment } = must(await wallet.payOrderAsAllowed(order('a'), 'canteen'));
    expect(must(await wallet.payOrder(order('a'), unit))).toEqual({ payment });
    const second = must(await wallet.payOrder(order('b'), unit));
    expect(must(await wallet.payOrderAsAllowed(order('b'), 'canteen'))).toEqual({ ...second, isTaken: false });
    const both = await Promise.all([
      wallet.payOrderAsAllowed(order('c', 100), 'canteen'),
      wallet.payOrder(order('c', 100), unit),
      wallet.payOrderAsAllowed(order('c', 100), 'canteen'),
    ]);
    expect(new Set(both.map((paid) => must(paid).payment)).size).toBe(1);
    expect(await taken(bob, order('a', 351))).toBe('order-changed');
    await bob.kill();
    await bob.open();
    expect(must(await bob.workspace.wallet.payOrder(order('a'), unit))).toEqual({ payment });
    await world.pass(60_000);
    expect(await owed(bob)).toEqual([4200n]);
  });

  it('WSV-173 is allowed once, however often it is pressed, and anew once it was stopped', async () => {
    const { bob, allow, mandate } = await allowed();
    const again = await Promise.all([allow(800n), allow(2000n)]);
    expect(again.map((made) => must(made).mandate)).toEqual([mandate, mandate]);
    expect(must(await allow(800n, 'another program')).mandate).not.toBe(mandate);
    must(await bob.workspace.wallet.revokeMandate(mandate));
    expect(must(await allow(2000n)).mandate).not.toBe(mandate);
  });

  it('WSV-162 WSV-173 the PIN comes before the leave, and not before what it covers', async () => {
    const { bob, order, allow } = await allowed();
    await setPin(bob, '2468');
    expect(await allow(800n, 'another program')).toMatchObject({ error: { code: 'payment-pin-needed' } });
    await enter(bob, '2468');
    must(await allow(800n, 'another program'));
    expect(await taken(bob, order('a'))).toBe('ok');
    expect(await taken(bob, order('b'), 'another program')).toBe('ok');
  });
});
