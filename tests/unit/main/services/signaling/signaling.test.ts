import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createLocalBus } from '../../../../../src/main/services/signaling/bus.ts';
import { addressGroup, createRateLimit } from '../../../../../src/main/services/signaling/limits.ts';
import { type Client, connect, startSignaling } from './signalingSupport.ts';
import { sendRaw } from '../../../../support/node/sendRaw.ts';

const join = async (client: Client, ...topics: string[]) => {
  client.send({ type: 'subscribe', topics });
  await client.settle();
};

describe('signaling', () => {
  it('SIG-1 SIG-2 delivers to every subscriber of the topic, the sender too, and to nobody else', async () => {
    const server = await startSignaling();
    const [alice, bob, eve] = [await connect(server), await connect(server), await connect(server)];
    await join(alice, 'room');
    await join(bob, 'room', 'other');
    await join(eve, 'other');
    alice.send({ type: 'publish', topic: 'room', data: { from: 'a' }, clients: 99, extra: 'dropped' });
    await expect.poll(() => bob.publishes()).toHaveLength(1);
    const expected = [{ type: 'publish', topic: 'room', data: { from: 'a' }, clients: 2 }];
    expect(bob.publishes()).toEqual(expected);
    await alice.settle();
    expect(alice.publishes()).toEqual(expected);
    await eve.settle();
    expect(eve.publishes()).toEqual([]);
  });

  it('SIG-2 delivers nothing after unsubscribe or close', async () => {
    const server = await startSignaling();
    const [alice, bob, carol] = [await connect(server), await connect(server), await connect(server)];
    for (const client of [alice, bob, carol]) await join(client, 'room');
    bob.send({ type: 'unsubscribe', topics: ['room', 'never joined'] });
    await bob.settle();
    carol.socket.close();
    await expect.poll(() => server.signaling.counters().sockets).toBe(2);
    alice.send({ type: 'publish', topic: 'room', data: 1 });
    await alice.settle();
    await bob.settle();
    expect(alice.publishes()).toEqual([{ type: 'publish', topic: 'room', data: 1, clients: 1 }]);
    expect(bob.publishes()).toEqual([]);
  });

  it('SIG-3 lets nobody publish to a topic it does not hear', async () => {
    const server = await startSignaling();
    const [alice, eve] = [await connect(server), await connect(server)];
    await join(alice, 'room');
    eve.send({ type: 'publish', topic: 'room', data: 'spam' });
    await eve.settle();
    await alice.settle();
    expect(alice.publishes()).toEqual([]);
    expect(server.signaling.counters().notSubscribed).toBe(1);
  });

  it('SIG-5 stays up and useful under 600 garbage frames and broken handshakes', async () => {
    const server = await startSignaling({ limits: { strikes: 10_000 } });
    const [alice, bob, vandal] = [await connect(server), await connect(server), await connect(server)];
    await join(alice, 'room');
    await join(bob, 'room');
    const valid = JSON.stringify({ type: 'publish', topic: 'room', data: 'x' });
    const crafted = [
      '',
      '{',
      'null',
      '[]',
      '"publish"',
      '{"type":"publish"}',
      '{"type":"subscribe","topics":{}}',
      '{"type":"subscribe","topics":[1]}',
      '{"type":"__proto__"}',
      '{"__proto__":{"type":"ping"}}',
      '{"type":"publish","topic":["room"],"data":1}',
      '[[[[{"type":"ping"}]]]]',
      `{"type":"subscribe","topics":["${'t'.repeat(300)}"]}`,
      '{"type":"subscribe","topics":[""]}',
      '{"type":"unsubscribe","topics":null}',
      `{"type":"publish","topic":"room","data":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
      '{"type":"publish","topic":"toString","data":1}',
    ];
    for (let index = 0; index < 600; index += 1) {
      const mutated = Buffer.from(valid);
      mutated[index % mutated.length] = index & 0xff;
      const choices = [
        crafted[index % crafted.length] ?? '',
        randomBytes(index),
        mutated.toString('latin1'),
        valid.slice(0, index % valid.length),
      ];
      vandal.socket.send(choices[index % 4] ?? '');
    }
    await vandal.settle();
    for (const bytes of [
      'GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'nonsense\r\n\r\n',
      '\u0000\u0001\u0002',
    ]) {
      await sendRaw(server.url, (raw) => raw.end(bytes));
    }
    expect(server.signaling.counters().malformed).toBeGreaterThan(500);
    const before = bob.publishes().length;
    alice.send({ type: 'publish', topic: 'room', data: 'still here' });
    await expect.poll(() => bob.publishes().length).toBe(before + 1);
    expect(bob.publishes().filter((message) => JSON.stringify(message).includes('still here'))).toHaveLength(1);
  });

  it('SIG-6 closes a socket that sends too large a frame', async () => {
    const server = await startSignaling();
    const client = await connect(server);
    client.socket.send('x'.repeat(70_000));
    await expect.poll(() => client.closeCode()).toBe(1009);
    expect(server.signaling.counters().sockets).toBe(0);
  });

  it('SIG-7 drops what is over the rate, and hears again later', async () => {
    let time = 0;
    const server = await startSignaling({ limits: { messagesPerSecond: 10, messageBurst: 5 }, now: () => time });
    const client = await connect(server);
    for (let index = 0; index < 20; index += 1) client.send({ type: 'ping' });
    await expect.poll(() => server.signaling.counters().limited).toBe(15);
    expect(client.received).toHaveLength(5);
    time += 200;
    await client.settle();
    expect(client.received).toHaveLength(6);
  });

  it('SIG-8 refuses one topic more than a socket may hear', async () => {
    const server = await startSignaling({ limits: { topicsPerSocket: 3 } });
    const client = await connect(server);
    await join(client, 'a', 'b', 'c', 'a');
    expect(server.signaling.counters()).toMatchObject({ topics: 3, limited: 0 });
    await join(client, 'd');
    expect(server.signaling.counters()).toMatchObject({ topics: 3, limited: 1 });
    client.send({ type: 'unsubscribe', topics: ['a'] });
    await join(client, 'd');
    expect(server.signaling.counters()).toMatchObject({ topics: 3, limited: 1 });
  });

  it('SIG-9 closes a socket after too many refused frames', async () => {
    const server = await startSignaling({ limits: { strikes: 5 } });
    const client = await connect(server);
    for (let index = 0; index < 50; index += 1) client.socket.send('garbage');
    await expect.poll(() => client.closeCode()).toBe(1008);
    expect(server.signaling.counters()).toMatchObject({ malformed: 5, cutOff: 1, sockets: 0 });
  });

  it('SIG-10 bounds sockets of one address and in all, and frees their places', async () => {
    const server = await startSignaling({ limits: { socketsPerAddress: 2, sockets: 3 } });
    const first = await connect(server);
    await connect(server);
    await expect(connect(server)).rejects.toThrow('429');
    first.socket.close();
    await expect.poll(() => server.signaling.counters().sockets).toBe(1);
    await connect(server);
    expect(server.signaling.counters()).toMatchObject({ accepted: 3, refused: 1 });
    const full = await startSignaling({ limits: { sockets: 0 } });
    await expect(connect(full)).rejects.toThrow('503');
  });

  it('SIG-11 cuts a socket off that no longer answers pings', async () => {
    const server = await startSignaling({ heartbeatMs: 40 });
    const live = await connect(server);
    const dead = await connect(server, { autoPong: false });
    await expect.poll(() => dead.closeCode()).toBe(1006);
    await live.settle();
    expect(live.closeCode()).toBeNull();
  });

  it('SIG-12 cuts a receiver off that does not read, and serves the others', async () => {
    const server = await startSignaling({
      limits: { bufferedBytes: 100_000, messageBurst: 100_000, spreadBurst: 1e9, deliveryBurst: 1e9 },
    });
    const [alice, bob, slow] = [await connect(server), await connect(server), await connect(server)];
    for (const client of [alice, bob, slow]) await join(client, 'room');
    slow.socket.pause();
    const data = 'x'.repeat(60_000);
    for (let round = 0; round < 400 && server.signaling.counters().cutOff === 0; round += 1) {
      alice.send({ type: 'publish', topic: 'room', data });
      await alice.settle();
    }
    expect(server.signaling.counters().cutOff).toBe(1);
    const before = bob.publishes().length;
    alice.send({ type: 'publish', topic: 'room', data: 'after' });
    await expect.poll(() => bob.publishes().length).toBe(before + 1);
  });

  it('SIG-13 lets any origin in when alone, and refuses by rule otherwise', async () => {
    const open = await startSignaling();
    expect((await connect(open, { origin: 'https://anything.example' })).closeCode()).toBeNull();
    const closed = await startSignaling({ isOriginAllowed: (origin) => origin === undefined });
    await expect(connect(closed, { origin: 'https://anything.example' })).rejects.toThrow('403');
    await connect(closed);
  });

  it('SIG-14 counts without naming topics or addresses', async () => {
    const server = await startSignaling();
    await join(await connect(server), 'a-secret-topic');
    expect(JSON.stringify(server.signaling.counters())).not.toMatch(/secret|127\.0/);
  });

  it('SIG-15 reaches subscribers on other nodes over the bus, and lets go of a topic with its last one', async () => {
    const bus = createLocalBus();
    const held = new Map<string, number>();
    const counting: typeof bus = {
      ...bus,
      subscribe: (topic, listener) => {
        const end = bus.subscribe(topic, listener);
        held.set(topic, (held.get(topic) ?? 0) + 1);
        return () => {
          held.set(topic, (held.get(topic) ?? 0) - 1);
          end();
        };
      },
    };
    const [here, there] = [await startSignaling({ bus: counting }), await startSignaling({ bus: counting })];
    const [alice, bob] = [await connect(here), await connect(there)];
    await join(alice, 'room');
    await join(bob, 'room');
    expect(held.get('room')).toBe(2);
    alice.send({ type: 'publish', topic: 'room', data: 1 });
    await expect.poll(() => bob.publishes()).toEqual([{ type: 'publish', topic: 'room', data: 1, clients: 1 }]);
    bob.socket.close();
    await expect.poll(() => held.get('room')).toBe(1);
  });
});

describe('signaling limits', () => {
  it('SIG-7 a rate limit fills up with time, never above its burst', () => {
    let time = 0;
    const rate = createRateLimit(10, 2, () => time);
    const take = (count: number) => Array.from({ length: count }, () => rate.take());
    expect(take(3)).toEqual([true, true, false]);
    time += 100;
    expect(take(2)).toEqual([true, false]);
    time += 1_000_000;
    expect(take(3)).toEqual([true, true, false]);
  });

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:10.0.0.7', '10.0.0.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('SIG-10 counts %s for %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});
