/** Red packets between whole engines, in virtual time: each mode, with who sent it away, and with dealers that crash. */
import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { NewPacket, Packet } from '@services/workspace/walletPackets.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import { found } from './support/groupStory.ts';
import { type Person, World, must } from './support/world.ts';

const PROMISE: NewUnit = {
  code: 'LEAF',
  name: 'Leaf',
  decimals: 2,
  kind: 'iou',
  redeem: 'I owe you this much.',
  transferable: true,
  feeless: true,
};
const DAY = 24 * 3_600_000;
/** Shorter than the day it usually is: time that passes costs. */
const WHILE = 600_000;

const talk = (world: World) => world.pass(3000);

/** Lin knows Ann, Ben and Cleo, who do not know each other; all are in one group. Shop issues what Lin has. */
async function family() {
  const world = new World();
  const lin = await world.person('Lin');
  const others = [await world.person('Ann'), await world.person('Ben'), await world.person('Cleo')] as const;
  for (const other of others) await world.befriend(lin, other);
  const group = await found(world, lin, { members: others, name: 'Family' });
  const members = await Promise.all(others.map((person) => person.account()));
  const [ann, ben, cleo] = others;
  return { world, lin, ann, ben, cleo, others, group, members };
}
type Family = Awaited<ReturnType<typeof family>>;

async function unitOf(person: Person, unit: Partial<NewUnit> = {}): Promise<UnitId> {
  return must(await person.workspace.wallet.createUnit({ ...PROMISE, ...unit }, [])).unit;
}

/** Lin has 10.00 of what a shop issues, which only Lin knows. */
async function shopUnit({ world, lin }: Family): Promise<{ shop: Person; unit: UnitId }> {
  const shop = await world.person('Shop');
  await world.befriend(lin, shop);
  const unit = await unitOf(shop, { code: 'LUNCH', name: 'Lunch', kind: 'prepaid' });
  must(await shop.workspace.wallet.promiseUnits({ to: await lin.account(), unit, amount: 1000n }));
  await talk(world);
  return { shop, unit };
}

async function send(given: Family, packet: Pick<NewPacket, 'unit' | 'mode'> & Partial<NewPacket>): Promise<RecordId> {
  const { lin, members, group, world } = given;
  const whole = { total: 500n, count: 3, members, group, ...packet };
  const { packet: id } = must(await lin.workspace.wallet.sendPacket(whole));
  await talk(world);
  return id;
}

async function seen(person: Person, id: RecordId): Promise<Packet> {
  const packet = await person.read(person.workspace.wallet.packet(id));
  if (packet === null) throw new Error(`${person.name} does not know the packet`);
  return packet;
}

const balanceOf = async (person: Person, unit: UnitId) =>
  (await person.read(person.workspace.wallet.holdings())).find((row) => row.unit.id === unit)?.balance ?? 0n;
const sum = (amounts: readonly bigint[]) => amounts.reduce((all, amount) => all + amount, 0n);

/** Invariant 9, by what every device of it knows. */
async function expectSound(
  { lin, others }: Family,
  id: RecordId,
  { unit, before = new Map() }: { readonly unit: UnitId; readonly before?: ReadonlyMap<string, bigint> },
): Promise<Packet> {
  const theirs = await seen(lin, id);
  expect(sum(theirs.shares.map(({ amount }) => amount))).toBe(theirs.dealt);
  expect(theirs.dealt + (theirs.back ?? 0n)).toBe(theirs.total);
  expect(theirs.shares.every(({ amount }) => amount >= 1n)).toBe(true);
  expect(new Set(theirs.shares.map(({ account }) => account)).size).toBe(theirs.shares.length);
  for (const person of others) {
    const packet = await seen(person, id);
    expect(packet).toMatchObject({ stage: 'checked', faults: [], dealt: theirs.dealt, back: theirs.back });
    const account = await person.account();
    const share = theirs.shares.find((each) => each.account === account);
    expect(packet.mine.amount).toBe(share?.amount ?? null);
    expect(await balanceOf(person, unit)).toBe((share?.amount ?? 0n) + (before.get(account) ?? 0n));
  }
  return theirs;
}

