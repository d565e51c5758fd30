/** Realtime channels of tabs without the engine. Rule: TAB-7 in services/tabs/SPEC.md. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { dataHeadOf, encodeFrame, framesOf } from '@domain/mini/realtimeFrame.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { LinkedRealtime, type RealtimeLink } from '@services/mini/linkedRealtime.ts';
import { RealtimeDesk, SEAT_LASTS } from '@services/tabs/realtimeDesk.ts';
import { RemoteRealtime, SIT_EVERY } from '@services/tabs/remoteRealtime.ts';
import { MemoryTabs } from '../../../../integration/support/memoryTabs.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { MemoryRealtime } from '../../../../support/web/memoryPrograms.ts';

const place = { instance: idOf<EventId>('card'), space: idOf<SpaceId>('chat') };

let clock: FakeClock;
let tabs: MemoryTabs;
let network: MemoryRealtime;
/** What came to somebody else on the channel. */
let heardThere: number[];
let heardHere: number[];

const engineTab = () => new RealtimeDesk({ channel: tabs.channel(), clock, realtime: network.bus });
const otherTab = (tab = 'second') => new RemoteRealtime({ channel: tabs.channel(), clock, tab });

beforeEach(() => {
  clock = new FakeClock();
  tabs = new MemoryTabs();
  network = new MemoryRealtime();
  [heardThere, heardHere] = [[], []];
});

function someoneElse() {
  return network.bus.join(place, (bytes) => heardThere.push(bytes.length));
}

describe('a channel in a tab without the engine', () => {
  it('TAB-7 says and hears through the tab that has it, and is told who is there', async () => {
    engineTab();
    const seat = otherTab().join(place, (bytes) => heardHere.push(bytes.length));
    await clock.advance(0);
    expect([network.size, seat.peers.get()]).toEqual([1, 0]);
    const other = someoneElse();
    seat.send(new Uint8Array(5));
    other.send(new Uint8Array(9));
    await clock.advance(0);
    expect([heardThere, heardHere, seat.peers.get()]).toEqual([[5], [9], 1]);
    seat.leave();
    seat.send(new Uint8Array(5));
    await clock.advance(0);
    expect([heardThere, network.size, other.peers.get()]).toEqual([[5], 1, 0]);
  });

  it('TAB-7 goes on over the next tab that has the engine', async () => {
    const first = engineTab();
    const seat = otherTab().join(place, (bytes) => heardHere.push(bytes.length));
    await clock.advance(0);
    first.dispose();
    expect(network.size).toBe(0);
    engineTab();
    await clock.advance(SIT_EVERY);
    const other = someoneElse();
    seat.send(new Uint8Array(3));
    other.send(new Uint8Array(4));
    await clock.advance(0);
    expect([heardThere, heardHere]).toEqual([[3], [4]]);
  });

  it('TAB-7 a tab that is gone without a word is on no channel after a while, one that is there stays', async () => {
    engineTab();
    const wire = tabs.channel();
    const [there, gone] = [otherTab('there'), new RemoteRealtime({ channel: wire, clock, tab: 'gone' })];
    there.join(place, () => undefined);
    gone.join({ ...place, instance: idOf<EventId>('other card') }, () => undefined);
    await clock.advance(0);
    expect(network.size).toBe(2);
    // As a crash does it: nobody says anything any more, and nobody took leave.
    wire.post = () => undefined;
    await clock.advance(SEAT_LASTS + SIT_EVERY);
    expect(network.size).toBe(1);
  });

  describe('that two tabs want', () => {
    const peer: RealtimeLink['peer'] = { account: idOf<AccountId>('ben') };
    let desk: RealtimeDesk;
    let hear: Parameters<RealtimeLink['link']['onMessage']>[0] = () => undefined;
    const say = async (length: number) => {
      for (const frame of framesOf(dataHeadOf(place.instance), length, new Uint8Array(length))) hear('realtime', frame);
      await clock.advance(0);
    };

    const comes = () => hear('realtime', encodeFrame({ kind: 'here', instance: place.instance, asks: false }));

    beforeEach(async () => {
      const link: RealtimeLink['link'] = {
        send: () => Promise.resolve({ ok: true, value: undefined }),
        onMessage: (listener) => {
          hear = listener;
          return () => undefined;
        },
        onClose: () => () => undefined,
      };
      const links = writableSnapshot<readonly RealtimeLink[]>([{ link, peer }]);
      const realtime = new LinkedRealtime({ clock, links, readersOf: () => [peer.account] });
      desk = new RealtimeDesk({ channel: tabs.channel(), clock, realtime });
      await clock.advance(10);
    });

    afterEach(() => desk.dispose());

    it('TAB-8 one that slept until it counted as gone does not take it from the one that has it now', async () => {
      const sleeping = new FakeClock();
      const first = new RemoteRealtime({ channel: tabs.channel(), clock: sleeping, tab: 'first' });
      const seat = first.join(place, (bytes) => heardThere.push(bytes.length));
      await clock.advance(SEAT_LASTS);
      otherTab().join(place, (bytes) => heardHere.push(bytes.length));
      await clock.advance(SIT_EVERY);
      await say(3);
      await sleeping.advance(SIT_EVERY);
      await clock.advance(0);
      await say(4);
      seat.leave();
      await clock.advance(SEAT_LASTS);
      await say(5);
      expect([heardThere, heardHere]).toEqual([[], [3, 4, 5]]);
    });

    it('TAB-8 the one that lost it is told, and gets it back when the later one is gone', async () => {
      otherTab('first').join(place, (bytes) => heardThere.push(bytes.length));
      const first = otherTab('other first').join({ ...place, instance: idOf<EventId>('other card') }, () => undefined);
      await clock.advance(10);
      comes();
      await clock.advance(0);
      const wire = tabs.channel();
      const told: unknown[] = [];
      wire.onMessage((message) => told.push(message));
      const later = otherTab('later').join(place, (bytes) => heardHere.push(bytes.length));
      await clock.advance(0);
      comes();
      await clock.advance(0);
      expect(told).toContainEqual({ t: 'realtime.peers', seat: 'first:1', count: 0 });
      expect(told).toContainEqual({ t: 'realtime.peers', seat: 'later:1', count: 1 });
      await say(3);
      later.leave();
      await clock.advance(SIT_EVERY);
      await say(4);
      expect([heardThere, heardHere, first.peers.get()]).toEqual([[4], [3], 0]);
    });
  });

  it('TAB-7 what is no message, or of no seat, changes nothing', async () => {
    engineTab();
    const seat = otherTab().join(place, (bytes) => heardHere.push(bytes.length));
    await clock.advance(0);
    const stranger = tabs.channel();
    for (const message of [
      { t: 'realtime.heard', seat: 'nobody', bytes: new Uint8Array(1) },
      { t: 'realtime.heard', seat: 'second:1', bytes: 'text' },
      { t: 'realtime.peers', seat: 'second:1', count: 'many' },
      { t: 'realtime.send', seat: 'nobody', bytes: new Uint8Array(1) },
      { t: 'realtime.leave', seat: 'nobody' },
    ])
      stranger.post(message);
    await clock.advance(0);
    expect([heardHere, seat.peers.get(), network.size]).toEqual([[], 0, 1]);
  });
});
