/** Trade between people: whole engines, virtual time, a network that comes and goes. */
import { describe, expect, it } from 'vitest';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { Mandate, Net, Protection } from '@services/workspace/walletTrade.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import { type Person, type World, must, setup, two } from './support/world.ts';

const DAY = 24 * 3_600_000;
const PROMISE: NewUnit = {
  code: 'LEAF',
  name: 'Leaf',
  decimals: 2,
  kind: 'iou',
  redeem: 'I owe you this much.',
  transferable: true,
  feeless: true,
};

/** Until linked devices have said all they have to say. */
const talk = (world: World) => world.pass(3000);

async function issue(person: Person, more: Partial<NewUnit> = {}): Promise<UnitId> {
  return must(await person.workspace.wallet.createUnit({ ...PROMISE, ...more }, [])).unit;
}

async function give(person: Person, to: Person, unit: UnitId, amount: bigint): Promise<void> {
  must(await person.workspace.wallet.promiseUnits({ to: await to.account(), unit, amount }));
}

/** Lets days go by with everybody's app closed: nobody has to be asked each second. */
async function sleep(world: World, time: number, ...people: readonly Person[]): Promise<void> {
  for (const person of people) await person.close();
  await world.pass(time);
  for (const person of people) await person.open();
  await world.pass(30_000);
}

const balance = async (person: Person, unit: UnitId) => {
  const rows = await person.read(person.workspace.wallet.holdings());
  const row = rows.find((each) => each.unit.id === unit);
  return [row?.balance ?? 0n, row?.available ?? 0n];
};

const codeOf = (outcome: { ok: boolean; error?: { code: string } }) => (outcome.ok ? 'ok' : outcome.error?.code);

/** Alice has 12.00 of Bob's, Bob 8.00 of Alice's. */
async function debts(more: Partial<NewUnit> = {}) {
  const { world, alice, bob } = await two();
  const [hers, his] = [await issue(alice), await issue(bob, { code: 'TWIG', name: 'Twig', ...more })];
  await give(bob, alice, his, 1200n);
  await give(alice, bob, hers, 800n);
  await talk(world);
  const net = async (person: Person): Promise<Net | undefined> =>
    (await person.read(person.workspace.wallet.nets()))[0];
  return { world, alice, bob, hers, his, net };
}

