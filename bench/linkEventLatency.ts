/** `link.event-latency`: Enter pressed here, shown in the other process's document. Baseline: bare channel and one frame. */
import type { Page } from '@playwright/test';
import type { Benchmark } from './support/benchmark.ts';
import { openApp, watch } from './support/profiles.ts';
import { figureOf, median } from './support/statistics.ts';
import type { Couple } from './support/world.ts';

const QUESTION = {
  id: 'link.event-latency',
  title: 'Enter pressed to shown in the other process',
  unit: 'ms',
  goal: 'ratio p50 ≤ 3, p99 ≤ 5',
  limits: [
    { of: 'ratio', most: 3 },
    { of: 'ratioP99', most: 5 },
  ],
} as const;

export const linkEventLatency: Benchmark = {
  id: QUESTION.id,
  run: async (world, { quick }) => {
    const couple = await world.couple();
    const { alice, bob, space } = couple;
    await Promise.all([openApp(alice, `/chats/${space}`), openApp(bob, `/chats/${space}`)]);
    await linked(couple);
    await connectBare(alice.page, bob.page);
    await watch(alice.page, 'largestSent');
    await sendOne(couple, 'the one whose bytes are counted');
    const bytes = await watch(alice.page, 'largestSent');
    const measured: number[] = [];
    const baseline: number[] = [];
    const skews: number[] = [];
    const frames: number[] = [];
    for (let index = 0; index < (quick ? 30 : 250); index += 1) {
      const { latency } = await sendOne(couple, `Message number ${index} of the benchmark, of ordinary length`);
      const { roundTrip, ahead } = await watch(alice.page, 'barePing', bytes);
      const [frame = 0] = await watch(bob.page, 'frames', 1);
      skews.push(ahead);
      frames.push(frame);
      measured.push(latency);
      baseline.push(roundTrip / 2 + frame);
      // Off the beat of the frames, as people are.
      await alice.page.waitForTimeout(20 + ((index * 7) % 17));
    }
    const skew = median(skews);
    const corrected = measured.map((latency) => latency - skew);
    return figureOf(QUESTION, { measured: corrected, baseline }, { bytes, frame: median(frames), clockAhead: skew });
  },
};

/** Types and presses Enter as a person does; the time until the other document has the words. */
async function sendOne({ alice, bob }: Couple, text: string): Promise<{ readonly latency: number }> {
  const { page } = alice;
  const seen = watch(bob.page, 'textSeen', text);
  await page.locator('textarea').focus();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
  const at = await seen;
  return { latency: at - (await watch(page, 'enterPressed')) };
}

/** Until a first message has gone through. */
async function linked(couple: Couple): Promise<void> {
  await couple.alice.page.locator('textarea').waitFor();
  await couple.bob.page.locator('textarea').waitFor();
  await sendOne(couple, 'the first words');
}

async function connectBare(alice: Page, bob: Page): Promise<void> {
  const offer = await watch(alice, 'bareOffer');
  await watch(alice, 'bareAccept', await watch(bob, 'bareAnswer', offer));
  for (let index = 0; index < 20; index += 1) await watch(alice, 'barePing', 300);
}
