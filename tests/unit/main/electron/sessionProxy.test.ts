import { expect, it } from 'vitest';
import { createSessionProxy } from '../../../../src/main/security/sessionProxy.ts';
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
