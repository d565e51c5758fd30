import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { HistoryTraffic } from '@services/replication/historyTraffic.ts';

async function makeScene() {
  const clock = new FakeClock();
  const traffic = new HistoryTraffic(clock);
  /** Whether it counts as moving, after each of so many pieces a second apart. */
  const move = async (seconds: number) => {
    const seen: boolean[] = [];
    for (let second = 0; second < seconds; second += 1) {
      traffic.moved(100);
      seen.push(traffic.isMoving);
      await clock.advance(1000);
    }
    return seen;
  };
  return { clock, traffic, move };
}

it('REP-28 history moves from its first large piece until three seconds after the last', async () => {
  const { clock, traffic } = await makeScene();
  expect(traffic.isMoving).toBe(false);
  traffic.moved(31);
  expect(traffic.isMoving).toBe(false);
  traffic.moved(32);
  expect(traffic.isMoving).toBe(true);
  await clock.advance(2999);
  expect(traffic.isMoving).toBe(true);
  await clock.advance(1);
  expect(traffic.isMoving).toBe(false);
});

it('REP-28 nothing stands back for longer than two minutes, also where pauses are made on purpose', async () => {
  const { clock, traffic, move } = await makeScene();
  const seen = await move(200);
  expect([seen.indexOf(false), seen.lastIndexOf(true)]).toEqual([120, 119]);
  await clock.advance(9 * 60_000);
  expect(await move(2)).toEqual([false, false]);
  await clock.advance(10 * 60_000);
  expect([await move(2), traffic.isMoving]).toEqual([[true, true], true]);
});