describe('WSV-120 cancelling out', () => {
  it('WSV-120 what both owe each other goes in both books, and each signs once', async () => {
    const { world, alice, bob, hers, his, net } = await debts();
    must(await alice.workspace.wallet.offerNet({ claim: his, debt: hers, amount: 800n, note: 'May' }));
    await talk(world);
    expect(await net(bob)).toMatchObject({ own: false, stage: 'offered', note: 'May', claim: { amount: 800n } });
    expect((await net(bob))?.claim.unit.id).toBe(hers);
    // Only what the one who offers has is tied up.
    expect(await balance(alice, his)).toEqual([400n, 400n]);
    expect(await balance(bob, hers)).toEqual([800n, 800n]);
    // What waits for an answer stands on both pages, beside what there is.
    const between = async (person: Person, other: Person) =>
      person.read(person.workspace.wallet.standingWith(await other.account()));
    expect((await between(alice, bob)).setAside).toMatchObject([{ unit: { id: his }, amount: 800n, isClaim: true }]);
    expect((await between(bob, alice)).setAside).toMatchObject([{ unit: { id: his }, amount: 800n, isClaim: false }]);
    const { id } = (await net(bob)) ?? {};
    if (id === undefined) throw new Error('no offer');
    expect(codeOf(await alice.workspace.wallet.agreeNet(id))).toBe('net-missing');
    must(await bob.workspace.wallet.agreeNet(id));
    await talk(world);
    for (const person of [alice, bob]) expect((await net(person))?.stage).toBe('done');
    expect((await between(bob, alice)).setAside).toEqual([]);
    expect(await balance(alice, his)).toEqual([400n, 400n]);
    expect(await balance(bob, hers)).toEqual([0n, 0n]);
    const [book] = await alice.read(alice.workspace.wallet.issuedUnits());
    expect(book).toMatchObject({ redeemed: 800n, outstanding: 0n, held: 0n, faults: [] });
    expect(codeOf(await bob.workspace.wallet.agreeNet(id))).toBe('net-missing');
  });

  it('WSV-120 half signed it waits for as long as it takes, and refused it leaves everything as it was', async () => {
    const { world, alice, bob, hers, his, net } = await debts();
    const offer = { claim: his, debt: hers, amount: 500n, note: '' };
    const { net: id } = must(await alice.workspace.wallet.offerNet(offer));
    await sleep(world, 300 * DAY, alice, bob);
    expect((await net(alice))?.stage).toBe('offered');
    expect(await balance(alice, his)).toEqual([700n, 700n]);
    must(await bob.workspace.wallet.refuseNet(id));
    await talk(world);
    for (const person of [alice, bob]) expect((await net(person))?.stage).toBe('ended');
    expect(await balance(alice, his)).toEqual([1200n, 1200n]);
    expect(await balance(bob, hers)).toEqual([800n, 800n]);
    expect(codeOf(await bob.workspace.wallet.refuseNet(id))).toBe('net-missing');
  });

  it('WSV-126 who offered takes it back, and has everything again once the other has heard of it', async () => {
    const { world, alice, bob, hers, his, net } = await debts();
    const offer = { claim: his, debt: hers, amount: 500n, note: '' };
    const { net: id } = must(await alice.workspace.wallet.offerNet(offer));
    await talk(world);
    expect(codeOf(await bob.workspace.wallet.withdrawNet(id))).toBe('net-missing');
    await bob.close();
    must(await alice.workspace.wallet.withdrawNet(id));
    await talk(world);
    expect((await net(alice))?.stage).toBe('withdrawn');
    expect(codeOf(await alice.workspace.wallet.withdrawNet(id))).toBe('net-missing');
    expect(await balance(alice, his)).toEqual([700n, 700n]);
    await bob.open();
    await world.pass(30_000);
    for (const person of [alice, bob]) expect((await net(person))?.stage).toBe('ended');
    expect(await balance(alice, his)).toEqual([1200n, 1200n]);
    expect(await balance(bob, hers)).toEqual([800n, 800n]);
    expect(codeOf(await bob.workspace.wallet.agreeNet(id))).toBe('net-missing');
  });

  it('WSV-126 what was agreed to before the other heard that it was taken back goes on, whole', async () => {
    const { world, alice, bob, hers, his, net } = await debts();
    const { net: id } = must(await alice.workspace.wallet.offerNet({ claim: his, debt: hers, amount: 800n, note: '' }));
    await talk(world);
    await alice.close();
    must(await bob.workspace.wallet.agreeNet(id));
    await bob.close();
    await alice.open();
    must(await alice.workspace.wallet.withdrawNet(id));
    await bob.open();
    await world.pass(30_000);
    for (const person of [alice, bob]) expect((await net(person))?.stage).toBe('done');
    expect(await balance(alice, his)).toEqual([400n, 400n]);
    expect(await balance(bob, hers)).toEqual([0n, 0n]);
  });

  it('WSV-121 whose answer fails gives back what was set aside for it', async () => {
    const { world, alice, bob, hers, his, net } = await debts();
    const { net: id } = must(await alice.workspace.wallet.offerNet({ claim: his, debt: hers, amount: 800n, note: '' }));
    await talk(world);
    await alice.close();
    // Bob spends what he answers with while nobody keeps that book: the clerk takes the first that comes.
    must(await bob.workspace.wallet.agreeNet(id));
    const [offered] = await bob.read(bob.workspace.wallet.activity({ unit: hers }));
    if (offered === undefined) throw new Error('no half');
    must(await bob.workspace.wallet.cancelPayment(offered.id));
    await talk(world);
    await alice.open();
    await world.pass(20_000);
    expect((await net(alice))?.stage).toBe('ended');
    expect(await balance(alice, his)).toEqual([1200n, 1200n]);
    expect(await balance(bob, hers)).toEqual([800n, 800n]);
  });

  it('WSV-120 nothing unlike is cancelled out, and not more than there is', async () => {
    const { alice, bob, hers, his } = await debts({ decimals: 0 });
    const offer = { claim: his, debt: hers, amount: 100n, note: '' };
    const outcomes = [
      await alice.workspace.wallet.offerNet(offer),
      await bob.workspace.wallet.offerNet({ ...offer, claim: his, debt: hers }),
      await alice.workspace.wallet.offerNet({ ...offer, claim: hers, debt: hers }),
      await alice.workspace.wallet.agreeNet(his),
    ];
    expect(outcomes.map(codeOf)).toEqual(['net-unfit', 'unit-missing', 'net-unfit', 'net-missing']);
    const same = await debts();
    const tooMuch = { claim: same.his, debt: same.hers, amount: 1300n, note: '' };
    expect(codeOf(await same.alice.workspace.wallet.offerNet(tooMuch))).toBe('payment-not-enough');
  });
});

