/** `chat.switch`: from the click on a conversation to its messages painted, all over a list of 500, the one before still open. */
import type { Benchmark } from './support/benchmark.ts';
import type { Seeded } from './support/pageContract.ts';
import { type Person, openApp, watch } from './support/profiles.ts';
import { figureOf } from './support/statistics.ts';

const QUESTION = {
  id: 'chat.switch',
  title: 'Click on one of 500 conversations to its messages painted',
  unit: 'ms',
  goal: 'p95 ≤ 80 ms',
  limits: [{ of: 'p95', most: 80 }],
} as const;

/** From one to the next in the list: prime to their number, so that each comes in its turn and none beside the last. */
const STRIDE = 37;
/** The first find code that was not needed yet. */
const UNCOUNTED = 5;
/** Between two clicks, ms: what the last one led to is over. */
const REST = 250;

export const chatSwitch: Benchmark = {
  id: QUESTION.id,
  run: async (world, { quick }) => {
    const { person, chats } = await world.hundreds();
    const [first] = chats;
    if (first === undefined) throw new Error('there is no chat');
    await openApp(person, `/chats/${first.space}`);
    await watch(person.page, 'textSeen', first.lastText);
    const measured: number[] = [];
    for (let turn = 1; turn <= UNCOUNTED + (quick ? 30 : 200); turn += 1) {
      const chat = chats[(turn * STRIDE) % chats.length];
      if (chat === undefined) throw new Error('a chat is missing');
      const ms = await switchTo(person, chat);
      if (turn > UNCOUNTED) measured.push(ms);
    }
    await person.page.goto('about:blank');
    return figureOf(QUESTION, { measured }, { conversations: chats.length });
  },
};

async function switchTo({ page }: Person, { space, lastText }: Seeded): Promise<number> {
  const row = page.locator(`[data-pane="list"] a[href="#/chats/${space}"]`);
  await row.scrollIntoViewIfNeeded();
  await page.waitForTimeout(REST);
  const [painted] = await Promise.all([watch(page, 'clickToPaint', lastText), row.click()]);
  return painted;
}
