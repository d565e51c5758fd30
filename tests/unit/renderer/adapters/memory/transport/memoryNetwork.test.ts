import { describe, expect, test } from 'vitest';
import type { Room } from '@ports/peerTransport.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryNetwork } from '@adapters/memory/transport/memoryNetwork.ts';
import { createTransportDriver, digestOf, patternBytes } from '../../../../../support/shared/transportDriver.ts';

const ROOM: Room = { name: 'room', password: 'password', signaling: [], capacity: 1 };

async function setup(seed = 1, conditions = {}) {
  const clock = new FakeClock();
  const network = new MemoryNetwork({ clock, seed, conditions });
  const [alice, bob] = [network.createTransport(), network.createTransport()];
  const drivers = { alice: createTransportDriver(alice, clock), bob: createTransportDriver(bob, clock) };
  await drivers.alice.join(ROOM);
  await drivers.bob.join(ROOM);
  await clock.advance(500);
  const links = async () => ({
    alice: (await drivers.alice.links(ROOM.name)).at(-1),
    bob: (await drivers.bob.links(ROOM.name)).at(-1),
  });
  return { clock, network, alice, bob, drivers, links };
}

type Setup = Awaited<ReturnType<typeof setup>>;

async function sendToBob({ drivers, links }: Setup, channel: 'sync' | 'realtime', count: number): Promise<string> {
  const { alice } = await links();
  void drivers.alice.send({ linkId: alice?.id ?? '', channel, size: 100, seed: 1, count });
  return (await links()).bob?.id ?? '';
}

describe('memory network', () => {
  test('NET-1 a short partition delays messages and loses none; realtime ones are lost', async () => {
    const world = await setup();
    world.network.partition([world.alice]);
    const bobLink = await sendToBob(world, 'sync', 5);
    await sendToBob(world, 'realtime', 5);
    await world.clock.advance(5000);
    expect(await world.drivers.bob.received(bobLink)).toEqual([]);
    world.network.heal();
    await world.clock.advance(100);
    const expected = Array.from({ length: 5 }, (_, index) => digestOf(patternBytes(100, 1 + index)));
    expect((await world.drivers.bob.received(bobLink)).map(({ digest }) => digest)).toEqual(expected);
    expect((await world.links()).bob?.closed).toBeNull();
  });

  test('NET-2 a long partition times both ends out, loses what was under way, and heals with a new link', async () => {
    const world = await setup();
    const before = await world.links();
    world.network.partition([world.alice], [world.bob]);
    const bobLink = await sendToBob(world, 'sync', 5);
    await world.clock.advance(15_000);
    expect(await world.links()).toMatchObject({ alice: { closed: 'timeout' }, bob: { closed: 'timeout' } });
    world.network.heal();
    await world.clock.advance(500);
    const after = await world.links();
    expect(after).toMatchObject({ alice: { closed: null }, bob: { closed: null } });
    expect(after.alice?.id).not.toBe(before.alice?.id);
    expect(await world.drivers.bob.received(bobLink)).toEqual([]);
  });

  test('NET-3 a killed peer hears nothing more; the other finds out by silence, at a nudge sooner', async () => {
    for (const [nudged, limit] of [
      [false, 11_000],
      [true, 3000],
    ] as const) {
      const world = await setup();
      world.network.kill(world.alice);
      if (nudged) world.bob.nudge();
      await world.clock.advance(limit);
      expect(await world.links()).toMatchObject({ bob: { closed: 'timeout' } });
      expect((await world.drivers.alice.links(ROOM.name)).at(-1)?.closed).toBeNull();
    }
  });

  test('NET-4 loss, duplication and reordering touch realtime only', async () => {
    const world = await setup(3, { loss: 0.3, duplication: 0.3, jitter: 50 });
    const bobLink = await sendToBob(world, 'sync', 200);
    await sendToBob(world, 'realtime', 200);
    await world.clock.advance(2000);
    const received = await world.drivers.bob.received(bobLink);
    const expected = Array.from({ length: 200 }, (_, index) => digestOf(patternBytes(100, 1 + index)));
    expect(received.filter(({ channel }) => channel === 'sync').map(({ digest }) => digest)).toEqual(expected);
    const realtime = received.filter(({ channel }) => channel === 'realtime').map(({ digest }) => digest);
    expect(new Set(realtime).size).toBeLessThan(190);
    expect(realtime.length).toBeGreaterThan(new Set(realtime).size);
    const order = [...new Set(realtime)].map((digest) => expected.indexOf(digest));
    expect(order).not.toEqual(order.toSorted((one, other) => one - other));
  });

  test('NET-5 the same seed gives the same run', async () => {
    const run = async (seed: number) => {
      const world = await setup(seed, { loss: 0.2, jitter: 30, duplication: 0.1 });
      const bobLink = await sendToBob(world, 'realtime', 100);
      await world.clock.advance(1000);
      return world.drivers.bob.received(bobLink);
    };
    expect(await run(5)).toEqual(await run(5));
    expect(await run(5)).not.toEqual(await run(6));
  });

  test('NET-6 without signaling nothing new links, and what is up goes on', async () => {
    const world = await setup();
    world.network.setSignaling(false);
    expect(world.alice.status.get()).toMatchObject({ signaling: 'offline', links: 1 });
    const second = { ...ROOM, name: 'second' };
    await world.drivers.alice.join(second);
    await world.drivers.bob.join(second);
    await world.clock.advance(5000);
    expect(world.alice.status.get().links).toBe(1);
    world.network.setSignaling(true);
    await world.clock.advance(500);
    expect(world.alice.status.get()).toMatchObject({ signaling: 'online', links: 2 });
  });

  test('NET-7 bandwidth is a cap: 100 kB at 10 bytes a ms takes ten seconds', async () => {
    const world = await setup(1, { bandwidth: 10 });
    const { alice, bob } = await world.links();
    void world.drivers.alice.send({ linkId: alice?.id ?? '', channel: 'bulk', size: 100_000, seed: 1 });
    await world.clock.advance(9900);
    expect(await world.drivers.bob.received(bob?.id ?? '')).toEqual([]);
    await world.clock.advance(200);
    expect(await world.drivers.bob.received(bob?.id ?? '')).toHaveLength(1);
  });
});