/** Canteen issues; Ann has 20.00 of it. */
async function canteen() {
  const { world, alice: shop, bob: ann } = await two();
  const unit = await issue(shop, { code: 'LUNCH', name: 'Lunch', kind: 'prepaid' });
  await give(shop, ann, unit, 2000n);
  await talk(world);
  return { world, shop, ann, unit };
}

/** The same with Ben, who sells, and Lin, who decides. */
async function market() {
  const { world, people } = await setup('Canteen', 'Ann', 'Ben', 'Lin');
  const [shop, ann, ben, lin] = people;
  if (shop === undefined || ann === undefined || ben === undefined || lin === undefined) throw new Error('four people');
  const unit = await issue(shop, { code: 'LUNCH', name: 'Lunch', kind: 'prepaid' });
  await give(shop, ann, unit, 2000n);
  await talk(world);
  return { world, shop, ann, ben, lin, unit };
}

describe('WSV-122 protected payments', () => {
  const protect = async (ann: Person, ben: Person, unit: UnitId, more: object = {}): Promise<RecordId> => {
    const autoAfter = ann.world.clock.now() + DAY;
    const rule = { by: 'payer', autoAfter, onTimeout: 'pay' } as const;
    const given = { to: await ben.account(), unit, amount: 700n, ...rule, ...more };
    return must(await ann.workspace.wallet.payProtected(given)).payment;
  };
  const seen = async (person: Person): Promise<Protection | undefined> =>
    (await person.read(person.workspace.wallet.protections()))[0];

  it('WSV-122 is set aside until the payer lets it go', async () => {
    const { world, ann, ben, unit } = await market();
    const id = await protect(ann, ben, unit);
    await talk(world);
    expect(await seen(ann)).toMatchObject({ stage: 'held', side: 'payer', acts: ['release', 'dispute'] });
    expect(await seen(ben)).toMatchObject({ stage: 'held', side: 'payee', acts: ['decline', 'dispute'] });
    expect(codeOf(await ben.workspace.wallet.releasePayment(id))).toBe('payment-missing');
    must(await ann.workspace.wallet.releasePayment(id));
    await talk(world);
    expect(await seen(ben)).toMatchObject({ stage: 'paid', acts: [] });
    expect(await balance(ben, unit)).toEqual([700n, 700n]);
    expect(codeOf(await ann.workspace.wallet.releasePayment(id))).toBe('payment-missing');
  });

  it.each([
    ['pay', 'paid', 1300n],
    ['return', 'returned', 2000n],
  ] as const)('WSV-122 when its day comes and nobody complained it does: %s', async (onTimeout, stage, left) => {
    const { world, shop, ann, ben, lin, unit } = await market();
    await protect(ann, ben, unit, { onTimeout });
    await talk(world);
    expect((await seen(ann))?.stage).toBe('held');
    await sleep(world, DAY, shop, ann, ben, lin);
    expect((await seen(ann))?.stage).toBe(stage);
    expect(await balance(ann, unit)).toEqual([left, left]);
  });

  it.each([
    ['pay', 'paid', 1300n],
    ['return', 'returned', 2000n],
  ] as const)('WSV-122 a dispute stops the timer until whom both trust decides: %s', async (verdict, stage, left) => {
    const { world, shop, ann, ben, lin, unit } = await market();
    const id = await protect(ann, ben, unit, { by: await lin.account() });
    await talk(world);
    const { dispute } = must(await ann.workspace.wallet.disputePayment(id, 'It came broken.'));
    await talk(world);
    await sleep(world, 30 * DAY, shop, ann, ben, lin);
    const case_ = await seen(lin);
    expect(case_).toMatchObject({ side: 'judge', stage: 'held', isDisputed: true, acts: ['rule'] });
    expect(case_?.disputes).toMatchObject([{ id: dispute, text: 'It came broken.', ruling: null }]);
    expect(case_?.disputes[0]?.by).toBe(await ann.account());
    expect(codeOf(await ben.workspace.wallet.ruleDispute(dispute, 'pay'))).toBe('dispute-missing');
    must(await lin.workspace.wallet.ruleDispute(dispute, verdict));
    await talk(world);
    expect(await seen(ann)).toMatchObject({ stage, isDisputed: false, acts: [] });
    expect(await balance(ann, unit)).toEqual([left, left]);
  });

  it('WSV-122 is not offered where it protects nobody', async () => {
    const { world, shop, ann, ben, unit } = await market();
    const rule = { by: 'payer', autoAfter: world.clock.now() + DAY, onTimeout: 'pay' } as const;
    const given = { to: await ben.account(), unit, amount: 100n, ...rule };
    const outcomes = [
      await ann.workspace.wallet.payProtected({ ...given, to: await shop.account() }),
      await shop.workspace.wallet.payProtected(given),
      await ann.workspace.wallet.payProtected({ ...given, by: await ben.account() }),
      await ann.workspace.wallet.payProtected({ ...given, autoAfter: world.clock.now() }),
      await ann.workspace.wallet.payProtected({ ...given, amount: 2001n }),
    ];
    expect(outcomes.map(codeOf)).toEqual([
      ...Array.from({ length: 4 }, () => 'protection-unfit'),
      'payment-not-enough',
    ]);
  });
});

