/** Asking, answering and keeping between people who have not yet promised each other anything. */
import { describe, expect, it } from 'vitest';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { readBundle } from '@domain/wallet/bundle.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { NewUnit, PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { type Person, type World, must, setup, two } from './support/world.ts';

const EURO: NewUnit = {
  code: 'IOUEUR',
  name: 'Promises in EUR',
  decimals: 2,
  kind: 'iou',
  redeem: 'I owe you this much.',
  transferable: true,
  feeless: true,
  currency: 'EUR',
};

/** Until two devices that are linked have said all they have to say. */
const talk = (world: World) => world.pass(2000);

async function issue(person: Person, unit: NewUnit = EURO): Promise<UnitId> {
  return must(await person.workspace.wallet.createUnit(unit, [])).unit;
}

async function request(person: Person, id: RecordId): Promise<PaymentRequest> {
  const found = await person.read(person.workspace.wallet.paymentRequest(id));
  if (found === null) throw new Error(`${person.name} does not know the request`);
  return found;
}

/** Alice asks Bob for 12.00, in a unit of her own of which he has nothing. */
async function asked() {
  const { world, alice, bob } = await two();
  const hers = await issue(alice);
  const his = await issue(bob);
  const [her, him] = [await alice.account(), await bob.account()];
  const asking = { units: [hers], amount: 1200n, memo: 'lunch', payer: him };
  const { request: id } = must(await alice.workspace.wallet.askPayment(asking));
  await talk(world);
  return { world, alice, bob, hers, his, her, him, id };
}

describe('a request answered with a promise', () => {
  it('WSV-82 a promise that was not asked for pays a request once its payee keeps it', async () => {
    const { world, alice, bob, his, id } = await asked();
    const { payment } = must(await bob.workspace.wallet.payRequest(id, his));
    await talk(world);
    expect(await request(alice, id)).toMatchObject({ stage: 'asked', payments: [payment] });
    must(await alice.workspace.wallet.keepPayment(payment, 5000n));
    await talk(world);
    for (const person of [alice, bob]) expect((await request(person, id)).stage).toBe('paid');
    const [holding] = await alice.read(alice.workspace.wallet.holdings());
    expect(holding).toMatchObject({ balance: 1200n, isOverLimit: false, note: { stance: 'accepted', limit: 5000n } });
  });

  it('WSV-82 what is kept already pays at once, and above the limit only when that is raised', async () => {
    const { world, alice, bob, hers, his, her, him, id } = await asked();
    const first = must(await bob.workspace.wallet.payRequest(id, his)).payment;
    await talk(world);
    must(await alice.workspace.wallet.keepPayment(first, 2000n));
    const asking = { units: [hers], amount: 700n, memo: '', payer: him };
    const second = must(await alice.workspace.wallet.askPayment(asking)).request;
    await talk(world);
    must(await bob.workspace.wallet.payRequest(second, his));
    await talk(world);
    expect((await request(bob, second)).stage).toBe('paid');
    const third = must(await alice.workspace.wallet.askPayment(asking)).request;
    await talk(world);
    const above = must(await bob.workspace.wallet.payRequest(third, his)).payment;
    await talk(world);
    expect((await request(alice, third)).stage).toBe('asked');
    expect((await alice.read(alice.workspace.wallet.holdings()))[0]).toMatchObject({ isOverLimit: true });
    must(await alice.workspace.wallet.keepPayment(above, 3000n));
    await talk(world);
    expect((await request(bob, third)).stage).toBe('paid');
    expect((await bob.read(bob.workspace.wallet.standingWith(her))).debts).toMatchObject([{ amount: 2600n }]);
  });

  it('WSV-81 is paid once, whatever it is paid with, and again once that was sent back', async () => {
    const { world, alice, bob, his, id } = await asked();
    const other = await issue(bob, { ...EURO, code: 'PLEDGE' });
    const first = must(await bob.workspace.wallet.payRequest(id, his)).payment;
    expect(must(await bob.workspace.wallet.payRequest(id, other)).payment).toBe(first);
    await talk(world);
    must(await alice.workspace.wallet.sendBackUnits(first, 1200n));
    await talk(world);
    for (const person of [alice, bob]) {
      const payment = await person.read(person.workspace.wallet.payment(first));
      expect(payment).toMatchObject({ sentBack: 1200n, acts: [] });
    }
    const again = must(await bob.workspace.wallet.payRequest(id, other)).payment;
    expect(again).not.toBe(first);
  });

  it('WAL-54 is not answered with what counts in something else', async () => {
    const { bob, id } = await asked();
    for (const unit of [
      { ...EURO, currency: 'USD' },
      { ...EURO, decimals: 3 },
      { ...EURO, code: 'LEAF', currency: undefined },
    ]) {
      const { currency, ...rest } = unit;
      const other = await issue(bob, { ...rest, ...(currency === undefined ? {} : { currency }) });
      const paid = await bob.workspace.wallet.payRequest(id, other);
      expect(paid).toMatchObject({ ok: false, error: { code: 'request-missing' } });
    }
  });
});

