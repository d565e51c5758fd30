/** Money between people: whole engines, virtual time, a network that comes and goes. */
import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { openApplication } from '@services/application/application.ts';
import type { NewUnit, Payment } from '@services/workspace/walletWorkspace.ts';
import { comeBackFrom, journalOf } from './support/oldCopy.ts';
import { type Person, type World, must, setup, two } from './support/world.ts';

const PROMISE: NewUnit = {
  code: 'LEAF',
  name: 'Leaf',
  decimals: 2,
  kind: 'iou',
  redeem: 'I owe you this much.',
  transferable: true,
  feeless: true,
};
const PREPAID: NewUnit = { ...PROMISE, code: 'LUNCH', name: 'Lunch', kind: 'prepaid', transferable: true };

/** Until two devices that are linked have said all they have to say. */
const talk = (world: World) => world.pass(2000);

async function issue(person: Person, unit: NewUnit, witnesses: readonly Person[] = []): Promise<UnitId> {
  const accounts = await Promise.all(witnesses.map((each) => each.account()));
  return must(await person.workspace.wallet.createUnit(unit, accounts)).unit;
}

const holdings = async (person: Person) =>
  (await person.read(person.workspace.wallet.holdings())).map(({ unit, balance, available, arriving }) => ({
    name: unit.name,
    balance,
    available,
    arriving,
  }));

async function payment(person: Person, id: string): Promise<Payment> {
  const found = (await person.read(person.workspace.wallet.activity())).find((each) => each.id === id);
  if (found === undefined) throw new Error(`${person.name} does not know the payment`);
  return found;
}

/** Canteen issues; Ann and Ben both have 10.00 or nothing of it, and all know each other. */
async function canteen(witnesses: readonly ('ann' | 'ben')[] = []) {
  const { world, people } = await setup('Canteen', 'Ann', 'Ben');
  const [shop, ann, ben] = people;
  if (shop === undefined || ann === undefined || ben === undefined) throw new Error('three people');
  const unit = await issue(
    shop,
    PREPAID,
    witnesses.map((name) => ({ ann, ben })[name]),
  );
  must(await shop.workspace.wallet.promiseUnits({ to: await ann.account(), unit, amount: 1000n }));
  await talk(world);
  return { world, shop, ann, ben, unit };
}

describe('WSV-10 promises between two', () => {
  it('WSV-10 two promise each other something, and each sees claim and debt', async () => {
    const { world, alice, bob } = await two();
    const [hers, his] = [await issue(alice, PROMISE), await issue(bob, { ...PROMISE, code: 'TWIG', name: 'Twig' })];
    const [her, him] = [await alice.account(), await bob.account()];
    must(await alice.workspace.wallet.promiseUnits({ to: him, unit: hers, amount: 1200n }));
    must(await bob.workspace.wallet.promiseUnits({ to: her, unit: his, amount: 500n }));
    await talk(world);
    expect(await holdings(bob)).toEqual([{ name: 'Leaf', balance: 1200n, available: 1200n, arriving: 0n }]);
    expect(await holdings(alice)).toEqual([{ name: 'Twig', balance: 500n, available: 500n, arriving: 0n }]);
    const standing = await bob.read(bob.workspace.wallet.standingWith(her));
    expect(standing.claims.map(({ amount }) => amount)).toEqual([1200n]);
    expect(standing.debts.map(({ amount }) => amount)).toEqual([500n]);
    const [received] = await bob.read(bob.workspace.wallet.activity({ person: her, unit: hers }));
    expect(received).toMatchObject({ side: 'payee', message: 'payments.mint.payee', acts: ['send-back'] });
    expect(await bob.read(bob.workspace.wallet.proofOf(received?.id ?? hers))).not.toBeNull();
  });

  it('WSV-51 what one does not want goes back, and the debt falls', async () => {
    const { world, alice, bob } = await two();
    const unit = await issue(alice, PROMISE);
    const promised = must(
      await alice.workspace.wallet.promiseUnits({ to: await bob.account(), unit, amount: 700n }),
    ).payment;
    await talk(world);
    must(await bob.workspace.wallet.sendBackUnits(promised, 700n));
    await talk(world);
    expect(await holdings(bob)).toEqual([]);
    const [book] = await alice.read(alice.workspace.wallet.issuedUnits());
    expect(book).toMatchObject({ issued: 700n, redeemed: 700n, outstanding: 0n, isClerk: true, waiting: 0 });
  });

  it('WSV-1 a promise made while the other was away comes when they are back, and survives a lost database', async () => {
    const { world, alice, bob } = await two();
    const unit = await issue(alice, PROMISE);
    const him = await bob.account();
    await bob.close();
    must(await alice.workspace.wallet.promiseUnits({ to: him, unit, amount: 300n }));
    await alice.kill();
    await alice.open();
    await bob.open();
    await world.pass(15_000);
    expect(await holdings(bob)).toMatchObject([{ balance: 300n }]);
    await bob.kill();
    bob.disk = new MemoryDisk();
    await bob.open();
    expect(await holdings(bob)).toMatchObject([{ balance: 300n }]);
  });
});

