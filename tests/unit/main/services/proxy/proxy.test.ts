import { afterEach, describe, expect, it } from 'vitest';
import { ok } from '@shared/result.ts';
import { createFeedFetcher } from '../../../../../src/main/services/feeds/feedFetcher.ts';
import { createMintAsker } from '../../../../../src/main/services/mints/mintAsker.ts';
import { createHttpsExchange } from '../../../../../src/main/services/mini/net/httpsExchange.ts';
import { fetchThrough } from '../../../../../src/main/services/proxy/fetchThrough.ts';
import { throughProxy } from '../../../../../src/main/services/proxy/hostProxy.ts';
import { type NetServer, startNetServer } from '../../../../support/node/netServer.ts';
import { type ProxyServer, startHttpProxy, startSocksProxy } from '../../../../support/node/proxyServer.ts';
import { TEST_CERTIFICATE } from '../../../../support/node/tlsFixture.ts';
import { type WebServer, says, startWebServer } from '../../../../support/node/webServer.ts';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** Every name is this machine. */
const here = () => Promise.resolve(ok([{ address: '127.0.0.1', family: 4 }]));
const wordsFor = (words: string) => throughProxy({ wordsFor: () => Promise.resolve(words) });

async function site(): Promise<WebServer> {
  const server = await startWebServer();
  ending.push(() => server.close());
  return server;
}

async function started<T extends ProxyServer | NetServer>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  ending.push(() => server.close());
  return server;
}

const portOf = ({ origin }: WebServer) => new URL(origin).port;
const question = (url: string) => ({ url, etag: null, modified: null });

describe('what the host fetches', () => {
  it.each([
    ['PROXY', startHttpProxy],
    ['SOCKS5', startSocksProxy],
  ])(
    'PRX-2 PRX-3 goes by a proxy (%s), which is told the address that was looked at and no name',
    async (kind, start) => {
      const [web, proxy] = [await site(), await started(start())];
      web.routes.set('/feed', says('<rss/>'));
      const through = wordsFor(`${kind} 127.0.0.1:${proxy.port}; DIRECT`);
      const fetchFeed = createFeedFetcher({ resolve: here, through });
      const got = await fetchFeed(question(`http://feeds.example.org:${portOf(web)}/feed`));
      expect(got).toMatchObject({ ok: true, value: { status: 200, text: '<rss/>' } });
      expect(proxy.asked).toEqual([`127.0.0.1:${portOf(web)}`]);
      expect(web.seen.map(({ headers }) => headers.host)).toEqual([`feeds.example.org:${portOf(web)}`]);
    },
  );

  it('PRX-3 is sealed to the name it asked for, whatever the proxy does', async () => {
    const [server, proxy] = [await started(startNetServer()), await started(startHttpProxy())];
    server.routes.set('/', (response) => response.end('hello'));
    const through = wordsFor(`PROXY 127.0.0.1:${proxy.port}`);
    const exchange = createHttpsExchange({ resolve: here, through, port: server.port, authorities: TEST_CERTIFICATE });
    const ask = (host: string) =>
      exchange.ask({
        ...{ label: 'a', method: 'GET', headers: {}, body: null },
        ...{ url: new URL(`https://${host}/`), signal: new AbortController().signal },
      });
    const answer = await ask('api.example.org');
    expect(answer.ok && answer.value.status).toBe(200);
    if (answer.ok) answer.value.body.destroy();
    expect(server.heard.map(({ host }) => host)).toEqual(['api.example.org']);
    // The certificate is not that one's.
    expect(await ask('elsewhere.example.com')).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(server.heard).toHaveLength(1);
    expect(proxy.asked).toHaveLength(2);
  });

  it('PRX-2 asks mints by the proxy, by name, and follows nobody elsewhere', async () => {
    const [web, proxy] = [await site(), await started(startHttpProxy())];
    web.routes.set('/v1/info', says('{"name":"mint"}'));
    web.routes.set('/v1/keys', (response) => response.writeHead(302, { location: '/v1/info' }).end());
    const ask = createMintAsker({ ask: fetchThrough(wordsFor(`PROXY 127.0.0.1:${proxy.port}`)) });
    const mint = `http://mint.example.org:${portOf(web)}`;
    expect(await ask({ mint, place: 'info', body: null })).toEqual(ok({ status: 200, body: '{"name":"mint"}' }));
    expect(await ask({ mint, place: 'keys', body: null })).toMatchObject({ error: { code: 'unreachable' } });
    expect(proxy.asked).toEqual([`mint.example.org:${portOf(web)}`, `mint.example.org:${portOf(web)}`]);
  });

  it.each(['PROXY 127.0.0.1:1', 'QUIC proxy.example:1', 'PROXY', ''])(
    'PRX-4 goes round no proxy that does not answer or is not known: %s',
    async (words) => {
      const web = await site();
      web.routes.set('/feed', says('<rss/>'));
      web.routes.set('/v1/info', says('{}'));
      const through = wordsFor(words);
      const fetchFeed = createFeedFetcher({ resolve: here, through });
      const unreachable = { ok: false, error: { code: 'unreachable' } };
      expect(await fetchFeed(question(`http://feeds.example.org:${portOf(web)}/feed`))).toMatchObject(unreachable);
      const ask = createMintAsker({ ask: fetchThrough(through) });
      expect(await ask({ mint: web.origin, place: 'info', body: null })).toMatchObject(unreachable);
      expect(web.seen).toEqual([]);
    },
  );

  it('PRX-2 goes directly where that is what is said', async () => {
    const web = await site();
    web.routes.set('/feed', says('<rss/>'));
    const fetchFeed = createFeedFetcher({ resolve: here, through: wordsFor('DIRECT') });
    expect(await fetchFeed(question(`http://feeds.example.org:${portOf(web)}/feed`))).toMatchObject({ ok: true });
  });
});
