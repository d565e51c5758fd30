import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { startBalancer } from '../../support/node/balancer.ts';
import { buildMain, startProgram } from '../../support/node/builtMain.ts';
import { fuzzSignaling } from '../../support/node/signalingFuzz.ts';
import { startNats } from '../../support/node/natsForTest.ts';
import { whyNoNats } from '../../support/node/natsServer.ts';

const missing = whyNoNats();
if (missing !== null) process.stdout.write(`  signaling between nodes is not tested: ${missing}\n`);

const programs = mkdtempSync(join(tmpdir(), 'banyan-signal-'));
beforeAll(async () => buildMain(['signal'], programs));
afterAll(() => rmSync(programs, { recursive: true, force: true }));

/** A node as operators run it: a process of its own. */
async function startNode(...args: readonly string[]) {
  const program = await startProgram(join(programs, 'signal.js'), ['--port', '0', ...args]);
  onTestFinished(() => void program.end('SIGKILL'));
  const url = program.line['ready'] ?? '';
  const web = url.replace('ws:', 'http:');
  const health = async () => (await fetch(`${web}/health`)).json();
  return { url, web, port: Number(new URL(url).port), health, end: program.end };
}

/** A device: says who it is in a topic whenever it is connected, again and again, and comes back when it is cut off. */
function startDevice(url: string, { topic, name }: { readonly topic: string; readonly name: string }) {
  const met: string[] = [];
  let socket: WebSocket | null = null;
  let isOver = false;
  const say = () => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'publish', topic, data: name }));
  };
  const open = () => {
    const opened = new WebSocket(url);
    socket = opened;
    opened.on('open', () => {
      opened.send(JSON.stringify({ type: 'subscribe', topics: [topic] }));
      say();
    });
    opened.on('message', (data: Buffer) => met.push((JSON.parse(data.toString()) as { data: string }).data));
    opened.on('error', () => undefined);
    opened.on('close', () => {
      if (!isOver) setTimeout(open, 20);
    });
  };
  open();
  const announcing = setInterval(say, 50);
  onTestFinished(() => {
    isOver = true;
    clearInterval(announcing);
    socket?.terminate();
  });
  return {
    /** Meets the other one anew: what was heard before does not count. */
    meets: async (other: string) => {
      met.length = 0;
      await expect.poll(() => met).toContain(other);
    },
    met,
  };
}

describe.skipIf(missing !== null)('a signaling service of two nodes', () => {
  it('SIG-15 devices at different nodes meet, and nobody else hears them', async () => {
    const nats = await startNats();
    const [one, two] = [await startNode('--bus', nats.url), await startNode('--bus', nats.url)];
    const alice = startDevice(one.url, { topic: 'room', name: 'alice' });
    const bob = startDevice(two.url, { topic: 'room', name: 'bob' });
    const eve = startDevice(two.url, { topic: 'other', name: 'eve' });
    await Promise.all([alice.meets('bob'), bob.meets('alice'), eve.meets('eve')]);
    expect(new Set(eve.met)).toEqual(new Set(['eve']));
    expect(await one.health()).toEqual({ status: 'ok', bus: 'connected' });
  });

  it('SIG-17 a node is killed: its devices come to the other one and meet again', async () => {
    const nats = await startNats();
    const nodes = [await startNode('--bus', nats.url), await startNode('--bus', nats.url)];
    const balancer = await startBalancer(nodes.map(({ port }) => port));
    onTestFinished(balancer.close);
    const service = `ws://127.0.0.1:${balancer.port}`;
    const alice = startDevice(service, { topic: 'room', name: 'alice' });
    const bob = startDevice(service, { topic: 'room', name: 'bob' });
    await Promise.all([alice.meets('bob'), bob.meets('alice')]);
    expect([...balancer.taken.values()]).toEqual([1, 1]);
    await nodes[1]?.end('SIGKILL');
    await Promise.all([alice.meets('bob'), bob.meets('alice')]);
    expect(balancer.taken.get(nodes[0]?.port ?? 0)).toBe(2);
  });

  it('SIG-17 NATS is killed and started again: devices at different nodes meet again', async () => {
    const nats = await startNats();
    const [one, two] = [await startNode('--bus', nats.url), await startNode('--bus', nats.url)];
    const alice = startDevice(one.url, { topic: 'room', name: 'alice' });
    const bob = startDevice(two.url, { topic: 'room', name: 'bob' });
    const carol = startDevice(two.url, { topic: 'room', name: 'carol' });
    await Promise.all([alice.meets('bob'), bob.meets('alice')]);
    await nats.kill();
    for (const node of [one, two]) await expect.poll(() => node.health()).toEqual({ status: 'degraded', bus: 'away' });
    // Who is at the same node still meets; the metrics say what is wrong.
    await bob.meets('carol');
    expect(await (await fetch(`${one.web}/metrics`)).text()).toContain('banyan_signal_bus_state{state="away"} 1\n');
    await nats.start();
    await Promise.all([alice.meets('carol'), carol.meets('alice')]);
    expect(await one.health()).toEqual({ status: 'ok', bus: 'connected' });
  });
});

describe('a signaling node as a program', () => {
  it('SIG-17 serves without its NATS, says so, and ends when told to', async () => {
    const node = await startNode('--bus', 'nats://127.0.0.1:1');
    const alice = startDevice(node.url, { topic: 'room', name: 'alice' });
    const bob = startDevice(node.url, { topic: 'room', name: 'bob' });
    await Promise.all([alice.meets('bob'), bob.meets('alice')]);
    expect(await node.health()).toEqual({ status: 'degraded', bus: 'away' });
    expect(await node.end('SIGTERM')).toBe(process.platform === 'win32' ? null : 0);
  });

  it('SIG-5 takes 10,000 fuzzed frames without ending, losing an honest word or telling one to others', async () => {
    const node = await startNode();
    const outcome = await fuzzSignaling({ url: node.url, sockets: 100, framesPerSocket: 100, seed: 1 });
    expect(outcome).toMatchObject({ frames: 10_000, strayed: 0, honestReceived: outcome.honestSent });
    const metrics = await (await fetch(`${node.web}/metrics`)).text();
    const received = Number(/^banyan_signal_messages_received_total (\d+)$/m.exec(metrics)?.[1]);
    expect(received).toBeGreaterThan(7500);
    expect(await node.end('SIGTERM')).toBe(process.platform === 'win32' ? null : 0);
  });
});