describe('WSV-124 orders', () => {
  it('WSV-124 go their way from bill to receipt, and some of it can be given back', async () => {
    const { world, shop, ann, unit } = await canteen();
    const lines = [
      { text: 'Soup', count: 2, amount: 150n },
      { text: 'Bread', count: 1, amount: 80n },
    ];
    const order = { units: [unit], lines, memo: 'Table 4', payer: await ann.account() };
    const { request } = must(await shop.workspace.wallet.askOrder(order));
    await talk(world);
    const seen = async (person: Person) => (await person.read(person.workspace.wallet.orders()))[0];
    expect(await seen(ann)).toMatchObject({ own: false, amount: 380n, lines, stage: 'asked', steps: ['cancelled'] });
    expect(codeOf(await shop.workspace.wallet.stepOrder(request, 'ready'))).toBe('step-unfit');
    const { payment } = must(await ann.workspace.wallet.payRequest(request, unit));
    await talk(world);
    expect(await seen(shop)).toMatchObject({ stage: 'paid', steps: ['ready', 'shipped', 'handed'] });
    expect((await seen(ann))?.receipts).toHaveLength(1);
    expect(codeOf(await ann.workspace.wallet.stepOrder(request, 'ready'))).toBe('step-unfit');
    must(await shop.workspace.wallet.stepOrder(request, 'ready'));
    await talk(world);
    expect((await seen(ann))?.stage).toBe('ready');
    must(await ann.workspace.wallet.stepOrder(request, 'received'));
    await talk(world);
    expect(await seen(shop)).toMatchObject({ stage: 'received', steps: [], refunded: 'none' });
    must(await shop.workspace.wallet.refundPayment(payment, 80n));
    await talk(world);
    expect(await seen(ann)).toMatchObject({ refunded: 'part', payments: [{ refunded: 80n, refundable: 300n }] });
    expect(await balance(ann, unit)).toEqual([1700n, 1700n]);
  });

  it('WSV-124 can be called off by either before they are paid', async () => {
    const { world, shop, ann, unit } = await canteen();
    const order = {
      units: [unit],
      lines: [{ text: 'Tea', count: 1, amount: 90n }],
      memo: '',
      payer: await ann.account(),
    };
    for (const who of [shop, ann]) {
      const { request } = must(await shop.workspace.wallet.askOrder(order));
      await talk(world);
      must(await who.workspace.wallet.stepOrder(request, 'cancelled'));
      await talk(world);
      expect((await ann.read(ann.workspace.wallet.orders()))[0]?.stage).toBe('cancelled');
    }
    const empty = await shop.workspace.wallet.askOrder({ ...order, lines: [] });
    expect(codeOf(empty)).toBe('order-invalid');
  });
});

