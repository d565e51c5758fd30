import { decode, encode } from 'cborg';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { PortTakenError } from '../../../../../src/main/services/web-host/listen.ts';
import { connectTo, enter, pageHeaders, startHostAt } from '../../../../support/node/browserHostUnderTest.ts';
import { type Asked, ask, handshake } from '../../../../support/node/rawRequests.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';

async function setup() {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'renderer'));
  writeFileSync(join(directory, 'renderer', 'index.html'), '<title>the app</title>');
  const host = await startHostAt(directory);
  onTestFinished(() => host.close());
  return { host, headers: pageHeaders(host, await enter(host)) };
}

const call = (headers: OutgoingHttpHeaders, overrides: Partial<Asked> = {}): Asked => ({
  path: '/__api/host.describe',
  method: 'POST',
  body: encode({}),
  ...overrides,
  headers: { 'Content-Type': 'application/cbor', ...headers },
});

describe('web host', () => {
  it('WEB-1 answers on both loopback addresses and on no other', async () => {
    const { host } = await setup();
    for (const address of ['127.0.0.1', '::1']) expect((await ask(host, { path: '/', address })).status).toBe(403);
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal }) => !internal);
    for (const { address, family } of others) {
      if (family === 'IPv4') await expect(ask(host, { path: '/', address })).rejects.toThrow('ECONNREFUSED');
    }
  });

  it('WEB-2 answers 421 to every other name, key and cookie or not', async () => {
    const { host, headers } = await setup();
    const key = new URL(host.url).search;
    const names = [
      `127.0.0.1:${host.port}`,
      'localhost',
      `LOCALHOST:${host.port}`,
      `evil.example:${host.port}`,
      `localhost.:${host.port}`,
      `x.localhost:${host.port}`,
    ];
    for (const Host of names) {
      expect((await ask(host, { path: `/${key}`, headers: { Host } })).status).toBe(421);
      expect((await ask(host, call({ ...headers, Host }))).status).toBe(421);
      expect(await handshake(host, '/__api/events', { ...headers, Host })).toBe(421);
      expect(await handshake(host, '/signal', { Host })).toBe(421);
    }
  });

  it('WEB-3 lets a browser in with the key and keeps the key out of the page address', async () => {
    const { host } = await setup();
    const answer = await ask(host, { path: `/${new URL(host.url).search}` });
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/');
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(new RegExp(`^banyan-${host.port}=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict$`));
    const page = await ask(host, { path: '/', headers: { Cookie: `other=1; ${cookie.split(';')[0]}` } });
    expect([page.status, page.body.toString()]).toEqual([200, '<title>the app</title>']);
    const next = await setup();
    expect(new URL(next.host.url).search).not.toBe(new URL(host.url).search);
  });

  it('WEB-4 shows a helpful page, and nothing else, without the cookie or with a wrong one', async () => {
    const { host } = await setup();
    const cookies = [
      '',
      `banyan-${host.port}=`,
      `banyan-${host.port}=${'A'.repeat(43)}`,
      'banyan-1=x',
      `banyan-${host.port}`,
    ];
    for (const path of ['/', '/index.html', '/?key=wrong', '/?key=', '/assets/x.js']) {
      for (const Cookie of cookies) {
        const answer = await ask(host, { path, headers: { Cookie } });
        expect(answer.status).toBe(403);
        expect(answer.body.toString()).toContain('Open Banyan again');
        expect(answer.headers['set-cookie']).toBeUndefined();
        expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      }
    }
  });

  it('WEB-5 obeys only its own page', async () => {
    const { host, headers } = await setup();
    expect(decode((await ask(host, call(headers))).body)).toMatchObject({ ok: true, value: { edition: 'browser' } });
    const wrong: OutgoingHttpHeaders[] = [
      { ...headers, Cookie: '' },
      { ...headers, Cookie: `banyan-${host.port}=guess` },
      { ...headers, Origin: 'http://localhost:1' },
      { ...headers, Origin: `http://127.0.0.1:${host.port}` },
      { ...headers, Origin: `https://localhost:${host.port}` },
      { ...headers, Origin: 'null' },
      { Cookie: headers['Cookie'], 'Sec-Fetch-Site': 'same-origin' },
      { Cookie: headers['Cookie'], Origin: headers['Origin'] },
      { ...headers, 'Sec-Fetch-Site': 'same-site' },
      { ...headers, 'Sec-Fetch-Site': 'cross-site' },
      { ...headers, 'Sec-Fetch-Site': 'none' },
      { ...headers, 'Content-Type': 'text/plain' },
    ];
    for (const each of wrong) {
      const answer = await ask(host, call(each));
      expect([answer.status, decode(answer.body)]).toMatchObject([403, { ok: false, error: { code: 'forbidden' } }]);
    }
    expect((await ask(host, call(headers, { method: 'GET', body: new Uint8Array() }))).status).toBe(405);
  });

  it('WEB-5 answers bad bodies and unknown methods by the contract', async () => {
    const { host, headers } = await setup();
    const code = async (asked: Asked) =>
      (decode((await ask(host, asked)).body) as { error?: { code: string } }).error?.code;
    for (const body of [
      new Uint8Array(),
      new Uint8Array([0xff, 0x00]),
      encode('text'),
      new Uint8Array(50_000).fill(0x81),
    ]) {
      expect(await code(call(headers, { body }))).toBe('invalid-input');
    }
    for (const path of ['/__api/', '/__api/nonsense', '/__api/host.describe/', '/__api/host.describe?x=1']) {
      expect(await code(call(headers, { path }))).toBe('unknown-method');
    }
    expect(await code(call(headers, { body: new Uint8Array(17 * 1024 * 1024) }))).toBe('too-large');
  });

  it('WEB-6 opens the events socket to its own page alone', async () => {
    const { host, headers } = await setup();
    const { Origin = '', Cookie = '' } = headers;
    expect(await handshake(host, '/__api/events', { Origin, Cookie })).toBe(101);
    expect(await handshake(host, '/__api/events', headers)).toBe(101);
    const wrong = [
      {},
      { Origin },
      { Cookie },
      { Origin: 'http://evil.example', Cookie },
      { Origin, Cookie, 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const each of wrong) expect(await handshake(host, '/__api/events', each as Record<string, string>)).toBe(403);
    expect(await handshake(host, '/elsewhere', headers)).toBe(404);
  });

  it('WEB-6 closes a socket that sends what is not a call, and serves the next', async () => {
    const { host, headers } = await setup();
    for (const frame of [
      'text',
      encode('no call'),
      new Uint8Array([0xff]),
      encode({ id: -1, method: 'x', input: {} }),
    ]) {
      const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/__api/events`, { headers });
      const closed = new Promise<number>((resolve) => socket.on('close', resolve));
      socket.on('open', () => socket.send(frame));
      expect(await closed).toBe(1003);
    }
    const page = await connectTo(host);
    onTestFinished(page.close);
    expect((await page.call('host.describe', {})).ok).toBe(true);
  });

  it('WEB-7 never answers with a CORS header', async () => {
    const { host, headers } = await setup();
    const asks = [
      { path: '/', headers },
      call(headers),
      call({ Origin: 'http://evil.example' }),
      {
        path: '/__api/host.describe',
        method: 'OPTIONS',
        headers: { Origin: 'http://evil.example', 'Access-Control-Request-Method': 'POST' },
      },
    ];
    for (const asked of asks) {
      const names = Object.keys((await ask(host, asked)).headers);
      expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('WEB-10 fails loudly when the port is taken on either address', async () => {
    for (const address of ['127.0.0.1', '::1']) {
      const squatter = createServer();
      await new Promise<void>((resolve) => squatter.listen(0, address, resolve));
      onTestFinished(() => void squatter.close());
      const place = squatter.address();
      const port = typeof place === 'object' && place !== null ? place.port : 0;
      await expect(startHostAt(temporaryDirectory(), { port })).rejects.toThrow(PortTakenError);
    }
  });

  it('WEB-12 lets local hosts and the desktop edition use its signaling, and no other page', async () => {
    const { host } = await setup();
    const page = await connectTo(host);
    onTestFinished(page.close);
    const description = await page.call('host.describe', {});
    expect(description).toMatchObject({ ok: true, value: { signaling: [`ws://localhost:${host.port}/signal`] } });
    expect(await handshake(host, '/signal', {})).toBe(101);
    for (const Origin of [host.origin, 'http://localhost:5', 'app://banyan']) {
      expect(await handshake(host, '/signal', { Origin })).toBe(101);
    }
    for (const Origin of [
      'https://evil.example',
      'http://localhost.evil.example:80',
      'null',
      'http://x.localhost:5',
      'file://',
    ]) {
      expect(await handshake(host, '/signal', { Origin })).toBe(403);
    }
  });

  it('WEB-15 keeps places at its signaling for its own page, however many others this machine opens', async () => {
    const { host, headers } = await setup();
    const most = 256;
    const open = (own: Record<string, string> = {}) => {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}/signal`, {
        headers: { Host: `localhost:${host.port}`, ...own },
      });
      onTestFinished(() => socket.terminate());
      return new Promise<number>((resolve) => {
        socket.on('open', () => resolve(101));
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
        socket.on('error', () => undefined);
      });
    };
    const strangers = await Promise.all(Array.from({ length: most }, () => open()));
    expect(strangers.every((status) => status === 101)).toBe(true);
    expect(await open()).toBe(429);
    expect(await open({ Origin: 'http://localhost:5' })).toBe(429);
    expect(await open({ ...headers, Origin: 'http://localhost:5' })).toBe(429);
    expect(await open(headers)).toBe(101);
  });

  it('WEB-14 sells tickets to who has the key and is no page; each lets one browser in', async () => {
    const { host } = await setup();
    const key = new URL(host.url).searchParams.get('key') ?? '';
    const buy = (headers: OutgoingHttpHeaders, method = 'POST') => ask(host, { path: '/__ticket', method, headers });
    expect((await buy({})).status).toBe(403);
    expect((await buy({ 'X-Banyan-Key': `${key}x` })).status).toBe(403);
    expect((await buy({ 'X-Banyan-Key': key }, 'GET')).status).toBe(403);
    expect((await buy({ 'X-Banyan-Key': key, Origin: host.origin })).status).toBe(403);
    const ticket = (await buy({ 'X-Banyan-Key': key })).body.toString();
    expect(ticket).not.toContain(key);
    const enterWith = (word: string) => ask(host, { path: `/?key=${encodeURIComponent(word)}` });
    const first = await enterWith(ticket);
    expect(first.status).toBe(303);
    expect((await enterWith(ticket)).status).toBe(403);
    expect((await enterWith('once-made-up')).status).toBe(403);
    // The cookie it brings is the session's, which the key alone would have brought too.
    expect(String(first.headers['set-cookie'])).toContain(`banyan-${host.port}=`);
  });
});
