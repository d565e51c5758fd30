/** Money that a device deals or keeps apart which is lost, or taken out: whole engines, virtual time. */
import { describe, expect, it } from 'vitest';
import type { RecordId } from '@domain/wallet/ids.ts';
import { UNSEEN_AFTER } from '@services/reunions/reunions.ts';
import type { Packet } from '@services/workspace/walletPackets.ts';
import { wordsOf } from './support/otherDevice.ts';
import { backupOf, deviceWith, restoreOn } from './support/restoredDevice.ts';
import { type Twins, balance, talk, twins } from './support/twinStory.ts';
import { type Person, must } from './support/world.ts';

const WHILE = 600_000;

/** Alice throws 9.00 of Bob's among three from her phone, and Cleo takes her 3.00 before it is gone. */
async function thrown({ world, alice, unit }: Twins) {
  const others = [await world.person('Cleo'), await world.person('Dan'), await world.person('Eve')] as const;
  for (const other of others) await world.befriend(alice, other);
  const [cleo, dan, eve] = others;
  const members = await Promise.all(others.map((person) => person.account()));
  const until = world.clock.now() + WHILE;
  const what = { unit, mode: 'equal', total: 900n, count: 3, members, until } as const;
  const { packet } = must(await alice.workspace.wallet.sendPacket(what));
  await talk(world);
  must(await cleo.workspace.wallet.claimPacket(packet));
  await talk(world);
  expect(await balance(cleo, unit)).toBe(300n);
  const phone = (await alice.read(alice.workspace.ownProfile())).device;
  return { packet, phone, words: await wordsOf(alice), cleo, dan, eve };
}

const pots = (person: Person) => person.read(person.workspace.wallet.pots());

async function seen(person: Person, id: RecordId): Promise<Packet> {
  const packet = await person.read(person.workspace.wallet.packet(id));
  if (packet === null) throw new Error(`${person.name} does not know the packet`);
  return packet;
}

async function onlyPot(person: Person): Promise<RecordId> {
  const [pot, ...others] = await pots(person);
  expect(others).toEqual([]);
  return pot?.id ?? expect.fail('no pot is shown');
}