describe('WSV-90 a packet for everyone', () => {
  it('WSV-90 of promises is there for each at once, whoever is away, and needs its sender no more', async () => {
    const given = await family();
    const { world, lin, ann, ben, cleo } = given;
    const unit = await unitOf(lin);
    await cleo.close();
    const id = await send(given, { unit, mode: 'everyone' });
    await lin.close();
    expect((await seen(ann, id)).mine).toMatchObject({ stage: 'dealt', amount: 167n });
    expect(await balanceOf(ben, unit)).toBe(167n);
    await cleo.open();
    await lin.open();
    await world.pass(15_000);
    expect(await seen(cleo, id)).toMatchObject({
      stage: 'shared',
      dealt: 500n,
      mine: { stage: 'dealt', amount: 166n },
    });
    must(await cleo.workspace.wallet.claimPacket(id));
    expect((await lin.read(lin.workspace.wallet.issuedUnits()))[0]).toMatchObject({ issued: 500n });
  });

  it('WSV-96 is opened by nobody who did not say so: not by being sent, and not by coming', async () => {
    const given = await family();
    const { world, lin, ann, ben } = given;
    const unit = await unitOf(lin);
    const annAccount = await ann.account();
    await ann.close();
    const id = await send(given, { unit, mode: 'everyone', count: 1, members: [annAccount] });
    const opened = async () => (await seen(lin, id)).shares.map(({ account, isOpened }) => [account, isOpened]);
    expect(await opened()).toEqual([[annAccount, false]]);
    await ann.open();
    await world.pass(15_000);
    expect((await seen(ann, id)).mine).toMatchObject({ stage: 'dealt', amount: 500n });
    expect(await opened()).toEqual([[annAccount, false]]);
    must(await ann.workspace.wallet.claimPacket(id));
    must(await ann.workspace.wallet.claimPacket(id));
    await talk(world);
    expect(await opened()).toEqual([[annAccount, true]]);
    expect(await balanceOf(ann, unit)).toBe(500n);
    expect(await ben.read(ben.workspace.wallet.packet(id))).toBeNull();
  });

  it('WSV-94 of units of others is taken by opening it, also while its sender is away', async () => {
    const given = await family();
    const { world, lin, ann, ben } = given;
    const { shop, unit } = await shopUnit(given);
    const id = await send(given, { unit, mode: 'everyone', until: world.clock.now() + WHILE });
    expect((await seen(ann, id)).mine.stage).toBe('open');
    await lin.close();
    await world.befriend(shop, ann);
    must(await ann.workspace.wallet.claimPacket(id));
    must(await ann.workspace.wallet.claimPacket(id));
    await talk(world);
    expect((await seen(ann, id)).mine).toMatchObject({ stage: 'dealt', amount: 167n });
    expect(await balanceOf(ann, unit)).toBe(167n);
    await world.pass(WHILE);
    expect((await seen(ben, id)).mine.stage).toBe('open');
    await lin.open();
    await world.pass(30_000);
    expect((await seen(ben, id)).mine).toMatchObject({ stage: 'none' });
    expect(await ben.workspace.wallet.claimPacket(id)).toMatchObject({ ok: false, error: { code: 'packet-over' } });
    expect(await balanceOf(lin, unit)).toBe(1000n - 167n);
  });
});

