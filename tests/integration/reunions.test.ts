/** Who came back on a new device meets those who know only the old one. */
import { describe, expect, it } from 'vitest';
import type { DeviceId } from '@shared/ids.ts';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { introduce } from '@services/reunions/introduction.ts';
import { UNSEEN_AFTER } from '@services/reunions/reunions.ts';
import { decodeLinkMessage } from '@domain/link/messages.ts';
import { type HeldBackup, backupOf, deviceWith, restoreOn } from './support/restoredDevice.ts';
import { reunionsOf, roomWith, selfOf } from './support/reunionRogue.ts';
import { type Person, type World, must, two } from './support/world.ts';

const MINUTE = 60_000;
/** As long as it may take until both sides are in the room and what follows is done. */
const MEETING = UNSEEN_AFTER + 3 * MINUTE;

/** Alice's backup, with a chat with Bob in it. */
async function past(): Promise<{ world: World; alice: Person; bob: Person; backup: HeldBackup }> {
  const { world, alice, bob } = await two();
  await alice.say('Bob', 'the first');
  await bob.say('Alice', 'the answer');
  await world.pass(3000);
  return { world, alice, bob, backup: await backupOf(alice) };
}

async function comeBack(backup: HeldBackup, alice: Person, seed = 77): Promise<Person> {
  const back = await deviceWith(backup, alice, seed);
  await restoreOn(back, backup);
  return back;
}

async function expectTalk(back: Person, bob: Person): Promise<void> {
  await back.say('Bob', 'I am back');
  await back.world.pass(5000);
  await bob.say('Alice', 'good');
  await back.world.pass(5000);
  expect((await back.texts('Bob')).slice(-2)).toEqual(['I am back', 'good']);
  expect((await bob.texts('Alice')).slice(-2)).toEqual(['I am back', 'good']);
  expect(await bob.read(bob.workspace.equivocations(await back.account()))).toEqual([]);
}

async function deviceOf(person: Person): Promise<DeviceId> {
  return (await person.read(person.workspace.ownProfile())).device;
}

/** Devices of Alice that Bob knows. */
async function devicesAt(bob: Person): Promise<readonly string[]> {
  return [...bob.disk.tables(await bob.account()).records.contacts.values()].flatMap(({ devices }) => devices);
}

/** Rooms of reunions a person joins from here on. */
function reunionRooms(person: Person): string[] {
  const { transport } = person;
  if (transport === null) throw new Error('it is closed');
  const joined: string[] = [];
  const join = transport.join.bind(transport);
  transport.join = (room, onLink) => {
    if (room.capacity === 4) joined.push(room.name);
    return join(room, onLink);
  };
  return joined;
}

describe('a restored device', () => {
  it('RST-7 is found by a friend who does nothing, and both talk on', async () => {
    const { world, alice, bob, backup } = await past();
    await alice.kill();
    const back = await comeBack(backup, alice);
    await world.pass(MEETING);
    await expectTalk(back, bob);
    const before = reunionsOf(backup);
    expect(before.map(({ theirs }) => theirs)).toContain(await deviceOf(bob));
    const old = before[0]?.mine;
    const yet = reunionsOf({ entries: must(await back.workspace.backupContents()).extra }).filter(
      ({ mine }) => mine === old,
    );
    // Only the old device itself is still to be met: it is gone.
    expect(yet.map(({ theirs }) => theirs)).toEqual([old]);
  });

  it('RST-7 is found by a friend who was away and comes days later', async () => {
    const { world, alice, bob, backup } = await past();
    await alice.kill();
    await bob.close();
    const back = await comeBack(backup, alice);
    await world.pass(30 * MINUTE);
    await bob.open();
    await world.pass(MEETING);
    await expectTalk(back, bob);
  });

  it('RST-7 goes on looking after its own end, and no longer than until all were met', async () => {
    const { world, alice, bob, backup } = await past();
    await alice.kill();
    const back = await comeBack(backup, alice);
    await back.kill();
    await back.start();
    await world.pass(MEETING);
    await expectTalk(back, bob);
    await back.close();
    await back.start();
    const rooms = reunionRooms(back);
    await world.pass(5 * MINUTE);
    // The one that is left is that of the old device with itself.
    expect(rooms).toHaveLength(1);
  });

  it('RST-8 is heard although the old device was taken out, and a second time, from the same backup', async () => {
    const { world, alice, bob, backup } = await past();
    const old = (await alice.read(alice.workspace.ownProfile())).device;
    await alice.kill();
    const back = await comeBack(backup, alice);
    must(await back.workspace.revokeDevice(old, backup.words));
    await world.pass(MEETING);
    expect(await devicesAt(bob)).toContain(await deviceOf(back));
    expect(await devicesAt(bob)).not.toContain(old);
    await back.kill();
    const again = await comeBack(backup, alice, 88);
    await world.pass(MEETING);
    await expectTalk(again, bob);
  });

  it('RST-8 meets the old device, where that still works', async () => {
    const { world, alice, bob, backup } = await past();
    const back = await comeBack(backup, alice);
    await world.pass(MEETING);
    await expectTalk(back, bob);
    expect((await alice.texts('Bob')).slice(-2)).toEqual(['I am back', 'good']);
  });
});

