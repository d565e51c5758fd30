import { expect, test } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { KEEP_STEP, KeepBudget } from '@services/mini/keepBudget.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { until } from '../../../../support/shared/until.ts';
import { OpenProgram } from '../../../../support/web/programWorld.ts';

function setup(kept: number | null, allowed = KEEP_STEP) {
  const clock = new FakeClock();
  const state = { kept, counted: 0, allowed: [] as number[] };
  const count = () => {
    state.counted += 1;
    return Promise.resolve(state.kept);
  };
  const budget = new KeepBudget({ count, clock, allowed, onAllowed: (bytes) => state.allowed.push(bytes) });
  const pass = async (milliseconds: number) => {
    await clock.advance(milliseconds);
    await settle();
  };
  return { budget, state, pass };
}

test('PRG-22 a program may say what fits, and nothing more until the person allows it', async () => {
  const { budget, state } = setup(0);
  expect(budget.take(KEEP_STEP - 10)).toBe(true);
  expect(budget.take(10)).toBe(true);
  expect(budget.exceeded.get()).toBe(null);
  expect([budget.take(1), budget.take(1)]).toEqual([false, false]);
  expect(budget.exceeded.get()).toBe(KEEP_STEP);
  budget.allowMore();
  expect([budget.exceeded.get(), state.allowed]).toEqual([null, [2 * KEEP_STEP]]);
  expect([budget.take(KEEP_STEP), budget.take(1)]).toEqual([true, false]);
  budget.dispose();
});

test('PRG-22 what was kept before and what others said counts, now and then; a count that fails changes nothing', async () => {
  const { budget, state, pass } = setup(KEEP_STEP + 5);
  expect(budget.take(1)).toBe(true);
  await pass(20_000);
  expect([state.counted, budget.exceeded.get(), budget.take(1)]).toEqual([1, KEEP_STEP + 5, false]);
  budget.allowMore();
  expect(budget.take(KEEP_STEP)).toBe(true);
  Object.assign(state, { kept: null });
  await pass(5 * 60_000);
  expect([state.counted, budget.exceeded.get(), budget.take(1)]).toEqual([2, null, false]);
  budget.dispose();
  await pass(60 * 60_000);
  expect(state.counted).toBe(2);
});

test('PRG-22 a leave given before counts', () => {
  const { budget } = setup(0, 3 * KEEP_STEP);
  expect([budget.take(3 * KEEP_STEP), budget.take(1)]).toEqual([true, false]);
});

test('PRG-22 what may not be kept is not sent, is counted, and what the program hears goes on', async () => {
  const program = new OpenProgram();
  const { webxdc } = program.page();
  const asked: number[] = [];
  const heard: unknown[] = [];
  program.mayKeep = (bytes) => {
    asked.push(bytes);
    return asked.length !== 2;
  };
  void webxdc.setUpdateListener(({ payload }) => heard.push(payload));
  for (const payload of ['kept', 'not kept', 'kept again']) webxdc.sendUpdate({ payload }, '');
  await until(() => heard.length === 2);
  expect(heard).toEqual(['kept', 'kept again']);
  expect(program.host.figures.get().dropped).toBe(1);
  expect(asked.every((bytes) => bytes > 4)).toBe(true);
  await program.host.close();
});

test('PRG-22 what was not kept after all is allowed again', () => {
  const { budget } = setup(0, KEEP_STEP);
  expect(budget.take(KEEP_STEP)).toBe(true);
  budget.giveBack(5);
  expect([budget.take(5), budget.take(1)]).toEqual([true, false]);
});
