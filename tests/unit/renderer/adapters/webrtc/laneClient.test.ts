import { describe, expect, test } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { LaneClient, type LaneOrder, type LaneThread } from '@adapters/webrtc/laneClient.ts';
import type { LaneTold } from '@adapters/webrtc/laneRelay.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const instance = idOf<EventId>('card');
const NOTHING = { talk: () => undefined, stray: () => undefined };

/** A client whose worker is a list of orders. */
function setup(refuses = false) {
  const orders: LaneOrder[] = [];
  let hear: (event: { readonly data: LaneTold }) => void = () => undefined;
  let started = 0;
  const thread: LaneThread = {
    postMessage: (order) => {
      if (refuses) throw new DOMException('not transferable', 'DataCloneError');
      orders.push(order);
    },
    addEventListener: (_, listener) => (hear = listener),
  };
  const client = new LaneClient(() => {
    started += 1;
    return thread;
  });
  const closed: true[] = [];
  const channel = { close: () => closed.push(true) } as unknown as RTCDataChannel;
  return { client, orders, closed, channel, starts: () => started, tell: (data: LaneTold) => hear({ data }) };
}

describe('the page and its lanes', () => {
  test('MPH-47 the worker begins with the first need, and is one for all', () => {
    const { channel, client, orders, starts } = setup();
    expect(starts()).toBe(0);
    client.adopt(channel, NOTHING);
    client.adopt(channel, NOTHING);
    expect(starts()).toBe(1);
    expect(orders.map(({ t }) => t)).toEqual(['lane', 'lane']);
  });

  test('MPH-47 a lane is there from the word of the other end to its own end', () => {
    const { channel, client, orders, tell } = setup();
    let talks = 0;
    const strays: Uint8Array[] = [];
    const { lane, end } = client.adopt(channel, { talk: () => (talks += 1), stray: (bytes) => strays.push(bytes) });
    const [order] = orders;
    const id = order?.t === 'lane' ? order.lane : -1;
    expect(lane.get()).toBeNull();
    tell({ t: 'ready', lane: id });
    tell({ t: 'talk', lane: id });
    tell({ t: 'stray', lane: id, bytes: Uint8Array.of(5) });
    expect([lane.get(), talks, strays]).toEqual([id, 1, [Uint8Array.of(5)]]);
    end();
    expect(orders.at(-1)).toEqual({ t: 'drop', lane: id });
    tell({ t: 'gone', lane: id });
    expect(lane.get()).toBeNull();
    end();
    expect(orders).toHaveLength(2);
  });

  test('MPH-47 the port of a seat is handed out once the worker has its other end', () => {
    const { client, orders, tell } = setup();
    const seen: unknown[] = [];
    const events = {
      ready: ({ port }: { readonly port: object }) => seen.push(port),
      rest: (bytes: Uint8Array, served: readonly number[]) => seen.push([bytes, served]),
      dropped: () => seen.push('dropped'),
    };
    const seat = client.sit(instance, events);
    const [order] = orders;
    const id = order?.t === 'sit' ? order.seat : -1;
    expect(seen).toEqual([]);
    tell({ t: 'sat', seat: id });
    expect(seen[0]).toBeInstanceOf(MessagePort);
    tell({ t: 'rest', seat: id, bytes: Uint8Array.of(1), served: [3] });
    tell({ t: 'dropped', seat: id });
    expect(seen.slice(1)).toEqual([[Uint8Array.of(1), [3]], 'dropped']);
    seat?.leave();
    tell({ t: 'dropped', seat: id });
    expect(seen).toHaveLength(3);
    expect(orders.map(({ t }) => t)).toEqual(['sit', 'leave']);
    if (order?.t === 'sit') order.port.close();
  });

  test('MPH-47 where no channel can be given away there are no lanes, and what was made for one is closed', () => {
    const { channel, client, closed } = setup(true);
    expect(client.adopt(channel, NOTHING).lane.get()).toBeNull();
    expect(closed).toHaveLength(1);
    expect(
      client.sit(instance, { ready: () => undefined, rest: () => undefined, dropped: () => undefined }),
    ).toBeNull();
    const none = new LaneClient(() => null);
    expect(none.adopt(channel, NOTHING).lane.get()).toBeNull();
    expect(closed).toHaveLength(2);
  });
});
