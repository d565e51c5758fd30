/**
 * `link.connect`: both online to the first event through, which is stored durably and in the DOM. Both have the app open and the network of
 * one comes back; the time begins when a signaling service answers it. Baseline: a bare connection over the same service, from the
 * same moment on: who comes says so, who hears it offers, and the first message is greeted by nobody's disk or screen. Beside it is told
 * when the two were connected, and how it is when one of them opens the app, which then has a screen to build as well.
 */
import type { Benchmark } from './support/benchmark.ts';
import { openApp, watch } from './support/profiles.ts';
import { figureOf, median, rounded } from './support/statistics.ts';
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
    const starts: number[] = [];
    const connected: number[] = [];
    for (let round = 0; round < (quick ? 4 : 25); round += 1) {
      measured.push(await networkReturns(couple, `Said while your network was away, ${round}`));
      connected.push(await sinceOnline(couple, await watch(couple.bob.page, 'peerConnected')));
      baseline.push(await connectBare(couple, `bench-bare-${round}`));
      if (round % 4 === 0) starts.push(await appStarts(couple, `Said while your app was closed, ${round}`));
    }
    return figureOf(
      QUESTION,
      { measured, baseline },
      {
        connected: rounded(median(connected)),
        appOpened: rounded(median(starts)),
      },
    );
  },
};

async function say({ alice }: Couple, text: string): Promise<void> {
  await alice.page.locator('textarea').focus();
  await alice.page.keyboard.insertText(text);
  await alice.page.keyboard.press('Enter');
  // Until it is durable, and the room has nobody left to be told.
  await alice.page.waitForTimeout(1500);
}

async function networkReturns(couple: Couple, text: string): Promise<number> {
  const { page } = couple.bob;
  await watch(page, 'networkGone');
  await say(couple, text);
  const seen = watch(page, 'textSeen', text);
  await watch(page, 'networkBack');
  return sinceOnline(couple, await seen);
}

async function appStarts(couple: Couple, text: string): Promise<number> {
  const { page } = couple.bob;
  await page.goto('about:blank');
  await say(couple, text);
  await openApp(couple.bob, `/chats/${couple.space}`);
  return sinceOnline(couple, await watch(page, 'textSeen', text));
}

async function sinceOnline({ bob }: Couple, at: number | null): Promise<number> {
  const opened = await watch(bob.page, 'signalingOpened');
  if (opened === null || at === null) throw new Error('no socket was opened or nobody connected');
  await bob.page.waitForTimeout(300);
  return at - opened;
}

async function connectBare({ alice, bob }: Couple, topic: string): Promise<number> {
  await watch(alice.page, 'bareListen', alice.signaling, topic);
  const time = await watch(bob.page, 'bareConnect', alice.signaling, topic);
  await Promise.all([watch(alice.page, 'bareEnd'), watch(bob.page, 'bareEnd')]);
  return time;
}
