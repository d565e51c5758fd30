/** What is pressed again before an answer came, in every dialog that spends: whole engines, virtual time. */
import { describe, expect, it } from 'vitest';
import type { NewSettlement } from '@services/workspace/walletCodes.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import type { Outcome } from '@services/workspace/workspaceErrors.ts';
import { otherDeviceOf } from './support/otherDevice.ts';
import { type Person, type World, must, setup } from './support/world.ts';

const LUNCH: NewUnit = {
  code: 'LUNCH',
  name: 'Lunch',
  decimals: 2,
  kind: 'prepaid',
  redeem: 'A meal for what it costs.',
  transferable: true,
  feeless: true,
};
const intent = 'dialog';

/** Until linked devices have said all they have to say. */
const talk = (world: World) => world.pass(5000);

/** Ann and Ben have 10.00 each of what a shop issues. */
async function canteen() {
  const { world, people } = await setup('Shop', 'Ann', 'Ben');
  const [shop, ann, ben] = people;
  if (shop === undefined || ann === undefined || ben === undefined) throw new Error('three people');
  const { unit } = must(await shop.workspace.wallet.createUnit(LUNCH, []));
  for (const person of [ann, ben])
    must(await shop.workspace.wallet.promiseUnits({ to: await person.account(), unit, amount: 1000n }));
  await talk(world);
  return { world, shop, ann, ben, unit };
}

const rowOf = async (person: Person) => (await person.read(person.workspace.wallet.holdings()))[0];

/** Presses twice at once, and once more when all is done. The same comes of each. */
async function thrice<T>(world: World, press: () => Outcome<T>): Promise<T> {
  const pressed = await Promise.all([press(), press()]);
  await talk(world);
  const made = [...pressed, await press()].map((each) => must(each));
  await talk(world);
  const [first, ...others] = made;
  if (first === undefined) throw new Error('pressed');
  expect(others).toEqual([first, first]);
  return first;
}

describe('WSV-55 what is pressed again is done once', () => {
  it('WSV-55 sending back', async () => {
    const { world, ann } = await canteen();
    const [got] = await ann.read(ann.workspace.wallet.activity());
    if (got === undefined) throw new Error('nothing came');
    await thrice(world, () => ann.workspace.wallet.sendBackUnits(got.id, 100n, intent));
    expect(await rowOf(ann)).toMatchObject({ balance: 900n });
    must(await ann.workspace.wallet.sendBackUnits(got.id, 100n, 'another'));
    await talk(world);
    expect(await rowOf(ann)).toMatchObject({ balance: 800n });
  });

  it('WSV-55 a refund, and the next one is another', async () => {
    const { world, shop, ann, unit } = await canteen();
    const { payment } = must(await ann.workspace.wallet.payUnits({ to: await shop.account(), unit, amount: 500n }));
    await talk(world);
    const shown = async () =>
      (await shop.read(shop.workspace.wallet.activity())).find(({ id }) => id === payment)?.refundSerial;
    const serial = await shown();
    await thrice(world, () => shop.workspace.wallet.refundPayment(payment, 100n, serial));
    expect(await rowOf(ann)).toMatchObject({ balance: 600n });
    must(await shop.workspace.wallet.refundPayment(payment, 100n, await shown()));
    must(await shop.workspace.wallet.refundPayment(payment, 50n, serial));
    await talk(world);
    expect(await rowOf(ann)).toMatchObject({ balance: 750n });
  });

  it('WSV-55 into a pot, and out of it', async () => {
    const { world, ann, unit } = await canteen();
    const { wallet } = ann.workspace;
    const { pot } = must(await wallet.createPot({ name: 'Bike', isThisDeviceOnly: false }));
    const inPot = async () => (await ann.read(wallet.pots()))[0]?.rows[0]?.amount;
    await thrice(world, () => wallet.fillPot(pot, { unit, amount: 300n, intent }));
    expect(await inPot()).toBe(300n);
    await thrice(world, () => wallet.emptyPot(pot, { unit, amount: 100n, intent }));
    expect(await inPot()).toBe(200n);
    must(await wallet.fillPot(pot, { unit, amount: 300n, intent: 'another' }));
    await talk(world);
    expect(await inPot()).toBe(500n);
  });

  it('WSV-55 a protected payment', async () => {
    const { world, ann, ben, unit } = await canteen();
    const autoAfter = world.clock.now() + 3_600_000;
    const rule = { by: 'payer', autoAfter, onTimeout: 'pay' } as const;
    const given = { to: await ben.account(), unit, amount: 200n, ...rule, intent };
    await thrice(world, () => ann.workspace.wallet.payProtected(given));
    expect(await ann.read(ann.workspace.wallet.protections())).toHaveLength(1);
    must(await ann.workspace.wallet.payProtected({ ...given, onTimeout: 'return' }));
    await talk(world);
    expect(await ann.read(ann.workspace.wallet.protections())).toHaveLength(2);
  });

  it('WSV-55 a protected payment of what was asked, at other times and in other dialogs, too', async () => {
    const { world, ann, ben, unit } = await canteen();
    const asked = { units: [unit], amount: 200n, memo: 'Lamp', payer: await ann.account() };
    const { request } = must(await ben.workspace.wallet.askPayment(asked));
    const { code } = must(await ben.workspace.wallet.requestCode(request));
    must(await ann.workspace.wallet.takeCode(code));
    await talk(world);
    const to = await ben.account();
    let autoAfter = world.clock.now() + 3_600_000;
    await thrice(world, () => {
      autoAfter += 1000;
      const rule = { by: 'payer', autoAfter, onTimeout: 'pay', intent: String(autoAfter) } as const;
      return ann.workspace.wallet.payProtected({ to, unit, amount: 200n, request, ...rule });
    });
    expect(await ann.read(ann.workspace.wallet.protections())).toHaveLength(1);
  });

  it('WSV-55 an offer to cancel out', async () => {
    const { world, shop, ann, unit } = await canteen();
    const { wallet } = ann.workspace;
    const { unit: debt } = must(await wallet.createUnit({ ...LUNCH, code: 'LEAF', kind: 'iou' }, []));
    must(await wallet.promiseUnits({ to: await shop.account(), unit: debt, amount: 500n }));
    await talk(world);
    const net = { claim: unit, debt, amount: 300n, note: 'May', intent };
    await thrice(world, () => wallet.offerNet(net));
    expect(await shop.read(shop.workspace.wallet.nets())).toHaveLength(1);
    must(await wallet.offerNet({ ...net, note: 'June' }));
    await talk(world);
    expect(await shop.read(shop.workspace.wallet.nets())).toHaveLength(2);
  });

  it.each(['everyone', 'equal'] as const)('WSV-55 a packet, %s', async (mode) => {
    const { world, ann, ben, unit } = await canteen();
    const packet = { unit, mode, total: 300n, count: 1, members: [await ben.account()], intent };
    const { packet: id } = await thrice(world, () => ann.workspace.wallet.sendPacket(packet));
    expect(await rowOf(ann)).toMatchObject({ available: 700n });
    const other = must(await ann.workspace.wallet.sendPacket({ ...packet, intent: 'another' }));
    expect(other.packet).not.toBe(id);
    await talk(world);
    expect(await rowOf(ann)).toMatchObject({ available: 400n });
  });
});