describe('what there is of a payment', () => {
  it('WSV-84 counts what was given away as what came first, and what came later as later', async () => {
    const { world, alice, bob, his, her, him } = await asked();
    const promise = async (amount: bigint) => {
      const made = must(await bob.workspace.wallet.promiseUnits({ to: her, unit: his, amount })).payment;
      await talk(world);
      return made;
    };
    const nowOf = async (person: Person, id: RecordId) => (await person.read(person.workspace.wallet.payment(id)))?.now;
    const first = await promise(1200n);
    must(await alice.workspace.wallet.keepPayment(first, 2000n));
    const second = await promise(1500n);
    expect(await nowOf(alice, first)).toEqual({ upTo: 1200n, left: 1200n });
    expect(await nowOf(alice, second)).toEqual({ upTo: 2700n, left: 1500n });
    must(await alice.workspace.wallet.payUnits({ to: him, unit: his, amount: 1300n }));
    await talk(world);
    for (const person of [alice, bob]) {
      expect(await nowOf(person, first)).toEqual({ upTo: 0n, left: 0n });
      expect(await nowOf(person, second)).toEqual({ upTo: 1400n, left: 1400n });
      const side = person === alice ? 'payee' : 'payer';
      const [gone, part] = await Promise.all(
        [first, second].map((id) => person.read(person.workspace.wallet.payment(id))),
      );
      expect(gone).toMatchObject({ message: `payments.mint.gone.${side}`, acts: [] });
      expect(part).toMatchObject({ message: `payments.mint.part.${side}` });
    }
    must(await alice.workspace.wallet.sendBackUnits(second, 400n));
    await talk(world);
    for (const person of [alice, bob]) {
      expect(await nowOf(person, first)).toEqual({ upTo: 0n, left: 0n });
      expect(await nowOf(person, second)).toEqual({ upTo: 1000n, left: 1000n });
    }
  });
});

describe('points that lapse', () => {
  it('WSV-53 answer a request, on every device with the same day to lapse', async () => {
    const { world, alice, bob } = await two();
    const points = { code: 'PTS', name: 'Points', decimals: 0, kind: 'points', transferable: false } as const;
    const unit = await issue(alice, { ...points, redeem: 'A coffee for ten.', feeless: true, expiresDays: 30 });
    must(await alice.workspace.wallet.promiseUnits({ to: await bob.account(), unit, amount: 5n }));
    await talk(world);
    const asking = { units: [unit], amount: 10n, memo: '', payer: await alice.account() };
    const id = must(await bob.workspace.wallet.askPayment(asking)).request;
    await talk(world);
    const { payment } = must(await alice.workspace.wallet.payRequest(id, unit));
    await talk(world);
    expect((await bob.read(bob.workspace.wallet.holdings())).map(({ balance }) => balance)).toEqual([15n]);
    expect(await request(bob, id)).toMatchObject({ stage: 'paid', payments: [payment] });
    expect(await alice.workspace.wallet.payRequest(id, unit)).toEqual({ ok: true, value: { payment } });
    await world.pass(2 * 24 * 3_600_000);
    const bytes = await alice.read(alice.workspace.wallet.proofOf(payment));
    if (bytes === null) throw new Error('no proof of a payment');
    const { records } = must(await readBundle(bytes, verifySignature));
    const { until } = await request(alice, id);
    const mint = records.find((record) => record.id === payment);
    expect(mint?.body).toMatchObject({ req: id, expires: until + 30 * 24 * 3_600_000 });
  });

  it('WSV-53 nobody promises themselves anything', async () => {
    const { alice } = await two();
    const unit = await issue(alice);
    const own = await alice.workspace.wallet.promiseUnits({ to: await alice.account(), unit, amount: 1n });
    expect(own).toMatchObject({ ok: false, error: { code: 'unit-missing' } });
    expect(await alice.read(alice.workspace.wallet.activity())).toEqual([]);
  });
});