describe('WSV-93 a packet for the first', () => {
  it.each(['lucky', 'equal'] as const)(
    'WSV-94 %s: claims wait while the sender is away, are dealt when it is back, and every device checks the end',
    async (mode) => {
      const given = await family();
      const { world, lin, ann, ben, cleo } = given;
      const unit = await unitOf(lin);
      const id = await send(given, { unit, mode });
      await lin.close();
      for (const person of [ann, ben]) must(await person.workspace.wallet.claimPacket(id));
      must(await ann.workspace.wallet.claimPacket(id));
      await talk(world);
      expect((await seen(ann, id)).mine).toEqual({ stage: 'noted', amount: null, payment: null });
      await lin.open();
      await world.pass(15_000);
      expect(await seen(ben, id)).toMatchObject({ stage: 'running', hasEnded: false, mine: { stage: 'dealt' } });
      expect((await seen(ann, id)).shares).toHaveLength(2);
      must(await cleo.workspace.wallet.claimPacket(id));
      await talk(world);
      const packet = await expectSound(given, id, { unit });
      expect(packet).toMatchObject({ dealt: 500n, back: 0n, isOwn: true, isDealer: true });
      const best = packet.shares.filter(({ isLuckiest }) => isLuckiest);
      expect(best).toHaveLength(mode === 'lucky' ? 1 : 0);
      for (const { amount } of best) expect(packet.shares.every((share) => share.amount <= amount)).toBe(true);
      if (mode === 'equal')
        expect(packet.shares.map(({ amount }) => Number(amount)).toSorted((a, b) => a - b)).toEqual([166, 167, 167]);
    },
  );

  it('WSV-93 after its time by the dealer, a day unless said, it ends, the rest stays with the sender, and nobody opens it any more', async () => {
    const given = await family();
    const { world, lin, ann, ben } = given;
    const unit = await unitOf(lin);
    const usual = await send(given, { unit, mode: 'lucky', total: 1n, count: 1 });
    expect((await seen(ben, usual)).until - world.clock.now()).toBeGreaterThan(DAY - 60_000);
    must(await ben.workspace.wallet.claimPacket(usual));
    const id = await send(given, { unit, mode: 'lucky', until: world.clock.now() + WHILE });
    must(await ann.workspace.wallet.claimPacket(id));
    await talk(world);
    await world.pass(WHILE + 30_000);
    const packet = await expectSound(given, id, { unit, before: new Map([[await ben.account(), 1n]]) });
    expect(packet.shares).toHaveLength(1);
    expect(packet.back).toBe(500n - packet.dealt);
    expect(await ben.workspace.wallet.claimPacket(id)).toMatchObject({ ok: false, error: { code: 'packet-over' } });
    expect((await lin.read(lin.workspace.wallet.issuedUnits()))[0]).toMatchObject({ issued: packet.dealt + 1n });
  });

  it('WSV-92 a dealer that crashes, and one that lost its database, goes on where it was', async () => {
    const given = await family();
    const { world, lin, ann, ben, cleo } = given;
    const unit = await unitOf(lin);
    const id = await send(given, { unit, mode: 'lucky' });
    must(await ann.workspace.wallet.claimPacket(id));
    await world.pass(60);
    await lin.kill();
    must(await ben.workspace.wallet.claimPacket(id));
    await lin.open();
    await world.pass(15_000);
    expect((await seen(ben, id)).mine.stage).toBe('dealt');
    await lin.kill();
    lin.disk = new MemoryDisk();
    await lin.open();
    must(await cleo.workspace.wallet.claimPacket(id));
    await world.pass(15_000);
    expect(await expectSound(given, id, { unit })).toMatchObject({ dealt: 500n, back: 0n });
  });
});

