import { connect as connectTcp } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLocalBus } from '../../../../../src/main/services/signaling/bus.ts';
import { type Client, connect, startSignaling } from './signalingSupport.ts';

const token = 'a-token-of-some-length';
const join = async (client: Client, ...topics: string[]) => {
  client.send({ type: 'subscribe', topics });
  await client.settle();
};

async function ask(url: string, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(url.replace('ws:', 'http:') + path, { headers });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

/** Values of the metrics by name and labels. */
function read(text: string): Readonly<Record<string, number>> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe('a token', () => {
  it('SIG-18 lets in who shows it in the address or as a bearer, and puts everyone else out with 1008', async () => {
    const server = await startSignaling({ token });
    const welcome = [
      await connect({ url: `${server.url}/?token=${token}` }),
      await connect({ url: `${server.url}/any/path?x=1&token=${encodeURIComponent(token)}` }),
      await connect(server, { headers: { Authorization: `Bearer ${token}` } }),
    ];
    for (const client of welcome) await client.settle();
    const wrong = [
      '',
      '?token=',
      `?token=${token}x`,
      `?token=${token.slice(1)}`,
      `?TOKEN=${token}`,
      '?token=%',
      `?${token}`,
    ];
    for (const query of wrong) {
      const client = await connect({ url: `${server.url}/${query}` });
      await expect.poll(() => client.closeCode()).toBe(1008);
      expect(client.received).toEqual([]);
    }
    expect(server.signaling.counters()).toMatchObject({
      sockets: 3,
      accepted: 3,
      refusedToken: wrong.length,
      received: 3,
    });
  });

  /** Shakes hands and then does nothing more, not even closing. */
  function shakeHands(url: string) {
    const raw = connectTcp(Number(new URL(url).port), '127.0.0.1');
    onTestFinished(() => void raw.destroy());
    const state = { raw, said: '' };
    raw.on('error', () => undefined);
    raw.on('data', (chunk: Buffer) => {
      state.said += chunk.toString('latin1');
    });
    raw.write('GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n');
    raw.write('Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n');
    return state;
  }

  it('SIG-18 who has none takes no place, and of many at once 64 are let in to be told', async () => {
    const server = await startSignaling({ token, limits: { sockets: 1 } });
    const asked = Array.from({ length: 100 }, () => shakeHands(server.url));
    await expect.poll(() => asked.filter(({ said }) => said !== '')).toHaveLength(100);
    expect(asked.filter(({ said }) => said.startsWith('HTTP/1.1 101 '))).toHaveLength(64);
    expect(asked.filter(({ said }) => said.startsWith('HTTP/1.1 401 '))).toHaveLength(36);
    await (await connect({ url: `${server.url}/?token=${token}` })).settle();
    expect(server.signaling.counters()).toMatchObject({ refusedToken: 100, accepted: 1 });
  });

  it('SIG-18 a socket that was put out and does not go is cut off', async () => {
    const server = await startSignaling({ token });
    const stays = shakeHands(server.url);
    await expect.poll(() => stays.raw.readableEnded).toBe(true);
    // A close frame: opcode 8, seven bytes, 1008, "token".
    expect(stays.said.endsWith('\u0088\u0007\u0003\u00f0token')).toBe(true);
  });
});

describe('health and metrics', () => {
  it('SIG-20 health is open to all and says how the way to other nodes is', async () => {
    const states = { state: 'connected' as 'connected' | 'away' };
    const bus = { ...createLocalBus(), state: () => states.state };
    const server = await startSignaling({ token, bus, showsFigures: true });
    expect(await ask(server.url, '/health')).toEqual({
      status: 200,
      type: 'application/json',
      text: '{"status":"ok","bus":"connected"}\n',
    });
    states.state = 'away';
    expect(JSON.parse((await ask(server.url, '/health')).text)).toEqual({ status: 'degraded', bus: 'away' });
  });

  it('SIG-20 metrics count what happened, in the form of Prometheus', async () => {
    const server = await startSignaling({ showsFigures: true, limits: { strikes: 2 } });
    const [alice, bob, vandal] = [await connect(server), await connect(server), await connect(server)];
    await join(alice, 'room');
    await join(bob, 'room');
    alice.send({ type: 'publish', topic: 'room', data: 'hello' });
    await expect.poll(() => bob.publishes()).toHaveLength(1);
    vandal.send({ type: 'publish', topic: 'room', data: 'spam' });
    vandal.socket.send('garbage');
    await expect.poll(() => vandal.closeCode()).toBe(1008);
    const answer = await ask(server.url, '/metrics');
    expect(answer.type).toBe('text/plain; version=0.0.4; charset=utf-8');
    for (const line of answer.text.trimEnd().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[a-z0-9._]+"\})? [\d.e+-]+)$/);
    }
    const values = read(answer.text);
    expect(values).toMatchObject({
      banyan_signal_sockets: 2,
      banyan_signal_topics: 1,
      banyan_signal_sockets_accepted_total: 3,
      'banyan_signal_sockets_refused_total{reason="token"}': 0,
      'banyan_signal_sockets_cut_total{reason="strikes"}': 1,
      // Two joins and their pings, one message, two of the vandal's.
      banyan_signal_messages_received_total: 7,
      banyan_signal_messages_delivered_total: 4,
      'banyan_signal_messages_dropped_total{reason="malformed"}': 1,
      'banyan_signal_messages_dropped_total{reason="not_subscribed"}': 1,
      'banyan_signal_bus_state{state="alone"}': 1,
      'banyan_signal_bus_state{state="away"}': 0,
    });
    const frame = Buffer.byteLength('{"type":"publish","topic":"room","data":"hello","clients":2}');
    const pong = Buffer.byteLength('{"type":"pong"}');
    expect(values['banyan_signal_delivered_bytes_total']).toBe(2 * frame + 2 * pong);
    expect(values['process_resident_memory_bytes']).toBeGreaterThan(10_000_000);
    expect(values['banyan_signal_event_loop_lag_seconds{quantile="0.99"}']).toBeGreaterThanOrEqual(0);
  });

  it('SIG-14 metrics name no topic and no address', async () => {
    const server = await startSignaling({ showsFigures: true });
    const client = await connect(server);
    await join(client, 'a-secret-topic');
    client.send({ type: 'publish', topic: 'a-secret-topic', data: 'words' });
    await client.settle();
    expect((await ask(server.url, '/metrics')).text).not.toMatch(/secret|words|127\.0|::1/);
  });

  it('SIG-20 metrics ask for the token where there is one', async () => {
    const server = await startSignaling({ token, showsFigures: true });
    expect((await ask(server.url, '/metrics')).status).toBe(401);
    expect((await ask(server.url, '/metrics', { Authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await ask(server.url, '/metrics', { Authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it('SIG-20 a service inside an app shows neither', async () => {
    const server = await startSignaling();
    for (const path of ['/health', '/metrics', '/'])
      expect((await ask(server.url, path)).text).toBe('Banyan signaling\n');
  });
});

describe('what one address may make of the service', () => {
  it('SIG-19 a message counts by what it becomes: its bytes for each receiver here', async () => {
    const server = await startSignaling({ limits: { spreadBytesPerSecond: 0, spreadBurst: 30_000 } });
    const crowd = await Promise.all(Array.from({ length: 10 }, () => connect(server)));
    for (const client of crowd) await join(client, 'crowd');
    const [alice, bob] = crowd;
    if (alice === undefined || bob === undefined) throw new Error('nobody came');
    const data = 'x'.repeat(1000);
    for (let turn = 0; turn < 5; turn += 1) alice.send({ type: 'publish', topic: 'crowd', data });
    await alice.settle();
    expect(alice.publishes()).toHaveLength(2);
    // Whoever comes from the same address has used it up, too; pings and topics stay free.
    bob.send({ type: 'publish', topic: 'crowd', data });
    await bob.settle();
    expect(bob.publishes()).toHaveLength(2);
    expect(server.signaling.counters()).toMatchObject({ limited: 4, sockets: 10 });
  });

  it('SIG-19 the sockets of an address are given no more than so much together, whoever sends it', async () => {
    const bus = createLocalBus();
    const limits = { deliveryBytesPerSecond: 0, deliveryBurst: 10_000 };
    const server = await startSignaling({ bus, limits });
    const crowd = await Promise.all(Array.from({ length: 5 }, () => connect(server)));
    for (const client of crowd) await join(client, 'crowd');
    for (let turn = 0; turn < 10; turn += 1) bus.publish({ topic: 'crowd', data: 'x'.repeat(1000) });
    const given = () => crowd.map((client) => client.publishes().length).reduce((sum, count) => sum + count, 0);
    await expect.poll(given).toBe(9);
    expect(server.signaling.counters()).toMatchObject({ undelivered: 41, sockets: 5, cutOff: 0 });
  });

  it('SIG-7 a frame that names many topics counts as many', async () => {
    const server = await startSignaling({ limits: { messagesPerSecond: 0, messageBurst: 10, strikes: 1000 } });
    const client = await connect(server);
    const many = Array.from({ length: 400 }, (_, index) => `t${index}`);
    client.send({ type: 'subscribe', topics: many });
    client.send({ type: 'unsubscribe', topics: many });
    client.send({ type: 'ping' });
    await expect.poll(() => server.signaling.counters().limited).toBe(2);
    expect(server.signaling.counters()).toMatchObject({ topics: 400 });
  });
});
