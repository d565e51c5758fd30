/**
 * `blob.interference`: an event said here, and one said there in answer, while a blob moves on the same link. Each is durable in its host's
 * journal before it leaves, as every event is. Baseline: the same at rest.
 */
import { blobCouple } from './support/blobCouple.ts';
import type { Benchmark } from './support/benchmark.ts';
import { TOOLS_SCRIPT } from './support/profiles.ts';
import { figureOf } from './support/statistics.ts';

const QUESTION = {
  id: 'blob.interference',
  title: 'An event and its answer while a blob moves on the same link',
  unit: 'ms',
  goal: 'ratio ≤ 2',
  limits: [{ of: 'ratio', most: 2 }],
} as const;

/** Bytes of an ordinary message's event. */
const EVENT_BYTES = 500;

export const blobInterference: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const { alice, bob } = await blobCouple(TOOLS_SCRIPT);
    const bytes = (quick ? 64 : 256) * 1024 * 1024;
    const measured: number[] = [];
    const baseline: number[] = [];
    await alice.tools('blobPings', 20, EVENT_BYTES);
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      const { id } = await alice.tools('blobPut', bytes);
      baseline.push(...(await alice.tools('blobPings', 40, EVENT_BYTES)));
      const moving = { isOver: false };
      const moved = bob.tools('blobFetch', id, bytes).finally(() => {
        moving.isOver = true;
      });
      // A little later, when the windows are full.
      await alice.tools('blobPings', 5, EVENT_BYTES);
      while (!moving.isOver) measured.push(...(await alice.tools('blobPings', 10, EVENT_BYTES)));
      await moved;
      await Promise.all([alice, bob].map((person) => person.tools('blobRemove', id)));
    }
    return figureOf(QUESTION, { measured, baseline });
  },
};
