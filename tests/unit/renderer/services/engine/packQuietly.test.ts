import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import type { StoreError, Stored } from '@ports/documentStore.ts';
import { packQuietly } from '@services/engine/packQuietly.ts';
import { err, ok } from '@shared/result.ts';

const full: StoreError = { code: 'storage-full', message: 'no room' };

/** A store that answers in turn, and after that that nothing is left to do. */
function makeScene(answers: readonly Awaited<Stored<boolean>>[]) {
  const clock = new FakeClock();
  const lines: string[] = [];
  const times: number[] = [];
  const held = { until: 0 };
  const left = [...answers];
  const packSealed = async (): Stored<boolean> => {
    times.push(clock.monotonic());
    return left.shift() ?? ok(false);
  };
  const dispose = packQuietly({
    store: { packSealed },
    clock,
    log: { write: (...line) => lines.push(line.join(' ')) },
    isHeld: () => clock.monotonic() < held.until,
  });
  return { clock, lines, times, held, dispose };
}

it('STO-65 packs one after the other from two minutes after a start on, and looks again in an hour', async () => {
  const { clock, times } = makeScene([ok(true), ok(true)]);
  await clock.advance(119_999);
  expect(times).toEqual([]);
  await clock.advance(1000);
  expect(times).toEqual([120_000, 120_100, 120_200]);
  await clock.advance(3_600_000);
  expect(times).toEqual([120_000, 120_100, 120_200, 3_720_200]);
});

it('STO-65 says what failed, and tries again in an hour', async () => {
  const { clock, lines, times } = makeScene([err(full), ok(true)]);
  await clock.advance(150_000);
  expect(times).toHaveLength(1);
  expect(lines).toEqual(['warn store not packed: storage-full']);
  await clock.advance(3_600_000);
  expect(times).toHaveLength(3);
});

it('STO-65 ends with the engine, also in the midst of a pack', async () => {
  const { clock, times, dispose } = makeScene([ok(true), ok(true), ok(true)]);
  await clock.advance(120_050);
  dispose();
  await clock.advance(3_600_000);
  expect(times).toHaveLength(1);
});

it('REP-28 packing stands back while history moves, and goes on after it; it ends with the engine there, too', async () => {
  const { clock, times, held } = makeScene([ok(true)]);
  held.until = 131_000;
  await clock.advance(130_000);
  expect(times).toEqual([]);
  await clock.advance(10_000);
  expect(times).toEqual([135_000, 135_100]);
  const other = makeScene([ok(true)]);
  other.held.until = 131_000;
  await other.clock.advance(130_000);
  other.dispose();
  await other.clock.advance(60_000);
  expect(other.times).toEqual([]);
});
