/**
 * `mini.twenty`: twenty programs that are never at rest, opened one after another and then hidden. What the browser's page processes hold beyond
 * what they held with one program open, shared memory counted once for all (PSS); and as `mini.twenty-cpu` what they use of a processor
 * then, beyond what they used before the first was opened.
 */
import type { Benchmark } from './support/benchmark.ts';
import { packed, restlessProgram } from './support/benchPrograms.ts';
import type { ProgramPlan } from './support/pageContract.ts';
import { type PlainPerson, reopenPlain } from './support/plainPeople.ts';
import { browserShare, browserTimes } from './support/processTimes.ts';
import { openTools, startNamed, tools } from './support/profiles.ts';
import { START, clickOn, clickToPaint, listen, showChat } from './support/programOpener.ts';
import { figureOf, rounded } from './support/statistics.ts';
import type { World } from './support/world.ts';

const MEMORY = {
  id: 'mini.twenty',
  title: 'Memory of page processes with 20 programs opened and hidden, above one',
  unit: 'MB',
  goal: '≤ 150 MB',
  limits: [{ of: 'value', most: 150 }],
} as const;

const PROCESSOR = {
  id: 'mini.twenty-cpu',
  title: 'CPU of page processes with 20 restless programs opened and hidden, above none',
  unit: '% of a core',
  goal: '< 1 % of a core',
  limits: [{ of: 'value', below: 1 }],
} as const;

const COUNT = 20;
const MEGABYTE = 1024 * 1024;
/** What was just done ends, and what is to be put to sleep is. */
const SETTLING = 8000;
const HIDE = '[data-pane="program"] button[aria-label^="Hide"]';

interface Outcome {
  readonly one: number;
  readonly twenty: number;
  readonly idle: number;
  readonly hidden: number;
  readonly processes: string;
}

export const miniTwenty: Benchmark = {
  id: MEMORY.id,
  run: async (world, extent) => {
    const { one, twenty, processes } = await outcome(world, extent.quick);
    return figureOf(
      MEMORY,
      { measured: [twenty - one] },
      { one: rounded(one), twenty: rounded(twenty), programs: COUNT, processes },
    );
  },
};

export const miniTwentyProcessor: Benchmark = {
  id: PROCESSOR.id,
  run: async (world, extent) => {
    const { idle, hidden } = await outcome(world, extent.quick);
    return figureOf(PROCESSOR, { measured: [hidden - idle] }, { before: rounded(idle), after: rounded(hidden) });
  },
};

/** Both ids ask for the same run. */
const outcomes = new WeakMap<World, Promise<Outcome>>();

function outcome(world: World, quick: boolean): Promise<Outcome> {
  const known = outcomes.get(world) ?? openTwenty(quick ? 5 : 20);
  outcomes.set(world, known);
  return known;
}

async function openTwenty(seconds: number): Promise<Outcome> {
  const maker = await startNamed('Busy');
  await openTools(maker);
  const plans = Array.from({ length: COUNT }, (_, number): ProgramPlan => {
    const name = `Restless ${number + 1}`;
    return { name, packed: packed(restlessProgram(name)), space: null, updates: [] };
  });
  const seeded = await tools(maker.page, 'seedPrograms', plans);
  const person = await reopenPlain(maker);
  const { page, browser } = person;
  await listen(page);
  // A new document, which is told to listen.
  await page.goto(person.host.url);
  await pause(SETTLING);
  const idle = await shareOf(person, seconds);
  let one = 0;
  for (const [index, program] of seeded.entries()) {
    await showChat(page, program);
    await clickToPaint(page, START);
    if (index > 0) continue;
    await pause(SETTLING);
    one = await memoryOf(person);
  }
  await clickOn(page, HIDE);
  await pause(SETTLING);
  const hidden = await shareOf(person, seconds);
  const [twenty, share] = [await memoryOf(person), await browserShare(person.directory)];
  await browser.close();
  return { one, twenty, idle, hidden, processes: String(share.get('renderer')?.processes ?? 0) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** MB of the page processes; what they share is divided among them. */
async function memoryOf({ directory }: PlainPerson): Promise<number> {
  return ((await browserShare(directory)).get('renderer')?.bytes ?? 0) / MEGABYTE;
}

/** Per cent of a core that the page processes use. */
async function shareOf({ directory }: PlainPerson, seconds: number): Promise<number> {
  const before = (await browserTimes(directory)).get('renderer') ?? 0;
  const start = performance.now();
  await pause(seconds * 1000);
  const after = (await browserTimes(directory)).get('renderer') ?? 0;
  return ((after - before) / ((performance.now() - start) / 1000)) * 100;
}
