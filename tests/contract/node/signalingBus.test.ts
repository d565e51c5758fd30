import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connect } from '@nats-io/transport-node';
import { type BusMessage, type SignalingBus, createLocalBus } from '../../../src/main/services/signaling/bus.ts';
import { readBusAddress } from '../../../src/main/services/signaling/busAddress.ts';
import { NatsBus, type NatsBusOptions, subjectOf } from '../../../src/main/services/signaling/natsBus.ts';
import { startNats } from '../../support/node/natsForTest.ts';
import { type NatsServer, whyNoNats } from '../../support/node/natsServer.ts';

const missing = whyNoNats();
if (missing !== null) process.stdout.write(`  signaling over NATS is not tested: ${missing}\n`);

/** A node's bus and what its one listener of `topic` heard. */
interface Node {
  readonly bus: SignalingBus;
  hear(topic: string): { readonly heard: unknown[]; readonly leave: () => void };
}

function nodeOf(bus: SignalingBus): Node {
  onTestFinished(() => bus.close());
  return {
    bus,
    hear: (topic) => {
      const heard: unknown[] = [];
      return { heard, leave: bus.subscribe(topic, ({ data }) => heard.push(data)) };
    },
  };
}

async function natsNode(nats: Pick<NatsServer, 'url'>, more: Partial<NatsBusOptions> = {}): Promise<Node> {
  const address = readBusAddress(nats.url);
  if (!address.ok) throw new Error(address.error.message);
  const node = nodeOf(new NatsBus({ address: address.value, messageBytes: 64 * 1024, retryMs: 20, ...more }));
  await expect.poll(() => node.bus.state()).toBe('connected');
  return node;
}

/** Says something in the topic until `there` hears it: NATS tells nobody when a subscription has arrived. */
async function reach(here: Node, topic: string, there: { readonly heard: unknown[] }): Promise<void> {
  await expect
    .poll(() => {
      here.bus.publish({ topic, data: 'are you there' });
      return there.heard.length;
    })
    .toBeGreaterThan(0);
}

const kinds: readonly { readonly name: string; readonly open: () => Promise<Node>; readonly isOff: boolean }[] = [
  { name: 'local', open: () => Promise.resolve(nodeOf(createLocalBus())), isOff: false },
  { name: 'NATS', open: async () => natsNode(await startNats()), isOff: missing !== null },
];

for (const { name, open, isOff } of kinds) {
  describe.skipIf(isOff)(`the bus, ${name}`, () => {
    it('SIG-1 SIG-15 says what is published to every listener of the topic here, once, at once', async () => {
      const node = await open();
      const [one, two, other] = [node.hear('room'), node.hear('room'), node.hear('other')];
      const message: BusMessage = { topic: 'room', data: { deep: [1, null, 'ü'] } };
      node.bus.publish(message);
      expect([one.heard, two.heard, other.heard]).toEqual([[message.data], [message.data], []]);
    });

    it('SIG-2 says nothing more to who has left, leaves the others alone, and forgives leaving twice', async () => {
      const node = await open();
      const [one, two] = [node.hear('room'), node.hear('room')];
      one.leave();
      one.leave();
      node.bus.publish({ topic: 'room', data: 1 });
      expect([one.heard, two.heard]).toEqual([[], [1]]);
    });

    it('SIG-15 a topic that was left by all can be heard again', async () => {
      const node = await open();
      node.hear('room').leave();
      const again = node.hear('room');
      node.bus.publish({ topic: 'room', data: 1 });
      expect(again.heard).toEqual([1]);
    });
  });
}

