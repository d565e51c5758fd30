/** `chat.open-100k`: from the click on a conversation to its messages painted. Baseline: the same with a hundred messages. */
import type { Benchmark } from './support/benchmark.ts';
import type { Seeded } from './support/pageContract.ts';
import { type Person, openApp, watch } from './support/profiles.ts';
import { figureOf } from './support/statistics.ts';
import { chatNamed } from './support/world.ts';

const QUESTION = {
  id: 'chat.open-100k',
  title: 'Click on a conversation of 100,000 to first paint',
  unit: 'ms',
  goal: 'ratio ≤ 1.3',
  limits: [{ of: 'ratio', most: 1.3 }],
} as const;

export const chatOpen: Benchmark = {
  id: QUESTION.id,
  run: async (world, { quick }) => {
    const { person, chats } = await world.longChats();
    const [long, short, neutral] = ['Longest', 'Short', 'Neutral'].map((name) => chatNamed(chats, name));
    if (long === undefined || short === undefined || neutral === undefined) throw new Error('a chat is missing');
    const measured: number[] = [];
    const baseline: number[] = [];
    for (let round = 0; round < (quick ? 4 : 30); round += 1) {
      // Every fifth time in a new document: first reads count, too.
      if (round % 5 === 0) await openApp(person, `/chats/${neutral.space}`);
      for (const chat of round % 2 === 0 ? [long, short] : [short, long]) {
        (chat === long ? measured : baseline).push(await open(person, chat));
        await open(person, neutral);
      }
    }
    await person.page.goto('about:blank');
    return figureOf(QUESTION, { measured, baseline });
  },
};

async function open({ page }: Person, { space, lastText }: Seeded): Promise<number> {
  await page.waitForTimeout(250);
  const row = page.locator(`[data-pane="list"] a[href="#/chats/${space}"]`);
  const [painted] = await Promise.all([watch(page, 'clickToPaint', lastText), row.click()]);
  return painted;
}