describe('WSV-125 pots', () => {
  const pots = (person: Person) => person.read(person.workspace.wallet.pots());

  it('WSV-125 keep apart what is in them, and pay only as their rules say', async () => {
    const { world, shop, ann, unit } = await canteen();
    const to = [await shop.account()];
    const { pot } = must(
      await ann.workspace.wallet.createPot({ name: 'School lunch', to, perDay: 300n, isThisDeviceOnly: true }),
    );
    must(await ann.workspace.wallet.fillPot(pot, { unit, amount: 1000n }));
    await talk(world);
    expect(await balance(ann, unit)).toEqual([1000n, 1000n]);
    expect(await pots(ann)).toMatchObject([{ name: 'School lunch', isUsable: true, rows: [{ amount: 1000n }] }]);
    must(await ann.workspace.wallet.payFromPot(pot, { to: await shop.account(), unit, amount: 250n }));
    await talk(world);
    expect((await pots(ann))[0]?.rows).toMatchObject([{ amount: 750n, spentToday: 250n }]);
    const refused = [
      await ann.workspace.wallet.payFromPot(pot, { to: await shop.account(), unit, amount: 51n }),
      await ann.workspace.wallet.emptyPot(pot, { unit, amount: 10n }),
      await ann.workspace.wallet.fillPot(pot, { unit, amount: 1001n }),
      await shop.workspace.wallet.fillPot(pot, { unit, amount: 1n }),
    ];
    expect(refused.map(codeOf)).toEqual(['pot-forbids', 'pot-forbids', 'payment-not-enough', 'pot-missing']);
    await sleep(world, DAY, shop, ann);
    must(await ann.workspace.wallet.payFromPot(pot, { to: await shop.account(), unit, amount: 300n }));
    await talk(world);
    expect((await pots(ann))[0]?.rows).toMatchObject([{ amount: 450n, spentToday: 300n }]);
  });

  it('WSV-125 savings stay until their day, and come out then', async () => {
    const { world, shop, ann, unit } = await canteen();
    const notBefore = world.clock.now() + 10 * DAY;
    const { pot } = must(await ann.workspace.wallet.createPot({ name: 'Bike', notBefore, isThisDeviceOnly: false }));
    must(await ann.workspace.wallet.fillPot(pot, { unit, amount: 500n }));
    await talk(world);
    expect(codeOf(await ann.workspace.wallet.emptyPot(pot, { unit, amount: 500n }))).toBe('pot-forbids');
    await sleep(world, 10 * DAY, shop, ann);
    must(await ann.workspace.wallet.emptyPot(pot, { unit, amount: 500n }));
    await talk(world);
    expect(await balance(ann, unit)).toEqual([2000n, 2000n]);
    expect((await pots(ann))[0]?.rows).toEqual([]);
    expect(codeOf(await ann.workspace.wallet.createPot({ name: ' ', isThisDeviceOnly: false }))).toBe('pot-invalid');
  });
});

