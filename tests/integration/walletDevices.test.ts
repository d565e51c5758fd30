/** The wallet of one person on several devices: whole engines, virtual time, a network that comes apart. */
import { describe, expect, it } from 'vitest';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { UnitBookView } from '@services/workspace/walletBooks.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { wordsOf } from './support/otherDevice.ts';
import { PROMISE, type Twins, apart, balance, heal, promise, records, talk, twins, word } from './support/twinStory.ts';
import { type Person, must } from './support/world.ts';

const DAY = 24 * 3_600_000;

async function same(...people: readonly Person[]): Promise<void> {
  const [first, ...others] = await Promise.all(people.map(records));
  expect(first?.length).toBeGreaterThan(0);
  for (const other of others) expect(other).toEqual(first);
}

async function bookOf(person: Person, unit: UnitId): Promise<UnitBookView> {
  const book = await person.read(person.workspace.wallet.bookOf(unit));
  if (book === null) throw new Error(`${person.name} has no such book`);
  return book;
}

/** Alice, too, issues something, of which Bob has 9.00. */
async function withBook(given: Twins): Promise<UnitId> {
  const { alice, bob, world } = given;
  const { unit } = must(await alice.workspace.wallet.createUnit({ ...PROMISE, code: 'TWIG', name: 'Twig' }, []));
  await promise(alice, bob, { unit, amount: 900n });
  await talk(world);
  return unit;
}

describe('WSV-180 the wallet on every own device', () => {
  it('WSV-180 a linked device has what there was, and money comes to whichever is on', async () => {
    const { world, alice, laptop, bob, unit } = await twins();
    expect(await balance(laptop, unit)).toBe(1200n);
    await same(alice, laptop);
    await alice.close();
    await world.pass(20_000);
    await promise(bob, laptop, { unit, amount: 300n });
    await talk(world);
    expect(await balance(laptop, unit)).toBe(1500n);
    const { payment } = must(await laptop.workspace.wallet.payUnits({ to: await bob.account(), unit, amount: 500n }));
    await talk(world);
    expect(await word(laptop, payment)).toBe('cleared');
    await laptop.close();
    await alice.open();
    await talk(world);
    // Neither is there for the other: what one has is with it alone.
    expect(await balance(alice, unit)).toBe(1200n);
    await laptop.open();
    await talk(world);
    for (const device of [alice, laptop]) expect(await balance(device, unit)).toBe(1000n);
    expect(await word(alice, payment)).toBe('cleared');
    await same(alice, laptop);
  });

  it('WSV-181 two that were apart for a week, and each did something, come to the same', async () => {
    const given = await twins();
    const { world, alice, laptop, bob, unit } = given;
    const hers = await withBook(given);
    await apart(world, alice, laptop);
    const him = await bob.account();
    for (let day = 0; day < 3; day += 1) {
      must(await alice.workspace.wallet.promiseUnits({ to: him, unit: hers, amount: 10n + BigInt(day) }));
      must(await laptop.workspace.wallet.promiseUnits({ to: him, unit: hers, amount: 20n + BigInt(day) }));
      must(await laptop.workspace.wallet.payUnits({ to: him, unit, amount: 100n }));
    }
    await laptop.close();
    await world.pass(20_000);
    world.network.heal();
    await world.pass(60_000);
    expect(await balance(bob, hers)).toBe(900n + 33n);
    await laptop.open();
    await talk(world);
    await same(alice, laptop);
    for (const device of [alice, laptop]) expect(await balance(device, unit)).toBe(900n);
    expect(await balance(bob, hers)).toBe(900n + 33n + 63n);
  });

  it('WSV-182 what one signed where nobody heard it, the other brings to whom it is for', async () => {
    const { world, alice, laptop, bob, unit } = await twins();
    const { network } = world;
    const pair = [alice, laptop].flatMap(({ transport }) => (transport === null ? [] : [transport]));
    network.partition(pair);
    await world.pass(20_000);
    const { payment } = must(await alice.workspace.wallet.payUnits({ to: await bob.account(), unit, amount: 200n }));
    await talk(world);
    expect(await word(laptop, payment)).toBe('sent');
    await alice.close();
    await heal(world);
    expect(await balance(bob, unit)).toBe(0n);
    expect(await word(laptop, payment)).toBe('cleared');
    await alice.open();
    await talk(world);
    expect(await word(alice, payment)).toBe('cleared');
    await same(alice, laptop);
  });

  it('WSV-181 whichever ends in the middle, at whatever moment, they go on from what was kept', async () => {
    const { world, alice, laptop, bob, unit } = await twins();
    await apart(world, alice, laptop);
    for (let place = 0; place < 40; place += 1) await promise(bob, alice, { unit, amount: 1n });
    world.network.heal();
    for (const device of [alice, laptop, alice, laptop]) {
      await promise(bob, alice, { unit, amount: 1n });
      await world.pass(700);
      await device.kill();
      await device.open();
      await world.pass(900);
    }
    await talk(world);
    await talk(world);
    for (const device of [alice, laptop]) expect(await balance(device, unit)).toBe(1244n);
    await same(alice, laptop);
  });

  it('WSV-180 a third device has it from a second, while the first is away', async () => {
    const { world, alice, laptop, unit } = await twins();
    await alice.close();
    await world.pass(20_000);
    const tablet = await linkDevice(laptop, 15_485_863, 'Tablet');
    await talk(world);
    expect(await balance(tablet, unit)).toBe(1200n);
    await same(laptop, tablet);
  });
});

