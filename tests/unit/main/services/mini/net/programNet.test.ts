import type { LookupAddress } from 'node:dns';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { netContract } from '@shared/ipc/netContract.ts';
import { MAX_NET_ANSWER_BYTES, MOST_NET_REQUESTS } from '@shared/mini/net.ts';
import { ok } from '@shared/result.ts';
import { createHttpsExchange } from '../../../../../../src/main/services/mini/net/httpsExchange.ts';
import { type NetRequest, createProgramNet } from '../../../../../../src/main/services/mini/net/programNet.ts';
import { type Resolve, resolvePublic } from '../../../../../../src/main/services/mini/net/resolvePublic.ts';
import { type NetServer, startNetServer } from '../../../../../support/node/netServer.ts';
import { TEST_CERTIFICATE } from '../../../../../support/node/tlsFixture.ts';

const HERE: LookupAddress = { address: '127.0.0.1', family: 4 };
const hosts = ['api.example.org', 'data.example.net', 'other.example.com'];

let server: NetServer;
beforeEach(async () => {
  server = await startNetServer();
});
afterEach(() => server.close());

/** A net whose every name is the server of the test. */
function setup(resolve: Resolve = async () => ok([HERE])) {
  const asked: string[] = [];
  const deadlines: AbortController[] = [];
  const counted = async (host: string) => {
    asked.push(host);
    return resolve(host);
  };
  const net = createProgramNet({
    exchange: createHttpsExchange({ resolve: counted, port: server.port, authorities: TEST_CERTIFICATE }),
    deadline: () => {
      const controller = new AbortController();
      deadlines.push(controller);
      return controller.signal;
    },
  });
  const reach = (path: string, change: Partial<NetRequest> = {}) =>
    net.fetch({
      label: 'a',
      hosts,
      url: `https://api.example.org${path}`,
      method: 'GET',
      headers: {},
      body: null,
      ...change,
    });
  return { net, reach, asked, deadlines };
}

const says =
  (text: string, headers: Record<string, string | string[]> = {}, status = 200) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end(text);
const leadsTo = (location: string, status = 302) => says('', { location }, status);
const textOf = (answer: Awaited<ReturnType<ReturnType<typeof setup>['reach']>>) =>
  answer.ok ? new TextDecoder().decode(answer.value.body) : answer.error.code;

