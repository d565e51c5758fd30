import { describe, expect, test } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { Attempt } from '@adapters/webrtc/attempt.ts';
import { ChannelLink } from '@adapters/webrtc/channelLink.ts';
import { FakeWebrtc } from './fakeWebrtc.ts';

/** An attempt over a connection that refuses a second description, as browsers do. */
function begin(isInitiator: boolean) {
  const clock = new FakeClock();
  const webrtc = new FakeWebrtc(clock);
  const [own, other] = [webrtc.factory([]), webrtc.factory([])];
  const ends: string[] = [];
  const taken: string[] = [];
  const once = async (sdp: string) => {
    taken.push(sdp);
    await Promise.resolve();
    if (taken.length > 1) throw new Error('a description was set already');
    return own.answer(sdp);
  };
  const link = new ChannelLink({ id: 'link', room: 'room', remote: 'remote' }, own.wire, {
    clock,
    events: { opened: () => undefined, ready: () => undefined, ended: (_, reason) => ends.push(reason) },
  });
  const connection = { ...own, answer: once, complete: async (sdp: string) => void (await once(sdp)) };
  const attempt = new Attempt({ link, token: 'token', isInitiator }, connection, {
    clock,
    self: 'self',
    send: () => undefined,
  });
  return { attempt, clock, ends, taken, sdp: () => other.offer() };
}

describe('an attempt to connect', () => {
  test('SUP-16 an answer that comes by two signaling services at once is taken once and ends nothing', async () => {
    const { attempt, clock, ends, taken, sdp } = begin(true);
    attempt.offer();
    const answer = await sdp();
    attempt.takeAnswer(answer);
    attempt.takeAnswer(answer);
    await clock.advance(100);
    expect(taken).toEqual([answer]);
    expect(ends).toEqual([]);
  });

  test('SUP-17 an offer that comes by two signaling services at once is answered by one description', async () => {
    const { attempt, clock, ends, taken, sdp } = begin(false);
    const offer = await sdp();
    attempt.takeOffer(offer);
    attempt.takeOffer(offer);
    await clock.advance(100);
    expect(taken).toEqual([offer]);
    expect(ends).toEqual([]);
  });
});
