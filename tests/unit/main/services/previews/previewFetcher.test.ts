import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_PREVIEW_PAGE, MAX_PREVIEW_PICTURE } from '@shared/ipc/previewContract.ts';
import { feedResolver } from '../../../../../src/main/services/feeds/feedFetcher.ts';
import { createPreviewFetcher } from '../../../../../src/main/services/previews/previewFetcher.ts';
import { type WebServer, leadsTo, says, startWebServer } from '../../../../support/node/webServer.ts';

let server: WebServer;
let here: string;

beforeEach(async () => {
  server = await startWebServer();
  here = server.origin;
});
afterEach(() => server.close());

const local = createPreviewFetcher({ resolve: feedResolver(true) });
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const codeOf = async (asked: ReturnType<typeof local.page> | ReturnType<typeof local.picture>) => {
  const got = await asked;
  return got.ok ? 'ok' : got.error.code;
};

describe('what a link is shown with', () => {
  it('PVF-1 is fetched from the public internet alone, also where it is led to', async () => {
    const strict = createPreviewFetcher();
    for (const url of [here, here.replace('127.0.0.1', 'localhost'), 'http://10.0.0.1/', 'http://[::1]:8080/'])
      expect([url, await codeOf(strict.page({ url })), await codeOf(strict.picture({ url }))]).toEqual([
        url,
        'forbidden',
        'forbidden',
      ]);
    for (const url of ['ftp://a.example/', 'https://you@a.example/', 'file:///etc/passwd', 'javascript:1', ''])
      expect([url, await codeOf(local.page({ url }))]).toEqual([url, 'invalid-input']);
    server.routes.set('/in', leadsTo('http://192.168.0.1/'));
    server.routes.set('/name', leadsTo('https://you@a.example/'));
    server.routes.set('/round', leadsTo('/round'));
    expect(await codeOf(local.page({ url: `${here}/in` }))).toBe('forbidden');
    expect(await codeOf(local.picture({ url: `${here}/name` }))).toBe('forbidden');
    expect(await codeOf(local.page({ url: `${here}/round` }))).toBe('unreachable');
  });

  it('PVF-1 says nothing of who asks', async () => {
    server.routes.set('/', says('<title>Hello</title>', { ...HTML, 'set-cookie': 'who=you' }));
    await local.page({ url: `${here}/` });
    await local.page({ url: `${here}/` });
    expect(Object.keys(server.seen[1]?.headers ?? {}).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  it('PVF-2 is the beginning of a page, whatever follows it, in the letters it is written in', async () => {
    const head = '<title>Über das Meer</title>';
    server.routes.set('/', says(head, HTML));
    // The last letter that is taken has two bytes: the first of them is cut off.
    const long = head + 'a'.repeat(MAX_PREVIEW_PAGE - Buffer.byteLength(head) - 1) + 'é'.repeat(MAX_PREVIEW_PAGE);
    server.routes.set('/long', says(gzipSync(long), { ...HTML, 'content-encoding': 'gzip' }));
    const old = Buffer.from(`<meta charset="windows-1251"><title>\xcf\xf0\xe8\xe2\xe5\xf2</title>`, 'latin1');
    server.routes.set('/old', says(old, { 'content-type': 'text/html' }));
    server.routes.set('/from', leadsTo('/old'));
    expect(await local.page({ url: `${here}/` })).toEqual({ ok: true, value: { url: `${here}/`, text: head } });
    const cut = await local.page({ url: `${here}/long` });
    expect(cut.ok && cut.value.text.startsWith(head) && cut.value.text.length).toBe(
      long.slice(0, MAX_PREVIEW_PAGE).indexOf('é'),
    );
    const led = await local.page({ url: `${here}/from` });
    expect(led.ok && led.value.url).toBe(`${here}/old`);
    expect(led.ok && led.value.text).toContain('Привет');
  });

  it('PVF-2 PVF-3 is a page or a picture and nothing else, of an answer that has one', async () => {
    server.routes.set('/pdf', says('%PDF', { 'content-type': 'application/pdf' }));
    server.routes.set('/svg', says('<svg/>', { 'content-type': 'image/svg+xml' }));
    server.routes.set('/bare', says('<title>Hello</title>'));
    server.routes.set('/gone', (response) => void response.writeHead(410, HTML).end('<title>Gone</title>'));
    server.routes.set('/png', says(new Uint8Array([1, 2, 3]), { 'content-type': 'image/png' }));
    expect(await codeOf(local.page({ url: `${here}/pdf` }))).toBe('invalid-input');
    expect(await codeOf(local.page({ url: `${here}/bare` }))).toBe('invalid-input');
    expect(await codeOf(local.page({ url: `${here}/gone` }))).toBe('unreachable');
    expect(await codeOf(local.picture({ url: `${here}/svg` }))).toBe('invalid-input');
    expect(await local.picture({ url: `${here}/png` })).toEqual({
      ok: true,
      value: { bytes: new Uint8Array([1, 2, 3]) },
    });
  });

  it('PVF-3 has bounds, packed or not', async () => {
    const bytes = Buffer.alloc(MAX_PREVIEW_PICTURE + 1);
    server.routes.set('/plain', says(bytes, { 'content-type': 'image/png' }));
    server.routes.set('/packed', says(gzipSync(bytes), { 'content-type': 'image/png', 'content-encoding': 'gzip' }));
    expect(await codeOf(local.picture({ url: `${here}/plain` }))).toBe('too-large');
    expect(await codeOf(local.picture({ url: `${here}/packed` }))).toBe('too-large');
  });

  it('PVF-4 is waited for only so long, for a head as for a last byte', async () => {
    const held: { end(): unknown }[] = [];
    server.routes.set('/mute', (response) => void held.push(response));
    server.routes.set('/slow', (response) => {
      response.writeHead(200, HTML).write('<title>');
      held.push(response);
    });
    for (const path of ['/mute', '/slow']) {
      const end = new AbortController();
      const slow = createPreviewFetcher({ resolve: feedResolver(true), deadline: () => end.signal });
      const asked = codeOf(slow.page({ url: `${here}${path}` }));
      await expect.poll(() => server.seen.some(({ url }) => url === path)).toBe(true);
      end.abort();
      expect([path, await asked]).toEqual([path, 'unreachable']);
    }
    for (const response of held) response.end();
  });
});
