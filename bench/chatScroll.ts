/**
 * `chat.scroll`: the frame rate while a script scrolls through a conversation of words, photos, albums, voice notes, stickers, films and polls, all
 * of whose files are here. Baseline: the same page at rest.
 */
import type { Benchmark } from './support/benchmark.ts';
import { openApp, watch } from './support/profiles.ts';
import { figureOf, median, percentile, rounded } from './support/statistics.ts';
import { chatNamed } from './support/world.ts';

const QUESTION = {
  id: 'chat.scroll',
  title: 'Median frame rate of a scroll through 10,000 messages with media',
  unit: 'fps',
  goal: '≥ 55 fps, 95 % of the messages passed',
  limits: [{ of: 'value', least: 55 }],
} as const;

/** About what a hard turn of the wheel moves, px in a frame. */
const STEP = 200;
/** A frame longer than this is seen as a jerk, ms. */
const SLOW = 50;
/** A run that passed less of the conversation than this was none. */
const SHARE_SEEN = 0.95;

export const chatScroll: Benchmark = {
  id: QUESTION.id,
  run: async (world, { quick }) => {
    const { person, chats } = await world.longChats();
    const { space, lastText, messages } = chatNamed(chats, 'Scrolled');
    await openApp(person, `/chats/${space}`);
    await watch(person.page, 'textSeen', lastText);
    const resting = await watch(person.page, 'frames', 120);
    const run = await watch(person.page, 'scrollUp', STEP, quick ? 40_000 : 300_000);
    await person.page.goto('about:blank');
    const rates = run.frames.map((time) => 1000 / time);
    const figure = figureOf(
      QUESTION,
      { measured: rates, baseline: resting.map((time) => 1000 / time) },
      {
        messages: run.messages,
        reachedStart: String(run.reachedStart),
        waitedFrames: run.waited,
        blankFrames: run.blank,
        slowFrames: run.frames.filter((time) => time > SLOW).length,
        frameP50: rounded(median(run.frames)),
        frameP95: rounded(percentile(run.frames, 0.95)),
        frameP99: rounded(percentile(run.frames, 0.99)),
      },
    );
    return { ...figure, holds: figure.holds && run.messages >= SHARE_SEEN * messages };
  },
};
