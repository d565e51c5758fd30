import { describe, expect, test } from 'vitest';
import type { Room } from '@ports/peerTransport.ts';
import { TALK_BURST, TALK_HOLD, TALK_PAUSE } from '@adapters/webrtc/bulkPace.ts';
import { MAX_FRAME, SMALL_FRAME } from '@adapters/webrtc/frames.ts';
import { HIGH_WATER } from '@adapters/webrtc/wire.ts';
import { createFakeWorld } from './fakeWorld.ts';
import { mostBuffered } from './fakeWebrtc.ts';

const ROOM: Room = { name: 'room', password: 'password', signaling: [], capacity: 1 };
const MEBIBYTE = 1024 * 1024;

async function setup() {
  const world = createFakeWorld();
  const [one, other] = [world.peer(), world.peer()];
  await one.driver.join(ROOM);
  await other.driver.join(ROOM);
  await world.clock.advance(1500);
  const link = async (peer: typeof one) =>
    (await peer.driver.links(ROOM.name)).find(({ closed }) => closed === null)?.id ?? '';
  return { world, one, other, oneLink: await link(one), otherLink: await link(other) };
}

/** Puts raw bytes on a channel of the first connection, as a hostile peer would. */
function inject(
  world: Awaited<ReturnType<typeof setup>>['world'],
  channel: 'sync' | 'bulk' | 'realtime',
  data: unknown,
): void {
  const live = world.webrtc.all.filter(({ isClosed }) => !isClosed);
  live[0]?.channels[channel].events?.received(data);
}

