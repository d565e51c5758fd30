import { expect, it } from 'vitest';
import { createSessionProxy } from '../../../../src/main/security/sessionProxy.ts';
import { throughProxy } from '../../../../src/main/services/proxy/hostProxy.ts';
import { FakeSession } from '../../../support/node/fakeElectronPages.ts';

function scene() {
  const session = new FakeSession();
  return { session, proxy: createSessionProxy(() => session) };
}

it('PRX-1 sets what the person chose, and ends connections that went another way', async () => {
  const { session, proxy } = scene();
  // As it is from the start: nothing is cut.
  await proxy.set({ mode: 'system' });
  expect([session.proxy, session.cleared]).toEqual([null, []]);
  await proxy.set({ mode: 'manual', kind: 'socks5', host: 'proxy.example.org', port: 1080 });
  expect(session.proxy).toEqual({ mode: 'fixed_servers', proxyRules: 'socks5://proxy.example.org:1080' });
  await proxy.set({ mode: 'manual', kind: 'http', host: 'fd00::5', port: 8080 });
  expect(session.proxy).toEqual({ mode: 'fixed_servers', proxyRules: 'http://[fd00::5]:8080' });
  await proxy.set({ mode: 'manual', kind: 'http', host: 'fd00::5', port: 8080 });
  expect(session.cleared).toEqual(['connections', 'connections']);
  await proxy.set({ mode: 'none' });
  expect(session.proxy).toEqual({ mode: 'direct' });
  await proxy.set({ mode: 'system' });
  expect(session.proxy).toEqual({ mode: 'system' });
});

it('PRX-2 asks the session by which proxy an address is reached', async () => {
  const { session, proxy } = scene();
  session.proxyWords = 'PROXY proxy.example.org:8080; DIRECT';
  expect(await proxy.wordsFor(new URL('https://example.org/'))).toBe('PROXY proxy.example.org:8080; DIRECT');
});

it('PRX-1 what Chromium does not take is not thought to be set', async () => {
  const { session, proxy } = scene();
  FakeSession.isProxyRefused = true;
  await expect(proxy.set({ mode: 'none' })).rejects.toThrow('no proxy');
  FakeSession.isProxyRefused = false;
  await proxy.set({ mode: 'none' });
  expect(session.proxy).toEqual({ mode: 'direct' });
});

const CHOSEN = { mode: 'manual', kind: 'socks5', host: 'tor.example', port: 9050 } as const;

it('PRX-4 while what was chosen does not hold no way is named, so that nothing goes the old one', async () => {
  const { session, proxy } = scene();
  const asked = () => throughProxy(proxy)(new URL('https://feed.example/'));
  FakeSession.isProxyRefused = true;
  await expect(proxy.set(CHOSEN)).rejects.toThrow('no proxy');
  FakeSession.isProxyRefused = false;
  await expect(asked()).rejects.toThrow('does not hold');
  session.proxyWords = 'SOCKS5 tor.example:9050';
  await proxy.set(CHOSEN);
  expect(await asked()).not.toBeNull();
  // An answer that was asked for before a change is none.
  const before = asked();
  const change = proxy.set({ mode: 'none' });
  await expect(before).rejects.toThrow('does not hold');
  await change;
  session.proxyWords = 'DIRECT';
  expect(await asked()).toBeNull();
});

it('PRX-1 connections that could not be ended are ended when it is tried again', async () => {
  const { session } = scene();
  let isEnding = false;
  let ended = 0;
  const closeAllConnections = async () => {
    if (!isEnding) throw new Error('not ended');
    ended += 1;
  };
  const { setProxy, resolveProxy } = session;
  const proxy = createSessionProxy(() => ({ setProxy, resolveProxy, closeAllConnections }));
  await expect(proxy.set({ mode: 'none' })).rejects.toThrow('not ended');
  await expect(proxy.wordsFor(new URL('https://example.org/'))).rejects.toThrow('does not hold');
  isEnding = true;
  await proxy.set({ mode: 'none' });
  expect(ended).toBe(1);
  expect(await proxy.wordsFor(new URL('https://example.org/'))).toBe('DIRECT');
});

it('PRX-4 of two choices at once the later holds, whichever is done first', async () => {
  const { session } = scene();
  const waiting: (() => void)[] = [];
  const closeAllConnections = () => new Promise<void>((resolve) => waiting.push(resolve));
  const { setProxy, resolveProxy } = session;
  const proxy = createSessionProxy(() => ({ setProxy, resolveProxy, closeAllConnections }));
  const first = proxy.set({ mode: 'none' });
  const second = proxy.set(CHOSEN);
  await expect.poll(() => waiting.length).toBe(2);
  waiting[1]?.();
  await second;
  waiting[0]?.();
  await first;
  session.proxyWords = 'SOCKS5 tor.example:9050';
  expect(await proxy.wordsFor(new URL('https://example.org/'))).toBe('SOCKS5 tor.example:9050');
});