describe.skipIf(missing !== null)('two nodes over NATS', () => {
  it('SIG-15 hear each other, each message once, and nothing comes back', async () => {
    const nats = await startNats();
    const [here, there] = [await natsNode(nats), await natsNode(nats)];
    const [mine, theirs] = [here.hear('room'), there.hear('room')];
    await reach(here, 'room', theirs);
    const numbers = (heard: readonly unknown[]) => heard.filter((data) => typeof data === 'number');
    const wanted = Array.from({ length: 100 }, (_, data) => data);
    for (const data of wanted) here.bus.publish({ topic: 'room', data });
    await expect.poll(() => numbers(theirs.heard)).toEqual(wanted);
    // What comes back would have come before the other side's word, which went the longer way.
    there.bus.publish({ topic: 'room', data: 'end' });
    await expect.poll(() => mine.heard).toContain('end');
    expect(numbers(mine.heard)).toEqual(wanted);
    expect(numbers(theirs.heard)).toEqual(wanted);
    expect(here.bus.counters()).toMatchObject({ malformed: 0, busy: 0 });
  });

  it('SIG-15 ask NATS only for topics somebody hears, and let go of them with the last one', async () => {
    const nats = await startNats();
    const [here, there] = [await natsNode(nats), await natsNode(nats)];
    const [one, two] = [there.hear('room'), there.hear('room')];
    const mine = here.hear('room');
    await reach(here, 'room', one);
    one.leave();
    await reach(here, 'room', two);
    two.leave();
    const received = there.bus.counters().received;
    const control = there.hear('control');
    here.hear('control');
    here.bus.publish({ topic: 'room', data: 'nobody hears this there' });
    await reach(here, 'control', control);
    expect(there.bus.counters().received).toBe(received + control.heard.length);
    mine.leave();
  });

  it('SIG-16 name topics to NATS by their hash, so that no name reaches it or breaks out of its subject', async () => {
    const nats = await startNats();
    const spy = await connect({ servers: `127.0.0.1:${nats.port}` });
    onTestFinished(() => spy.close());
    const seen: string[] = [];
    const subscription = spy.subscribe('>', {
      callback: (_error, { subject, data }) => void seen.push(`${subject} ${Buffer.from(data).toString()}`),
    });
    await spy.flush();
    const [here, there] = [await natsNode(nats), await natsNode(nats)];
    const topics = ['>', '*', 'a.*.>', 'room with space\r\nPUB x 0', '\u0000', '💬'.repeat(60), '$SYS.>'];
    for (const topic of topics) {
      const theirs = there.hear(topic);
      here.hear(topic);
      await reach(here, topic, theirs);
    }
    await expect.poll(() => seen.length).toBeGreaterThan(topics.length - 1);
    subscription.unsubscribe();
    expect(seen.filter((line) => !/^banyan\.signal\.1\.[\w-]{43} \{"data":"are you there"\}$/.test(line))).toEqual([]);
    expect(new Set(topics.map(subjectOf)).size).toBe(topics.length);
  });

  it('SIG-5 drops and counts what is no message of a node', async () => {
    const nats = await startNats();
    const node = await natsNode(nats);
    const { heard } = node.hear('room');
    const vandal = await connect({ servers: `127.0.0.1:${nats.port}` });
    onTestFinished(() => vandal.close());
    const garbage = [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      `{"data":"${'x'.repeat(70_000)}"}`,
      '\u0000\u0001',
      '['.repeat(50_000),
    ];
    await expect
      .poll(() => {
        vandal.publish(subjectOf('room'), '');
        return node.bus.counters().malformed;
      })
      .toBeGreaterThan(0);
    const before = node.bus.counters().malformed;
    for (const text of garbage) vandal.publish(subjectOf('room'), text);
    vandal.publish(subjectOf('room'), '{"data":"good","more":1}');
    await expect.poll(() => heard).toEqual(['good']);
    expect(node.bus.counters().malformed).toBeGreaterThanOrEqual(before + garbage.length);
  });

  it('SIG-17 serve their own while NATS is away, say so, and heal by themselves when it is back', async () => {
    const nats = await startNats();
    const [here, there] = [await natsNode(nats), await natsNode(nats)];
    const [mine, theirs] = [here.hear('room'), there.hear('room')];
    await reach(here, 'room', theirs);
    await nats.kill();
    for (const { bus } of [here, there]) await expect.poll(() => bus.state()).toBe('away');
    const late = there.hear('late');
    here.hear('late');
    const before = mine.heard.length;
    here.bus.publish({ topic: 'room', data: 'alone' });
    expect(mine.heard.slice(before)).toEqual(['alone']);
    expect(here.bus.counters()).toMatchObject({ away: 1, losses: 1 });
    await nats.start();
    for (const { bus } of [here, there]) await expect.poll(() => bus.state()).toBe('connected');
    await reach(here, 'room', theirs);
    await reach(here, 'late', late);
  });

  it('SIG-17 say again to the others what was last said in a topic while NATS was away', async () => {
    const nats = await startNats();
    const [here, there] = [await natsNode(nats), await natsNode(nats)];
    const [room, left] = [here.hear('room'), here.hear('left')];
    const theirs = there.hear('room');
    const gone = there.hear('left');
    await reach(here, 'room', theirs);
    await nats.kill();
    for (const { bus } of [here, there]) await expect.poll(() => bus.state()).toBe('away');
    const before = theirs.heard.length;
    for (const data of ['first', 'last']) here.bus.publish({ topic: 'room', data });
    here.bus.publish({ topic: 'left', data: 'said and left' });
    there.bus.publish({ topic: 'room', data: 'theirs' });
    left.leave();
    await nats.start();
    // Who is back first says it to nobody; the other one's word then reaches it. One of the two always arrives.
    await expect
      .poll(() => [theirs.heard.slice(before).includes('last'), room.heard.includes('theirs')].includes(true))
      .toBe(true);
    expect(theirs.heard.slice(before)).not.toContain('first');
    expect(gone.heard).toEqual([]);
  });

  it('SIG-17 begin alone when NATS is not there yet, and go to it when it is', async () => {
    const nats = await startNats();
    await nats.kill();
    const address = readBusAddress(nats.url);
    if (!address.ok) throw new Error(address.error.message);
    const here = nodeOf(new NatsBus({ address: address.value, messageBytes: 64 * 1024, retryMs: 20 }));
    const mine = here.hear('room');
    here.bus.publish({ topic: 'room', data: 1 });
    expect([mine.heard, here.bus.state()]).toEqual([[1], 'away']);
    await nats.start();
    await expect.poll(() => here.bus.state()).toBe('connected');
    const there = await natsNode(nats);
    await reach(there, 'room', mine);
  });

  it('SIG-17 give a NATS up that is there and silent', async () => {
    const nats = await startNats();
    const here = await natsNode(nats, { pingMs: 50 });
    nats.process().kill('SIGSTOP');
    await expect.poll(() => here.bus.state()).toBe('away');
    nats.process().kill('SIGCONT');
    await expect.poll(() => here.bus.state()).toBe('connected');
  });

  it('SIG-17 go on trying when NATS refuses their password', async () => {
    const nats = await startNats(['--user', 'banyan', '--pass', 'other']);
    const spy = await connect({ servers: `127.0.0.1:${nats.port}`, user: 'banyan', pass: 'other' });
    onTestFinished(() => spy.close());
    const address = readBusAddress(nats.url.replace('//', '//banyan:right@'));
    if (!address.ok) throw new Error(address.error.message);
    const states: string[] = [];
    const changed = (state: string) => void states.push(state);
    const node = nodeOf(new NatsBus({ address: address.value, messageBytes: 1000, retryMs: 20, changed }));
    // Long enough for several attempts.
    for (let turn = 0; turn < 50; turn += 1) await spy.flush();
    expect([node.bus.state(), states]).toEqual(['away', []]);
    await nats.kill();
    await nats.start(['--user', 'banyan', '--pass', 'right']);
    await expect.poll(() => node.bus.state()).toBe('connected');
  });
});

