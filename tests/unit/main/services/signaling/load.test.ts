import { describe, expect, it } from 'vitest';
import { loadSignaling } from '../../../../support/node/signalingLoad.ts';
import { startSignaling } from './signalingSupport.ts';

describe('a node under load', () => {
  it('SIG-1 with 10,000 subscriptions delivers each of 2,000 messages once and to its topic alone', async () => {
    const server = await startSignaling();
    const load = {
      urls: [server.url],
      sockets: 200,
      topicsPerSocket: 50,
      messagesPerSecond: null,
      messages: 2000,
      size: 500,
    };
    const outcome = await loadSignaling(load);
    expect(outcome).toMatchObject({ subscriptions: 10_000, sent: 2000, delivered: 2000, wrong: 0 });
    expect(server.signaling.counters()).toMatchObject({ refused: 0, limited: 0, cutOff: 0 });
    await expect.poll(() => server.signaling.counters()).toMatchObject({ sockets: 0, topics: 0 });
  });
});
