import { describe, expect, test } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { MAX_REALTIME_BYTES, REALTIME_INTAKE, REALTIME_SAID } from '@shared/mini/bridgeLimits.ts';
import { FRAGMENT_BYTES, dataHeadOf, framesOf } from '@domain/mini/realtimeFrame.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { LaneRelay, type LaneTold, TALK_EVERY } from '@adapters/webrtc/laneRelay.ts';
import { HIGH_WATER } from '@adapters/webrtc/wire.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const instance = idOf<EventId>('card');
const another = idOf<EventId>('another card');
const [LANE, SEAT] = [7, 1];

/** A relay with one seat, and lanes whose other ends answer when they are told to. */
function setup() {
  const clock = new FakeClock();
  const told: LaneTold[] = [];
  const heard: Uint8Array[] = [];
  const state = { buffered: 0, isOpen: true, refuses: false };
  const sent = new Map<number, Uint8Array[]>();
  const relay = new LaneRelay(clock, (message) => told.push(message));
  const add = (id: number) => {
    const frames: Uint8Array[] = [];
    sent.set(id, frames);
    relay.add(id, {
      isOpen: () => state.isOpen,
      buffered: () => state.buffered,
      send: (frame) => {
        if (state.refuses) throw new Error('closing');
        frames.push(frame);
      },
    });
  };
  const ready = (id: number) => relay.heard(id, Uint8Array.of(0).buffer);
  relay.sit(SEAT, instance, (bytes) => heard.push(bytes));
  const of = (t: LaneTold['t']) => told.filter((message) => message.t === t);
  return { clock, told, of, heard, state, sent, relay, add, ready };
}

const frame = (bytes: Uint8Array, of = instance) => {
  const [only] = framesOf(dataHeadOf(of), 9, bytes);
  return new Uint8Array(only ?? []).buffer;
};
const both = { to: [LANE], from: [LANE], hasOthers: false };

