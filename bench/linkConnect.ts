/** `link.connect`: both online to the first event through. Baseline: a bare connection over the same signaling service. */
import type { Benchmark } from './support/benchmark.ts';
import { openApp, watch } from './support/profiles.ts';
import { figureOf } from './support/statistics.ts';
import type { Couple } from './support/world.ts';

const QUESTION = {
  id: 'link.connect',
  title: 'Both online to the first event through',
  unit: 'ms',
  goal: 'ratio ≤ 1.3',
  limits: [{ of: 'ratio', most: 1.3 }],
} as const;

export const linkConnect: Benchmark = {
  id: QUESTION.id,
  run: async (world, { quick }) => {
    const couple = await world.couple();
    const path = `/chats/${couple.space}`;
    await Promise.all([openApp(couple.alice, path), openApp(couple.bob, path)]);
    await couple.alice.page.locator('textarea').waitFor();
    const measured: number[] = [];
    const baseline: number[] = [];
    for (let round = 0; round < (quick ? 4 : 25); round += 1) {
      measured.push(await meetAgain(couple, `Said while you were away, ${round}`));
      baseline.push(await connectBare(couple, `bench-bare-${round}`));
    }
    return figureOf(QUESTION, { measured, baseline });
  },
};

/** Bob closes the app, Alice writes, Bob opens it: from his first signaling socket to her words in his document. */
async function meetAgain({ alice, bob, space }: Couple, text: string): Promise<number> {
  await bob.page.goto('about:blank');
  await alice.page.locator('textarea').focus();
  await alice.page.keyboard.insertText(text);
  await alice.page.keyboard.press('Enter');
  await alice.page.waitForTimeout(1500);
  await openApp(bob, `/chats/${space}`);
  const seen = await watch(bob.page, 'textSeen', text);
  const opened = await watch(bob.page, 'signalingOpened');
  if (opened === null) throw new Error('no signaling socket was opened');
  await alice.page.waitForTimeout(300);
  return seen - opened;
}

async function connectBare({ alice, bob }: Couple, topic: string): Promise<number> {
  await watch(alice.page, 'bareListen', alice.signaling, topic);
  const time = await watch(bob.page, 'bareConnect', alice.signaling, topic);
  await Promise.all([watch(alice.page, 'bareEnd'), watch(bob.page, 'bareEnd')]);
  return time;
}
