/** `store.append`: see page/append.ts for the measured code and, beside it, the bare put. */
import type { Benchmark } from './support/benchmark.ts';
import { openTools, tools } from './support/profiles.ts';
import { figureOf } from './support/statistics.ts';

const QUESTION = {
  id: 'store.append',
  title: 'One own event, durable in database and journal',
  unit: 'ms',
  goal: 'ratio ≤ 2.5',
  limits: [{ of: 'ratio', most: 2.5 }],
} as const;

export const storeAppend: Benchmark = {
  id: QUESTION.id,
  run: async (world, { quick }) => {
    const { person, chats } = await world.manyChats();
    const [chat] = chats;
    if (chat === undefined) throw new Error('nobody to write to');
    await openTools(person);
    const samples = await tools(person.page, 'append', chat.space, quick ? 100 : 1000);
    await person.page.goto('about:blank');
    return figureOf(QUESTION, samples);
  },
};