describe('WSV-91 a packet of units of others', () => {
  it('WSV-91 is dealt from a pot once the clerk confirmed it, and what is left goes back', async () => {
    const given = await family();
    const { world, lin, ann, ben } = given;
    const { shop, unit } = await shopUnit(given);
    await shop.close();
    const id = await send(given, { unit, mode: 'equal', until: world.clock.now() + WHILE });
    must(await ann.workspace.wallet.claimPacket(id));
    await talk(world);
    expect(await seen(lin, id)).toMatchObject({ funding: 'waiting', stage: 'open' });
    expect((await seen(ann, id)).mine.stage).toBe('noted');
    const [row] = await lin.read(lin.workspace.wallet.holdings());
    expect(row).toMatchObject({ balance: 1000n, available: 500n });
    const again = await lin.workspace.wallet.sendPacket({
      ...{ unit, mode: 'equal', total: 501n, count: 1, members: given.members },
    });
    expect(again).toMatchObject({ ok: false, error: { code: 'payment-not-enough' } });
    await shop.open();
    await world.pass(15_000);
    must(await ben.workspace.wallet.claimPacket(id));
    await world.pass(15_000);
    expect(await seen(lin, id)).toMatchObject({ funding: 'ready', stage: 'running' });
    expect(await balanceOf(ann, unit)).toBeGreaterThan(165n);
    await world.pass(WHILE + 60_000);
    const packet = await expectSound(given, id, { unit });
    expect(packet.shares).toHaveLength(2);
    expect(await balanceOf(lin, unit)).toBe(1000n - packet.dealt);
    // Neither what went into the pot nor what came back was paid to anybody.
    const paid = (await lin.read(lin.workspace.wallet.activity({ unit }))).filter(({ side }) => side === 'payer');
    expect(sum(paid.map(({ amount }) => amount))).toBe(packet.dealt);
  });

  it('WSV-91 ends with nothing dealt where the clerk refuses the total', async () => {
    const given = await family();
    const { world, lin, ann } = given;
    const { shop, unit } = await shopUnit(given);
    await shop.close();
    const until = world.clock.now() + 60_000;
    const id = await send(given, { unit, mode: 'lucky', until });
    must(await ann.workspace.wallet.claimPacket(id));
    await world.pass(90_000);
    await shop.open();
    await world.pass(30_000);
    expect(await seen(lin, id)).toMatchObject({ funding: 'failed', stage: 'checked', dealt: 0n, back: 500n });
    expect((await seen(ann, id)).mine.stage).toBe('none');
    expect((await lin.read(lin.workspace.wallet.holdings()))[0]).toMatchObject({ balance: 1000n, available: 1000n });
  });
});

describe('WSV-90 what cannot be sent or opened', () => {
  it('WSV-90 says why', async () => {
    const given = await family();
    const { world, lin, ann, ben, members } = given;
    const own = await unitOf(lin);
    const { shop, unit } = await shopUnit(given);
    const fixed = await unitOf(shop, { code: 'CLUB', name: 'Club', transferable: false });
    must(await shop.workspace.wallet.promiseUnits({ to: await lin.account(), unit: fixed, amount: 1000n }));
    await talk(world);
    const base: NewPacket = { unit: own, mode: 'lucky', total: 300n, count: 3, members };
    const tries: readonly Partial<NewPacket>[] = [
      { count: 4 },
      { count: 0 },
      { members: [await lin.account()], mode: 'everyone' },
      { total: 2n },
      { total: 10n ** 15n },
      { unit: fixed },
      { unit, total: 1001n },
      { unit, total: 1001n, mode: 'everyone' },
    ];
    const codes = [];
    for (const change of tries) {
      const sent = await lin.workspace.wallet.sendPacket({ ...base, ...change });
      codes.push(sent.ok ? 'ok' : sent.error.code);
    }
    expect(codes).toEqual([
      'packet-invalid',
      'packet-invalid',
      'packet-invalid',
      'amount-invalid',
      'packet-invalid',
      'unit-not-transferable',
      'payment-not-enough',
      'payment-not-enough',
    ]);
    const id = await send(given, { unit: own, mode: 'lucky', members: members.slice(0, 1), count: 1 });
    expect(await ben.read(ben.workspace.wallet.packet(id))).toBeNull();
    const opened = [await ben.workspace.wallet.claimPacket(id), await lin.workspace.wallet.claimPacket(id)];
    expect(opened.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual([
      'packet-missing',
      'packet-not-for-you',
    ]);
    must(await ann.workspace.wallet.claimPacket(id));
  });
});