describe('WSV-187 what the person takes of whom', () => {
  it('DEV-37 is the same on both, whichever it was said on', async () => {
    const { world, alice, laptop, bob, unit } = await twins();
    const given = { to: await alice.account(), unit, amount: 100n };
    const { payment } = must(await bob.workspace.wallet.promiseUnits(given));
    await talk(world);
    const noteOf = async (device: Person) =>
      (await device.read(device.workspace.wallet.holdings())).find((row) => row.unit.id === unit)?.note;
    must(await laptop.workspace.wallet.keepPayment(payment, 5000n));
    await talk(world);
    for (const device of [alice, laptop])
      expect(await noteOf(device)).toMatchObject({ stance: 'accepted', limit: 5000n });
    await alice.close();
    await alice.open();
    await talk(world);
    must(await alice.workspace.wallet.keepPayment(payment, null));
    await talk(world);
    expect(await noteOf(laptop)).toMatchObject({ stance: 'accepted', limit: null });
  });
});

describe('WSV-130 once, on however many devices', () => {
  it('WAL-130 a request that both pay, each where the other is not heard, is paid once', async () => {
    const { world, alice, laptop, bob, unit } = await twins();
    const payer = await alice.account();
    const asking = { units: [unit], amount: 500n, memo: 'lunch', payer };
    const { request } = must(await bob.workspace.wallet.askPayment(asking));
    await talk(world);
    await apart(world, alice, laptop);
    const paid = [alice, laptop].map((device) => device.workspace.wallet.payRequest(request, unit));
    const [one, other] = (await Promise.all(paid)).map(must);
    expect(one?.payment).toBe(other?.payment);
    await heal(world);
    for (const device of [alice, laptop]) {
      expect(await balance(device, unit)).toBe(700n);
      expect(await device.read(device.workspace.wallet.paymentRequest(request))).toMatchObject({
        stage: 'paid',
        payments: [one?.payment],
      });
    }
    await same(alice, laptop);
  });

  it('WSV-123 what a mandate owes for this week, paid by both apart from each other, is paid once', async () => {
    const { world, alice, laptop, bob, unit } = await twins();
    await apart(world, alice, laptop);
    await laptop.close();
    const mandate = { payee: await bob.account(), unit, perPayment: 300n, perPeriod: 300n, period: 'week' } as const;
    world.network.heal();
    await world.pass(20_000);
    must(await alice.workspace.wallet.createMandate({ ...mandate, scope: { kind: 'channel', id: 'paper' } }));
    await talk(world);
    expect(await balance(alice, unit)).toBe(900n);
    await laptop.open();
    await talk(world);
    await alice.close();
    await laptop.close();
    await world.pass(7 * DAY);
    await bob.close();
    await alice.open();
    await laptop.open();
    await apart(world, alice, laptop);
    await world.pass(40_000);
    await bob.open();
    await heal(world);
    for (const device of [alice, laptop]) {
      expect(await balance(device, unit)).toBe(600n);
      const [running] = await device.read(device.workspace.wallet.mandates());
      expect(running).toMatchObject({ paid: 600n });
      expect(running?.payments).toHaveLength(2);
    }
    await same(alice, laptop);
  });

  it('WSV-94 a packet opened on both is one share', async () => {
    const { world, alice, laptop, bob } = await twins();
    const { unit } = must(await bob.workspace.wallet.createUnit({ ...PROMISE, code: 'GIFT', name: 'Gift' }, []));
    const whole = { unit, mode: 'lucky', total: 500n, count: 1, members: [await alice.account()] } as const;
    const { packet } = must(await bob.workspace.wallet.sendPacket({ ...whole, group: await bob.spaceWith('Alice') }));
    await talk(world);
    await apart(world, alice, laptop);
    for (const device of [alice, laptop]) must(await device.workspace.wallet.claimPacket(packet));
    await heal(world);
    for (const device of [alice, laptop]) expect(await balance(device, unit)).toBe(500n);
    const shown = await bob.read(bob.workspace.wallet.packet(packet));
    expect(shown).toMatchObject({ dealt: 500n, faults: [] });
    expect(shown?.shares).toHaveLength(1);
    await same(alice, laptop);
  });

  it('WAL-113 of two that spend the same money apart from each other the clerk takes one, and says why not the other', async () => {
    const { world, alice, laptop, bob, unit } = await twins();
    await apart(world, alice, laptop);
    const to = await bob.account();
    const ids = [];
    for (const device of [alice, laptop])
      ids.push(must(await device.workspace.wallet.payUnits({ to, unit, amount: 1000n })).payment);
    await heal(world);
    for (const device of [alice, laptop]) {
      const words = new Set(await Promise.all(ids.map((id) => word(device, id))));
      expect(words).toEqual(new Set(['cleared', 'refused']));
      expect(await balance(device, unit)).toBe(200n);
      const all = await device.read(device.workspace.wallet.activity());
      const refused = all.find(({ situation }) => situation.word === 'refused');
      expect(refused?.situation.reason).toBe('not-enough');
    }
    await same(alice, laptop);
  });
});