describe('a bus that is no NATS', () => {
  const INFO = 'INFO {"server_id":"x","version":"2.9.0","proto":1,"max_payload":1048576,"headers":true}\r\n';

  it.each([
    ['says nothing', '', ''],
    ['speaks HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n', ''],
    ['says garbage', '\u0000\u0001 INFO {\r\n', ''],
    ['says half of what it is', 'INFO {"server_id', ''],
    ['hangs up on whoever comes in', INFO, 'close'],
    ['says garbage once it is in', INFO, `PONG\r\nMSG ${subjectOf('room')} one two three\r\n\u0000\u0001\u0002`],
    ['announces more than it sends', INFO, `PONG\r\nMSG ${subjectOf('room')} 1 999999999\r\nx`],
  ])('SIG-17 that %s does not end a node: it serves its own', async (_what, greeting, answer) => {
    // The client writes what it could not read to the console.
    vi.spyOn(console, 'log').mockReturnValue();
    let visits = 0;
    const open = new Set<Socket>();
    const server = createServer((socket) => {
      visits += 1;
      open.add(socket);
      socket.on('error', () => undefined).write(greeting);
      socket.once('data', () => (answer === 'close' ? socket.destroy() : socket.write(answer)));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // it listens
    const address = readBusAddress(`nats://127.0.0.1:${port}`);
    if (!address.ok) throw new Error(address.error.message);
    const bus = new NatsBus({ address: address.value, messageBytes: 1000, retryMs: 5, pingMs: 20 });
    onTestFinished(async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await bus.close();
    });
    const heard: unknown[] = [];
    bus.subscribe('room', ({ data }) => heard.push(data));
    await expect.poll(() => visits).toBeGreaterThan(0);
    for (let data = 0; data < 20; data += 1) {
      bus.publish({ topic: 'room', data });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(heard).toEqual(Array.from({ length: 20 }, (_, data) => data));
  });
});
