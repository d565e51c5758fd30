/**
 * `blob.interference`: an event said here, and one said there in answer, while a blob moves on the same link. Each is durable in its host's
 * journal before it leaves, as every event is. Baseline: the same at rest. What is judged is a talk; `lone` is an event after so long a silence
 * that the blob is back at full speed.
 */
import { type BlobCouple, blobCouple } from './support/blobCouple.ts';
import type { Benchmark } from './support/benchmark.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { figureOf, median, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'blob.interference',
  title: 'An event and its answer while a blob moves on the same link',
  unit: 'ms',
  goal: 'ratio ≤ 2',
  limits: [{ of: 'ratio', most: 2 }],
} as const;

/** Bytes of an ordinary message's event. */
const EVENT_BYTES = 500;
/** Rests between events, ms: of a talk, and longer than a link holds files back after a message. */
const TALK_REST = 18;
const LONE_REST = 500;

export const blobInterference: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const couple = await blobCouple(TOOLS_SCRIPT);
    const bytes = (quick ? 64 : 256) * 1024 * 1024;
    const talks: number[] = [];
    const lone: number[] = [];
    const baseline: number[] = [];
    const speeds: number[] = [];
    await events(couple, 20, TALK_REST);
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      baseline.push(...(await events(couple, 40, TALK_REST)));
      const talk = await whileMoving(couple, bytes, () => events(couple, 10, TALK_REST));
      talks.push(...talk.times);
      speeds.push(talk.speed);
      lone.push(...(await whileMoving(couple, bytes, () => events(couple, 2, LONE_REST))).times);
    }
    const loneRatio = lone.length === 0 ? 'the blob was too quick' : rounded(median(lone) / median(baseline));
    const details = { lone: loneRatio, loneSamples: lone.length, moved: rounded(median(speeds)) };
    return figureOf(QUESTION, { measured: talks, baseline }, details);
  },
};

function events({ alice }: BlobCouple, count: number, rest: number): Promise<readonly number[]> {
  return alice.tools('blobPings', { kind: 'event', count, bytes: EVENT_BYTES, rest });
}

/** Times taken again and again until a blob has moved, and MB/s of the blob. */
async function whileMoving(
  couple: BlobCouple,
  bytes: number,
  take: () => Promise<readonly number[]>,
): Promise<{ readonly times: readonly number[]; readonly speed: number }> {
  const { alice, bob } = couple;
  const { id } = await alice.tools('blobPut', bytes);
  const moving = { isOver: false };
  const moved = bob.tools('blobFetch', id, bytes).finally(() => {
    moving.isOver = true;
  });
  const taken: (readonly number[])[] = [];
  do taken.push(await take());
  while (!moving.isOver);
  const speed = bytes / 1e3 / (await moved);
  await Promise.all([alice, bob].map((person) => person.tools('blobRemove', id)));
  // Before the first the windows were not full yet, and during the last it may have ended.
  return { times: taken.slice(1, -1).flat(), speed };
}