describe('what a third party promised', () => {
  it('WSV-82 to keep what waits takes it, and what comes later within the limit is taken by itself', async () => {
    const { world, people } = await setup('Shop', 'Ann', 'Ben');
    const [shop, ann, ben] = people;
    if (shop === undefined || ann === undefined || ben === undefined) throw new Error('three people');
    const unit = await issue(shop, { ...EURO, code: 'LUNCH', name: 'Lunch', kind: 'prepaid' });
    must(await shop.workspace.wallet.promiseUnits({ to: await ann.account(), unit, amount: 1000n }));
    await talk(world);
    const pay = async (amount: bigint) => {
      const { payment } = must(await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount }));
      await talk(world);
      return payment;
    };
    const word = async (id: RecordId) => (await ben.read(ben.workspace.wallet.payment(id)))?.situation.word;
    const first = await pay(300n);
    expect(await word(first)).toBe('held');
    must(await ben.workspace.wallet.keepPayment(first, 500n));
    await talk(world);
    expect(await word(first)).toBe('cleared');
    expect(await word(await pay(200n))).toBe('cleared');
    const above = await pay(1n);
    expect(await word(above)).toBe('held');
    must(await ben.workspace.wallet.keepPayment(above, 501n));
    await talk(world);
    expect(await word(above)).toBe('cleared');
    const stranger = await ann.workspace.wallet.keepPayment(above, null);
    expect(stranger).toMatchObject({ ok: false, error: { code: 'payment-missing' } });
  });
});

describe('asking several', () => {
  it('WSV-80 all are asked, or nobody is', async () => {
    const { world, people } = await setup('Ana', 'Ben', 'Cleo');
    const [ana, ben, cleo] = people;
    if (ana === undefined || ben === undefined || cleo === undefined) throw new Error('three people');
    const unit = await issue(ana);
    const accounts = await Promise.all([ben.account(), cleo.account()]);
    const shares = accounts.map((payer) => ({ units: [unit], amount: 850n, memo: 'dinner', payer }));
    const wrong = await ana.workspace.wallet.askPayments([...shares, ...shares.map((one) => ({ ...one, amount: 0n }))]);
    expect(wrong).toMatchObject({ ok: false, error: { code: 'amount-invalid' } });
    expect(await ana.read(ana.workspace.wallet.paymentRequests())).toEqual([]);
    const { requests } = must(await ana.workspace.wallet.askPayments(shares));
    await talk(world);
    const [first, second] = requests;
    if (first === undefined || second === undefined) throw new Error('two requests');
    expect(await request(ben, first)).toMatchObject({ payer: accounts[0], amount: 850n, own: false });
    expect(await ben.read(ben.workspace.wallet.paymentRequest(second))).toBeNull();
  });

  it('WSV-83 who is asked says no, and who asks takes it back', async () => {
    const { world, alice, bob, hers, him, id } = await asked();
    must(await bob.workspace.wallet.dropRequest(id));
    await talk(world);
    expect(await request(alice, id)).toMatchObject({ stage: 'cancelled', cancelledBy: 'payer' });
    expect(await request(bob, id)).toMatchObject({ stage: 'cancelled', cancelledBy: 'payer' });
    const asking = { units: [hers], memo: '', payer: him };
    const other = must(await alice.workspace.wallet.askPayment(asking)).request;
    await talk(world);
    must(await alice.workspace.wallet.dropRequest(other));
    await talk(world);
    expect(await request(bob, other)).toMatchObject({ stage: 'cancelled', cancelledBy: 'payee' });
    expect(await request(alice, other)).toMatchObject({ stage: 'cancelled', cancelledBy: 'payee' });
    const again = await bob.workspace.wallet.dropRequest(other);
    expect(again).toMatchObject({ ok: false, error: { code: 'payment-settled' } });
  });
});

it('CHT-30 a card comes to the other with nothing but the ids of its records', async () => {
  const { world, alice, bob, id } = await asked();
  const space = await alice.spaceWith(bob.name);
  must(await alice.workspace.sendWalletCard(space, { about: 'request', records: [id], note: 'lunch' }));
  await talk(world);
  const [last] = (await bob.messages(alice.name)).slice(-1);
  expect(last?.body).toEqual({
    kind: 'wallet',
    card: { about: 'request', records: [id], note: 'lunch', to: [], split: null },
  });
  const wrong = await alice.workspace.sendWalletCard(space, { about: 'payment', records: [], note: '' });
  expect(wrong).toMatchObject({ ok: false, error: { code: 'card-invalid' } });
});