describe('WSV-97 a packet whose dealer is gone', () => {
  it('WSV-97 WAL-95 comes back whole but for what was dealt, and is over for everybody', async () => {
    const given = await twins();
    const { world, alice, laptop, bob, unit } = given;
    const { packet, phone, words, cleo, dan, eve } = await thrown(given);
    await alice.kill();
    // As long as the phone may come back, the packet is its business.
    expect(await pots(laptop)).toEqual([]);
    expect(await seen(laptop, packet)).toMatchObject({ isDealerGone: false, stage: 'running' });
    must(await laptop.workspace.revokeDevice(phone));
    must(await dan.workspace.wallet.claimPacket(packet));
    await talk(world);
    expect(await seen(laptop, packet)).toMatchObject({ isOwn: true, isDealer: false, isDealerGone: true });
    expect(await balance(laptop, unit)).toBe(300n);
    expect(await pots(laptop)).toMatchObject([{ isOfPacket: true, isLeftBehind: true, rows: [{ amount: 600n }] }]);
    const pot = await onlyPot(laptop);
    const others = await bob.workspace.wallet.bringBackPot(pot, words);
    expect(others).toMatchObject({ ok: false, error: { code: 'pot-missing' } });
    const wrong = await laptop.workspace.wallet.bringBackPot(pot, await wordsOf(bob));
    expect(wrong).toMatchObject({ ok: false, error: { code: 'phrase-wrong' } });
    must(await laptop.workspace.wallet.bringBackPot(pot, words));
    const twice = await laptop.workspace.wallet.bringBackPot(pot, words);
    expect(twice).toMatchObject({ ok: false, error: { code: 'payment-not-enough' } });
    await talk(world);
    expect(await balance(laptop, unit)).toBe(900n);
    expect(await pots(laptop)).toEqual([]);
    // What was dealt stands; who asked too late, and who asks now, is told.
    expect(await balance(cleo, unit)).toBe(300n);
    expect((await seen(cleo, packet)).mine).toMatchObject({ stage: 'dealt', amount: 300n });
    for (const late of [dan, eve]) {
      expect(await seen(late, packet)).toMatchObject({ stage: 'recalled', hasEnded: true, mine: { stage: 'none' } });
      expect(await balance(late, unit)).toBe(0n);
    }
    expect(await eve.workspace.wallet.claimPacket(packet)).toMatchObject({
      ok: false,
      error: { code: 'packet-over' },
    });
  });

  it('WSV-97 comes back to who restored from the phrase, once they took the lost device out', async () => {
    const given = await twins();
    const { world, alice, laptop, unit } = given;
    // One device it was, and it is gone with its disk.
    const tablet = (await laptop.read(laptop.workspace.ownProfile())).device;
    must(await alice.workspace.revokeDevice(tablet));
    await laptop.kill();
    const { packet, phone, words } = await thrown(given);
    const backup = await backupOf(alice);
    await alice.kill();
    const next = await deviceWith(backup, alice, 15_485_863);
    await restoreOn(next, backup);
    await talk(world);
    expect(await pots(next)).toEqual([]);
    await world.pass(WHILE);
    // Its time is over and the dealer is silent: that is said, and nothing is offered while the phone counts as a device.
    expect(await pots(next)).toMatchObject([{ isOfPacket: true, isLeftBehind: false, rows: [{ amount: 600n }] }]);
    const pot = await onlyPot(next);
    const early = await next.workspace.wallet.bringBackPot(pot, words);
    expect(early).toMatchObject({ ok: false, error: { code: 'pot-forbids' } });
    must(await next.workspace.revokeDevice(phone));
    await talk(world);
    must(await next.workspace.wallet.bringBackPot(pot, words));
    await talk(world);
    expect(await balance(next, unit)).toBe(900n);
    expect(await seen(next, packet)).toMatchObject({ stage: 'recalled', hasEnded: true });
  });

  it('WSV-97 WSV-186 comes back to who restored a backup that is older than the packet: the issuer tells of it', async () => {
    const given = await twins();
    const { world, alice, laptop, unit } = given;
    const tablet = (await laptop.read(laptop.workspace.ownProfile())).device;
    must(await alice.workspace.revokeDevice(tablet));
    await laptop.kill();
    await talk(world);
    const backup = await backupOf(alice);
    const { packet, phone, words } = await thrown(given);
    await alice.kill();
    const next = await deviceWith(backup, alice, 15_485_863);
    await restoreOn(next, backup);
    must(await next.workspace.revokeDevice(phone));
    await world.pass(UNSEEN_AFTER + 180_000);
    expect(await balance(next, unit)).toBe(300n);
    expect(await seen(next, packet)).toMatchObject({ isOwn: true, isDealerGone: true });
    must(await next.workspace.wallet.bringBackPot(await onlyPot(next), words));
    await talk(world);
    expect(await balance(next, unit)).toBe(900n);
  });

  it('WAL-95 a dealer that was found again deals nothing more, and opens its seed', async () => {
    const given = await twins();
    const { world, alice, laptop, unit } = given;
    const { packet, phone, words, cleo, dan } = await thrown(given);
    await alice.kill();
    must(await laptop.workspace.wallet.freezeDevice(phone));
    await talk(world);
    must(await dan.workspace.wallet.claimPacket(packet));
    await talk(world);
    must(await laptop.workspace.wallet.bringBackPot(await onlyPot(laptop), words));
    await talk(world);
    must(await laptop.workspace.wallet.thawDevice(phone, words));
    await alice.open();
    await talk(world);
    for (const device of [alice, laptop]) expect(await balance(device, unit)).toBe(900n);
    for (const person of [alice, laptop, cleo, dan])
      expect(await seen(person, packet)).toMatchObject({ stage: 'checked', dealt: 300n, back: 600n, faults: [] });
    expect(await balance(dan, unit)).toBe(0n);
  });
});

describe('WSV-97 a pot of one device', () => {
  it('WSV-97 that is gone comes back as far as its rule lets it', async () => {
    const { world, alice, laptop, bob, unit } = await twins();
    const words = await wordsOf(alice);
    const phone = (await alice.read(alice.workspace.ownProfile())).device;
    const make = async (name: string, rule: { readonly perDay?: bigint; readonly to?: readonly [] }) => {
      const to = rule.to === undefined ? {} : { to: [await bob.account()] };
      const made = await alice.workspace.wallet.createPot({ name, ...rule, ...to, isThisDeviceOnly: true });
      const { pot } = must(made);
      must(await alice.workspace.wallet.fillPot(pot, { unit, amount: 200n }));
      return pot;
    };
    const [saved, daily, bobs] = [
      await make('Saved', {}),
      await make('Daily', { perDay: 50n }),
      await make('Bob', { to: [] }),
    ];
    await talk(world);
    await alice.kill();
    const wallet = laptop.workspace.wallet;
    expect(await wallet.bringBackPot(saved, words)).toMatchObject({ error: { code: 'pot-forbids' } });
    must(await laptop.workspace.revokeDevice(phone));
    await talk(world);
    expect((await pots(laptop)).every((pot) => pot.isLeftBehind && !pot.isOfPacket)).toBe(true);
    must(await wallet.bringBackPot(saved, words));
    must(await wallet.bringBackPot(daily, words));
    expect(await wallet.bringBackPot(bobs, words)).toMatchObject({ error: { code: 'payment-not-enough' } });
    await talk(world);
    expect(await balance(laptop, unit)).toBe(1200n - 600n + 250n);
    const left = new Map((await pots(laptop)).map(({ name, rows }) => [name, rows[0]?.amount]));
    expect(left).toEqual(
      new Map([
        ['Bob', 200n],
        ['Daily', 150n],
        ['Saved', undefined],
      ]),
    );
  });
});
