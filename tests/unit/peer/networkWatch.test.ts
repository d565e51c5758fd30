import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { watchNetwork } from '../../../src/peer/networkWatch.ts';

function watched() {
  const clock = new FakeClock();
  let [addresses, slept] = ['192.0.2.1', 0];
  const heard: string[] = [];
  const now = () => clock.now() + slept;
  const events = watchNetwork(
    { now, monotonic: now, after: (delay, task) => clock.after(delay, task) },
    () => addresses,
  );
  const stop = events.subscribe((event) => heard.push(event));
  return {
    clock,
    heard,
    stop,
    move: (to: string) => (addresses = to),
    sleep: (milliseconds: number) => (slept += milliseconds),
  };
}

it('BOX-10 tells once that the addresses changed', async () => {
  const { clock, heard, move } = watched();
  await clock.advance(60_000);
  expect(heard).toEqual([]);
  move('198.51.100.7');
  await clock.advance(60_000);
  expect(heard).toEqual(['changed']);
});

it('BOX-10 tells that the machine slept, and nothing once it is not wanted any more', async () => {
  const { clock, heard, stop, sleep, move } = watched();
  sleep(3_600_000);
  await clock.advance(6000);
  expect(heard).toEqual(['changed']);
  stop();
  move('203.0.113.9');
  await clock.advance(60_000);
  expect(heard).toEqual(['changed']);
});
