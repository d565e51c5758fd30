/** Devices at different nodes of one signaling service, over a real NATS server. */
import { expect, test } from '@playwright/test';
import { readBusAddress } from '../../../src/main/services/signaling/busAddress.ts';
import { NatsBus } from '../../../src/main/services/signaling/natsBus.ts';
import { listenSignaling } from '../../../src/main/services/signaling/signalingServer.ts';
import { type Balancer, startBalancer } from '../../support/node/balancer.ts';
import { launchNats, type NatsServer, whyNoNats } from '../../support/node/natsServer.ts';
import { uniqueRoom } from '../../support/shared/transportContract.ts';
import { type Couple, linkCouple, untilHealed } from './faults.ts';
import { type TwoMachines, startPeer, startTwoMachines } from './world.ts';

const missing = whyNoNats();
const WORST = 15_000;
/** How long NATS is away. */
const AWAY = 5000;

interface Node {
  readonly url: string;
  state(): string;
  close(): Promise<void>;
}

async function startNode(nats: NatsServer): Promise<Node> {
  const address = readBusAddress(nats.url);
  if (!address.ok) throw new Error(address.error.message);
  const bus = new NatsBus({ address: address.value, messageBytes: 64 * 1024 });
  const server = await listenSignaling({ host: '127.0.0.1', port: 0 }, { bus });
  return {
    url: server.url,
    state: () => bus.state(),
    close: async () => {
      await server.close();
      await bus.close();
    },
  };
}

test.describe('a signaling service of two nodes', () => {
  test.skip(missing !== null, missing ?? '');
  let two: TwoMachines;
  let nats: NatsServer;
  let nodes: readonly [Node, Node];
  let balancer: Balancer;
  let number = 0;

  test.beforeAll(async () => {
    two = await startTwoMachines();
  });
  test.afterAll(() => two.close());
  test.beforeEach(async () => {
    nats = await launchNats();
    nodes = [await startNode(nats), await startNode(nats)];
    for (const node of nodes) await expect.poll(() => node.state()).toBe('connected');
    balancer = await startBalancer(nodes.map(({ url }) => Number(new URL(url).port)));
  });
  test.afterEach(async () => {
    for (const machine of two.machines) await machine.harness('disposeAll');
    balancer.close();
    for (const node of nodes) await node.close();
    await nats.kill();
  });

  /** Two linked peers, each with its own way to the service. */
  async function coupleAt(urls: readonly [string, string]): Promise<Couple> {
    const { grounds, machines } = two;
    number += 1;
    const peer = (index: 0 | 1) =>
      startPeer(machines[index], {
        name: `node-peer-${number}-${index}`,
        grounds: { ...grounds, signalingUrl: urls[index] },
        engine: 'direct',
      });
    const [one, other] = [await peer(0), await peer(1)];
    const couple: Couple = { one, other, room: uniqueRoom(), grounds, engine: 'direct', namespaces: null };
    await linkCouple(couple);
    return couple;
  }

  const heal = async (couple: Couple) => {
    const took = await untilHealed({ couple, since: performance.now() }, WORST);
    process.stdout.write(`healing\tdirect\t${test.info().title}\t${Math.round(took)}\n`);
    expect(took).toBeLessThan(WORST);
  };

  test('SIG-15 devices at different nodes link', async () => {
    const couple = await coupleAt([nodes[0].url, nodes[1].url]);
    await heal(couple);
  });

  test('SIG-17 a node dies and the connection breaks: they link again through the other node', async () => {
    const couple = await coupleAt([`ws://127.0.0.1:${balancer.port}`, `ws://127.0.0.1:${balancer.port}`]);
    expect(balancer.taken.size).toBe(2);
    await nodes[1].close();
    await couple.one.machine.harness('breakConnections');
    await heal(couple);
  });

  test('SIG-17 NATS dies, the connection breaks, NATS is back: they link again', async () => {
    const couple = await coupleAt([nodes[0].url, nodes[1].url]);
    await nats.kill();
    await couple.one.machine.harness('breakConnections');
    await new Promise((resolve) => setTimeout(resolve, AWAY));
    await nats.start();
    await heal(couple);
  });
});