describe('WSV-30 a third keeps the book', () => {
  it('WSV-30 a payment waits while the clerk is off, is held when it is back, and is received when it is taken', async () => {
    const { world, shop, ann, ben, unit } = await canteen();
    await shop.close();
    const id = must(await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 400n })).payment;
    await talk(world);
    expect(await payment(ann, id)).toMatchObject({ message: 'payments.sent.payer', acts: ['cancel'] });
    expect(await payment(ben, id)).toMatchObject({ message: 'payments.sent.payee', acts: ['accept', 'decline'] });
    expect(await holdings(ann)).toMatchObject([{ balance: 1000n, available: 600n }]);
    const tooMuch = await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 700n });
    expect(tooMuch).toMatchObject({ ok: false, error: { code: 'payment-not-enough' } });
    await shop.open();
    await world.pass(15_000);
    expect(await payment(ben, id)).toMatchObject({ message: 'payments.held.payee' });
    expect(await holdings(ben)).toMatchObject([{ balance: 0n, arriving: 400n }]);
    must(await ben.workspace.wallet.acceptPayment(id));
    await talk(world);
    for (const person of [ann, ben]) expect((await payment(person, id)).finality.kind).toBe('final');
    expect(await holdings(ann)).toMatchObject([{ balance: 600n, available: 600n }]);
    expect(await holdings(ben)).toMatchObject([{ balance: 400n, arriving: 0n }]);
  });

  it('WSV-31 what nobody takes goes back when its time is over', async () => {
    const { world, shop, ann, ben, unit } = await canteen();
    const until = world.clock.now() + 60_000;
    const id = must(
      await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 400n, until }),
    ).payment;
    await talk(world);
    expect(await payment(ann, id)).toMatchObject({
      message: 'payments.held.payer',
      finality: { kind: 'guaranteed', until },
    });
    expect(await holdings(ann)).toMatchObject([{ balance: 600n }]);
    await world.pass(90_000);
    expect(await payment(ann, id)).toMatchObject({ message: 'payments.returned.payer.expired' });
    expect(await holdings(ann)).toMatchObject([{ balance: 1000n, available: 1000n }]);
    expect((await shop.read(shop.workspace.wallet.issuedUnits()))[0]).toMatchObject({ held: 0n, waiting: 0 });
  });

  it('WSV-40 who accepts a unit is paid without being asked, up to the limit they set', async () => {
    const { world, ann, ben, unit } = await canteen();
    must(await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 10n }));
    await talk(world);
    must(await ben.workspace.wallet.noteUnit(unit, { stance: 'accepted', limit: 500n }));
    const fits = must(await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 300n })).payment;
    await talk(world);
    expect((await payment(ben, fits)).finality.kind).toBe('final');
    const over = must(await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 300n })).payment;
    await talk(world);
    expect((await payment(ben, over)).situation.word).toBe('held');
    expect((await ben.read(ben.workspace.wallet.holdings()))[0]).toMatchObject({ isOverLimit: true });
  });

  it('WSV-32 nothing is told before the witness has it, and all is when it does', async () => {
    const { world, shop, ann, ben, unit } = await canteen(['ben']);
    await ben.close();
    const id = must(await ann.workspace.wallet.payUnits({ to: await shop.account(), unit, amount: 250n })).payment;
    await talk(world);
    expect((await payment(ann, id)).situation.word).toBe('sent');
    await ben.open();
    await world.pass(15_000);
    expect(await payment(ann, id)).toMatchObject({ finality: { kind: 'final', isSingleCopy: false } });
    expect(await holdings(ben)).toEqual([]);
  });

  it('WSV-11 a payer and a clerk who never meet hear of each other through the payee', async () => {
    const { world, people } = await setup('Canteen', 'Ben');
    const [shop, ben] = people;
    if (shop === undefined || ben === undefined) throw new Error('two people');
    const ann = await world.person('Ann');
    await world.befriend(ben, ann);
    const unit = await issue(shop, PREPAID);
    must(await shop.workspace.wallet.promiseUnits({ to: await ben.account(), unit, amount: 900n }));
    await talk(world);
    const gift = must(await ben.workspace.wallet.payUnits({ to: await ann.account(), unit, amount: 500n })).payment;
    await talk(world);
    expect((await ann.read(ann.workspace.wallet.holdings()))[0]).toMatchObject({ isOffer: true });
    must(await ann.workspace.wallet.acceptPayment(gift));
    await talk(world);
    expect(await holdings(ann)).toMatchObject([{ balance: 500n }]);
    const back = must(await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 200n })).payment;
    await talk(world);
    must(await ben.workspace.wallet.acceptPayment(back));
    await talk(world);
    expect((await payment(ann, back)).finality.kind).toBe('final');
    expect(await holdings(ben)).toMatchObject([{ balance: 600n }]);
  });
});

