/** What waits for one's word: whole engines, virtual time. */
import { expect, it } from 'vitest';
import type { UnitId } from '@domain/wallet/ids.ts';
import { type Person, must, two } from './support/world.ts';

const PROMISE = { name: 'Leaf', decimals: 2, kind: 'iou', redeem: 'I owe you this much.' } as const;

async function issue({ workspace }: Person, code: string): Promise<UnitId> {
  return must(await workspace.wallet.createUnit({ ...PROMISE, code, transferable: true, feeless: true }, [])).unit;
}

/** Alice has 12.00 of Bob's, Bob 8.00 of Alice's. */
async function debts() {
  const { world, alice, bob } = await two();
  const [hers, his] = [await issue(alice, 'LEAF'), await issue(bob, 'TWIG')];
  must(await bob.workspace.wallet.promiseUnits({ to: await alice.account(), unit: his, amount: 1200n }));
  must(await alice.workspace.wallet.promiseUnits({ to: await bob.account(), unit: hers, amount: 800n }));
  await world.pass(3000);
  const matters = async (person: Person) => await person.read(person.workspace.wallet.matters());
  return { world, alice, bob, hers, his, matters };
}

it('WSV-75 an offer to cancel out waits for who is asked alone, until they answer', async () => {
  const { world, alice, bob, hers, his, matters } = await debts();
  expect([await matters(alice), await matters(bob)]).toEqual([[], []]);
  const { net } = must(await alice.workspace.wallet.offerNet({ claim: his, debt: hers, amount: 300n, note: '' }));
  await world.pass(3000);
  expect(await matters(alice)).toEqual([]);
  expect(await matters(bob)).toMatchObject([{ kind: 'net', id: net, person: await alice.account(), amount: 300n }]);
  must(await bob.workspace.wallet.refuseNet(net));
  await world.pass(3000);
  expect(await matters(bob)).toEqual([]);
});

it('WSV-75 a request waits until one pays, with a promise of one’s own too, or it expires', async () => {
  const { world, alice, bob, his, matters } = await debts();
  const ask = async (memo: string, until: number) =>
    must(
      await alice.workspace.wallet.askPayment({ units: [his], amount: 100n, memo, payer: await bob.account(), until }),
    ).request;
  const now = world.clock.now();
  const [short, long] = [await ask('tea', now + 60_000), await ask('cake', now + 600_000)];
  await world.pass(3000);
  expect(await matters(alice)).toEqual([]);
  expect((await matters(bob)).map(({ id }) => id)).toEqual([long, short]);
  await world.pass(70_000);
  expect(await matters(bob)).toMatchObject([{ kind: 'request', id: long, amount: 100n }]);
  await alice.close();
  must(await bob.workspace.wallet.payRequest(long, his));
  expect(await matters(bob)).toEqual([]);
});

it('WSV-75 what somebody says to have paid outside waits for who is owed', async () => {
  const { world, alice, bob, hers, matters } = await debts();
  const said = { rail: 'cash', railAmount: '8', railCurrency: 'EUR', ref: '' } as const;
  const creditor = await bob.account();
  must(await alice.workspace.wallet.declareSettled({ creditor, unit: hers, amount: 800n, ...said }));
  await world.pass(3000);
  expect(await matters(alice)).toEqual([]);
  const [first] = await matters(bob);
  expect(first).toMatchObject({ kind: 'settlement', amount: 800n });
  if (first === undefined) throw new Error('nothing waits');
  must(await bob.workspace.wallet.confirmSettled(first.id, 800n));
  await world.pass(3000);
  expect(await matters(bob)).toEqual([]);
});