describe('a request', () => {
  test('NET-1 NET-4 NET-5 carries what the program said and nothing of the person', async () => {
    const { reach } = setup();
    server.routes.set('/x?y=1', says('hello', { 'content-type': 'text/plain', 'x-left': '7', server: 'secret' }));
    const answer = await reach('/x?y=1', {
      method: 'POST',
      headers: { Authorization: 'Bearer t', 'content-type': 'text/plain', 'X-Key': 'k' },
      body: new TextEncoder().encode('hi'),
    });
    expect(answer).toMatchObject({ ok: true, value: { status: 200 } });
    expect(answer.ok && answer.value.headers).toMatchObject({ 'content-type': 'text/plain', 'x-left': '7' });
    expect(answer.ok && 'server' in answer.value.headers).toBe(false);
    expect(textOf(answer)).toBe('hello');
    expect(server.heard).toMatchObject([{ method: 'POST', path: '/x?y=1', body: 'hi' }]);
    expect(Object.keys(server.heard[0]?.headers ?? {}).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
      'x-key',
    ]);
    expect(server.heard[0]?.host).toBe(`api.example.org:${server.port}`);
  });

  test('NET-4 no cookie is told, kept or sent', async () => {
    const { reach } = setup();
    server.routes.set('/login', says('in', { 'set-cookie': ['session=1; Path=/', 'b=2'], 'x-ok': '1' }));
    const first = await reach('/login');
    expect(first.ok && first.value.headers).toMatchObject({ 'x-ok': '1' });
    expect(JSON.stringify(first)).not.toContain('session=1');
    await reach('/login');
    expect(server.heard.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
  });

  test.each([
    ...[
      'Cookie',
      'cookie2',
      'Host',
      'Origin',
      'Referer',
      'User-Agent',
      'Connection',
      'Content-Length',
      'Transfer-Encoding',
    ],
    ...[
      'Sec-Fetch-Site',
      'Proxy-Authorization',
      'X-Forwarded-For',
      'X-Real-IP',
      'X-HTTP-Method-Override',
      'TE',
      'Via',
      'Upgrade',
    ],
    ...[
      'X-Remote-User',
      'X-Remote',
      'X-ForwardedFor',
      'X-Envoy-Original-Path',
      'X-Auth-Request-Email',
      'X-Goog-Iap-Jwt-Assertion',
    ],
    ...['X-SSL-Client-Verify', 'X-Client-Cert', 'X-Host', 'X-Original-URL', 'X-WebAuth-User', 'X-Amzn-Oidc-Data'],
    ...['Accept-Encoding', 'Expect', 'x-bad name', 'x-é', ''],
  ])('NET-5 may not set %j', async (name) => {
    const { reach } = setup();
    expect(textOf(await reach('/', { headers: { [name]: 'x' } }))).toBe('invalid-input');
    expect(server.connections()).toBe(0);
  });

  test.each(['a\r\nHost: evil.org', 'a\nb', 'a\0b', 'a\u{2028}b'])(
    'NET-5 a value that is none (%j) is refused',
    async (value) => {
      const { reach } = setup();
      expect(textOf(await reach('/', { headers: { 'x-key': value } }))).toBe('invalid-input');
      expect(server.connections()).toBe(0);
    },
  );

  test('NET-2 connects to what was looked at, and looks once for each request', async () => {
    let times = 0;
    // The second answer is an address nobody has: were it asked again to connect, nothing would come.
    const { reach, asked } = setup(async () => ok([(times += 1) === 1 ? HERE : { address: '192.0.2.1', family: 4 }]));
    server.routes.set('/', says('once'));
    expect(textOf(await reach('/'))).toBe('once');
    expect(asked).toEqual(['api.example.org']);
  });

  test('NET-2 a name that leads into the network here is not connected to', async () => {
    const { reach } = setup(resolvePublic(async () => [HERE]));
    expect(textOf(await reach('/'))).toBe('forbidden');
    expect(server.connections()).toBe(0);
  });

  test('NET-9 a certificate of another name, or of nobody, is not believed', async () => {
    const { reach } = setup();
    server.routes.set('/', says('never'));
    expect(textOf(await reach('/', { url: 'https://other.example.com/' }))).toBe('unreachable');
    const strict = createProgramNet({
      exchange: createHttpsExchange({ resolve: async () => ok([HERE]), port: server.port }),
    });
    const request = {
      label: 'a',
      hosts,
      url: 'https://api.example.org/',
      method: 'GET',
      headers: {},
      body: null,
    } as const;
    expect(textOf(await strict.fetch(request))).toBe('unreachable');
    expect(server.heard).toEqual([]);
  });
});

describe('a redirect', () => {
  test('NET-3 is followed, and keeps what it may', async () => {
    const { reach } = setup();
    const body = new TextEncoder().encode('hi');
    const headers = { authorization: 'Bearer t', 'content-type': 'text/plain', 'x-key': 'k', accept: 'text/x' };
    server.routes.set('/see', leadsTo('/end', 303)).set('/found', leadsTo('end')).set('/kept', leadsTo('/end', 307));
    server.routes.set('/away', leadsTo('https://data.example.net/end', 308)).set('/end', says('end'));
    for (const path of ['/see', '/found', '/kept', '/away'])
      expect(textOf(await reach(path, { method: 'POST', headers, body }))).toBe('end');
    const ends = server.heard.filter(({ path }) => path === '/end');
    expect(ends.map(({ method, body: text }) => [method, text])).toEqual([
      ['GET', ''],
      ['GET', ''],
      ['POST', 'hi'],
      ['POST', 'hi'],
    ]);
    const told = ends.map(({ headers: { authorization, accept, ...rest } }) => [
      authorization,
      rest['x-key'],
      accept,
      rest['content-type'],
    ]);
    expect(told).toEqual([
      ['Bearer t', 'k', 'text/x', undefined],
      ['Bearer t', 'k', 'text/x', undefined],
      ['Bearer t', 'k', 'text/x', 'text/plain'],
      [undefined, undefined, 'text/x', 'text/plain'],
    ]);
  });

  test.each([
    ['https://evil.example.org/', 'forbidden'],
    ['//evil.org/', 'forbidden'],
    ['https://api.example.org:8443/', 'forbidden'],
    ['http://api.example.org/', 'invalid-input'],
    ['https://a:b@api.example.org/', 'invalid-input'],
    ['file:///etc/passwd', 'invalid-input'],
    ['https://', 'invalid-input'],
  ])('NET-3 to %s leads nowhere', async (location, code) => {
    const { reach, asked } = setup();
    server.routes.set('/go', leadsTo(location));
    expect(textOf(await reach('/go'))).toBe(code);
    expect([asked, server.heard.length]).toEqual([['api.example.org'], 1]);
  });

  test('NET-3 to a host that leads into the network here is not followed', async () => {
    const inside = resolvePublic(async () => [{ address: '10.0.0.1', family: 4 }]);
    const { reach } = setup((host: string) =>
      host === 'data.example.net' ? inside(host) : Promise.resolve(ok([HERE])),
    );
    server.routes.set('/go', leadsTo('https://data.example.net/admin'));
    expect(textOf(await reach('/go'))).toBe('forbidden');
    expect(server.heard).toHaveLength(1);
  });

  test('NET-3 in a circle ends', async () => {
    const { reach } = setup();
    server.routes.set('/go', leadsTo('/go'));
    expect(textOf(await reach('/go'))).toBe('unreachable');
    expect(server.heard).toHaveLength(6);
  });
});

