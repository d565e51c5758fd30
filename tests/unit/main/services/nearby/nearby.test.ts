import { once } from 'node:events';
import { hostname, userInfo } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Nearby, type NearbyOptions } from '../../../../../src/main/services/nearby/nearby.ts';
import type { AccountId } from '@shared/ids.ts';
import type { Network } from '../../../../../src/main/services/nearby/networks.ts';
import { type SignalingServer, listenSignaling } from '../../../../../src/main/services/signaling/signalingServer.ts';
import { FakeAir, loopbackNetwork } from '../../../../support/node/fakeAir.ts';
import { eventually } from '../../../../support/shared/eventually.ts';

const ALICE = { account: 'A'.repeat(43) as AccountId, name: 'Alice' };
const BOB = { account: 'B'.repeat(43) as AccountId, name: 'Bob' };

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** A host on this machine that is nearby in the air of a test. */
function host(air: FakeAir, options: NearbyOptions = {}): Nearby {
  const nearby = new Nearby({
    networks: () => [loopbackNetwork()],
    openMulticast: air.open,
    host: '127.0.0.1',
    ...options,
  });
  ending.push(() => nearby.close());
  return nearby;
}

function on(air: FakeAir, options: NearbyOptions = {}): Nearby {
  const nearby = host(air, options);
  nearby.set({ isOn: true });
  return nearby;
}

const hosts = (nearby: Nearby) => nearby.look({ person: null }).hosts;

/** Two hosts that have found each other. */
async function two(air = new FakeAir()): Promise<readonly [Nearby, Nearby]> {
  const pair = [on(air), on(air)] as const;
  await eventually(() => expect(pair.map(hosts)).toEqual([1, 1]));
  return pair;
}

/** The signaling service of a host, as its page uses it. */
async function signalingOver(nearby: Nearby): Promise<SignalingServer> {
  const server = await listenSignaling({ host: '127.0.0.1', port: 0 }, { bus: nearby.bus });
  ending.push(() => server.close());
  return server;
}

interface Client {
  readonly heard: unknown[];
  say(message: unknown): void;
}