describe('WSV-51 second thoughts', () => {
  it('WSV-51 the payer drops what nobody judged, the payee does not want it, and it is too late after that', async () => {
    const { world, shop, ann, ben, unit } = await canteen();
    await shop.close();
    const him = await ben.account();
    const dropped = must(await ann.workspace.wallet.payUnits({ to: him, unit, amount: 100n })).payment;
    must(await ann.workspace.wallet.cancelPayment(dropped));
    await talk(world);
    await shop.open();
    await world.pass(15_000);
    expect(await payment(ann, dropped)).toMatchObject({ message: 'payments.refused.payer.cancelled', acts: [] });
    const unwanted = must(await ann.workspace.wallet.payUnits({ to: him, unit, amount: 100n })).payment;
    await talk(world);
    must(await ben.workspace.wallet.declinePayment(unwanted));
    await talk(world);
    expect(await payment(ann, unwanted)).toMatchObject({ message: 'payments.returned.payer.declined' });
    expect(await holdings(ann)).toMatchObject([{ balance: 1000n, available: 1000n }]);
    const late = [
      await ben.workspace.wallet.acceptPayment(unwanted),
      await ann.workspace.wallet.cancelPayment(unwanted),
      await ann.workspace.wallet.acceptPayment(unwanted),
      await shop.workspace.wallet.refundPayment(unwanted, 1n),
      await ben.workspace.wallet.promiseUnits({ to: await ann.account(), unit, amount: 5n }),
      await ben.workspace.wallet.createUnit({ ...PROMISE, code: 'EUR' }, []),
      await ben.workspace.wallet.noteUnit(dropped, { limit: 1n }),
    ];
    expect(late.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual([
      'payment-settled',
      'payment-settled',
      'payment-missing',
      'payment-missing',
      'unit-missing',
      'unit-invalid',
      'unit-missing',
    ]);
  });
});

describe('WSV-50 bills', () => {
  it('WSV-41 a request is paid once, and its receipt comes by itself', async () => {
    const { world, shop, ann, unit } = await canteen();
    const asked = { units: [unit], amount: 350n, memo: 'Lunch', payer: await ann.account() };
    const request = must(await shop.workspace.wallet.askPayment(asked)).request;
    await talk(world);
    const stages = async (person: Person) =>
      (await person.read(person.workspace.wallet.paymentRequests())).map(({ stage }) => stage);
    expect(await stages(ann)).toEqual(['asked']);
    const first = must(await ann.workspace.wallet.payRequest(request, unit)).payment;
    expect(must(await ann.workspace.wallet.payRequest(request, unit)).payment).toBe(first);
    await talk(world);
    expect(await stages(ann)).toEqual(['paid']);
    expect(await stages(shop)).toEqual(['paid']);
    expect(await holdings(ann)).toMatchObject([{ balance: 650n }]);
  });

  it('WSV-51 a payment is given back, in parts, and never more than was paid', async () => {
    const { world, shop, ann, unit } = await canteen();
    const id = must(await ann.workspace.wallet.payUnits({ to: await shop.account(), unit, amount: 350n })).payment;
    await talk(world);
    must(await shop.workspace.wallet.refundPayment(id, 100n));
    await talk(world);
    expect(await shop.workspace.wallet.refundPayment(id, 300n)).toMatchObject({ error: { code: 'refund-too-large' } });
    must(await shop.workspace.wallet.refundPayment(id, 250n));
    await talk(world);
    expect(await payment(ann, id)).toMatchObject({ refunded: 350n });
    expect(await holdings(ann)).toMatchObject([{ balance: 1000n }]);
  });
});

describe('WSV-1 a device that stops at any moment', () => {
  it.each([0, 1, 3, 10, 30, 60, 120, 400])(
    'WSV-1 a clerk ended %i ms after an order loses nothing and says nothing twice',
    async (moment) => {
      const { world, shop, ann, ben, unit } = await canteen();
      must(await shop.workspace.wallet.promiseUnits({ to: await ben.account(), unit, amount: 5n }));
      await talk(world);
      must(await ben.workspace.wallet.noteUnit(unit, { stance: 'accepted' }));
      const first = must(await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 400n })).payment;
      const second = must(await ann.workspace.wallet.payUnits({ to: await shop.account(), unit, amount: 50n })).payment;
      await world.pass(moment);
      await shop.kill();
      await shop.open();
      await world.pass(30_000);
      for (const id of [first, second]) expect((await payment(ann, id)).finality.kind).toBe('final');
      const [book] = await shop.read(shop.workspace.wallet.issuedUnits());
      expect(book).toMatchObject({ faults: [], waiting: 0, held: 0n, issued: 1005n, redeemed: 50n });
      expect(await holdings(ann)).toMatchObject([{ balance: 550n }]);
      expect(await holdings(ben)).toMatchObject([{ balance: 405n }]);
    },
  );
});