describe('WSV-141 one clerk, on one of them', () => {
  it('WSV-141 a book works where it is kept, can be seen by the other, and be handed to it', async () => {
    const given = await twins();
    const { world, alice, laptop, bob } = given;
    const unit = await withBook(given);
    expect(await bookOf(laptop, unit)).toMatchObject({ isOwn: true, clerk: { isHere: false } });
    const elsewhere = await laptop.workspace.wallet.setWitnesses(unit, []);
    expect(elsewhere).toMatchObject({ error: { code: 'book-elsewhere' } });
    // The own other device sees each line before anybody is told.
    must(await alice.workspace.wallet.setWitnesses(unit, [await alice.account()]));
    await talk(world);
    await laptop.close();
    await world.pass(20_000);
    const her = await alice.account();
    const { payment } = must(await bob.workspace.wallet.payUnits({ to: her, unit, amount: 100n }));
    await talk(world);
    expect(await word(bob, payment)).toBe('sent');
    await laptop.open();
    await talk(world);
    expect(await word(bob, payment)).toBe('cleared');
    expect(await bookOf(alice, unit)).toMatchObject({ health: 'sound', witnesses: [{ behind: 0 }] });
    const key = (await laptop.read(laptop.workspace.wallet.ownDevices())).find(({ isHere }) => isHere)?.key;
    must(await alice.workspace.wallet.handOverBook(unit, key ?? expect.fail('no key')));
    await talk(world);
    await alice.close();
    await world.pass(20_000);
    expect(await bookOf(laptop, unit)).toMatchObject({ epoch: 3, clerk: { isHere: true } });
    const later = must(await bob.workspace.wallet.payUnits({ to: her, unit, amount: 50n }));
    await talk(world);
    expect(await word(bob, later.payment)).toBe('cleared');
    await alice.open();
    await talk(world);
    expect(await alice.workspace.wallet.setWitnesses(unit, [])).toMatchObject({ error: { code: 'book-elsewhere' } });
    for (const person of [alice, laptop, bob]) expect((await bookOf(person, unit)).faults).toEqual([]);
    await same(alice, laptop);
  });

  it('WSV-142 taken over from the copy of the other device, the one that comes back goes on with nothing', async () => {
    const given = await twins();
    const { world, alice, laptop, bob } = given;
    const unit = await withBook(given);
    const her = await alice.account();
    const words = await wordsOf(alice);
    await bob.workspace.wallet.payUnits({ to: her, unit, amount: 100n });
    await talk(world);
    await alice.close();
    await world.pass(20_000);
    must(await laptop.workspace.wallet.takeOverBook(unit, words));
    await talk(world);
    expect(await bookOf(laptop, unit)).toMatchObject({ epoch: 2, clerk: { isHere: true }, faults: [] });
    const paid = must(await bob.workspace.wallet.payUnits({ to: her, unit, amount: 60n })).payment;
    await talk(world);
    expect(await word(bob, paid)).toBe('cleared');
    await laptop.close();
    await bob.close();
    await alice.open();
    await world.pass(20_000);
    await laptop.open();
    await talk(world);
    await bob.open();
    const late = must(await bob.workspace.wallet.payUnits({ to: her, unit, amount: 40n })).payment;
    await talk(world);
    expect(await word(bob, late)).toBe('cleared');
    for (const person of [alice, laptop, bob])
      expect(await bookOf(person, unit)).toMatchObject({ epoch: 2, faults: [], contested: [] });
    expect((await bookOf(alice, unit)).clerk.isHere).toBe(false);
    expect((await laptop.read(laptop.workspace.wallet.issuedUnits()))[0]).toMatchObject({
      redeemed: 200n,
      outstanding: 700n,
    });
    await same(alice, laptop);
  });
});

