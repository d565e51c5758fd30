import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_FEED_BYTES } from '@shared/ipc/feedContract.ts';
import { createFeedFetcher, feedResolver } from '../../../../../src/main/services/feeds/feedFetcher.ts';
import { resolvePublic } from '../../../../../src/main/services/mini/net/resolvePublic.ts';
import { type WebServer, leadsTo, says, startWebServer } from '../../../../support/node/webServer.ts';

let server: WebServer;
let here: string;

beforeEach(async () => {
  server = await startWebServer();
  here = server.origin;
});
afterEach(() => server.close());

const local = createFeedFetcher({ resolve: feedResolver(true) });
const get = (path: string, fetchFeed = local) => fetchFeed({ url: `${here}${path}`, etag: null, modified: null });
const textAt = async (path: string) => {
  const got = await get(path);
  return got.ok ? got.value.text : got.error.code;
};

describe('fetching a feed', () => {
  it('WFE-1 knows addresses of the web, without names of people, at ports nobody else has', async () => {
    const codes = async (url: string) => {
      const got = await local({ url, etag: null, modified: null });
      return got.ok ? 'ok' : got.error.code;
    };
    for (const url of [
      'ftp://a.example/',
      'file:///etc/passwd',
      'data:text/xml,a',
      'https://u:p@a.example/',
      'feed',
      '',
    ])
      expect([url, await codes(url)]).toEqual([url, 'invalid-input']);
    for (const url of ['http://a.example:25/', 'https://a.example:22/feed'])
      expect([url, await codes(url)]).toEqual([url, 'forbidden']);
  });

  it('WFE-2 connects to nothing that is not on the public internet', async () => {
    const strict = createFeedFetcher();
    for (const url of [
      here,
      here.replace('127.0.0.1', 'localhost'),
      here.replace('127.0.0.1', '[::1]'),
      'http://0x7f.1/',
    ])
      expect([url, await strict({ url, etag: null, modified: null })]).toMatchObject([
        url,
        { error: { code: 'forbidden' } },
      ]);
    for (const url of ['http://10.0.0.1/', 'http://192.168.1.1/', 'http://169.254.169.254/latest', 'http://[fe80::1]/'])
      expect([url, await local({ url, etag: null, modified: null })]).toMatchObject([
        url,
        { error: { code: 'forbidden' } },
      ]);
    // A name that is public once and here another time is both at once.
    const both = [
      { address: '93.184.216.34', family: 4 as const },
      { address: '127.0.0.1', family: 4 as const },
    ];
    const rebinding = createFeedFetcher({ resolve: resolvePublic(() => Promise.resolve(both)) });
    expect(await get('/', rebinding)).toMatchObject({ error: { code: 'forbidden' } });
    expect(server.seen).toEqual([]);
  });

  it('WFE-3 follows five redirects and no more, and none to where it may not go', async () => {
    for (let step = 1; step <= 5; step += 1)
      server.routes.set(`/${step}`, leadsTo(step === 5 ? '/feed' : `/${step + 1}`));
    server.routes.set('/0', leadsTo('/1'));
    server.routes.set('/round', leadsTo('/round'));
    server.routes.set('/in', leadsTo('http://10.0.0.1/'));
    server.routes.set('/file', leadsTo('file:///etc/passwd'));
    server.routes.set('/feed', says('<rss/>'));
    expect(await get('/1')).toMatchObject({ value: { status: 200, url: `${here}/feed`, text: '<rss/>' } });
    expect(await get('/0')).toMatchObject({ error: { code: 'unreachable' } });
    expect(await get('/round')).toMatchObject({ error: { code: 'unreachable' } });
    expect(await get('/in')).toMatchObject({ error: { code: 'forbidden' } });
    expect(await get('/file')).toMatchObject({ error: { code: 'forbidden' } });
  });

  it('WFE-4 sends the marks of the version one has, and nothing that says who asks', async () => {
    server.routes.set('/feed', (response) => void response.writeHead(304, { etag: '"2"', 'set-cookie': 'a=b' }).end());
    const got = await local({ url: `${here}/feed`, etag: '"1"', modified: 'Sat, 01 Jan 2022 00:00:00 GMT' });
    expect(got).toEqual({
      ok: true,
      value: { status: 304, url: `${here}/feed`, etag: '"2"', modified: null, text: '' },
    });
    const sent = [
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'if-modified-since',
      'if-none-match',
      'user-agent',
    ];
    expect(Object.keys(server.seen[0]?.headers ?? {}).toSorted()).toEqual(sent);
    await get('/feed');
    expect(server.seen[1]?.headers).not.toHaveProperty('cookie');
  });

  it('WFE-5 cuts off what is too large, packed or not, said or not', async () => {
    server.routes.set('/said', says('', { 'content-length': String(MAX_FEED_BYTES + 1) }));
    server.routes.set('/bomb', says(gzipSync(Buffer.alloc(MAX_FEED_BYTES * 5)), { 'content-encoding': 'gzip' }));
    const piece = Buffer.alloc(1024 * 1024, 0x20);
    let sent = 0;
    let isCut = false;
    server.routes.set('/endless', (response) => {
      response.on('close', () => (isCut = true));
      const more = () => {
        while (!isCut && response.write(piece)) sent += piece.length;
        if (!isCut) response.once('drain', more);
      };
      more();
    });
    for (const path of ['/said', '/bomb', '/endless'])
      expect([path, await get(path)]).toMatchObject([path, { error: { code: 'too-large' } }]);
    await expect.poll(() => isCut).toBe(true);
    expect(sent).toBeLessThan(MAX_FEED_BYTES * 4);
  });

  it('WFE-5 waits for nobody for ever: not for a head, not for the last byte', async () => {
    server.routes.set('/silent', () => undefined);
    server.routes.set('/drip', (response) => void response.writeHead(200).write('<rss>'));
    for (const path of ['/silent', '/drip']) {
      const end = new AbortController();
      const slow = createFeedFetcher({ resolve: feedResolver(true), deadline: () => end.signal });
      const asked = server.seen.length;
      const got = get(path, slow);
      await expect.poll(() => server.seen.length).toBe(asked + 1);
      end.abort();
      expect(await got).toMatchObject({ error: { code: 'unreachable' } });
    }
  });

  it('WFE-5 reads every encoding that is named, by whoever names it', async () => {
    const cyrillic = [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2];
    const declared = (name: string, bytes: readonly number[]) =>
      Buffer.concat([
        Buffer.from(`<?xml version="1.0" encoding="${name}"?><a>`),
        Buffer.from(bytes),
        Buffer.from('</a>'),
      ]);
    server.routes.set('/header', says(Buffer.from(cyrillic), { 'content-type': 'text/xml; charset=windows-1251' }));
    server.routes.set('/inside', says(declared('windows-1251', cyrillic), { 'content-type': 'text/xml' }));
    server.routes.set('/lie', says(declared('windows-1251', cyrillic), { 'content-type': 'text/xml; charset=utf-8' }));
    server.routes.set('/sjis', says(declared('Shift_JIS', [0x93, 0xfa, 0x96, 0x7b])));
    server.routes.set('/wide', says(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<a>日本</a>', 'utf16le')])));
    server.routes.set('/bare', says(Buffer.from('<a>日本</a>', 'utf16le')));
    server.routes.set('/latin', says(Buffer.from([0x3c, 0x61, 0x3e, 0xe9])));
    server.routes.set('/narrow', says(declared('utf-16', [...Buffer.from('é')])));
    expect(await textAt('/header')).toBe('Привет');
    expect(await textAt('/inside')).toContain('<a>Привет</a>');
    expect(await textAt('/lie')).toContain('<a>Привет</a>');
    expect(await textAt('/sjis')).toContain('<a>日本</a>');
    expect(await textAt('/wide')).toBe('<a>日本</a>');
    expect(await textAt('/bare')).toBe('<a>日本</a>');
    expect(await textAt('/latin')).toBe('<a>é');
    expect(await textAt('/narrow')).toContain('<a>é</a>');
  });

  it('WFE-6 tells any status, the text of a 200 alone, and marks that can be sent back', async () => {
    server.routes.set('/gone', (response) => void response.writeHead(410).end('<rss/>'));
    server.routes.set(
      '/odd',
      says('<rss/>', { etag: 'x'.repeat(300), 'last-modified': 'Sat, 01 Jan 2022 00:00:00 GMT' }),
    );
    expect(await get('/gone')).toMatchObject({ value: { status: 410, text: '' } });
    expect(await get('/odd')).toMatchObject({ value: { etag: null, modified: 'Sat, 01 Jan 2022 00:00:00 GMT' } });
  });
});
