import { describe, expect, test } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SendQueue } from '@adapters/webrtc/sendQueue.ts';
import { HIGH_WATER, LINK_CHANNELS, type Wire, type WireChannel } from '@adapters/webrtc/wire.ts';

/** A queue before a wire whose `realtime` has so many bytes buffered, and takes what it is given or refuses it. */
function setup() {
  const state = { buffered: 0, refuses: false, broken: 0, bytes: 0, handed: [] as Uint8Array[] };
  const channel: WireChannel = {
    isOpen: () => true,
    buffered: () => state.buffered,
    send: (frame) => {
      if (state.refuses) throw new Error('full');
      state.handed.push(frame);
    },
    listen: () => undefined,
  };
  const channels = Object.fromEntries(LINK_CHANNELS.map((name) => [name, channel])) as Wire['channels'];
  const queue = new SendQueue({ channels, onTrouble: () => undefined, close: () => undefined }, new FakeClock(), {
    sent: (bytes) => (state.bytes += bytes),
    broken: () => (state.broken += 1),
  });
  return { queue, state };
}

const message = (first: number) => Uint8Array.of(first, 2, 3);

describe('a message of realtime that nothing stands before', () => {
  test('CHN-1 is with the channel when the call returns, framed and counted as any other', () => {
    const { queue, state } = setup();
    expect(queue.sendAtOnce(message(7))).toBe(true);
    expect(state.handed).toEqual([Uint8Array.of(0, 7, 2, 3)]);
    expect(state.bytes).toBe(4);
  });

  test('CHN-1 is not sent past one that waits, nor where the channel is full', async () => {
    const { queue, state } = setup();
    state.buffered = HIGH_WATER.realtime;
    const waits = queue.enqueue('realtime', message(1), undefined);
    expect(queue.sendAtOnce(message(2))).toBe(false);
    state.buffered = 0;
    // There is room again, and the first has not gone yet.
    expect(queue.sendAtOnce(message(3))).toBe(false);
    queue.pump();
    expect((await waits).ok).toBe(true);
    expect(queue.sendAtOnce(message(4))).toBe(true);
    expect(state.handed.map((frame) => frame[1])).toEqual([1, 4]);
  });

  test('CHN-1 says that it was not sent where the channel refuses it, and after the end', () => {
    const { queue, state } = setup();
    state.refuses = true;
    expect(queue.sendAtOnce(message(1))).toBe(false);
    expect(state.broken).toBe(1);
    state.refuses = false;
    queue.close();
    expect(queue.sendAtOnce(message(2))).toBe(false);
    expect(state.handed).toEqual([]);
  });
});
