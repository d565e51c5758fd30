import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { defaultSignalingLimits } from '../../../../../src/main/services/signaling/limits.ts';
import { partyBehindProxy, partyOfSocket } from '../../../../../src/main/services/signaling/party.ts';
import { createPlaces } from '../../../../../src/main/services/signaling/places.ts';

const limits = {
  ...defaultSignalingLimits,
  sockets: 4,
  socketsPerAddress: 2,
  spreadBytesPerSecond: 100,
  spreadBurst: 1000,
};

describe('places', () => {
  it('SIG-10 are counted by party and in all, and free again when left', () => {
    const places = createPlaces(limits, () => 0);
    const first = places.take('a');
    places.take('a');
    expect([places.refusal('a'), places.refusal('b')]).toEqual(['address', null]);
    places.take('b');
    places.take('c');
    expect(places.refusal('d')).toBe('full');
    first.leave();
    expect([places.refusal('a'), places.refusal('d')]).toEqual([null, null]);
  });

  it('SIG-19 the sockets of a party spread bytes from one allowance, which fills up with time', () => {
    let time = 0;
    const places = createPlaces(limits, () => time);
    const [one, two, other] = [places.take('a'), places.take('a'), places.take('b')];
    expect([one.takeSpread(600), two.takeSpread(600), two.takeSpread(400), other.takeSpread(1000)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    time += 5000;
    expect([one.takeSpread(501), one.takeSpread(500)]).toEqual([false, true]);
  });
});

const request = (remoteAddress: string, forwarded?: string | string[]) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('whom a request counts for', () => {
  it('SIG-10 is its address, whatever it says of itself', () => {
    expect(partyOfSocket(request('10.0.0.1', '1.2.3.4'))).toBe('10.0.0.1');
  });

  it.each([
    ['1.2.3.4', '1.2.3.4'],
    ['9.9.9.9, 1.2.3.4', '1.2.3.4'],
    ['forged, 2001:db8::1', '2001:db8:0:0'],
    ['1.2.3.4, nonsense', '10.0.0.1'],
    [undefined, '10.0.0.1'],
    ['', '10.0.0.1'],
  ])('SIG-10 behind a proxy with %j it is %s', (forwarded, party) => {
    expect(partyBehindProxy(request('10.0.0.1', forwarded))).toBe(party);
  });
});
