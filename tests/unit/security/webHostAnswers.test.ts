/** What is sent raw to the browser edition's host: every answer with content is harmless in a page, whatever asked for it. */
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { enter, startHostAt, temporaryHostData } from '../../support/node/browserHostUnderTest.ts';

/** Sends bytes and gives back what came until the other side closed. */
function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text.replaceAll('\n', '\r\n')));
    socket.on('data', (bytes) => (answer += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

async function start() {
  const data = temporaryHostData();
  const host = await startHostAt(data.directory);
  onTestFinished(async () => {
    await host.close();
    data.remove();
  });
  return { host, cookie: await enter(host) };
}

describe('answers of the web host', () => {
  it.each([
    ['another host name', 'GET / HTTP/1.1\nHost: evil.example\nConnection: close\n\n', 421],
    ['no host name', 'GET / HTTP/1.0\n\n', 421],
    [
      'an address of another host',
      'GET http://evil.example/ HTTP/1.1\nHost: OWN\nCookie: OK\nConnection: close\n\n',
      400,
    ],
    ['TRACE', 'TRACE / HTTP/1.1\nHost: OWN\nCookie: OK\nConnection: close\n\n', 400],
    ['a call by GET', 'GET /__api/vault.list HTTP/1.1\nHost: OWN\nCookie: OK\nConnection: close\n\n', 405],
    [
      'a preflight',
      'OPTIONS /__api/vault.list HTTP/1.1\nHost: OWN\nOrigin: http://evil.example\nConnection: close\n\n',
      405,
    ],
    ['no cookie', 'GET / HTTP/1.1\nHost: OWN\nConnection: close\n\n', 403],
    [
      'a way out of the app',
      'GET /%2e%2e/%2e%2e/data/host.lock HTTP/1.1\nHost: OWN\nCookie: OK\nConnection: close\n\n',
      404,
    ],
    ['half a way out', 'GET /..%2f..%2fdata%2fhost.lock HTTP/1.1\nHost: OWN\nCookie: OK\nConnection: close\n\n', 404],
  ])(
    'WEB-7 WEB-9 %s is answered with the security headers and nothing for other origins',
    async (_, request, status) => {
      const { host, cookie } = await start();
      const text = request.replace('OWN', `localhost:${host.port}`).replace('OK', cookie);
      const answer = await exchange(host.port, text);
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(answer).toMatch(/^content-security-policy: default-src 'none';/im);
      expect(answer).toMatch(/^x-content-type-options: nosniff/im);
      expect(answer).not.toMatch(/^access-control-/im);
      expect(answer).not.toMatch(/^set-cookie/im);
    },
  );

  it.each([
    ['two lengths of one body', 'POST / HTTP/1.1\nHost: OWN\nContent-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n'],
    ['a header without end', `GET / HTTP/1.1\nHost: OWN\nX: ${'a'.repeat(20_000)}\n\n`],
    ['no HTTP', 'EHLO me\n\n'],
  ])('WEB-2 %s gets no answer, and the next is served', async (_, request) => {
    const { host, cookie } = await start();
    expect(await exchange(host.port, request.replace('OWN', `localhost:${host.port}`))).toBe('');
    const next = await fetch(`${host.origin}/`, { headers: { Cookie: cookie } });
    expect(next.status).toBe(404);
  });
});