describe('a link over channels', () => {
  test('CHN-1 backpressure: however much is sent, no channel holds more than its bound', async () => {
    const { world, one, other, oneLink, otherLink } = await setup();
    const sent = [
      one.driver.send({ linkId: oneLink, channel: 'bulk', size: MEBIBYTE, seed: 1, count: 8 }),
      one.driver.send({ linkId: oneLink, channel: 'sync', size: MEBIBYTE, seed: 1, count: 3 }),
      one.driver.send({ linkId: oneLink, channel: 'realtime', size: 10_000, seed: 1, count: 200 }),
    ];
    await world.clock.advance(5000);
    expect((await Promise.all(sent)).flat().every((outcome) => outcome === 'sent')).toBe(true);
    for (const channel of ['sync', 'bulk', 'realtime'] as const)
      expect(world.webrtc.peakOf(channel)).toBeLessThanOrEqual(mostBuffered(channel));
    const received = await other.driver.received(otherLink);
    expect(received.filter(({ channel }) => channel === 'bulk')).toHaveLength(8);
    expect(received.filter(({ channel }) => channel === 'sync')).toHaveLength(3);
    // Those that would have had to wait were dropped, the rest went.
    const realtime = received.filter(({ channel }) => channel === 'realtime').length;
    expect(realtime).toBeGreaterThanOrEqual(Math.floor(HIGH_WATER.realtime / 10_001));
    expect(realtime).toBeLessThan(200);
  });

  test('CHN-1 what is said to wait on realtime waits for room, and holds no more than the bound', async () => {
    const { world, one, other, oneLink, otherLink } = await setup();
    const sent = one.driver.send({
      linkId: oneLink,
      channel: 'realtime',
      size: 10_000,
      seed: 1,
      count: 200,
      waits: true,
    });
    await world.clock.advance(5000);
    expect((await sent).every((outcome) => outcome === 'sent')).toBe(true);
    expect(world.webrtc.peakOf('realtime')).toBeLessThanOrEqual(mostBuffered('realtime'));
    expect((await other.driver.received(otherLink)).filter(({ channel }) => channel === 'realtime')).toHaveLength(200);
  });

  test.each([
    ['an unknown kind', 'sync', Uint8Array.of(0x7f, 1, 2)],
    ['nothing', 'bulk', new Uint8Array(0)],
    ['text', 'sync', 'hello'],
    ['a frame above 64 KiB', 'bulk', new Uint8Array(64 * 1024 + 1)],
    ['a continuation of nothing', 'bulk', Uint8Array.of(2, 1)],
    ['a part of a message on realtime', 'realtime', new Uint8Array(16 * 1024).fill(1, 0, 1)],
  ] as const)(
    'CHN-2 %s ends the link as a protocol violation, and the peer is not answered for a while',
    async (_, channel, data) => {
      const { world, one, other } = await setup();
      inject(world, channel, data);
      const reasons = async () =>
        [...(await one.driver.links(ROOM.name)), ...(await other.driver.links(ROOM.name))].map(({ closed }) => closed);
      expect(await reasons()).toContain('protocol');
      await world.clock.advance(8000);
      expect(await reasons()).toHaveLength(2);
      await world.clock.advance(20_000);
      expect((await one.driver.links(ROOM.name)).at(-1)?.closed).toBeNull();
    },
  );

  test('CHN-3 more than 8 MiB before anyone listens is a violation, not growth', async () => {
    const world = createFakeWorld();
    const [one, other] = [world.peer(), world.peer()];
    await one.driver.join(ROOM);
    await other.driver.join(ROOM, { listen: false });
    await world.clock.advance(1500);
    const [link] = await one.driver.links(ROOM.name);
    void one.driver.send({ linkId: link?.id ?? '', channel: 'sync', size: MEBIBYTE, seed: 1, count: 9 });
    await world.clock.advance(3000);
    expect((await other.driver.links(ROOM.name))[0]?.closed).toBe('protocol');
  });

  test('CHN-4 a close fails what is queued, and a cancelled message that has not begun is never sent', async () => {
    const { world, one, other, oneLink, otherLink } = await setup();
    const queued = one.driver.send({ linkId: oneLink, channel: 'bulk', size: MEBIBYTE, seed: 1, count: 4 });
    const cancelled = one.driver.send({ linkId: oneLink, channel: 'bulk', size: 100, seed: 9, cancelAfter: 1 });
    await world.clock.advance(2);
    expect(await cancelled).toEqual(['link-cancelled']);
    await one.driver.close(oneLink);
    expect((await queued).at(-1)).toBe('link-closed');
    await world.clock.advance(1000);
    expect((await other.driver.received(otherLink)).filter(({ size }) => size === 100)).toEqual([]);
  });

  test('CHN-5 stats tell round trip and bytes without a change for every message', async () => {
    const { world, one, oneLink } = await setup();
    let changes = 0;
    const seen = new Set<unknown>();
    one.transport.status.subscribe(() => (changes += 1));
    for (let index = 0; index < 100; index += 1) {
      await one.driver.send({ linkId: oneLink, channel: 'sync', size: 1000, seed: index });
      seen.add((await one.driver.links(ROOM.name))[0]?.roundTrip);
    }
    await world.clock.advance(6000);
    expect(changes).toBe(0);
    expect(seen.size).toBeLessThanOrEqual(2);
    expect((await one.driver.links(ROOM.name))[0]?.roundTrip).toBeGreaterThan(0);
  });

  test('CHN-6 a listener to the end is called once, and at once when it came too late', async () => {
    const world = createFakeWorld();
    const [one, other] = [world.peer(), world.peer()];
    const reasons: string[] = [];
    one.transport.join(ROOM, (link) => {
      link.onClose((reason) => reasons.push(reason));
      link.close();
      link.close();
      link.onClose((reason) => reasons.push(`late ${reason}`));
    });
    await other.driver.join(ROOM);
    await world.clock.advance(900);
    expect(reasons.slice(0, 2).toSorted()).toEqual(['late local', 'local']);
  });

  test('CHN-7 while messages go or come bulk moves in small steps, on the side that says nothing too, and then takes all there is', async () => {
    const { world, one, other, oneLink, otherLink } = await setup();
    await world.clock.advance(TALK_HOLD);
    const came = async () =>
      (await other.driver.received(otherLink)).filter(({ channel }) => channel === 'bulk').length;
    for (const talker of [one, other]) {
      const before = await came();
      const linkId = talker === one ? oneLink : otherLink;
      await talker.driver.send({ linkId, channel: 'sync', size: 100, seed: 1 });
      await world.clock.advance(10);
      const sent = one.driver.send({ linkId: oneLink, channel: 'bulk', size: 64 * 1024, seed: 1, count: 40 });
      await world.clock.advance(TALK_HOLD / 2);
      expect(await came()).toBeGreaterThan(before);
      // Two bursts more than fit the time: one at its beginning, one on its way.
      expect(await came()).toBeLessThan(before + ((TALK_HOLD / 2 / TALK_PAUSE + 2) * TALK_BURST) / (64 * 1024));
      expect(world.webrtc.peakOf('bulk')).toBeLessThan(
        talker === one ? TALK_BURST + SMALL_FRAME : HIGH_WATER.bulk + MAX_FRAME,
      );
      await world.clock.advance(1000);
      expect(await sent).toEqual(Array.from({ length: 40 }, () => 'sent'));
    }
    expect(world.webrtc.peakOf('bulk')).toBeGreaterThan(TALK_BURST + SMALL_FRAME);
  });
});
