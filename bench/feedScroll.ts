/** `feed.scroll`: the frame rate while a script scrolls down a feed with pictures. Baseline: the same page at rest. */
import type { Benchmark } from './support/benchmark.ts';
import { openApp, watch } from './support/profiles.ts';
import { figureOf, median, percentile, rounded } from './support/statistics.ts';
import { NEWEST_POST } from './support/world.ts';

const QUESTION = {
  id: 'feed.scroll',
  title: 'Median frame rate of a scroll down a feed of 20,000 posts with pictures',
  unit: 'fps',
  goal: '≥ 55 fps, the middle of the view never empty',
  limits: [{ of: 'value', least: 55 }],
} as const;

/** About what a hard turn of the wheel moves, px in a frame. */
const STEP = 200;
/** A frame longer than this is seen as a jerk, ms. */
const SLOW = 50;
/** Frames without a post in the middle, of all: more, and the list was outrun. */
const MOST_BLANK = 0.01;

export const feedScroll: Benchmark = {
  id: QUESTION.id,
  run: async (world, { quick }) => {
    const person = await world.longFeed();
    await openApp(person);
    await person.page.locator('a[href="#/moments"]').click();
    await watch(person.page, 'postShown', NEWEST_POST);
    const resting = await watch(person.page, 'frames', 120);
    const run = await watch(person.page, 'scrollDown', STEP, quick ? 15_000 : 60_000);
    await person.page.goto('about:blank');
    const rates = run.frames.map((time) => 1000 / time);
    const figure = figureOf(
      QUESTION,
      { measured: rates, baseline: resting.map((time) => 1000 / time) },
      {
        posts: run.messages,
        waitedFrames: run.waited,
        blankFrames: run.blank,
        slowFrames: run.frames.filter((time) => time > SLOW).length,
        frameP50: rounded(median(run.frames)),
        frameP95: rounded(percentile(run.frames, 0.95)),
        frameP99: rounded(percentile(run.frames, 0.99)),
      },
    );
    return { ...figure, holds: figure.holds && run.blank <= MOST_BLANK * run.frames.length };
  },
};
