/** `feed.open`: from the press on Moments in the rail to its newest post painted. Baseline: the same with a hundred posts. */
import type { Benchmark } from './support/benchmark.ts';
import { type Person, openApp, watch } from './support/profiles.ts';
import { figureOf } from './support/statistics.ts';
import { NEWEST_POST } from './support/world.ts';

const QUESTION = {
  id: 'feed.open',
  title: 'Press on Moments with 20,000 posts to first paint',
  unit: 'ms',
  goal: 'ratio ≤ 1.3',
  limits: [{ of: 'ratio', most: 1.3 }],
} as const;

export const feedOpen: Benchmark = {
  id: QUESTION.id,
  run: async (world, { quick }) => {
    const [long, short] = [await world.longFeed(), await world.shortFeed()];
    const measured: number[] = [];
    const baseline: number[] = [];
    for (let round = 0; round < (quick ? 4 : 30); round += 1) {
      // Every fifth time in a new document: first reads count, too.
      if (round % 5 === 0) for (const person of [long, short]) await openApp(person);
      for (const person of round % 2 === 0 ? [long, short] : [short, long]) {
        (person === long ? measured : baseline).push(await open(person));
        await person.page.locator('a[href="#/chats"]').first().click();
      }
    }
    for (const person of [long, short]) await person.page.goto('about:blank');
    return figureOf(QUESTION, { measured, baseline });
  },
};

async function open({ page }: Person): Promise<number> {
  // The code of the room is there, and what the last press began is over.
  await page.waitForTimeout(1500);
  const [painted] = await Promise.all([
    watch(page, 'clickToPaint', NEWEST_POST),
    page.locator('a[href="#/moments"]').click(),
  ]);
  return painted;
}
