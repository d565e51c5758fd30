import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Door, LAN_PATH, openDoor } from '../../../../../src/main/services/nearby/door.ts';
import { createNearCheck, fingerprintOf, readNetworks } from '../../../../../src/main/services/nearby/networks.ts';
import { eventually } from '../../../../support/shared/eventually.ts';

let door: Door | null = null;
afterEach(() => door?.close());

async function open(isNear = (_address: string | undefined) => true): Promise<Door & { readonly entered: unknown[] }> {
  const entered: unknown[] = [];
  door = await openDoor(isNear, (socket) => entered.push(socket), '127.0.0.1');
  return { ...door, entered };
}

/** The status a handshake is answered with; 101 when it is let in. */
async function knock(
  port: number,
  options: { readonly origin?: string; readonly path?: string } = {},
): Promise<number> {
  const { path = LAN_PATH, origin } = options;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, origin === undefined ? {} : { origin });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(101));
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', reject);
  });
}

describe('the door to the network', () => {
  it('NRB-5 lets hosts in and web pages not, whatever their origin', async () => {
    const { port, entered } = await open();
    expect(await knock(port)).toBe(101);
    for (const origin of ['http://localhost:4780', 'https://evil.example', 'null', 'app://banyan'])
      expect(await knock(port, { origin })).toBe(403);
    expect(entered).toHaveLength(1);
  });

  it.each(['/', '/signal', '/__api/host.describe', '/events', `${LAN_PATH}/`, `${LAN_PATH}?x`])(
    'NRB-5 has nothing of the host behind %s',
    async (path) => {
      const { port } = await open();
      expect(await knock(port, { path })).toBe(404);
      const asked = request({ port, host: '127.0.0.1', path, method: 'POST' }).end();
      const [response] = (await once(asked, 'response')) as [{ statusCode: number; headers: object }];
      expect(response.statusCode).toBe(404);
    },
  );

  it('NRB-5 hangs up on who comes from farther than the own networks', async () => {
    const { port, entered } = await open(() => false);
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const got: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => got.push(chunk));
    await once(socket, 'close');
    expect(Buffer.concat(got).length).toBe(0);
    expect(entered).toEqual([]);
  });

  it('NRB-5 takes four sockets of one address, and again when one is gone', async () => {
    const { port, entered } = await open();
    for (let count = 0; count < 4; count += 1) expect(await knock(port)).toBe(101);
    expect(await knock(port)).toBe(429);
    (entered[0] as WebSocket).terminate();
    await eventually(async () => expect(await knock(port)).toBe(101));
  });

  it('NRB-5 remembers no address that has no socket any more', async () => {
    const { port, entered, addresses } = await open();
    expect([await knock(port), await knock(port), addresses()]).toEqual([101, 101, 1]);
    (entered[0] as WebSocket).terminate();
    (entered[1] as WebSocket).terminate();
    await eventually(() => expect(addresses()).toBe(0));
  });
});

describe('the networks of a machine', () => {
  const address = (family: 'IPv4' | 'IPv6', own: string, cidr: string, internal = false) => ({
    ...{ address: own, netmask: '', mac: '', internal, cidr },
    ...(family === 'IPv4' ? { family } : { family, scopeid: 2 }),
  });

  it('NRB-1 are all but the machine itself, with what is local there', () => {
    expect(
      readNetworks({
        lo: [address('IPv4', '127.0.0.1', '127.0.0.1/8', true)],
        eth0: [address('IPv6', 'fe80::1', 'fe80::1/64'), address('IPv4', '192.168.1.7', '192.168.1.7/24')],
        wlan0: [address('IPv6', 'fe80::2', 'fe80::2/64')],
        tun0: [address('IPv6', 'fd00::9', 'fd00::9/64')],
      }),
    ).toEqual([
      { name: 'eth0', ipv4: '192.168.1.7', ipv6: 'fe80::1%eth0', subnets: ['fe80::1/64', '192.168.1.7/24'] },
      { name: 'wlan0', ipv4: null, ipv6: 'fe80::2%wlan0', subnets: ['fe80::2/64'] },
    ]);
  });

  it('NRB-5 tell who is near: the own subnets and link-local ones', () => {
    const isNear = createNearCheck([
      { name: 'eth0', ipv4: '192.168.1.7', ipv6: null, subnets: ['192.168.1.7/24', 'fd00:1::5/64'] },
    ]);
    for (const near of ['192.168.1.200', '::ffff:192.168.1.9', 'fe80::77%eth0', 'fd00:1::77'])
      expect(isNear(near)).toBe(true);
    for (const far of [
      '192.168.2.1',
      '8.8.8.8',
      '::ffff:10.0.0.1',
      'fd00:2::1',
      '2001:db8::1',
      '',
      'nonsense',
      undefined,
    ])
      expect(isNear(far)).toBe(false);
  });

  it('NRB-1 are others when an address is', () => {
    const one = { name: 'a', ipv4: '10.0.0.1', ipv6: null, subnets: ['10.0.0.1/24'] };
    expect(fingerprintOf([one])).toBe(fingerprintOf([{ ...one }]));
    expect(fingerprintOf([{ ...one, ipv4: '10.0.0.2' }])).not.toBe(fingerprintOf([one]));
    expect(fingerprintOf([])).not.toBe(fingerprintOf([one]));
  });
});
