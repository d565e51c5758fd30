/** `app.start`: navigation to the conversation list painted, with 100,000 messages. Baseline: an empty profile. */
import type { Benchmark } from './support/benchmark.ts';
import { openApp } from './support/profiles.ts';
import { figureOf } from './support/statistics.ts';

const QUESTION = {
  id: 'app.start',
  title: 'Start to the list painted, 50 × 2,000 messages',
  unit: 'ms',
  goal: 'ratio ≤ 1.5',
  limits: [{ of: 'ratio', most: 1.5 }],
} as const;

export const appStart: Benchmark = {
  id: QUESTION.id,
  run: async (world, { quick }) => {
    const { person } = await world.manyChats();
    const newcomer = await world.newcomer();
    const measured: number[] = [];
    const baseline: number[] = [];
    const rounds = quick ? 5 : 25;
    // The first ones fill the caches of code and are not counted.
    for (let round = -2; round < rounds; round += 1) {
      const full = await openApp(person);
      await person.page.waitForTimeout(300);
      await person.page.goto('about:blank');
      const empty = await openApp(newcomer);
      await newcomer.page.waitForTimeout(300);
      await newcomer.page.goto('about:blank');
      if (round < 0) continue;
      measured.push(full);
      baseline.push(empty);
    }
    return figureOf(QUESTION, { measured, baseline });
  },
};
