import { describe, expect, it } from 'vitest';
import { parseProxy, proxyText } from '../../../../../src/renderer/features/settings/connections/parseProxy.ts';

describe('the address of a proxy', () => {
  it.each([
    ['proxy.example.org:8080', 'http', 'proxy.example.org', 8080],
    ['  http://10.0.0.1:3128/ ', 'http', '10.0.0.1', 3128],
    ['socks5://localhost:9050', 'socks5', 'localhost', 9050],
    ['SOCKS://tor:9150', 'socks5', 'tor', 9150],
    ['[fd00::5]:1080', 'http', 'fd00::5', 1080],
  ])('is read: %s', (text, kind, host, port) => {
    const read = parseProxy(text, 'http');
    expect(read).toEqual({ ok: true, value: { mode: 'manual', kind, host, port } });
    if (read.ok) expect(parseProxy(proxyText(read.value), read.value.kind)).toEqual(read);
  });

  it.each([
    ['', 'proxy-empty'],
    ['proxy.example.org', 'proxy-port'],
    ['proxy.example.org:0', 'proxy-port'],
    ['proxy.example.org:70000', 'proxy-port'],
    ['fd00::5', 'proxy-port'],
    ['me:secret@proxy.example.org:8080', 'proxy-secret'],
    ['ftp://proxy.example.org:21', 'proxy-name'],
    ['proxy example.org:8080', 'proxy-name'],
    ['a;DIRECT:80', 'proxy-name'],
    ['a,b:80', 'proxy-name'],
    ['[not an address]:80', 'proxy-name'],
  ])('is refused with a reason: %j', (text, code) => {
    expect(parseProxy(text, 'http')).toMatchObject({ ok: false, error: { code } });
  });
});