describe('WSV-123 subscriptions', () => {
  const mandate = async (person: Person): Promise<Mandate | undefined> =>
    (await person.read(person.workspace.wallet.mandates()))[0];
  const monthly = async (shop: Person, unit: UnitId) => ({
    payee: await shop.account(),
    unit,
    perPayment: 500n,
    period: 'week' as const,
    scope: { kind: 'channel' as const, id: 'Newsletter' },
  });

  it('WSV-123 are paid when they fall due, until they are stopped', async () => {
    const { world, shop, ann, unit } = await canteen();
    const { mandate: id } = must(await ann.workspace.wallet.createMandate(await monthly(shop, unit)));
    await world.pass(20_000);
    expect(await balance(ann, unit)).toEqual([1500n, 1500n]);
    const start = (await mandate(ann))?.start ?? 0;
    expect(await mandate(ann)).toMatchObject({ stage: 'running', paid: 500n, nextDue: start + 7 * DAY });
    expect(await mandate(shop)).toMatchObject({ own: false, paid: 500n, paidNow: 500n });
    await sleep(world, 7 * DAY, shop, ann);
    expect(await balance(ann, unit)).toEqual([1000n, 1000n]);
    must(await ann.workspace.wallet.revokeMandate(id));
    await sleep(world, 14 * DAY, shop, ann);
    expect(await balance(ann, unit)).toEqual([1000n, 1000n]);
    for (const person of [ann, shop]) expect((await mandate(person))?.stage).toBe('stopped');
    expect(codeOf(await ann.workspace.wallet.revokeMandate(id))).toBe('mandate-missing');
    expect(codeOf(await shop.workspace.wallet.revokeMandate(id))).toBe('mandate-missing');
  });

  it('WSV-123 what was missed while the payer was away is made up one period back', async () => {
    const { world, shop, ann, unit } = await canteen();
    must(await ann.workspace.wallet.createMandate(await monthly(shop, unit)));
    await world.pass(20_000);
    await sleep(world, 28 * DAY, ann, shop);
    // Of four weeks the last two: this one and the one before.
    expect(await mandate(ann)).toMatchObject({ paid: 1500n });
    expect(await balance(ann, unit)).toEqual([500n, 500n]);
  });

  it('WSV-123 wait while there is not enough, and end after their last period', async () => {
    const { world, shop, ann, unit } = await canteen();
    const given = { ...(await monthly(shop, unit)), perPayment: 1500n, count: 2 };
    must(await ann.workspace.wallet.createMandate(given));
    await sleep(world, 7 * DAY, shop, ann);
    expect(await mandate(ann)).toMatchObject({ stage: 'short', paid: 1500n });
    await give(shop, ann, unit, 1000n);
    await talk(world);
    expect(await balance(ann, unit)).toEqual([0n, 0n]);
    await sleep(world, 30 * DAY, shop, ann);
    expect(await mandate(ann)).toMatchObject({ stage: 'over', paid: 3000n, nextDue: null });
  });

  it('WSV-123 one click pays at most what was agreed on in a period, and not by itself', async () => {
    const { world, shop, ann, unit } = await canteen();
    const { mandate: id } = must(
      await ann.workspace.wallet.createMandate({
        ...(await monthly(shop, unit)),
        ...{ perPayment: 200n, perPeriod: 500n, perPeriodCount: 3, period: 'day' },
        scope: { kind: 'program', id: 'arcade' },
      }),
    );
    await world.pass(30_000);
    expect((await mandate(ann))?.payments).toEqual([]);
    const tries = [
      await ann.workspace.wallet.payByMandate(id),
      await ann.workspace.wallet.payByMandate(id, 201n),
      await ann.workspace.wallet.payByMandate(id, 200n),
      await ann.workspace.wallet.payByMandate(id, 101n),
      await ann.workspace.wallet.payByMandate(id, 100n),
      await ann.workspace.wallet.payByMandate(id, 1n),
    ];
    expect(tries.map(codeOf)).toEqual(['ok', 'mandate-spent', 'ok', 'mandate-spent', 'ok', 'mandate-spent']);
    await talk(world);
    expect(await mandate(shop)).toMatchObject({ paid: 500n, paidNow: 500n });
    await sleep(world, DAY, shop, ann);
    must(await ann.workspace.wallet.payByMandate(id));
    await talk(world);
    expect(await mandate(shop)).toMatchObject({ paid: 700n, paidNow: 200n });
  });

  it('WSV-123 are not made of one’s own promise, or to oneself', async () => {
    const { shop, ann, unit } = await canteen();
    const given = await monthly(shop, unit);
    const outcomes = [
      await shop.workspace.wallet.createMandate({ ...given, payee: await ann.account() }),
      await ann.workspace.wallet.createMandate({ ...given, payee: await ann.account() }),
      await ann.workspace.wallet.createMandate({ ...given, perPeriod: 400n }),
      await ann.workspace.wallet.createMandate({ ...given, pot: unit }),
      await ann.workspace.wallet.payByMandate(unit),
    ];
    expect(outcomes.map(codeOf)).toEqual([
      'mandate-invalid',
      'mandate-invalid',
      'mandate-invalid',
      'pot-missing',
      'mandate-missing',
    ]);
  });
});
