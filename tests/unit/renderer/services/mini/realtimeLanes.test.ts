import { describe, expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { encodeFrame } from '@domain/mini/realtimeFrame.ts';
import type { LaneReach, LaneSeatEvents, RealtimeLanes } from '@ports/realtimeLanes.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { LinkedRealtime, type RealtimeLink } from '@services/mini/linkedRealtime.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const [space, instance] = [idOf<SpaceId>('chat'), idOf<EventId>('card')];
const [ben, eve] = [idOf<AccountId>('ben'), idOf<AccountId>('eve')];
const PORT = { port: {} };

/** One device, and what its bus tells lanes that only keep what they are told. */
function scene() {
  const members = new Set<AccountId>([ben, eve]);
  const readers = writableSnapshot(0);
  const links = writableSnapshot<readonly RealtimeLink[]>([]);
  const reaches: LaneReach[] = [];
  const seats: LaneSeatEvents[] = [];
  let left = 0;
  const lanes: RealtimeLanes = {
    sit: (_, events) => {
      seats.push(events);
      return { reach: (reach) => reaches.push(reach), leave: () => (left += 1) };
    },
  };
  const bus = new LinkedRealtime({
    clock: new FakeClock(),
    links,
    readersOf: () => [...members],
    onReaders: (listener) => readers.subscribe(listener),
    lanes,
  });
  /** A link of somebody, and how they come onto the channel. */
  const link = (account: AccountId) => {
    const sent: Uint8Array[] = [];
    const lane = writableSnapshot<number | null>(null);
    let opened = 0;
    let hear: (channel: 'realtime', bytes: Uint8Array) => void = () => undefined;
    const made: RealtimeLink = {
      peer: { account },
      link: {
        send: (_, bytes) => {
          sent.push(bytes);
          return Promise.resolve({ ok: true, value: undefined });
        },
        lane: () => {
          opened += 1;
          return lane;
        },
        onMessage: (listener) => {
          hear = listener;
          return () => undefined;
        },
        onClose: () => () => undefined,
      },
    };
    links.set([...links.get(), made]);
    const come = () => hear('realtime', encodeFrame({ kind: 'here', instance, asks: false }));
    return { made, sent, lane, come, opened: () => opened };
  };
  const change = (act: () => void) => {
    act();
    readers.set(readers.get() + 1);
  };
  const ready: unknown[] = [];
  const state = { mayRest: true, dropped: 0 };
  const join = () => {
    const seat = bus.join({ instance, space }, () => undefined);
    seat.openLane?.({
      ready: (port) => ready.push(port),
      dropped: () => (state.dropped += 1),
      mayRest: () => state.mayRest,
    });
    return seat;
  };
  return { bus, change, join, lanes, left: () => left, link, links, members, reaches, ready, seats, state };
}

/** Frames of data, not the words that one is there. */
const dataIn = (sent: readonly Uint8Array[]) => sent.filter((frame) => frame[1] === 3);

describe('a program whose messages go past the page', () => {
  it('MPH-47 reaches who is on its channel and has a lane, and hears every member that has one', () => {
    const { join, link, reaches } = scene();
    const [one, other] = [link(ben), link(eve)];
    join();
    expect(one.opened()).toBe(0);
    one.come();
    expect(one.opened()).toBe(1);
    expect(reaches.at(-1)).toEqual({ to: [], from: [], hasOthers: true });
    one.lane.set(4);
    expect(reaches.at(-1)).toEqual({ to: [4], from: [4], hasOthers: false });
    other.come();
    expect(reaches.at(-1)).toEqual({ to: [4], from: [4], hasOthers: true });
    one.lane.set(null);
    expect(reaches.at(-1)).toEqual({ to: [], from: [], hasOthers: true });
  });

  it('MPH-47 who is taken out of the chat is out of it at once', () => {
    const { change, join, link, members, reaches } = scene();
    const one = link(ben);
    join();
    one.come();
    one.lane.set(4);
    change(() => members.delete(ben));
    expect(reaches.at(-1)).toEqual({ to: [], from: [], hasOthers: false });
    change(() => members.add(ben));
    expect(reaches.at(-1)).toEqual({ to: [4], from: [4], hasOthers: false });
  });

  it('MPH-47 what the lanes did not carry goes over the link, to those who have not had it', () => {
    const { join, link, seats } = scene();
    const [one, other] = [link(ben), link(eve)];
    join();
    for (const { come } of [one, other]) come();
    one.lane.set(4);
    seats[0]?.rest(Uint8Array.of(1), [4]);
    expect([dataIn(one.sent).length, dataIn(other.sent).length]).toEqual([0, 1]);
    seats[0]?.rest(Uint8Array.of(2), []);
    expect(dataIn(one.sent)).toHaveLength(1);
  });

  it('MPH-47 what goes through the page counts as what a program says there', () => {
    const { join, link, seats, state } = scene();
    const one = link(ben);
    join();
    one.come();
    state.mayRest = false;
    seats[0]?.rest(Uint8Array.of(1), []);
    expect([dataIn(one.sent).length, state.dropped]).toEqual([0, 1]);
  });

  it('MPH-47 a page that stands still hears nothing, and again when it goes on', () => {
    const { join, link, reaches } = scene();
    const one = link(ben);
    const seat = join();
    one.come();
    one.lane.set(4);
    seat.setPaused?.(true);
    expect(reaches.at(-1)).toEqual({ to: [4], from: [], hasOthers: false });
    seat.setPaused?.(false);
    expect(reaches.at(-1)).toEqual({ to: [4], from: [4], hasOthers: false });
  });

  it('MPH-47 the way ends with the place, with the link, and where another place takes over', () => {
    const { bus, join, left, link, links, reaches, ready, seats } = scene();
    const one = link(ben);
    const seat = join();
    one.come();
    one.lane.set(4);
    seats[0]?.ready(PORT);
    expect(ready).toEqual([PORT]);
    links.set([]);
    expect(reaches.at(-1)).toEqual({ to: [], from: [], hasOthers: false });
    seat.leave();
    expect(left()).toBe(1);
    join();
    const told = reaches.length;
    bus.join({ instance, space, since: Number.MAX_SAFE_INTEGER }, () => undefined);
    expect(left()).toBe(2);
    one.lane.set(5);
    expect(reaches).toHaveLength(told);
  });
});
