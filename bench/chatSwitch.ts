/**
 * `chat.switch`: from the click on a conversation to its messages painted, all over a list of 500, the one before still open. Baseline: in the same
 * page, the rows of the same chat read with one request and what its pane shows put there as text.
 */
import { writeBeside } from './support/report.ts';
import type { Benchmark } from './support/benchmark.ts';
import type { Seeded } from './support/pageContract.ts';
import { type Person, openApp, watch } from './support/profiles.ts';
import { rested } from './support/world.ts';
import { type Question, figureOf, median, percentile, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'chat.switch',
  title:
    'Click on one of 500 conversations to its messages painted; baseline its rows read and its pane put there as text',
  unit: 'ms',
} as const;

/** The goal, ms, on the machine it was set for: one on which the baseline takes {@link REFERENCE}. */
const GOAL = 80;
/** See ADR 0054. */
const REFERENCE = 38;
/** The baseline is measured after each of so many. */
const BARE_EVERY = 5;

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
    await watch(person.page, 'diaryKept');
    // A profile grows in years, and its index with it: this one was made a minute ago.
    await rested(person);
    const measured: number[] = [];
    const baseline: number[] = [];
    for (let turn = 1; turn <= UNCOUNTED + (quick ? 30 : 200); turn += 1) {
      const chat = chats[(turn * STRIDE) % chats.length];
      if (chat === undefined) throw new Error('a chat is missing');
      const ms = await switchTo(person, chat);
      if (turn > UNCOUNTED) measured.push(ms);
      if (turn > UNCOUNTED && turn % BARE_EVERY === 0) baseline.push(await bareSwitch(person, chat));
    }
    await writeDiary(person, measured);
    await person.page.goto('about:blank');
    return figureOf(
      questionFor(baseline),
      { measured, baseline },
      {
        conversations: chats.length,
        bareP95: rounded(percentile(baseline, 0.95)),
        'ratio of the 95th percentiles': rounded(percentile(measured, 0.95) / percentile(baseline, 0.95)),
      },
    );
  },
};

/** What went on beside each switch that counts, for whoever looks for what makes one slow. */
async function writeDiary({ page }: Person, measured: readonly number[]): Promise<void> {
  const pages = (await watch(page, 'diaryTold')).slice(-measured.length);
  await writeBeside(
    `${QUESTION.id}.switches.json`,
    pages.map((went, number) => ({ number, ms: rounded(measured[number] ?? 0), ...went })),
  );
}

async function switchTo({ page }: Person, { space, lastText }: Seeded): Promise<number> {
  const row = page.locator(`[data-pane="list"] a[href="#/chats/${space}"]`);
  await row.scrollIntoViewIfNeeded();
  await page.waitForTimeout(REST);
  const [painted] = await Promise.all([watch(page, 'clickToPaint', lastText), row.click()]);
  return painted;
}

/** The same chat shown once more, by as little as one can. */
async function bareSwitch({ page }: Person, { space }: Seeded): Promise<number> {
  await watch(page, 'bareChat', space);
  await page.waitForTimeout(REST);
  const [shown] = await Promise.all([watch(page, 'bareChatShown'), page.locator('button[data-bare]').click()]);
  return shown;
}

/** The goal as it is read on this machine: in proportion where the baseline takes longer than on the one it was set for, never less strict by anything else. */
function questionFor(baseline: readonly number[]): Question {
  const most = GOAL * Math.max(1, median(baseline) / REFERENCE);
  const here = most > GOAL ? `, here ${Math.round(most)}` : '';
  return { ...QUESTION, goal: `p95 ≤ ${GOAL} ms${here}`, limits: [{ of: 'p95', most }] };
}
