import { describe, expect, test } from 'vitest';
import { readNetAddress } from '../../../../../../src/main/services/mini/net/netAddress.ts';
import { isPublicAddress } from '../../../../../../src/main/services/mini/net/publicAddress.ts';
import { resolvePublic } from '../../../../../../src/main/services/mini/net/resolvePublic.ts';

const HOSTS = ['api.example.org', 'data.example.net', 'printer.local', 'svc.internal'];

describe('an address', () => {
  test.each([
    ['https://api.example.org', 'https://api.example.org/'],
    ['https://api.example.org:443/a b?q=1#top', 'https://api.example.org/a%20b?q=1'],
    ['HTTPS://API.EXAMPLE.ORG/x/../y', 'https://api.example.org/y'],
    ['https://data.example.net/?https://evil.example/', 'https://data.example.net/?https://evil.example/'],
  ])('NET-1 %s may be reached', (text, href) => {
    const read = readNetAddress(text, HOSTS);
    expect(read.ok && read.value.href).toBe(href);
  });

  test.each([
    ['http://api.example.org/', 'invalid-input'],
    ['ftp://api.example.org/', 'invalid-input'],
    ['file:///etc/passwd', 'invalid-input'],
    ['data:text/plain,x', 'invalid-input'],
    ['//api.example.org/', 'invalid-input'],
    ['', 'invalid-input'],
    ['https://ann:secret@api.example.org/', 'invalid-input'],
    ['https://api.example.org@evil.org/', 'invalid-input'],
    ['https://api.example.org:8443/', 'forbidden'],
    ['https://evil.org/', 'forbidden'],
    ['https://x.api.example.org/', 'forbidden'],
    ['https://api.example.org.evil.org/', 'forbidden'],
    ['https://api.example.org./', 'forbidden'],
    ['https://evil.org\\@api.example.org/', 'forbidden'],
    ['https://api.example.org%2f.evil.org/', 'invalid-input'],
    ['https://127.0.0.1/', 'forbidden'],
    ['https://2130706433/', 'forbidden'],
    ['https://[::1]/', 'forbidden'],
    ['https://localhost/', 'forbidden'],
    ['https://printer.local/', 'forbidden'],
    ['https://svc.internal/', 'forbidden'],
  ])('NET-1 %s may not: %s', (text, code) => {
    expect(readNetAddress(text, HOSTS)).toMatchObject({ ok: false, error: { code } });
  });

  test('NET-1 a place is read against where it was named', () => {
    const base = new URL('https://api.example.org/a/b');
    expect(readNetAddress('../c?d', HOSTS, base)).toMatchObject({ value: { href: 'https://api.example.org/c?d' } });
    expect(readNetAddress('//evil.org/', HOSTS, base)).toMatchObject({ error: { code: 'forbidden' } });
    expect(readNetAddress('http:/c', HOSTS, base)).toMatchObject({ error: { code: 'invalid-input' } });
  });
});

describe('a machine', () => {
  test.each([
    '93.184.215.14',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::1',
    '64:ff9b::101:101',
  ])('NET-2 %s is one of the public internet', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    ...[
      '0.0.0.0',
      '0.1.2.3',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.255.255.254',
      '169.254.169.254',
      '172.16.0.1',
    ],
    ...['172.31.255.255', '192.168.1.1', '192.0.0.170', '192.0.2.1', '198.18.0.1', '198.51.100.7', '203.0.113.7'],
    ...['224.0.0.251', '239.255.255.250', '255.255.255.255'],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::127.0.0.1', 'fe80::1', 'fe80::1%eth0'],
    ...['fc00::1', 'fd12:3456::1', 'fec0::1', 'ff02::fb', '2001:db8::1', '2002:7f00:1::', '2001:0:7f00:1::', '3fff::1'],
    ...[
      '64:ff9b::7f00:1',
      '64:ff9b::10.0.0.1',
      '64:ff9b::',
      '64:ff9b:1::1',
      '100::1',
      '5f00::1',
      'nonsense',
      '',
      '1.1.1',
    ],
  ])('NET-2 %s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  const [outside, inside] = [
    { address: '93.184.215.14', family: 4 },
    { address: '192.168.1.1', family: 4 },
  ] as const;

  test('NET-2 a name is refused though only one of its addresses is inside', async () => {
    expect(await resolvePublic(async () => [outside])('a.org')).toEqual({ ok: true, value: [outside] });
    for (const places of [[inside], [outside, inside], [inside, outside]])
      expect(await resolvePublic(async () => places)('a.org')).toMatchObject({ error: { code: 'forbidden' } });
  });

  test('NET-2 a name without an address, or a resolver that fails, leads nowhere', async () => {
    expect(await resolvePublic(async () => [])('a.org')).toMatchObject({ error: { code: 'unreachable' } });
    const failing = resolvePublic(() => Promise.reject(new Error('ENOTFOUND')));
    expect(await failing('a.org')).toMatchObject({ error: { code: 'unreachable' } });
  });
});
