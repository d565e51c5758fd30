import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { settingsSchema } from '../../../../../src/renderer/domain/settings/settings.ts';
import {
  completedAddress,
  isRelay,
  parseIceAddress,
  parseMailboxAddress,
  parseSignalingAddress,
} from '../../../../../src/renderer/features/settings/connections/parseAddress.ts';

const signaling = (text: string, existing: readonly string[] = []) => {
  const parsed = parseSignalingAddress(text, existing);
  return parsed.ok ? parsed.value : parsed.error.code;
};
const ice = (text: string, existing: readonly string[] = []) => {
  const parsed = parseIceAddress(text, existing);
  return parsed.ok ? parsed.value : parsed.error.code;
};

describe('signaling address', () => {
  it('understands what people type', () => {
    expect(signaling(' signal.example.org ')).toBe('wss://signal.example.org');
    expect(signaling('ws://192.168.1.20:4444/')).toBe('ws://192.168.1.20:4444');
    expect(signaling('localhost:4444')).toBe('wss://localhost:4444');
    expect(signaling('[2001:db8::1]:4444')).toBe('wss://[2001:db8::1]:4444');
    expect(signaling('signal:4444')).toBe('wss://signal:4444');
    expect(signaling('WSS://Signal.Example.org/room?x=1#y')).toBe('wss://signal.example.org/room?x=1');
  });

  it('says what is wrong', () => {
    expect(signaling('  ')).toBe('address-empty');
    expect(signaling('two words')).toBe('address-malformed');
    expect(signaling('foo')).toBe('address-malformed');
    expect(signaling('example.org/room')).toBe('address-malformed');
    expect(signaling('http://x')).toBe('address-web');
    expect(signaling('HTTPS://signal.example.org/')).toBe('address-web');
    expect(signaling('wss://')).toBe('address-malformed');
    expect(signaling('ftp://example.org')).toBe('address-scheme');
    expect(signaling('wss://me:secret@example.org')).toBe('address-secret');
    expect(signaling(`wss://example.org/${'x'.repeat(600)}`)).toBe('address-too-long');
    expect(signaling('Example.org', ['wss://example.org/'])).toBe('address-duplicate');
    expect(
      signaling(
        'new.org',
        Array.from({ length: 16 }, (_, index) => `wss://s${index}.org`),
      ),
    ).toBe('address-limit');
  });
});

it('says what a bare host is taken for, and takes nothing else for one', () => {
  expect(completedAddress(' signal.example.org ')).toBe('wss://signal.example.org');
  expect(completedAddress('localhost')).toBe('wss://localhost');
  for (const text of ['', 'foo', 'wss://a.org', 'http://x', 'a.org/path', 'me@a.org', 'a.org:99999'])
    expect(completedAddress(text), text).toBeNull();
});

describe('the address of a mailbox', () => {
  const mailbox = (text: string, existing: readonly string[] = []) => {
    const parsed = parseMailboxAddress(text, existing);
    return parsed.ok ? parsed.value : parsed.error.code;
  };

  it('MBC-2 is that of a meeting point with a path, or what was typed', () => {
    expect(mailbox('mail.example.org')).toBe('wss://mail.example.org/mailbox');
    expect(mailbox('ws://localhost:4444')).toBe('ws://localhost:4444/mailbox');
    expect(mailbox('wss://a.org/?token=abcdefghijklmnop')).toBe('wss://a.org/mailbox?token=abcdefghijklmnop');
    expect(mailbox('wss://a.org/banyan/mailbox')).toBe('wss://a.org/banyan/mailbox');
    expect(mailbox('')).toBe('address-empty');
    expect(mailbox('https://a.org')).toBe('address-web');
    expect(mailbox('a.org', ['wss://a.org/mailbox'])).toBe('address-duplicate');
    expect(v.parse(settingsSchema, { mailboxes: [mailbox('a.org')] }).mailboxes).toEqual(['wss://a.org/mailbox']);
  });
});

describe('ICE address', () => {
  it('understands what people type', () => {
    expect(ice('stun.example.org')).toBe('stun:stun.example.org');
    expect(ice('stun.example.org:3478')).toBe('stun:stun.example.org:3478');
    expect(ice('localhost:3478')).toBe('stun:localhost:3478');
    expect(ice('TURNS:relay.example.org:443?transport=TCP')).toBe('turns:relay.example.org:443?transport=tcp');
    expect(ice('turn:[2001:db8::1]:3478')).toBe('turn:[2001:db8::1]:3478');
  });

  it('says what is wrong', () => {
    expect(ice('')).toBe('address-empty');
    expect(ice('https://example.org')).toBe('address-scheme');
    expect(ice('http:example.org')).toBe('address-scheme');
    expect(ice('turn:name@example.org')).toBe('address-malformed');
    expect(ice('stun:exa mple.org')).toBe('address-malformed');
    expect(ice('stun:a.org', ['stun:a.org'])).toBe('address-duplicate');
    expect(isRelay('turn:a.org')).toBe(true);
    expect(isRelay('stun:a.org')).toBe(false);
  });

  it('everything that passes is what the settings record keeps', () => {
    const kept = {
      signaling: [signaling('a.org'), signaling('ws://[::1]:4444/x')],
      iceServers: [{ urls: [ice('a.org')] }],
    };
    expect(v.parse(settingsSchema, kept)).toMatchObject(kept);
  });
});
