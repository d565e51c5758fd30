import { expect, it } from 'vitest';
import { nativeServers } from '../../../src/peer/webrtc/iceServers.ts';

it('BOX-9 takes STUN servers by address alone', () => {
  const urls = ['stun:stun.example.org', 'stun:10.0.0.1:5000', 'stun:[2001:db8::1]:3479'];
  expect(nativeServers([{ urls }])).toEqual([
    'stun:stun.example.org:3478',
    'stun:10.0.0.1:5000',
    'stun:[2001:db8::1]:3479',
  ]);
});

it('BOX-9 hands over the words of a TURN server as they are, whatever signs are in them', () => {
  const [username, credential] = ['a:b@c', 'p%40ss/word'];
  const urls = ['turn:relay.example.org?transport=tcp', 'turn:[2001:db8::1]:3000', 'turns:relay.example.org'];
  expect(nativeServers([{ urls, username, credential }])).toEqual([
    { hostname: 'relay.example.org', port: 3478, username, password: credential, relayType: 'TurnTcp' },
    { hostname: '2001:db8::1', port: 3000, username, password: credential, relayType: 'TurnUdp' },
    { hostname: 'relay.example.org', port: 5349, username, password: credential, relayType: 'TurnTls' },
  ]);
});

it('BOX-9 leaves out what the library can do nothing with', () => {
  expect(
    nativeServers([{ urls: ['turn:relay.example.org', 'http://example.org', 'stun:', 'stun:a:99999999'] }]),
  ).toEqual([]);
});
