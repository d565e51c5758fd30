import { describe, expect, it } from 'vitest';
import { readBusAddress } from '../../../../../src/main/services/signaling/busAddress.ts';

describe('the address of a bus', () => {
  it.each([
    ['nats://host', { servers: ['host:4222'], isEncrypted: false, login: null }],
    ['nats://10.0.0.1:4000/', { servers: ['10.0.0.1:4000'], isEncrypted: false, login: null }],
    ['nats://[::1]:4222', { servers: ['[::1]:4222'], isEncrypted: false, login: null }],
    ['tls://a:1, nats://b:2', { servers: ['a:1', 'b:2'], isEncrypted: true, login: null }],
    ['nats://me:p%40ss@host', { servers: ['host:4222'], isEncrypted: false, login: { user: 'me', pass: 'p@ss' } }],
    ['nats://secret@host', { servers: ['host:4222'], isEncrypted: false, login: { token: 'secret' } }],
  ])('SIG-18 %s is read', (text, value) => {
    expect(readBusAddress(text)).toEqual({ ok: true, value });
  });

  it.each([
    '',
    'host:4222',
    'http://host',
    'nats://',
    'nats://host/path',
    'nats://a,',
    'nats://host?x=1',
    'nats://%E0%A4%A@host',
  ])('SIG-18 %j is refused with the form it should have', (text) => {
    const read = readBusAddress(text);
    expect(read).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(JSON.stringify(read)).toContain('nats://host:4222');
  });
});