describe('WSV-3 what stays', () => {
  it('WSV-3 a promise stays when the chat and the contact are gone', async () => {
    const { world, alice, bob } = await two();
    const unit = await issue(alice, PROMISE);
    const her = await alice.account();
    must(await alice.workspace.wallet.promiseUnits({ to: await bob.account(), unit, amount: 300n }));
    await talk(world);
    must(await bob.workspace.deleteContact(her));
    await bob.close();
    await bob.open();
    await talk(world);
    expect(await holdings(bob)).toMatchObject([{ balance: 300n }]);
    expect((await bob.read(bob.workspace.wallet.standingWith(her))).claims).toMatchObject([{ amount: 300n }]);
  });

  it('WSV-6 JNL-13 a promise that nobody had heard of yet arrives though the database was lost meanwhile', async () => {
    const { world, alice, bob } = await two();
    const unit = await issue(alice, PROMISE);
    const him = await bob.account();
    await bob.close();
    must(await alice.workspace.wallet.promiseUnits({ to: him, unit, amount: 300n }));
    await alice.kill();
    alice.disk = new MemoryDisk();
    await alice.open();
    // Once more before he is there: that it is yet to be sent outlives the start that found it.
    await alice.kill();
    await alice.open();
    await bob.open();
    await world.pass(60_000);
    expect(await holdings(bob)).toMatchObject([{ balance: 300n }]);
    const store = new MemoryDocumentStore({ disk: alice.disk });
    must(await store.open(await alice.account()));
    expect(must(await store.wallet.outbox())).toEqual([]);
  });

  it('WSV-4 a clerk whose journal cannot be read judges nothing, and does when it can', async () => {
    const { world, shop, ann, unit } = await canteen();
    await shop.kill();
    shop.host.setFailure('journal.read', 'unreachable');
    shop.host.setFailure('journal.describe', 'unreachable');
    await shop.open();
    const id = must(await ann.workspace.wallet.payUnits({ to: await shop.account(), unit, amount: 50n })).payment;
    await world.pass(30_000);
    expect((await payment(ann, id)).situation.word).toBe('sent');
    shop.host.setFailure('journal.read', null);
    shop.host.setFailure('journal.describe', null);
    await world.pass(30_000);
    expect((await payment(ann, id)).finality.kind).toBe('final');
  });
});

