/** `chat.scroll`: the frame rate while a script scrolls through a conversation. Baseline: the same page at rest. */
import type { Benchmark } from './support/benchmark.ts';
import { openApp, watch } from './support/profiles.ts';
import { figureOf, median, percentile, rounded } from './support/statistics.ts';
import { chatNamed } from './support/world.ts';

const QUESTION = {
  id: 'chat.scroll',
  title: 'Median frame rate of a scroll through 10,000 messages',
  unit: 'fps',
  goal: '≥ 55 fps',
  limits: [{ of: 'value', least: 55 }],
} as const;

/** About what a hard turn of the wheel moves, px in a frame. */
const STEP = 400;

export const chatScroll: Benchmark = {
  id: QUESTION.id,
  run: async (world, { quick }) => {
    const { person, chats } = await world.longChats();
    const { space, lastText } = chatNamed(chats, 'Scrolled');
    await openApp(person, `/chats/${space}`);
    await watch(person.page, 'textSeen', lastText);
    const resting = await watch(person.page, 'frames', 120);
    const run = await watch(person.page, 'scrollUp', STEP, quick ? 15_000 : 90_000);
    await person.page.goto('about:blank');
    const rates = run.frames.map((time) => 1000 / time);
    return figureOf(
      QUESTION,
      { measured: rates, baseline: resting.map((time) => 1000 / time) },
      {
        messages: run.messages,
        reachedStart: String(run.reachedStart),
        blankFrames: run.blank,
        frameP50: rounded(median(run.frames)),
        frameP95: rounded(percentile(run.frames, 0.95)),
        frameP99: rounded(percentile(run.frames, 0.99)),
      },
    );
  },
};
