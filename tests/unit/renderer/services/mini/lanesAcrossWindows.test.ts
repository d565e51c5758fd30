import { expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { RealtimeLanes } from '@ports/realtimeLanes.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { LaneRelay, type LaneTold } from '@adapters/webrtc/laneRelay.ts';
import { LinkedRealtime, type RealtimeLink } from '@services/mini/linkedRealtime.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const space = idOf<SpaceId>('chat');
const [first, second] = [idOf<EventId>('card'), idOf<EventId>('another card')];
const [ann, ben] = [idOf<AccountId>('ann'), idOf<AccountId>('ben')];

function side(peer: AccountId, clock: FakeClock) {
  const links = writableSnapshot<readonly RealtimeLink[]>([]);
  const lane: WritableSnapshot<number | null> = writableSnapshot<number | null>(null);
  const events = new Map<
    number,
    { rest: (b: Uint8Array, s: readonly number[]) => void; ready: (p: { port: object }) => void }
  >();
  let hear: (channel: 'realtime', bytes: Uint8Array) => void = () => undefined;
  const relay: LaneRelay = new LaneRelay(clock, (told: LaneTold) => {
    if (told.t === 'ready') lane.set(told.lane);
    if (told.t === 'stray') hear('realtime', told.bytes);
    if (told.t === 'rest') events.get(told.seat)?.rest(told.bytes, told.served);
  });
  let seats = 0;
  const heardOnPort = new Map<number, number>();
  const lanes: RealtimeLanes = {
    sit: (instance, own) => {
      const seat = (seats += 1);
      events.set(seat, own);
      relay.sit(seat, instance, () => heardOnPort.set(seat, (heardOnPort.get(seat) ?? 0) + 1));
      return { reach: (reach) => relay.reach(seat, reach), leave: () => relay.leave(seat) };
    },
  };
  const bus = new LinkedRealtime({ clock, links, readersOf: () => [ann, ben], lanes });
  let far: (bytes: Uint8Array) => void = () => undefined;
  let farLane: (bytes: Uint8Array) => void = () => undefined;
  const link: RealtimeLink = {
    peer: { account: peer },
    link: {
      send: (_, bytes) => {
        far(bytes);
        return Promise.resolve({ ok: true, value: undefined });
      },
      lane: () => {
        relay.add(1, { isOpen: () => true, buffered: () => 0, send: (f) => farLane(f) });
        return lane;
      },
      onMessage: (listener) => {
        hear = listener;
        return () => undefined;
      },
      onClose: () => () => undefined,
    },
  };
  return {
    bus,
    relay,
    lane,
    heardOnPort,
    up: () => links.set([link]),
    take: (bytes: Uint8Array) => hear('realtime', bytes),
    takeLane: (bytes: Uint8Array) => relay.heard(1, new Uint8Array(bytes).buffer),
    to: (a: typeof far, b: typeof farLane) => {
      far = a;
      farLane = b;
    },
  };
}

it('MPH-47 a program of another window hears what is said to it, though one of the engine window has a lane', async () => {
  const clock = new FakeClock();
  const [a, b] = [side(ben, clock), side(ann, clock)];
  const soon = (act: () => void) => void Promise.resolve().then(act);
  a.to(
    (m) => soon(() => b.take(m)),
    (m) => soon(() => b.takeLane(m)),
  );
  b.to(
    (m) => soon(() => a.take(m)),
    (m) => soon(() => a.takeLane(m)),
  );
  a.up();
  b.up();
  const open = { ready: () => undefined, dropped: () => undefined, mayRest: () => true };
  // Ann has both programs in her engine's window.
  for (const instance of [first, second]) a.bus.join({ instance, space }, () => undefined).openLane?.(open);
  // Ben has one there, and one in another window: RealtimeDesk joins for it, and opens no lane.
  const heard: Uint8Array[] = [];
  b.bus.join({ instance: second, space }, (bytes) => heard.push(bytes));
  await clock.advance(3000);
  a.relay.say(2, Uint8Array.of(1));
  await clock.advance(10);
  expect(heard).toHaveLength(1);
  b.bus.join({ instance: first, space }, () => undefined).openLane?.(open);
  await clock.advance(3000);
  expect([a.lane.get(), b.lane.get()]).toEqual([1, 1]);
  a.relay.say(1, Uint8Array.of(3));
  await clock.advance(10);
  expect(b.heardOnPort.get(1)).toBe(1);
  a.relay.say(2, Uint8Array.of(2));
  await clock.advance(10);
  expect(heard).toHaveLength(2);
});