describe('an answer', () => {
  test('NET-6 is unpacked, and what can not be is no answer', async () => {
    const { reach } = setup();
    const packed = { gzip: gzipSync('hello'), deflate: deflateSync('hello'), br: brotliCompressSync('hello') };
    for (const [encoding, bytes] of Object.entries(packed)) {
      server.routes.set('/', (response) => response.writeHead(200, { 'content-encoding': encoding }).end(bytes));
      expect(textOf(await reach('/'))).toBe('hello');
      server.routes.set('/', (response) =>
        response.writeHead(200, { 'content-encoding': encoding }).end(bytes.subarray(0, bytes.length - 3)),
      );
      expect(textOf(await reach('/'))).toBe('unreachable');
    }
    for (const encoding of ['zstd', 'gzip, gzip', 'toString']) {
      server.routes.set('/', says('hello', { 'content-encoding': encoding }));
      expect(textOf(await reach('/'))).toBe('unreachable');
    }
  });

  test('NET-6 of the largest size is taken, and with a byte more it is cut, said or not, packed or not', async () => {
    const { reach } = setup();
    const most = Buffer.alloc(MAX_NET_ANSWER_BYTES, 1);
    server.routes.set('/most', (response) => response.writeHead(200).end(most));
    const answer = await reach('/most');
    expect(answer.ok && Buffer.compare(Buffer.from(answer.value.body), most)).toBe(0);
    const more = Buffer.alloc(MAX_NET_ANSWER_BYTES + 1, 1);
    server.routes.set('/said', (response) =>
      response.writeHead(200, { 'content-length': String(more.length) }).end(more),
    );
    server.routes.set('/unsaid', (response) => response.writeHead(200).end(more));
    server.routes.set('/bomb', (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(64 * 1024 * 1024))),
    );
    for (const path of ['/said', '/unsaid', '/bomb']) expect(textOf(await reach(path))).toBe('too-large');
  });

  test('NET-6 that breaks off is none, and one without a body has none', async () => {
    const { reach } = setup();
    server.routes.set('/broken', (response) => {
      response.writeHead(200, { 'content-length': '100' }).write('some', () => response.destroy());
    });
    expect(textOf(await reach('/broken'))).toBe('unreachable');
    server.routes.set('/none', says('', { etag: 'e' }, 204)).set('/head', says('text', { etag: 'h' }));
    expect(await reach('/none')).toMatchObject({ ok: true, value: { status: 204, headers: { etag: 'e' } } });
    expect(await reach('/head', { method: 'HEAD' })).toMatchObject({ ok: true, value: { headers: { etag: 'h' } } });
    expect(await reach('/nowhere')).toMatchObject({ ok: true, value: { status: 404 } });
  });
});

describe('an answer that is odd', () => {
  test('NET-5 of a status HTTP has not is none', async () => {
    const { reach } = setup();
    for (const status of [600, 999]) {
      server.routes.set('/', says('odd', {}, status));
      expect(textOf(await reach('/'))).toBe('unreachable');
      expect(textOf(await reach('/', { method: 'HEAD' }))).toBe('unreachable');
    }
    server.routes.set('/', says('last', {}, 599));
    expect(textOf(await reach('/'))).toBe('last');
  });

  test('NET-5 is one that the contract of the host lets through, whatever its headers are called', async () => {
    const { reach } = setup();
    const long = 'x'.repeat(200);
    const told = { 'ratelimit-remaining': '3', 'x-short': '1' };
    server.routes.set(
      '/',
      says('', { ...told, [`ratelimit${long}`]: '1', [`x-${long}`]: '1', 'x-long': 'y'.repeat(9000) }),
    );
    const answer = await reach('/');
    expect(answer).toMatchObject({ ok: true, value: { headers: told } });
    expect(answer.ok && Object.keys(answer.value.headers).filter((name) => name.includes('xxx'))).toEqual([]);
    expect(answer.ok && v.is(netContract['net.fetch'].output, answer.value)).toBe(true);
  });

  test.each(['x-hostname', 'x-urls', 'x-remoteness', 'x-api-key', 'x-proxying', 'X-Requested-With'])(
    'NET-5 a header that only begins like a claim may be set: %s',
    async (name) => {
      const { reach } = setup();
      server.routes.set('/', says('fine'));
      expect(textOf(await reach('/', { headers: { [name]: 'x' } }))).toBe('fine');
    },
  );
});

