import { describe, expect, it } from 'vitest';
import { type Result, fail, ok } from '@shared/result.ts';
import type { LinkError } from '@ports/peerTransport.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MOST_WAITING, PATIENCE, RealtimeOutbox } from '@services/mini/realtimeOutbox.ts';

/** A link that takes a frame when it is told to, and an outbox before it. */
function scene(hasRoom = false) {
  const clock = new FakeClock();
  const taken: number[] = [];
  const held: (() => void)[] = [];
  const atOnce: number[] = [];
  let isJammed = false;
  let isOver = false;
  const outbox = new RealtimeOutbox(
    {
      sendAtOnce: (bytes) => {
        if (!hasRoom) return false;
        atOnce.push(bytes[0] ?? -1);
        return true;
      },
      send: (_, bytes, options) => {
        expect(options?.waits).toBe(true);
        if (isOver) return Promise.resolve(fail('link-closed', 'over'));
        taken.push(bytes[0] ?? -1);
        if (!isJammed) return Promise.resolve(ok());
        return new Promise<Result<void, LinkError>>((resolve) => held.push(() => resolve(ok())));
      },
    },
    clock,
  );
  return {
    clock,
    taken,
    atOnce,
    jam: () => (isJammed = true),
    free: () => {
      isJammed = false;
      for (const release of held.splice(0)) release();
    },
    end: () => (isOver = true),
    /** Message `n` in so many frames. */
    put: (n: number, frames = 1, length = 15_000) =>
      outbox.put(Array.from({ length: frames }, () => new Uint8Array(length).fill(n))),
  };
}

/** Lets all promises that can go on do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('realtime messages before a link', () => {
  it('MPH-20 a burst goes out whole and in turn, whatever the link takes at once', async () => {
    const { jam, free, put, taken } = scene();
    put(0);
    jam();
    for (const n of [1, 2, 3]) put(n, 9);
    await settled();
    expect(taken).toEqual([0, 1]);
    free();
    await settled();
    expect(taken).toEqual([0, ...[1, 2, 3].flatMap((n) => Array.from({ length: 9 }, () => n))]);
  });

  it('MPH-20 a message of one frame that finds nothing before it goes before the call returns; no other does', async () => {
    const { atOnce, free, jam, put, taken } = scene(true);
    put(1);
    expect(atOnce).toEqual([1]);
    jam();
    put(2, 3);
    put(3);
    free();
    await settled();
    expect([atOnce, taken]).toEqual([[1], [2, 2, 2, 3]]);
    put(4);
    expect(atOnce).toEqual([1, 4]);
  });

  it('MPH-20 what waited too long is lost whole, and what was begun is ended', async () => {
    const { clock, jam, free, put, taken } = scene();
    jam();
    put(1, 2);
    put(2, 2);
    await clock.advance(PATIENCE - 1);
    put(3, 2);
    await clock.advance(2);
    free();
    await settled();
    expect(taken).toEqual([1, 1, 3, 3]);
  });

  it('MPH-20 beyond its room the oldest waiting give way', async () => {
    const { jam, free, put, taken } = scene();
    jam();
    put(0);
    await settled();
    for (let n = 1; n <= 3; n += 1) put(n, 1, MOST_WAITING / 2);
    free();
    await settled();
    expect(taken).toEqual([0, 2, 3]);
  });

  it('MPH-20 a link that ended takes nothing, and holds nothing up', async () => {
    const { end, put, taken } = scene();
    end();
    put(1, 9);
    await settled();
    put(2);
    await settled();
    expect(taken).toEqual([]);
  });
});
