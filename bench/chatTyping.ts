/**
 * `chat.typing`: from a key to the painted frame that shows it, in a group of 500 with a photo, a voice note and a sticker in view. Baseline: a
 * text area of nobody's in the same page, in turns.
 */
import type { Benchmark } from './support/benchmark.ts';
import { type Person, end, openApp, openTools, startNamed, tools, watch } from './support/profiles.ts';
import { figureOf, percentile, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'chat.typing',
  title: 'Key to painted frame in a group of 500 with media in view; baseline a bare field',
  unit: 'ms',
  goal: 'p95 ≤ 16 ms',
  limits: [{ of: 'p95', most: 16 }],
} as const;

const MEMBERS = 500;
const MESSAGES = 200;
/** Words as they are typed, one of them a name that is looked for among the members. */
const WORDS = 'see you at seven near the bridge @Mem';
/** Between two keys, ms, and up to as much more: a fast hand, out of step with the screen. */
const REST = 70;
const REST_MORE = 40;

export const chatTyping: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const person = await startNamed('Typist');
    await openTools(person);
    const members = quick ? 60 : MEMBERS;
    console.log(`  making a group of ${members} …`);
    const [group] = await tools(person.page, 'seed', [{ name: 'Group', messages: MESSAGES, media: true, members }]);
    if (group === undefined) throw new Error('no group was made');
    await openApp(person, `/chats/${group.space}`);
    await watch(person.page, 'textSeen', group.lastText);
    const own: number[] = [];
    const bare: number[] = [];
    // The first finds code that was not needed yet.
    await typeInGroup(person);
    for (let round = 0; round < (quick ? 2 : 10); round += 1) {
      own.push(...(await typeInGroup(person)));
      bare.push(...(await typeInBare(person)));
    }
    await end(person);
    const bareP95 = rounded(percentile(bare, 0.95));
    return figureOf(QUESTION, { measured: own, baseline: bare }, { members, bareP95 });
  },
};

async function typeInGroup(person: Person): Promise<readonly number[]> {
  const field = person.page.locator('[data-pane="content"] textarea');
  await field.focus();
  const times = await typed(person);
  await field.fill('');
  return times;
}

async function typeInBare(person: Person): Promise<readonly number[]> {
  await watch(person.page, 'bareField');
  const times = await typed(person);
  await watch(person.page, 'bareFieldGone');
  return times;
}

async function typed({ page }: Person): Promise<readonly number[]> {
  await watch(page, 'keysFelt');
  for (const key of WORDS) {
    await page.waitForTimeout(REST + Math.random() * REST_MORE);
    await page.keyboard.press(key);
  }
  await page.waitForTimeout(REST);
  const times = await watch(page, 'keysTold');
  if (times.length < WORDS.length) throw new Error(`${times.length} of ${WORDS.length} keys were felt`);
  return times;
}
