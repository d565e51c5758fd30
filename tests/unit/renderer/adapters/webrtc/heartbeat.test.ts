import { describe, expect, test } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { Heartbeat } from '@adapters/webrtc/heartbeat.ts';

function setup() {
  const clock = new FakeClock();
  const seen = {
    pings: 0,
    dead: [] as { reason: string; at: number }[],
    roundTrips: [] as number[],
    answers: true,
    isOpen: true,
  };
  const heartbeat = new Heartbeat(clock, {
    ping: (stamp) => {
      seen.pings += 1;
      if (seen.answers && seen.isOpen) {
        clock.after(40, () => {
          heartbeat.heard();
          heartbeat.answered(stamp);
        });
      }
      return seen.isOpen;
    },
    dead: (reason) => seen.dead.push({ reason, at: clock.monotonic() }),
    roundTrip: (milliseconds) => seen.roundTrips.push(milliseconds),
  });
  heartbeat.start();
  return { clock, heartbeat, seen };
}

describe('heartbeat', () => {
  test('HRT-1 an answered link lives, costs one ping in 5 s, and knows its round trip', async () => {
    const { clock, seen } = setup();
    await clock.advance(60_000);
    expect(seen.dead).toEqual([]);
    expect(seen.pings).toBeLessThanOrEqual(14);
    expect(seen.roundTrips.every((time) => time === 40)).toBe(true);
    expect(seen.roundTrips.length).toBeGreaterThan(10);
  });

  test('HRT-2 silence is death within 15 s', async () => {
    const { clock, seen } = setup();
    await clock.advance(20_000);
    seen.answers = false;
    await clock.advance(15_000);
    expect(seen.dead.map(({ reason }) => reason)).toEqual(['timeout']);
    await clock.advance(60_000);
    expect(seen.dead).toHaveLength(1);
  });

  test('HRT-3 a silence shorter than the timeout is forgiven', async () => {
    const { clock, seen } = setup();
    await clock.advance(10_100);
    seen.answers = false;
    await clock.advance(8000);
    seen.answers = true;
    await clock.advance(30_000);
    expect(seen.dead).toEqual([]);
  });

  test('HRT-4 after sleep a link that answers lives', async () => {
    const { clock, seen } = setup();
    await clock.advance(3000);
    clock.sleep(3_600_000);
    await clock.advance(10_000);
    expect(seen.dead).toEqual([]);
  });

  test('HRT-5 after sleep a link that is silent is dead within 4 s of waking', async () => {
    const { clock, seen } = setup();
    await clock.advance(3000);
    seen.answers = false;
    clock.sleep(3_600_000);
    const woke = clock.monotonic();
    await clock.advance(4000);
    expect(seen.dead).toHaveLength(1);
    expect((seen.dead[0]?.at ?? 0) - woke).toBeLessThanOrEqual(4000);
  });

  test('HRT-6 sleep is noticed by the wall clock when the monotonic one stood still', async () => {
    const { clock, seen } = setup();
    await clock.advance(3000);
    seen.answers = false;
    clock.jump(3_600_000);
    await clock.advance(2000 + 4000);
    expect(seen.dead).toHaveLength(1);
  });

  test('HRT-7 a probe finds a silent link out within 4 s, and asking again does not give it more time', async () => {
    const { clock, heartbeat, seen } = setup();
    await clock.advance(6000);
    seen.answers = false;
    for (let step = 0; step < 8; step += 1) {
      heartbeat.probe();
      await clock.advance(500);
    }
    expect(seen.dead).toHaveLength(1);
  });

  test('HRT-8 a flood of probes on a link that answers costs few pings and does not kill it', async () => {
    const { clock, heartbeat, seen } = setup();
    await clock.advance(6000);
    const before = seen.pings;
    for (let step = 0; step < 1000; step += 1) heartbeat.probe();
    expect(seen.pings - before).toBeLessThanOrEqual(2);
    await clock.advance(20_000);
    expect(seen.dead).toEqual([]);
  });

  test('HRT-9 a channel that takes no ping is dead at once', async () => {
    const { clock, heartbeat, seen } = setup();
    await clock.advance(1000);
    seen.isOpen = false;
    heartbeat.probe();
    expect(seen.dead.map(({ reason }) => reason)).toEqual(['failed']);
  });
});