describe('the relay between programs and lanes', () => {
  test('MPH-47 each end greets, and a lane is there once the other has spoken', () => {
    const { add, of, ready, relay, sent } = setup();
    add(LANE);
    expect(sent.get(LANE)).toEqual([Uint8Array.of(0)]);
    expect(of('ready')).toEqual([]);
    ready(LANE);
    expect(of('ready')).toEqual([{ t: 'ready', lane: LANE }]);
    // The first greeting may have come before the other end was there.
    expect(sent.get(LANE)).toHaveLength(2);
    ready(LANE);
    expect(sent.get(LANE)).toHaveLength(2);
    relay.closed(LANE);
    expect(of('gone')).toEqual([{ t: 'gone', lane: LANE }]);
  });

  test('MPH-47 what a program says goes to the lanes it reaches, and to none before it reaches any', () => {
    const { add, of, ready, relay, sent } = setup();
    add(LANE);
    ready(LANE);
    relay.say(SEAT, Uint8Array.of(1));
    expect(of('rest')).toEqual([{ t: 'rest', seat: SEAT, bytes: Uint8Array.of(1), served: [] }]);
    relay.reach(SEAT, both);
    relay.say(SEAT, Uint8Array.of(2));
    expect(new Uint8Array(sent.get(LANE)?.at(-1) ?? []).at(-1)).toBe(2);
    expect(of('rest')).toHaveLength(1);
    relay.leave(SEAT);
    relay.say(SEAT, Uint8Array.of(3));
    expect(sent.get(LANE)).toHaveLength(3);
  });

  test('MPH-47 the page is given what is too long, what finds no room, and what is for somebody without a lane', () => {
    const { add, of, ready, relay, state } = setup();
    add(LANE);
    add(8);
    ready(LANE);
    relay.reach(SEAT, both);
    relay.say(SEAT, new Uint8Array(FRAGMENT_BYTES + 1));
    state.buffered = HIGH_WATER.realtime;
    relay.say(SEAT, Uint8Array.of(1));
    state.buffered = 0;
    state.refuses = true;
    relay.say(SEAT, Uint8Array.of(2));
    state.refuses = false;
    relay.reach(SEAT, { ...both, hasOthers: true });
    relay.say(SEAT, Uint8Array.of(3));
    // A lane whose other end has not spoken carries nothing.
    relay.reach(SEAT, { to: [LANE, 8], from: [], hasOthers: false });
    relay.say(SEAT, Uint8Array.of(4));
    const rest = of('rest').map((message) => (message.t === 'rest' ? [message.bytes.length, message.served] : null));
    expect(rest).toEqual([
      [FRAGMENT_BYTES + 1, []],
      [1, []],
      [1, []],
      [1, [LANE]],
      [1, [LANE]],
    ]);
  });

  test('MPH-47 nothing but bytes of a bearable length is said, and no more than a program may say', async () => {
    const { add, clock, of, ready, relay, sent } = setup();
    add(LANE);
    ready(LANE);
    relay.reach(SEAT, both);
    for (const wrong of ['text', null, { bytes: 1 }, new Uint8Array(MAX_REALTIME_BYTES + 1)]) relay.say(SEAT, wrong);
    expect(of('dropped')).toHaveLength(4);
    for (let count = 0; count < REALTIME_SAID.capacity + 5; count += 1) relay.say(SEAT, Uint8Array.of(1));
    expect(of('dropped')).toHaveLength(9);
    expect(sent.get(LANE)).toHaveLength(2 + REALTIME_SAID.capacity);
    await clock.advance(1000);
    relay.say(SEAT, Uint8Array.of(1));
    expect(of('dropped')).toHaveLength(9);
  });

  test('MPH-47 a program hears lanes that it may hear, and what was said to its own instance', () => {
    const { add, heard, ready, relay } = setup();
    add(LANE);
    ready(LANE);
    relay.heard(LANE, frame(Uint8Array.of(1)));
    relay.reach(SEAT, both);
    relay.heard(LANE, frame(Uint8Array.of(2), another));
    relay.heard(LANE, frame(Uint8Array.of(3)));
    relay.reach(SEAT, { ...both, from: [] });
    relay.heard(LANE, frame(Uint8Array.of(4)));
    expect(heard).toEqual([Uint8Array.of(3)]);
    // A copy of its own: nothing else of the frame reaches the program.
    expect(heard[0]?.buffer.byteLength).toBe(1);
  });

  test('MPH-47 a peer may bring anything, and no more than so much of it', () => {
    const { add, heard, of, ready, relay } = setup();
    add(LANE);
    ready(LANE);
    relay.reach(SEAT, both);
    const long = framesOf(dataHeadOf(instance), 1, new Uint8Array(2 * FRAGMENT_BYTES));
    const hostile = ['text', new ArrayBuffer(0), new ArrayBuffer(70_000), Uint8Array.of(1, 3, 0).buffer, null];
    for (const data of [...hostile, ...long.map((part) => new Uint8Array(part).buffer)]) relay.heard(LANE, data);
    relay.heard(99, frame(Uint8Array.of(1)));
    expect(heard).toEqual([]);
    for (let count = 0; count < REALTIME_INTAKE.capacity + 50; count += 1) relay.heard(LANE, frame(Uint8Array.of(1)));
    expect(heard.length).toBeLessThan(REALTIME_INTAKE.capacity);
    expect(of('dropped')).toEqual([]);
  });

  test('MPH-47 what came for a program that has no seat is given to the page, and nothing else is', () => {
    const { add, of, ready, relay } = setup();
    add(LANE);
    ready(LANE);
    relay.heard(LANE, frame(Uint8Array.of(1)));
    relay.heard(LANE, frame(Uint8Array.of(2), another));
    relay.heard(LANE, Uint8Array.of(2, 1, ...new Uint8Array(32)).buffer);
    relay.leave(SEAT);
    relay.heard(LANE, frame(Uint8Array.of(3)));
    const strays = of('stray').map((told) => (told.t === 'stray' ? told.bytes.at(-1) : null));
    expect(strays).toEqual([2, 3]);
  });

  test('MPH-47 a program says no more by leaving and sitting down again', () => {
    const { add, of, ready, relay } = setup();
    add(LANE);
    ready(LANE);
    relay.reach(SEAT, both);
    for (let count = 0; count < REALTIME_SAID.capacity; count += 1) relay.say(SEAT, Uint8Array.of(1));
    relay.leave(SEAT);
    relay.sit(2, instance, () => undefined);
    relay.reach(2, both);
    relay.say(2, Uint8Array.of(1));
    expect(of('dropped')).toEqual([{ t: 'dropped', seat: 2 }]);
  });

  test('MPH-47 the page hears now and then that a lane is in use', async () => {
    const { add, clock, of, ready, relay } = setup();
    add(LANE);
    ready(LANE);
    relay.reach(SEAT, both);
    for (let count = 0; count < 5; count += 1) relay.say(SEAT, Uint8Array.of(1));
    expect(of('talk')).toHaveLength(1);
    await clock.advance(TALK_EVERY);
    relay.heard(LANE, frame(Uint8Array.of(1)));
    expect(of('talk')).toHaveLength(2);
  });
});
