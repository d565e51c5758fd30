import { encode } from 'cborg';
import { createServer, request as askOver } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import { serveProgram } from '../../../../../src/main/services/web-host/programGate.ts';
import type { WebHost } from '../../../../../src/main/services/web-host/webHost.ts';
import { connectTo, enter, pageHeaders, startHostAt } from '../../../../support/node/browserHostUnderTest.ts';
import { ask, handshake } from '../../../../support/node/rawRequests.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { makePackage } from '../../../../support/node/zipBuilder.ts';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { PROGRAM_SELF } from '../../../../support/shared/programSelf.ts';

const account = 'A'.repeat(43) as AccountId;
const [label, other] = ['abcdefghijklmnopqrstuvw234', 'z'.repeat(26)] as const;
const FRAME = { 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Site': 'cross-site' };
const INSIDE = { 'Sec-Fetch-Dest': 'script', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Site': 'same-origin' };

async function setup() {
  const directory = temporaryDirectory();
  for (const folder of ['renderer', 'clients']) mkdirSync(join(directory, folder));
  writeFileSync(join(directory, 'renderer', 'index.html'), '<title>the app</title>');
  writeFileSync(join(directory, 'clients', 'webxdc.cjs'), 'run(SELF);');
  const webHost = await startHostAt(directory);
  onTestFinished(() => webHost.close());
  const host = await connectTo(webHost, { sockets: false });
  onTestFinished(() => host.close());
  const blob = makeBlob(makePackage({ 'index.html': '<p>program</p>', 'a b.js': 'let a;' }));
  await host.call('blob.begin', { account, id: blob.id, ...blob.outline });
  for (const [index, bytes] of blob.chunks.entries())
    await host.call('blob.write', { account, id: blob.id, index, bytes });
  const mount = () => host.call('mini.mount', { account, package: blob.id, label, self: PROGRAM_SELF });
  const mounted = await mount();
  const get = (path: string, headers: Record<string, string> = INSIDE, name: string = label) =>
    ask(webHost, { path, headers: { Host: `${name}.localhost:${webHost.port}`, ...headers } });
  return { webHost, host, mounted, mount, get };
}

const HostOf = (host: WebHost, name: string) => `${name}.localhost:${host.port}`;

it('WEB-16 serves a mounted program at its own name, without a key or a cookie', async () => {
  const { mounted, get, webHost } = await setup();
  const url = `http://${label}.localhost:${webHost.port}/`;
  expect(mounted).toMatchObject({ ok: true, value: { url } });
  const page = await get('/', FRAME);
  expect([page.status, page.body.toString(), page.headers['set-cookie']]).toEqual([200, '<p>program</p>', undefined]);
  expect(page.headers['content-security-policy']).toContain(`frame-ancestors 'self' ${webHost.origin}`);
  expect(page.headers['connection-allowlist']).toBe('(response-origin);webrtc=block');
  expect((await get('/a%20b.js')).body.toString()).toBe('let a;');
  expect((await get('/webxdc.js')).body.toString()).toContain('"selfName":"Ann"');
  expect((await get('/a%20b.js', { ...INSIDE, Range: 'bytes=0-2' })).body.toString()).toBe('let');
  expect(
    (await get('/a%20b.js', { ...INSIDE, 'Service-Worker': 'script', 'Sec-Fetch-Dest': 'serviceworker' })).status,
  ).toBe(403);
});

it('SRV-11 a program is told when nobody waits for an answer any more, and only then', async () => {
  const asked: Request[] = [];
  const webHost = createServer((request, response) => {
    const serve = (_label: string, one: Request) => {
      asked.push(one);
      return one.url.endsWith('?hold') ? new Promise<Response>(() => undefined) : Promise.resolve(new Response('x'));
    };
    const rules = { port: 1, secret: 'x', developmentOrigin: null };
    void serveProgram({ request, response, name: label }, { rules, programs: { serve } });
  });
  await new Promise<void>((resolve) => webHost.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void webHost.close());
  const address = webHost.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const begin = (path: string) =>
    askOver({ host: '127.0.0.1', port, path, headers: INSIDE }).on('error', () => undefined);
  const answered = begin('/webxdc.js');
  await new Promise<void>((resolve) => answered.on('response', (answer) => answer.resume().on('close', resolve)).end());
  const held = begin('/webxdc.js?hold');
  held.end();
  await expect.poll(() => asked).toHaveLength(2);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([false, false]);
  held.destroy();
  await expect.poll(() => asked.map(({ signal }) => signal.aborted)).toEqual([false, true]);
});

it('WEB-16 has nothing at labels that are not mounted, names that are none, and other ports', async () => {
  const { get, webHost, host } = await setup();
  expect((await get('/', FRAME, other)).status).toBe(404);
  for (const Host of [
    HostOf(webHost, 'short'),
    HostOf(webHost, label.toUpperCase()),
    HostOf(webHost, `a.${label}`),
    `${label}.localhost`,
    `${label}.localhost:${webHost.port === 65_535 ? 1 : webHost.port + 1}`,
    `${label}.localhost.evil.example:${webHost.port}`,
    `${label}.127.0.0.1:${webHost.port}`,
  ])
    expect((await ask(webHost, { path: '/', headers: { ...FRAME, Host } })).status).toBe(421);
  await host.call('mini.unmount', { label });
  expect((await get('/', FRAME)).status).toBe(404);
});

it('SRV-13 a window that lost its program ends and stops nothing of the one that has it', async () => {
  const { webHost, get, host, mounted, mount } = await setup();
  const before = mounted.ok ? mounted.value.mounting : '';
  const now = await mount();
  await host.call('mini.unmount', { label, mounting: before });
  expect((await get('/', FRAME)).status).toBe(200);
  await host.call('mini.freeze', { label, mounting: before, isFrozen: true });
  const path = '/webxdc.js?hold';
  const headers = { Host: HostOf(webHost, label), ...INSIDE };
  expect((await ask(webHost, { path, method: 'HEAD', headers })).status).toBe(200);
  await host.call('mini.unmount', { label, mounting: now.ok ? now.value.mounting : '' });
  expect((await get('/', FRAME)).status).toBe(404);
});

it('WEB-16 never gives the app, its API, its blobs or a socket there, not even with its cookie', async () => {
  const { webHost, get } = await setup();
  const cookie = await enter(webHost);
  const headers = { ...pageHeaders(webHost, cookie), ...INSIDE };
  for (const path of ['/__api/host.describe', '/__ticket', '/blobs/x/y', new URL(webHost.url).search, '/assets/a.js'])
    expect((await get(path.startsWith('?') ? `/x${path}` : path, headers)).status).toBe(404);
  const call = {
    path: '/__api/host.describe',
    method: 'POST',
    body: encode({}),
    headers: { ...headers, Host: HostOf(webHost, label), 'Content-Type': 'application/cbor' },
  };
  expect((await ask(webHost, call)).status).toBe(405);
  for (const path of ['/signal', '/__api/events'])
    expect(await handshake(webHost, path, { ...headers, Host: HostOf(webHost, label) })).toBe(421);
  // The control: the same call at the app's own name is answered.
  const own = { ...call, headers: { ...pageHeaders(webHost, cookie), 'Content-Type': 'application/cbor' } };
  expect((await ask(webHost, own)).status).toBe(200);
});

it('WEB-17 serves programs to frames alone', async () => {
  const { get } = await setup();
  const fetched = (use: string, site: string) => ({ 'Sec-Fetch-Dest': use, 'Sec-Fetch-Site': site });
  for (const use of ['document', 'object', 'embed', 'frame'])
    for (const site of ['none', 'same-origin', 'cross-site'])
      expect((await get('/', fetched(use, site))).status).toBe(403);
  for (const site of ['cross-site', 'same-site', 'none'])
    expect((await get('/a%20b.js', fetched('script', site))).status).toBe(403);
  expect((await get('/', {})).status).toBe(403);
  const refused = await get('/', { 'Sec-Fetch-Site': 'same-origin' });
  expect([refused.status, refused.headers['connection-allowlist']]).toEqual([403, '(response-origin);webrtc=block']);
  expect((await get('/', fetched('iframe', 'same-origin'))).status).toBe(200);
});

it('WEB-18 SRV-10 has a canary under the header alone, and something for it to reach', async () => {
  const { host, webHost, get } = await setup();
  const canary = await host.call('mini.canary', {});
  expect(canary).toEqual({ ok: true, value: { url: `http://canary.localhost:${webHost.port}/` } });
  const page = await get('/', FRAME, 'canary');
  expect(page.headers['content-security-policy']).toBe(`frame-ancestors ${webHost.origin}`);
  expect(page.headers['connection-allowlist']).toBe('(response-origin);webrtc=block');
  expect(page.body.toString()).toContain(`http://canary-target.localhost:${webHost.port}/`);
  expect((await get('/', { ...FRAME, 'Sec-Fetch-Dest': 'document' }, 'canary')).status).toBe(403);
  const target = await get('/', { 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Site': 'cross-site' }, 'canary-target');
  expect([target.status, target.headers['cross-origin-resource-policy']]).toEqual([200, 'cross-origin']);
});

it('WEB-19 the app may frame programs of its own port, and keeps its other headers', async () => {
  const { webHost } = await setup();
  const cookie = await enter(webHost);
  const { headers } = await ask(webHost, { path: '/', headers: { Cookie: cookie } });
  expect(headers['content-security-policy']).toContain(`; frame-src http://*.localhost:${webHost.port};`);
  expect(headers['permissions-policy']).toContain('camera=(self)');
  expect(headers['connection-allowlist']).toBeUndefined();
});
