import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_MINT_ANSWER, mintContract } from '@shared/ipc/mintContract.ts';
import { createMintAsker } from '../../../../../src/main/services/mints/mintAsker.ts';

let server: Server;
let mint: string;
let serve: (request: IncomingMessage, response: ServerResponse) => void;
const seen: IncomingMessage[] = [];

beforeEach(async () => {
  seen.length = 0;
  server = createServer((request, response) => {
    seen.push(request);
    serve(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  mint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('asking a mint', () => {
  const { input } = mintContract['mint.ask'];
  const asks = (address: string, place = 'info') => v.is(input, { mint: address, place, body: null });

  it('MNT-1 asks https, or http in the own network, in one form, and only places of the protocol', () => {
    for (const good of ['https://mint.example.org', 'https://example.org/cashu', 'http://192.168.1.4:3338', mint]) {
      expect([good, asks(good)]).toEqual([good, true]);
    }
    const bad = ['http://mint.example.org', 'https://a.example/', 'ftp://a.example', 'https://u:p@a.example'];
    for (const address of [
      ...bad,
      'https://a.example?x=1',
      'http://10.evil.example',
      'http://127.0.0.1.evil.example',
    ]) {
      expect([address, asks(address)]).toEqual([address, false]);
    }
    for (const place of ['keys/00ab', 'swap', 'mint/quote/bolt11/q_1', 'melt/bolt11', 'checkstate']) {
      expect([place, asks(mint, place)]).toEqual([place, true]);
    }
    for (const place of ['', 'admin', '../secret', 'keys/../x', 'info?x=1', 'mint/quote/bolt11/a/b', 'swap\n']) {
      expect([place, asks(mint, place)]).toEqual([place, false]);
    }
  });

  it('MNT-2 says nothing of who asks, and goes nowhere else', async () => {
    serve = (request, response) => {
      if (request.url === '/v1/keys') response.writeHead(302, { location: `${mint}/v1/info` }).end();
      else response.writeHead(400, { 'set-cookie': 'a=b' }).end('{"detail":"no"}');
    };
    const ask = createMintAsker();
    expect(await ask({ mint, place: 'swap', body: '{"a":1}' })).toEqual({
      ok: true,
      value: { status: 400, body: '{"detail":"no"}' },
    });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/v1/swap' });
    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Banyan' });
    await ask({ mint, place: 'info', body: null });
    expect(seen[1]?.headers).not.toHaveProperty('cookie');
    expect(await ask({ mint, place: 'keys', body: null })).toMatchObject({ error: { code: 'unreachable' } });
    expect(seen.map(({ url }) => url)).toEqual(['/v1/swap', '/v1/info', '/v1/keys']);
  });

  it('MNT-3 takes an answer of so many bytes, and waits so long', async () => {
    let bytes = MAX_MINT_ANSWER;
    serve = (_request, response) => void response.end('x'.repeat(bytes));
    const ask = createMintAsker();
    expect(await ask({ mint, place: 'info', body: null })).toMatchObject({ ok: true });
    bytes += 1;
    expect(await ask({ mint, place: 'info', body: null })).toMatchObject({ error: { code: 'too-large' } });
    serve = () => undefined;
    expect(await createMintAsker({ deadline: 20 })({ mint, place: 'info', body: null })).toMatchObject({
      error: { code: 'unreachable' },
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await ask({ mint, place: 'info', body: null })).toMatchObject({ error: { code: 'unreachable' } });
  });
});
