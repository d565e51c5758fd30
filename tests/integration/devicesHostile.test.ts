/** Whoever comes with the code of a device and is not honest. */
import { beforeEach, describe, expect, it } from 'vitest';
import { readLinkCode } from '@domain/device/linkCode.ts';
import { commitmentOf } from '@domain/device/linking.ts';
import { type LinkingMessage, encodeLinkingMessage, readLinkingMessage } from '@domain/device/linkingMessages.ts';
import { deviceLinkRoom } from '@domain/link/rooms.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { bytesOf } from '../unit/renderer/domain/support/devices.ts';
import { type Person, World, must } from './support/world.ts';

let world: World;
let alice: Person;
beforeEach(async () => {
  world = new World();
  alice = await world.person('Alice');
});

/** Somebody in the room of Alice's code who says what they like. */
async function guest(seed: number) {
  const { token } = must(readLinkCode(must(await alice.workspace.offerLink()).typed));
  return join(token, seed);
}

async function join(token: Uint8Array, seed: number) {
  const heard: LinkingMessage[] = [];
  const links: PeerLink[] = [];
  let ends = 0;
  const transport = world.network.createTransport();
  const room = transport.join({ ...deviceLinkRoom(token), signaling: [], capacity: 4 }, (link) => {
    links.push(link);
    link.onMessage((_channel, bytes) => {
      const message = readLinkingMessage(bytes);
      if (message.ok) heard.push(message.value);
    });
    link.onClose(() => (ends += 1));
  });
  await world.pass(500);
  const say = async (message: LinkingMessage) => {
    await links.at(-1)?.send('sync', encodeLinkingMessage(message));
    await world.pass(500);
  };
  const raw = async (bytes: Uint8Array) => {
    await links.at(-1)?.send('sync', bytes);
    await world.pass(500);
  };
  const keys = { signing: bytesOf(32, seed), agreement: bytesOf(32, seed + 1), nonce: bytesOf(16, seed + 2) };
  return { token, heard, say, raw, keys, leave: () => room.leave(), endings: () => ends };
}

/** What somebody says who does not hold the key they show. */
const UNSIGNED = { signature: new Uint8Array(64), consent: new Uint8Array(64) };

const offer = async () => alice.read(alice.workspace.linkOffer());

describe('a guest with the code of a device', () => {
  it('DEV-21 cannot reveal other keys than those it was bound to, nor keys it does not hold', async () => {
    const { say, keys, heard, endings } = await guest(1);
    await say({ t: 'commit', commitment: commitmentOf(keys) });
    expect(heard.map(({ t }) => t)).toEqual(['offer']);
    await say({ t: 'reveal', ...keys, nonce: bytesOf(16, 99), name: 'Laptop', ...UNSIGNED });
    expect(endings()).toBe(1);
    expect((await offer()).state).toBe('waiting');
    const second = await guest(5);
    await second.say({ t: 'commit', commitment: commitmentOf(second.keys) });
    await second.say({ t: 'reveal', ...second.keys, name: 'Laptop', ...UNSIGNED });
    expect(second.endings()).toBe(1);
    expect((await offer()).state).toBe('waiting');
  });

  it('DEV-21 cannot bind itself anew once it heard the other', async () => {
    const { say, keys, endings } = await guest(1);
    await say({ t: 'commit', commitment: commitmentOf(keys) });
    await say({ t: 'commit', commitment: commitmentOf({ ...keys, nonce: bytesOf(16, 9) }) });
    expect(endings()).toBe(1);
  });

  it('DEV-24 garbage, and words without end, end the link and nothing else', async () => {
    const garbage = await guest(1);
    await garbage.raw(bytesOf(60, 3));
    expect(garbage.endings()).toBe(1);
    const talker = await guest(2);
    for (let count = 0; count < 17; count += 1) await talker.say({ t: 'kept' });
    expect(talker.endings()).toBe(1);
    expect((await alice.read(alice.workspace.devices())).length).toBe(1);
  });

  it('DEV-26 cannot come back with one code until the digits are the same', async () => {
    const { token } = must(readLinkCode(must(await alice.workspace.offerLink()).typed));
    const heard: string[] = [];
    for (let count = 0; count < 9; count += 1) {
      const next = await join(token, 10 + count);
      await next.say({ t: 'commit', commitment: commitmentOf(next.keys) });
      heard.push(...next.heard.map(({ t }) => t));
      next.leave();
      await world.pass(500);
    }
    expect(heard).toEqual(Array.from({ length: 8 }, () => 'offer'));
    expect(await offer()).toEqual({ state: 'over', reason: 'many' });
  });

  it('DEV-26 a code that is over leads nowhere', async () => {
    const { token } = await guest(1);
    must(await alice.workspace.cancelLink());
    const late = await join(token, 7);
    await late.say({ t: 'commit', commitment: commitmentOf(late.keys) });
    expect(late.heard).toEqual([]);
    await alice.workspace.offerLink();
    await world.pass(10 * 60_000 + 1000);
    expect(await offer()).toEqual({ state: 'over', reason: 'expired' });
  });
});