describe('paying outside', () => {
  const claimOf = async ({ ann, unit }: Pick<Awaited<ReturnType<typeof canteen>>, 'ann' | 'unit'>) =>
    ({
      ...{ creditor: await ann.account(), unit, amount: 600n, rail: 'sepa', railAmount: '6.00', railCurrency: 'EUR' },
      ref: 'October',
    }) as const satisfies NewSettlement;

  it('WSV-55 is claimed once', async () => {
    const scene = await canteen();
    const { world, shop, ann } = scene;
    const claim = { ...(await claimOf(scene)), intent };
    await thrice(world, () => shop.workspace.wallet.declareSettled(claim));
    expect(await ann.read(ann.workspace.wallet.settlements())).toHaveLength(1);
    must(await shop.workspace.wallet.declareSettled({ ...claim, ref: 'November' }));
    await talk(world);
    expect(await ann.read(ann.workspace.wallet.settlements())).toHaveLength(2);
  });

  it('WSV-56 is confirmed once', async () => {
    const scene = await canteen();
    const { world, shop, ann } = scene;
    const { settlement } = must(await shop.workspace.wallet.declareSettled(await claimOf(scene)));
    await talk(world);
    await thrice(world, () => ann.workspace.wallet.confirmSettled(settlement, 600n));
    expect(await rowOf(ann)).toMatchObject({ balance: 400n });
  });

  it('WSV-56 is confirmed once where two devices press without knowing of each other', async () => {
    const scene = await canteen();
    const { world, shop, ann } = scene;
    const { settlement } = must(await shop.workspace.wallet.declareSettled(await claimOf(scene)));
    await talk(world);
    const phone = await otherDeviceOf(ann);
    await shop.close();
    await ann.close();
    await phone.open();
    await world.pass(60_000);
    expect(await phone.read(phone.workspace.wallet.settlements())).toHaveLength(1);
    const pressed = must(await phone.workspace.wallet.confirmSettled(settlement, 600n));
    await phone.close();
    await world.pass(60_000);
    await ann.open();
    expect(must(await ann.workspace.wallet.confirmSettled(settlement, 600n))).toEqual(pressed);
    await shop.open();
    await phone.open();
    await world.pass(120_000);
    expect(await rowOf(ann)).toMatchObject({ balance: 400n });
    expect(await ann.read(ann.workspace.wallet.settlements())).toMatchObject([{ confirmed: 600n, underWay: 0n }]);
  });
});