describe('WSV-30 an old copy of a clerk', () => {
  it('WSV-30 WAL-64 that comes alive contradicts itself, which holders see and keep their claims', async () => {
    const { world, shop, ann, ben, unit } = await canteen();
    const account = await shop.account();
    must(await shop.workspace.wallet.promiseUnits({ to: await ben.account(), unit, amount: 100n }));
    await talk(world);
    const backup = await journalOf(shop);
    const first = must(await ann.workspace.wallet.payUnits({ to: account, unit, amount: 400n })).payment;
    await talk(world);
    expect((await payment(ann, first)).finality.kind).toBe('final');
    await ann.close();
    await shop.close();
    await comeBackFrom(shop, backup, account);
    await shop.open();
    // Nobody who knows of the first entry is there: the copy gives its place to another.
    const second = must(await ben.workspace.wallet.payUnits({ to: account, unit, amount: 30n })).payment;
    await world.pass(15_000);
    expect((await payment(ben, second)).finality.kind).toBe('final');
    await ann.open();
    must(await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 20n }));
    await world.pass(30_000);
    const [held] = await ann.read(ann.workspace.wallet.holdings());
    const faults = held?.faults.map(({ kind }) => kind) ?? [];
    expect(faults).toContain('broken-chain');
    expect(held?.balance).toBe(580n);
    expect(await payment(ann, first)).toMatchObject({
      message: 'payments.fault.payer',
      finality: { kind: 'final' },
    });
  });
});

describe('WSV-60 tabs', () => {
  it('WSV-60 a second tab sees what the engine takes, and acts through it', async () => {
    const { world, alice, bob } = await two();
    const second = openApplication(alice.parts());
    await world.pass(500);
    const startup = second.startup.get();
    if (startup.status !== 'ready') throw new Error('the second tab is not ready');
    const { wallet } = startup.workspace;
    const unit = must(await wallet.createUnit(PROMISE, [])).unit;
    must(await wallet.promiseUnits({ to: await bob.account(), unit, amount: 900n }));
    await talk(world);
    expect(await holdings(bob)).toMatchObject([{ balance: 900n }]);
    expect(await alice.read(wallet.issuedUnits())).toMatchObject([{ issued: 900n, isClerk: true }]);
    const refused = await wallet.promiseUnits({ to: await bob.account(), unit, amount: 0n });
    expect(refused).toMatchObject({ ok: false, error: { code: 'amount-invalid' } });
    second.dispose();
  });
});