describe('what is under way', () => {
  test('NET-7 is six at once, and the next goes when one is answered', async () => {
    const { reach } = setup();
    const held: ServerResponse[] = [];
    server.routes.set('/', (response) => void held.push(response));
    const all = Array.from({ length: MOST_NET_REQUESTS + 2 }, () => reach('/'));
    await expect.poll(() => held).toHaveLength(MOST_NET_REQUESTS);
    // Another program has six of its own.
    const other = reach('/', { label: 'b' });
    await expect.poll(() => held).toHaveLength(MOST_NET_REQUESTS + 1);
    held[0]?.end('first');
    await expect.poll(() => held).toHaveLength(MOST_NET_REQUESTS + 2);
    for (const response of held) response.end();
    await expect.poll(() => held).toHaveLength(MOST_NET_REQUESTS + 3);
    for (const response of held) response.end();
    expect((await Promise.all([...all, other])).every((answer) => answer.ok)).toBe(true);
  });

  test('NET-7 NET-8 ends with its time, before the answer and in the middle of it', async () => {
    const { reach, deadlines } = setup();
    const closed: string[] = [];
    const never = (name: string, begin: (response: ServerResponse) => void) =>
      server.routes.set(name, (response) => {
        response.on('close', () => closed.push(name));
        begin(response);
      });
    never('/silent', () => undefined);
    never('/slow', (response) => response.writeHead(200).write('some'));
    for (const path of ['/silent', '/slow']) {
      const answer = reach(path);
      await expect.poll(() => server.heard.at(-1)?.path).toBe(path);
      deadlines.at(-1)?.abort();
      expect(textOf(await answer)).toBe('unreachable');
      await expect.poll(() => closed).toContain(path);
    }
  });

  test('NET-7 a name nobody resolves holds nobody up beyond the time', async () => {
    const { reach, deadlines } = setup(() => new Promise(() => undefined));
    const answer = reach('/');
    await expect.poll(() => deadlines).toHaveLength(1);
    deadlines[0]?.abort();
    expect(textOf(await answer)).toBe('unreachable');
  });

  test('NET-7 a program has one name looked up at a time, also when nobody waits for it any more, and no other waits', async () => {
    let answer: (found: Awaited<ReturnType<Resolve>>) => void = () => undefined;
    const slow = new Promise<Awaited<ReturnType<Resolve>>>((resolve) => {
      answer = resolve;
    });
    const { net, reach, asked } = setup(() => (asked.length === 1 ? slow : Promise.resolve(ok([HERE]))));
    server.routes.set('/', says('found'));
    const ended = Array.from({ length: MOST_NET_REQUESTS }, () => reach('/'));
    await expect.poll(() => asked).toHaveLength(1);
    net.hangUp('a');
    expect(new Set((await Promise.all(ended)).map(textOf))).toEqual(new Set(['unreachable']));
    const again = reach('/');
    expect(textOf(await reach('/', { label: 'b' }))).toBe('found');
    expect(asked).toHaveLength(2);
    answer(ok([HERE]));
    expect(textOf(await again)).toBe('found');
    expect(asked).toHaveLength(3);
  });

  test('NET-8 hanging up ends what one program has under way, what waits included, and no other’s', async () => {
    const { net, reach } = setup();
    const held: ServerResponse[] = [];
    server.routes.set('/', (response) => void held.push(response));
    const mine = Array.from({ length: MOST_NET_REQUESTS + 2 }, () => reach('/'));
    const other = reach('/', { label: 'b' });
    await expect.poll(() => held).toHaveLength(MOST_NET_REQUESTS + 1);
    net.hangUp('a');
    expect((await Promise.all(mine)).map(textOf)).toEqual(mine.map(() => 'unreachable'));
    for (const response of held) response.end('still');
    expect(textOf(await other)).toBe('still');
    server.routes.set('/', says('again'));
    expect(textOf(await reach('/'))).toBe('again');
    expect(server.heard).toHaveLength(MOST_NET_REQUESTS + 2);
  });
});