describe('WSV-184 a device that is out', () => {
  it('WSV-185 is reported as lost to whoever keeps a book, and signs, hears and is told nothing more', async () => {
    const { world, alice, laptop, bob, unit } = await twins();
    const lost = (await laptop.read(laptop.workspace.ownProfile())).device;
    must(await alice.workspace.revokeDevice(lost));
    await talk(world);
    const devices = await alice.read(alice.workspace.wallet.ownDevices());
    expect(devices.find(({ key }) => key === lost)).toMatchObject({ isFrozen: true });
    const frozen = await bob.read(bob.workspace.wallet.frozenDevices());
    expect(frozen).toEqual([{ account: await alice.account(), key: lost }]);
    const to = await bob.account();
    const there = await laptop.workspace.wallet.payUnits({ to, unit, amount: 1n });
    expect(there).toMatchObject({ ok: false, error: { code: 'device-removed' } });
    await promise(bob, alice, { unit, amount: 100n });
    await talk(world);
    expect(await balance(alice, unit)).toBe(1300n);
    expect(await balance(laptop, unit)).toBe(1200n);
    // It was reported once: what the phrase ends stays ended.
    const words = await wordsOf(alice);
    must(await alice.workspace.wallet.thawDevice(lost, words));
    await alice.close();
    await alice.open();
    await talk(world);
    const again = await alice.read(alice.workspace.wallet.ownDevices());
    expect(again.find(({ key }) => key === lost)).toMatchObject({ isFrozen: false });
  });

  it('WSV-185 what it orders while it knows nothing of that is refused', async () => {
    const { world, alice, laptop, bob, unit } = await twins();
    const lost = (await laptop.read(laptop.workspace.ownProfile())).device;
    await apart(world, laptop);
    must(await alice.workspace.revokeDevice(lost));
    await talk(world);
    const { payment } = must(await laptop.workspace.wallet.payUnits({ to: await bob.account(), unit, amount: 900n }));
    await heal(world);
    for (const device of [alice, bob]) expect(await word(device, payment)).not.toBe('cleared');
    expect(await balance(alice, unit)).toBe(1200n);
  });

  it('WSV-186 what it alone had is told once more by those it is from', async () => {
    const { world, alice, laptop, bob, unit } = await twins();
    await apart(world, alice);
    await promise(bob, laptop, { unit, amount: 300n });
    await talk(world);
    expect(await balance(laptop, unit)).toBe(1500n);
    const lost = (await laptop.read(laptop.workspace.ownProfile())).device;
    await laptop.kill();
    await heal(world);
    expect(await balance(alice, unit)).toBe(1200n);
    must(await alice.workspace.revokeDevice(lost));
    await talk(world);
    expect(await balance(alice, unit)).toBe(1500n);
  });
});
