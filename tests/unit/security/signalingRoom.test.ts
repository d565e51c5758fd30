/** One address must not make a signaling service remember without end, however many sockets it opens. */
import { describe, expect, it } from 'vitest';
import { connect, startSignaling } from '../main/services/signaling/signalingSupport.ts';

const topics = (from: number, count: number) => Array.from({ length: count }, (_, n) => `topic-${from + n}`);

describe('room for topics', () => {
  it('SIG-8 the sockets of one address share a limit of topics, and have it back when one closes', async () => {
    const server = await startSignaling({ limits: { topicsPerAddress: 100 } });
    const [one, other] = [await connect(server), await connect(server)];
    one.send({ type: 'subscribe', topics: topics(0, 60) });
    await one.settle();
    other.send({ type: 'subscribe', topics: topics(1000, 60) });
    await other.settle();
    expect(server.signaling.counters()).toMatchObject({ topics: 100, limited: 1 });
    other.send({ type: 'unsubscribe', topics: topics(1000, 10) });
    other.send({ type: 'subscribe', topics: topics(2000, 10) });
    await other.settle();
    expect(server.signaling.counters()).toMatchObject({ topics: 100, limited: 1 });
    one.socket.terminate();
    await expect.poll(() => server.signaling.counters().topics).toBe(40);
    other.send({ type: 'subscribe', topics: topics(3000, 60) });
    await other.settle();
    expect(server.signaling.counters()).toMatchObject({ topics: 100, limited: 1 });
  });

  it('SIG-8 a topic subscribed again takes no room again', async () => {
    const server = await startSignaling({ limits: { topicsPerAddress: 3 } });
    const client = await connect(server);
    for (let turn = 0; turn < 5; turn += 1) client.send({ type: 'subscribe', topics: topics(0, 3) });
    await client.settle();
    expect(server.signaling.counters()).toMatchObject({ topics: 3, limited: 0 });
  });

  it('SIG-8 there is an end of topics for all together', async () => {
    const server = await startSignaling({ limits: { topics: 5 } });
    const client = await connect(server);
    client.send({ type: 'subscribe', topics: topics(0, 9) });
    await client.settle();
    expect(server.signaling.counters()).toMatchObject({ topics: 5, limited: 1 });
  });
});