async function client(server: SignalingServer, ...topics: readonly string[]): Promise<Client> {
  const socket = new WebSocket(server.url);
  ending.push(() => socket.terminate());
  const heard: unknown[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
  await once(socket, 'open');
  const say = (message: unknown) => socket.send(JSON.stringify(message));
  say({ type: 'subscribe', topics });
  say({ type: 'ping' });
  await eventually(() => expect(heard).toContainEqual({ type: 'pong' }));
  heard.splice(
    heard.findIndex((one) => JSON.stringify(one) === '{"type":"pong"}'),
    1,
  );
  return { heard, say };
}

describe('hosts in one network', () => {
  it('NRB-6 let those meet who hear one topic, each at the signaling of their own host', async () => {
    const [one, other] = await two();
    const alice = await client(await signalingOver(one), 'ours', 'mine');
    const bob = await client(await signalingOver(other), 'ours', 'theirs');
    await eventually(() => {
      alice.say({ type: 'publish', topic: 'ours', data: 'hello' });
      expect(bob.heard).toContainEqual({ type: 'publish', topic: 'ours', data: 'hello', clients: 1 });
    });
    alice.say({ type: 'publish', topic: 'mine', data: 'to nobody' });
    bob.say({ type: 'publish', topic: 'ours', data: 'and back' });
    await eventually(() => expect(alice.heard).toContainEqual(expect.objectContaining({ data: 'and back' })));
    expect(bob.heard).not.toContainEqual(expect.objectContaining({ topic: 'mine' }));
  });

  it('NRB-6 hear what was last said before the two hosts met', async () => {
    const air = new FakeAir();
    const one = on(air);
    const alice = await client(await signalingOver(one), 'ours');
    alice.say({ type: 'publish', topic: 'ours', data: 'first' });
    alice.say({ type: 'publish', topic: 'ours', data: 'I am here' });
    await eventually(() => expect(alice.heard).toHaveLength(2));
    const other = on(air);
    const bob = await client(await signalingOver(other), 'ours');
    await eventually(() => expect(bob.heard).toEqual([expect.objectContaining({ data: 'I am here' })]));
  });

  it('NRB-6 pass nothing on to a third host', async () => {
    const air = new FakeAir();
    const [one, other] = await two(air);
    const apart = { ...loopbackNetwork('cable') };
    const middle = on(air, { networks: () => [loopbackNetwork(), apart] });
    const far = on(air, { networks: () => [apart] });
    await eventually(() => expect([one, other, middle, far].map(hosts)).toEqual([2, 2, 3, 1]));
    const sender = await client(await signalingOver(one), 'ours');
    const between = await client(await signalingOver(middle), 'ours');
    const beyond = await client(await signalingOver(far), 'ours');
    await eventually(() => {
      sender.say({ type: 'publish', topic: 'ours', data: 'hello' });
      expect(between.heard).toContainEqual(expect.objectContaining({ data: 'hello' }));
    });
    expect(beyond.heard).toEqual([]);
  });

  it('NRB-2 announce nothing that names a person or a machine', async () => {
    const air = new FakeAir();
    const [one] = await two(air);
    one.look({ person: { ...ALICE, name: 'Alice Liddell' } });
    const text = JSON.stringify(air.said);
    for (const name of ['Alice', 'Liddell', hostname(), userInfo().username]) expect(text).not.toContain(name);
    expect(new Set(air.said.map(({ type }) => type))).toEqual(new Set(['PTR', 'SRV', 'TXT', 'A']));
    for (const record of air.said.filter(({ type }) => type === 'TXT')) expect(record.data).toBe('v=1');
  });

  it('NRB-1 begin anew under another name and port when the network changes', async () => {
    const air = new FakeAir();
    let networks: readonly Network[] = [loopbackNetwork()];
    const mover = on(air, { networks: () => networks });
    const other = on(air);
    await eventually(() => expect([hosts(mover), hosts(other)]).toEqual([1, 1]));
    const before = new Set(air.said.flatMap((record) => (record.type === 'SRV' ? [record.name] : [])));
    networks = [{ ...loopbackNetwork(), subnets: ['127.0.0.0/9'] }];
    air.said.length = 0;
    mover.refresh();
    await eventually(() => expect([hosts(mover), hosts(other)]).toEqual([1, 1]));
    const alive = air.said.filter((record) => record.type === 'SRV' && record.ttl > 0);
    expect(alive.some(({ name }) => !before.has(name))).toBe(true);
    expect(air.said.some((record) => record.type === 'SRV' && record.ttl === 0 && before.has(record.name))).toBe(true);
  });

  it('NRB-1 says to be alone while there is no network, and enters one that comes', async () => {
    const air = new FakeAir();
    let networks: readonly Network[] = [];
    const nearby = on(air, { networks: () => networks });
    expect(nearby.look({ person: null }).state).toBe('alone');
    networks = [loopbackNetwork()];
    nearby.refresh();
    expect(nearby.look({ person: null }).state).toBe('on');
  });

  it('NRB-10 say and hear nothing while it is off', async () => {
    const air = new FakeAir();
    const [one, other] = await two(air);
    one.set({ isOn: false });
    await eventually(() => expect(hosts(other)).toBe(0));
    expect(one.look({ person: ALICE })).toEqual({ state: 'off', hosts: 0, people: [], invites: [] });
    expect(air.listeners).toBe(1);
    expect(one.bus.state()).toBe('alone');
    one.set({ isOn: true });
    await eventually(() => expect([hosts(one), hosts(other)]).toEqual([1, 1]));
  });
});

describe('people in one network', () => {
  it('NRB-9 see each other only while both look', async () => {
    const [one, other] = await two();
    const people = (nearby: Nearby, name: string | null) =>
      nearby
        .look({ person: name === null ? null : { account: ALICE.account, name } })
        .people.map((person) => person.name);
    people(one, 'Alice');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(people(other, null)).toEqual([]);
    expect(people(one, 'Alice')).toEqual([]);
    await eventually(() => {
      expect([people(one, 'Alice'), people(other, 'Bob')]).toEqual([['Bob'], ['Alice']]);
    });
  });

  it('NRB-9 are asked by an invite, which only who looks gets', async () => {
    const [one, other] = await two();
    const look = () => [one.look({ person: ALICE }), other.look({ person: BOB })] as const;
    await eventually(() => expect(look()[0].people).toHaveLength(1));
    const id = look()[0].people[0]?.id ?? '';
    expect(one.invite({ to: id, text: 'banyan://invite#one' })).toEqual({ ok: true, value: {} });
    expect(one.invite({ to: id, text: 'banyan://invite#two' }).ok).toBe(true);
    await eventually(() =>
      expect(look()[1].invites).toEqual([expect.objectContaining({ name: 'Alice', text: 'banyan://invite#two' })]),
    );
    expect(other.look({ person: null }).invites).toEqual([]);
    expect(one.invite({ to: 'f'.repeat(24), text: 'x' })).toMatchObject({ error: { code: 'unreachable' } });
  });

  it('NRB-9 get an invite as the account that was shown when it came, and no other on this host does', async () => {
    const [one, other] = await two();
    const look = (person: typeof BOB) => [one.look({ person: ALICE }), other.look({ person })] as const;
    await eventually(() => expect(look(BOB)[0].people).toHaveLength(1));
    one.invite({ to: look(BOB)[0].people[0]?.id ?? '', text: 'banyan://invite#one' });
    await eventually(() => expect(look(BOB)[1].invites).toHaveLength(1));
    const carol = { account: 'C'.repeat(43) as AccountId, name: 'Carol' };
    expect(look(carol)[1].invites).toEqual([]);
    await eventually(() => expect(look(carol)[0].people[0]?.name).toBe('Carol'));
    one.invite({ to: look(carol)[0].people[0]?.id ?? '', text: 'banyan://invite#two' });
    await eventually(() =>
      expect(look(carol)[1].invites).toEqual([expect.objectContaining({ text: 'banyan://invite#two' })]),
    );
    expect(look(BOB)[1].invites).toEqual([expect.objectContaining({ text: 'banyan://invite#one' })]);
  });

  it('NRB-9 are hidden ten seconds after the page last said that they look', async () => {
    const air = new FakeAir();
    let time = 0;
    const [one, other] = [on(air, { now: () => time }), on(air)];
    await eventually(() => expect([hosts(one), hosts(other)]).toEqual([1, 1]));
    one.look({ person: ALICE });
    await eventually(() => expect(other.look({ person: BOB }).people).toHaveLength(1));
    time = 9000;
    one.look({ person: null });
    expect(other.look({ person: BOB }).people).toHaveLength(1);
    time = 10_001;
    one.look({ person: null });
    await eventually(() => expect(other.look({ person: BOB }).people).toEqual([]));
  });
});
