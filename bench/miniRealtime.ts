/**
 * `mini.realtime`: a message of a program over its realtime channel to the same program in another process, and back. Baseline: the same
 * bytes over a bare data channel between the two pages of the app, and back, in turns with it. Beside it stands what the same way takes when
 * nobody looks at what passes: frame, port, page, bare channel, page, port, frame, and back.
 */
import type { Frame, Page } from '@playwright/test';
import type { Benchmark } from './support/benchmark.ts';
import { packed, pingingProgram } from './support/benchPrograms.ts';
import { type Person, openApp, openTools, tools, watch } from './support/profiles.ts';
import { START } from './support/programOpener.ts';
import { figureOf, median, quickestMean, rounded } from './support/statistics.ts';
import type { Couple } from './support/world.ts';

const QUESTION = {
  id: 'mini.realtime',
  title: 'A realtime message of a program and its answer; baseline a bare data channel',
  unit: 'ms',
  goal: 'ratio ≤ 2',
  limits: [{ of: 'ratio', most: 2 }],
} as const;

/** What a stroke of a whiteboard or a move of a hand takes. */
const BYTES = 300;
/** Between two, ms: within what a program may send. */
const REST = 30;

export const miniRealtime: Benchmark = {
  id: QUESTION.id,
  run: async (world, { quick }) => {
    const couple = await world.couple();
    const { alice, bob } = couple;
    const frame = await openBoth(couple);
    const offer = await watch(alice.page, 'bareOffer');
    await watch(alice.page, 'bareAccept', await watch(bob.page, 'bareAnswer', offer));
    await Promise.all([alice, bob].map(({ page }) => watch(page, 'bareRelay')));
    const times = await inTurns(alice.page, quick ? 50 : 400, {
      measured: () => frame.evaluate<number | null>(`ping(${BYTES})`),
      baseline: async () => (await watch(alice.page, 'barePing', BYTES)).roundTrip,
      ports: () => frame.evaluate<number | null>(`barePing(${BYTES})`),
    });
    const { measured, baseline, ports } = times;
    const base = median(baseline);
    return figureOf(
      QUESTION,
      { measured, baseline },
      {
        bytes: BYTES,
        'bare, with the four ports': rounded(median(ports)),
        'that to the baseline': rounded(median(ports) / base),
        'measured to that': rounded(median(measured) / median(ports)),
        // The page's clock has steps of 0.1 ms, which are a tenth of a median here.
        'ratio of the means of the quickest four fifths': rounded(quickestMean(measured) / quickestMean(baseline)),
        'of these, the four ports': rounded(quickestMean(ports) / quickestMean(baseline)),
      },
    );
  },
};

type Way = 'measured' | 'baseline' | 'ports';

/** Each way after the same rest, and each as often first as the others: what comes behind another finds the machine awake. */
async function inTurns(
  page: Page,
  rounds: number,
  ways: Readonly<Record<Way, () => Promise<number | null>>>,
): Promise<Readonly<Record<Way, readonly number[]>>> {
  const times: Record<Way, number[]> = { measured: [], baseline: [], ports: [] };
  const order: Way[] = ['measured', 'baseline', 'ports'];
  // The first ones are for what is compiled and connected on the way.
  for (let round = -20; round < rounds; round += 1) {
    for (const way of order) {
      await page.waitForTimeout(REST);
      const ms = await ways[way]();
      if (round >= 0 && ms !== null) times[way].push(ms);
    }
    order.push(...order.splice(0, 1));
  }
  const least = Math.min(...Object.values(times).map(({ length }) => length));
  if (least < rounds * 0.9) throw new Error(`${rounds - least} of ${rounds} messages were lost`);
  return times;
}

/** The frame of the first, once both have the program open and hear each other. */
async function openBoth({ alice, bob, space }: Couple): Promise<Frame> {
  await openTools(alice);
  const plan = { name: 'Pinging', packed: packed(pingingProgram()), space, updates: [] };
  await tools(alice.page, 'seedPrograms', [plan]);
  for (const person of [alice, bob]) await openApp(person, `/chats/${space}`);
  const [frame] = await Promise.all([alice, bob].map(start));
  if (frame === undefined) throw new Error('no frame');
  const deadline = Date.now() + 30_000;
  while ((await frame.evaluate('ping(1)')) === null) {
    if (Date.now() > deadline) throw new Error('the two programs do not hear each other');
  }
  return frame;
}

async function start({ page }: Person): Promise<Frame> {
  await page.locator(START).last().click();
  return frameWith(page, 'Pinging');
}

async function frameWith(page: Page, title: string): Promise<Frame> {
  await page.locator(`iframe[title="${title}"]`).waitFor();
  const handle = await page.locator(`iframe[title="${title}"]`).elementHandle();
  const frame = await handle.contentFrame();
  if (!frame) throw new Error('no frame');
  await frame.waitForFunction('typeof ping === "function"');
  return frame;
}
