import type { LinkChannel, Room } from '@ports/peerTransport.ts';
import { digestOf, patternBytes, type SeenLink, type TransportDriver } from './transportDriver.ts';

const MAX_LINK_MESSAGE = 1024 * 1024;
const MAX_REALTIME_MESSAGE = 15 * 1024;

/** A few peers that can find each other, and the power to break things. */
export interface TransportWorld {
  /** A new peer, online. */
  peer(): Promise<TransportDriver>;
  /** Lets `milliseconds` pass for all peers. */
  wait(milliseconds: number): Promise<void>;
  /** Breaks the connection of every link between peers, as a fault of the path does. */
  breakLinks(): Promise<void>;
  dispose(): Promise<void>;
}

/** The two words of a test runner, so that Vitest and Playwright run the same suite. */
export interface SuiteRunner {
  describe(title: string, body: () => void): void;
  test(title: string, body: () => Promise<void>): void;
}

/** A link must be up within this of both being there. */
const LINK_DEADLINE = 10_000;
/** A fault must be healed within this. */
const HEAL_DEADLINE = 15_000;

let roomNumber = 0;

function check(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

function equal(actual: unknown, expected: unknown, message: string): void {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${message}: expected ${other}, got ${one}`);
}

/** A room nobody else is in. */
export function uniqueRoom(capacity = 1): Room {
  roomNumber += 1;
  const name = `contract-${Date.now().toString(36)}-${roomNumber}-`.padEnd(43, 'A');
  return { name, password: `password-${roomNumber}-0123456789abcdef`, signaling: [], capacity };
}

async function until<T>(world: TransportWorld, deadline: number, find: () => Promise<T | undefined>): Promise<T> {
  for (let waited = 0; ; waited += 50) {
    const found = await find();
    if (found !== undefined) return found;
    if (waited >= deadline) throw new Error(`not within ${deadline} ms`);
    await world.wait(50);
  }
}

/** Awaits something that needs time to pass. */
async function finished<T>(world: TransportWorld, work: Promise<T>): Promise<T> {
  let outcome: { readonly value: T } | undefined;
  const kept = work.then((value) => (outcome = { value }));
  await until(world, 60_000, async () => outcome);
  return (await kept).value;
}

async function liveLinks(peer: TransportDriver, room: Room): Promise<readonly SeenLink[]> {
  return (await peer.links(room.name)).filter((link) => link.closed === null);
}

async function linkCount(
  world: TransportWorld,
  peer: TransportDriver,
  expected: { room: Room; count: number; deadline?: number },
): Promise<readonly SeenLink[]> {
  return until(world, expected.deadline ?? LINK_DEADLINE, async () => {
    const links = await liveLinks(peer, expected.room);
    return links.length === expected.count ? links : undefined;
  });
}

async function onlyLink(world: TransportWorld, peer: TransportDriver, room: Room, deadline?: number): Promise<string> {
  const links = await linkCount(world, peer, { room, count: 1, ...(deadline === undefined ? {} : { deadline }) });
  return links[0]?.id ?? '';
}

interface Couple {
  readonly one: TransportDriver;
  readonly other: TransportDriver;
  readonly room: Room;
  readonly oneLink: string;
  readonly otherLink: string;
}

async function couple(world: TransportWorld, listen = true): Promise<Couple> {
  const [one, other] = [await world.peer(), await world.peer()];
  const room = uniqueRoom();
  await one.join(room);
  await other.join(room, { listen });
  return { one, other, room, oneLink: await onlyLink(world, one, room), otherLink: await onlyLink(world, other, room) };
}

async function arrived(
  world: TransportWorld,
  peer: TransportDriver,
  what: { link: string; channel: LinkChannel; count: number; deadline?: number },
): Promise<readonly number[]> {
  return until(world, what.deadline ?? LINK_DEADLINE, async () => {
    const all = (await peer.received(what.link))
      .filter(({ channel }) => channel === what.channel)
      .map(({ digest }) => digest);
    return all.length >= what.count ? all : undefined;
  });
}

function digests(size: number, seed: number, count = 1): readonly number[] {
  return Array.from({ length: count }, (_, index) => digestOf(patternBytes(size, seed + index)));
}

const sending: readonly (readonly [string, (world: TransportWorld) => Promise<void>])[] = [
  [
    'LNK-1 links both ways, and messages go both ways on every channel',
    async (world) => {
      const { one, other, oneLink, otherLink } = await couple(world);
      for (const channel of ['sync', 'bulk', 'realtime'] as const) {
        equal(
          await finished(world, one.send({ linkId: oneLink, channel, size: 300, seed: 1 })),
          ['sent'],
          `send on ${channel}`,
        );
        equal(
          await arrived(world, other, { link: otherLink, channel, count: 1 }),
          digests(300, 1),
          `arrived on ${channel}`,
        );
        await finished(world, other.send({ linkId: otherLink, channel, size: 301, seed: 2 }));
        equal(
          await arrived(world, one, { link: oneLink, channel, count: 1 }),
          digests(301, 2),
          `came back on ${channel}`,
        );
      }
    },
  ],
  [
    'LNK-2 a burst of 200 messages of mixed sizes arrives complete and in order',
    async (world) => {
      const { one, other, oneLink, otherLink } = await couple(world);
      const small = one.send({ linkId: oneLink, channel: 'sync', size: 0, seed: 10, count: 50 });
      const medium = one.send({ linkId: oneLink, channel: 'sync', size: 700, seed: 100, count: 100 });
      const large = one.send({ linkId: oneLink, channel: 'sync', size: 20_000, seed: 300, count: 50 });
      const expected = [...digests(0, 10, 50), ...digests(700, 100, 100), ...digests(20_000, 300, 50)];
      equal(await arrived(world, other, { link: otherLink, channel: 'sync', count: 200 }), expected, 'order');
      equal(
        (await finished(world, Promise.all([small, medium, large]))).flat().filter((outcome) => outcome !== 'sent'),
        [],
        'outcomes',
      );
    },
  ],
  [
    'LNK-3 a message of exactly 1 MiB arrives whole; one byte more is refused and the link lives on',
    async (world) => {
      const { one, other, oneLink, otherLink } = await couple(world);
      for (const channel of ['sync', 'bulk'] as const) {
        equal(
          await finished(world, one.send({ linkId: oneLink, channel, size: MAX_LINK_MESSAGE + 1, seed: 1 })),
          ['message-too-large'],
          channel,
        );
        const sent = one.send({ linkId: oneLink, channel, size: MAX_LINK_MESSAGE, seed: 2 });
        equal(
          await arrived(world, other, { link: otherLink, channel, count: 1 }),
          digests(MAX_LINK_MESSAGE, 2),
          channel,
        );
        equal(await finished(world, sent), ['sent'], channel);
      }
      equal(
        await finished(
          world,
          one.send({ linkId: oneLink, channel: 'realtime', size: MAX_REALTIME_MESSAGE + 1, seed: 1 }),
        ),
        ['message-too-large'],
        'realtime',
      );
      await finished(world, one.send({ linkId: oneLink, channel: 'realtime', size: MAX_REALTIME_MESSAGE, seed: 3 }));
      equal(
        await arrived(world, other, { link: otherLink, channel: 'realtime', count: 1 }),
        digests(MAX_REALTIME_MESSAGE, 3),
        'realtime',
      );
    },
  ],
  [
    'LNK-4 messages that came before the first listener are kept for it',
    async (world) => {
      const { one, other, oneLink, otherLink } = await couple(world, false);
      await finished(world, one.send({ linkId: oneLink, channel: 'sync', size: 100, seed: 5, count: 3 }));
      await world.wait(500);
      equal(await other.received(otherLink), [], 'nothing is heard without a listener');
      await other.listen(otherLink);
      equal(await arrived(world, other, { link: otherLink, channel: 'sync', count: 3 }), digests(100, 5, 3), 'kept');
    },
  ],
  [
    'LNK-16 nearly a megabyte that waits for room on realtime arrives, but for what the network loses',
    async (world) => {
      const { one, other, oneLink, otherLink } = await couple(world);
      const sent = await finished(
        world,
        one.send({ linkId: oneLink, channel: 'realtime', size: 15_000, seed: 1, count: 60, waits: true }),
      );
      equal([...new Set(sent)], ['sent'], 'sent');
      // A packet that is lost too often takes its message with it.
      await arrived(world, other, { link: otherLink, channel: 'realtime', count: 45 });
    },
  ],
  [
    'LNK-5 bulk does not hold up sync: a message sent after 24 MiB of bulk arrives before most of it',
    async (world) => {
      const { one, other, oneLink, otherLink } = await couple(world);
      const bulk = one.send({ linkId: oneLink, channel: 'bulk', size: MAX_LINK_MESSAGE, seed: 1, count: 24 });
      await finished(world, one.send({ linkId: oneLink, channel: 'sync', size: 300, seed: 99 }));
      await arrived(world, other, { link: otherLink, channel: 'bulk', count: 24, deadline: 60_000 });
      const order = (await other.received(otherLink)).map(({ channel }) => channel);
      check(
        // On a busy machine some of it is over before the message is sent at all.
        order.indexOf('sync') !== -1 && order.indexOf('sync') < 12,
        `sync came after ${order.indexOf('sync')} MiB of bulk`,
      );
      await finished(world, bulk);
    },
  ],
  [
    'LNK-6 a cancelled message is given up, and those after it arrive whole',
    async (world) => {
      const { one, other, oneLink, otherLink } = await couple(world);
      const many = one.send({
        linkId: oneLink,
        channel: 'bulk',
        size: MAX_LINK_MESSAGE,
        seed: 1,
        count: 40,
        cancelAfter: 30,
      });
      const after = one.send({ linkId: oneLink, channel: 'bulk', size: 50_000, seed: 77 });
      const expected = digests(50_000, 77)[0];
      await until(world, 30_000, async () =>
        (await other.received(otherLink)).some(({ digest }) => digest === expected) ? true : undefined,
      );
      const outcomes = await finished(world, many);
      check(outcomes.includes('link-cancelled'), 'nothing was cancelled');
      check(
        outcomes.every((outcome) => outcome === 'sent' || outcome === 'link-cancelled'),
        `outcomes ${[...new Set(outcomes)].join()}`,
      );
      equal(await finished(world, after), ['sent'], 'the message after it');
      const whole = (await other.received(otherLink))
        .filter(({ size }) => size === MAX_LINK_MESSAGE)
        .map(({ digest }) => digest);
      equal(whole, digests(MAX_LINK_MESSAGE, 1, whole.length), 'what arrived is whole and in order');
    },
  ],
];

const living: readonly (readonly [string, (world: TransportWorld) => Promise<void>])[] = [
  [
    'LNK-7 a close is seen as local here and remote there, fails later sends, and comes after what was sent',
    async (world) => {
      const { one, other, room, oneLink, otherLink } = await couple(world);
      await finished(world, one.send({ linkId: oneLink, channel: 'sync', size: 1000, seed: 8, count: 5 }));
      await one.close(oneLink);
      equal(
        await finished(world, one.send({ linkId: oneLink, channel: 'sync', size: 1, seed: 1 })),
        ['link-closed'],
        'send after close',
      );
      const closed = await until(
        world,
        5000,
        async () => (await other.links(room.name)).find((link) => link.id === otherLink)?.closed ?? undefined,
      );
      equal(closed, 'remote', 'reason there');
      equal((await one.links(room.name)).find((link) => link.id === oneLink)?.closed, 'local', 'reason here');
      equal(
        (await other.received(otherLink)).map(({ digest }) => digest),
        digests(1000, 8, 5),
        'what was sent before',
      );
    },
  ],
  [
    'LNK-8 a room heals by itself after its connection broke',
    async (world) => {
      const { one, other, room, oneLink } = await couple(world);
      await world.breakLinks();
      const again = await until(world, HEAL_DEADLINE, async () =>
        (await liveLinks(one, room)).find((link) => link.id !== oneLink),
      );
      const closed = (await one.links(room.name)).find((link) => link.id === oneLink)?.closed;
      check(closed === 'failed' || closed === 'timeout', `the old link says ${String(closed)}`);
      const back = await onlyLink(world, other, room, HEAL_DEADLINE);
      await finished(world, one.send({ linkId: again.id, channel: 'sync', size: 400, seed: 21 }));
      equal(await arrived(world, other, { link: back, channel: 'sync', count: 1 }), digests(400, 21), 'after healing');
    },
  ],
  [
    'LNK-9 three peers in a room of capacity 2 link with each other',
    async (world) => {
      const peers = [await world.peer(), await world.peer(), await world.peer()];
      const room = uniqueRoom(2);
      for (const peer of peers) await peer.join(room);
      for (const peer of peers) await linkCount(world, peer, { room, count: 2, deadline: HEAL_DEADLINE });
    },
  ],
  [
    'LNK-10 a wrong password never links',
    async (world) => {
      const [one, other] = [await world.peer(), await world.peer()];
      const room = uniqueRoom();
      await one.join(room);
      await other.join({ ...room, password: 'something else, just as long' });
      await world.wait(3000);
      equal([...(await one.links(room.name)), ...(await other.links(room.name))], [], 'links');
    },
  ],
  [
    'LNK-11 capacity is respected, and a place that becomes free is taken by who waits',
    async (world) => {
      const { one, other, room, oneLink } = await couple(world);
      const third = await world.peer();
      await third.join(room);
      await world.wait(4000);
      equal(await third.links(room.name), [], 'links of the third');
      equal(
        (await liveLinks(one, room)).map((link) => link.id),
        [oneLink],
        'the first link was left alone',
      );
      await other.leave(room.name);
      await onlyLink(world, third, room, HEAL_DEADLINE);
      await onlyLink(world, one, room, HEAL_DEADLINE);
    },
  ],
  [
    'LNK-12 leaving closes the link and frees the name; joining again links again',
    async (world) => {
      const { one, other, room, oneLink } = await couple(world);
      await one.leave(room.name);
      await linkCount(world, other, { room, count: 0 });
      equal((await one.links(room.name)).find((link) => link.id === oneLink)?.closed, 'local', 'reason');
      await one.join(room);
      await onlyLink(world, one, room, HEAL_DEADLINE);
      await onlyLink(world, other, room, HEAL_DEADLINE);
    },
  ],
  [
    'LNK-13 joining a name twice is a bug and throws',
    async (world) => {
      const one = await world.peer();
      const room = uniqueRoom();
      await one.join(room);
      const outcome = await one.join(room).then(
        () => 'joined',
        () => 'threw',
      );
      equal(outcome, 'threw', 'second join');
    },
  ],
  [
    'LNK-14 a banned peer is not linked until the ban ends',
    async (world) => {
      const { one, other, room, oneLink } = await couple(world);
      await one.close(oneLink, 4000);
      await world.wait(2500);
      equal([...(await liveLinks(one, room)), ...(await liveLinks(other, room))], [], 'during the ban');
      await onlyLink(world, one, room, HEAL_DEADLINE);
      await onlyLink(world, other, room, HEAL_DEADLINE);
    },
  ],
  [
    'LNK-15 two rooms of the same peers are apart, and the status counts links truthfully',
    async (world) => {
      const { one, other } = await couple(world);
      const second = uniqueRoom();
      await one.join(second);
      await other.join(second);
      await onlyLink(world, one, second);
      equal((await one.status()).links, 2, 'links');
      equal((await one.status()).signaling, 'online', 'signaling');
      await one.dispose();
      equal((await one.status()).links, 0, 'links after dispose');
      await linkCount(world, other, { room: second, count: 0 });
    },
  ],
];

/** What every {@link PeerTransport} must do. A fresh world for each test. */
export function describeTransportContract(
  runner: SuiteRunner,
  name: string,
  makeWorld: () => Promise<TransportWorld>,
): void {
  runner.describe(`PeerTransport contract: ${name}`, () => {
    for (const [title, body] of [...sending, ...living]) {
      runner.test(title, async () => {
        const world = await makeWorld();
        try {
          await body(world);
        } finally {
          await world.dispose();
        }
      });
    }
  });
}