describe('who has the secrets alone', () => {
  it('LNK-18 hears nothing from who listens, and moves nothing with a card of another account', async () => {
    const { world, alice, bob, backup } = await past();
    const mallory = await selfOf(await world.person('Mallory'));
    await alice.kill();
    const before = await bob.read(bob.workspace.contacts());
    const room = await roomWith(backup, bob, (link, met) => void introduce(mallory.parts, link, met));
    await world.pass(MEETING);
    expect(room.links.length).toBeGreaterThan(0);
    expect(room.heard).toEqual([]);
    const after = await bob.read(bob.workspace.contacts());
    expect(after.map(({ ownName }) => ownName)).toEqual(before.map(({ ownName }) => ownName));
    expect(await bob.read(bob.workspace.requests())).toEqual([]);
  });

  it('LNK-18 moves nothing with the card of the right account and the keys of another', async () => {
    const { world, alice, bob, backup } = await past();
    const mallory = await selfOf(await world.person('Mallory'));
    const back = await comeBack(backup, alice);
    const { card } = (await selfOf(back)).own;
    const device = await deviceOf(back);
    await alice.kill();
    await back.kill();
    const copied = { ...mallory.parts, ownCard: () => card };
    const room = await roomWith(backup, bob, (link, met) => void introduce(copied, link, met));
    await world.pass(MEETING);
    expect(room.links.length).toBeGreaterThan(0);
    expect(room.heard).toEqual([]);
    expect(await devicesAt(bob)).not.toContain(device);
  });

  it('LNK-18 has no word as a device that was taken out, whatever its card says', async () => {
    const { world, alice, bob, backup } = await past();
    const old = await deviceOf(alice);
    await alice.kill();
    const back = await comeBack(backup, alice);
    must(await back.workspace.revokeDevice(old, backup.words));
    await world.pass(MEETING);
    await expectTalk(back, bob);
    const thief = await selfOf(alice);
    must(await thief.own.change({ profile: { name: 'Thief', avatar: { kind: 'generated' } } }));
    const room = await roomWith(backup, bob, (link, met) => void introduce(thief.parts, link, met));
    await world.pass(2 * MINUTE);
    expect(room.links.length).toBeGreaterThan(0);
    expect((await bob.read(bob.workspace.contacts())).map(({ ownName }) => ownName)).toEqual(['Alice']);
    expect(await devicesAt(bob)).not.toContain(old);
  });

  it('LNK-18 reads nothing of who came back', async () => {
    const { world, alice, bob, backup } = await past();
    await alice.kill();
    await bob.close();
    const back = await comeBack(backup, alice);
    const room = await roomWith(backup, bob, () => undefined);
    await world.pass(5 * MINUTE);
    expect(room.links.length).toBeGreaterThan(0);
    expect(room.heard).toHaveLength(room.links.length);
    const kinds = room.heard.map(decodeLinkMessage).map((read) => (read.ok ? read.value.t : read.error.code));
    expect(new Set(kinds)).toEqual(new Set(['request']));
    const { card, identity } = (await selfOf(back)).own;
    const said = Buffer.concat(room.heard);
    for (const secret of [utf8ToBytes('Alice'), card, identity.get().certificate.signing].map((bytes) =>
      Buffer.from(bytes),
    ))
      expect(said.includes(secret)).toBe(false);
  });
});

it('RST-8 those who are linked keep no room more but that with themselves', async () => {
  const { world, alice, bob } = await past();
  const rooms = [reunionRooms(alice), reunionRooms(bob)];
  await world.pass(60 * MINUTE);
  expect(rooms.map((joined) => joined.length)).toEqual([1, 1]);
});
