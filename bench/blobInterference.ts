/** `blob.interference`: how long a message of an event's length takes there and back while a blob moves. Baseline: the idle link. */
import { blobCouple } from './support/blobCouple.ts';
import type { Benchmark } from './support/benchmark.ts';
import { tools } from './support/profiles.ts';
import { figureOf } from './support/statistics.ts';

const QUESTION = {
  id: 'blob.interference',
  title: 'A message there and back while a blob moves on the same link',
  unit: 'ms',
  goal: 'ratio ≤ 2',
  limits: [{ of: 'ratio', most: 2 }],
} as const;

/** Bytes of an ordinary message's event. */
const EVENT_BYTES = 500;

export const blobInterference: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const { alice, bob } = await blobCouple();
    const bytes = (quick ? 64 : 256) * 1024 * 1024;
    const measured: number[] = [];
    const baseline: number[] = [];
    await tools(alice.page, 'blobPings', 20, EVENT_BYTES);
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      const { id } = await tools(alice.page, 'blobPut', bytes);
      baseline.push(...(await tools(alice.page, 'blobPings', 40, EVENT_BYTES)));
      const moving = { isOver: false };
      const moved = tools(bob.page, 'blobFetch', id, bytes).finally(() => {
        moving.isOver = true;
      });
      // A little later, when the windows are full.
      await tools(alice.page, 'blobPings', 5, EVENT_BYTES);
      while (!moving.isOver) measured.push(...(await tools(alice.page, 'blobPings', 10, EVENT_BYTES)));
      await moved;
      await Promise.all([alice, bob].map(({ page }) => tools(page, 'blobRemove', id)));
    }
    return figureOf(QUESTION, { measured, baseline });
  },
};
