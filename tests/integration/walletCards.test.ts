/** What is said of payments in conversations, and found again in the wallet. */
import { expect, it } from 'vitest';
import { defaultSpendingRules } from '@domain/spending/rules.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import { must, two } from './support/world.ts';

const HOUR = 3_600_000;
const PROMISE: NewUnit = {
  ...{ code: 'LEAF', name: 'Leaf', decimals: 2, kind: 'iou', redeem: 'I owe you this much.' },
  ...{ transferable: true, feeless: true },
};

it('WSV-167 WSV-77 what left is told in the conversation then, with its words, and found by these by both', async () => {
  const { world, alice, bob } = await two();
  const { unit } = must(await alice.workspace.wallet.createUnit(PROMISE, []));
  const rules = { ...defaultSpendingRules, laterAbove: 10, laterHours: 2 as const };
  must(await alice.workspace.wallet.setSpendingRules(rules, null));
  const to = await bob.account();
  const card = { space: await alice.spaceWith(bob.name), note: 'Rent for May' };
  const paid = await alice.workspace.wallet.promiseUnits({ to, unit, amount: 2000n, card });
  expect(paid).toMatchObject({ error: { code: 'payment-waits' } });
  await world.pass(HOUR);
  expect(await alice.messages(bob.name)).toEqual([]);
  await world.pass(HOUR + 20_000);
  const [payment] = await bob.read(bob.workspace.wallet.activity());
  for (const [person, other] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    const told = await person.messages(other.name);
    expect(told.map(({ body }) => body)).toMatchObject([
      { kind: 'wallet', card: { about: 'payment', records: [payment?.id], note: 'Rent for May', to: [to] } },
    ]);
    const words = await person.read(person.workspace.wallet.paymentWords());
    const note = { payment: payment?.id, author: await alice.account(), note: 'Rent for May' };
    expect([...words.values()]).toEqual([[note]]);
  }
});
