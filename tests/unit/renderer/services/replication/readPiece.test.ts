import { expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { BucketStretch } from '@ports/documentStore.ts';
import { SpaceHeads } from '@services/replication/heads.ts';
import { type Stretch, readPiece } from '@services/replication/readPiece.ts';
import { PIECE_EVENTS, UPDATE_CHUNK } from '@services/replication/sessionLimits.ts';

import { Chain, alice, chat } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

/** A chain of twenty events a bucket; every read of the store is counted. A place may be lacking, and the events be as large as one says. */
async function makeScene(count: number, { bytes = 0, lacking = -1 } = {}) {
  const memory = new MemoryDocumentStore();
  value(await memory.open(alice));
  const chain = new Chain(alice, 'laptop', chat);
  const events = chain.many(count, (place) => ({ at: 1000 + place * 50, text: 'm' }));
  value(await memory.admit(events, 'strict'));
  const reads: number[] = [];
  const grown = (payload: Uint8Array) =>
    bytes === 0 ? payload : Uint8Array.from({ length: bytes }, (_, at) => payload[at] ?? 0);
  const gone = events[lacking]?.payload;
  const store = Object.assign(Object.create(memory) as MemoryDocumentStore, {
    payloads: async (...stretches: readonly BucketStretch[]) => {
      reads.push(stretches.length);
      const read = await memory.payloads(...stretches);
      return read.ok ? { ...read, value: read.value.filter((payload) => payload !== gone).map(grown) } : read;
    },
  });
  const heads = await SpaceHeads.load(memory, chat);
  if (heads === null) throw new Error('the store failed');
  const { device } = chain;
  const piece = (stretch: Omit<Stretch, 'device'>) => readPiece(store, heads, { device, ...stretch });
  const payloads = (from: number, to: number) => events.slice(from, to).map(({ payload }) => grown(payload));
  return { piece, reads, payloads };
}

it('REP-18 a piece of many weeks is read at once, from either end', async () => {
  const { piece, reads, payloads } = await makeScene(130);
  expect(await piece({ low: 7, high: 121, up: false })).toEqual({ from: 7, payloads: payloads(7, 122) });
  expect(await piece({ low: 7, high: 121, up: true })).toEqual({ from: 7, payloads: payloads(7, 122) });
  expect(reads).toEqual([7, 7]);
  expect((await piece({ low: 500, high: 600, up: true }))?.payloads).toEqual([]);
});

it('REP-18 a piece holds no more events than one may, those nearest to its end', async () => {
  const { piece, payloads } = await makeScene(PIECE_EVENTS + 70);
  const last = PIECE_EVENTS + 69;
  expect(await piece({ low: 0, high: last, up: false })).toEqual({ from: 70, payloads: payloads(70, last + 1) });
  expect(await piece({ low: 3, high: last, up: true })).toEqual({ from: 3, payloads: payloads(3, 3 + PIECE_EVENTS) });
});

it('REP-18 a piece holds no more bytes than one may, and one event in any case', async () => {
  const { piece } = await makeScene(40, { bytes: Math.floor(UPDATE_CHUNK / 15) });
  const down = await piece({ low: 0, high: 39, up: false });
  const up = await piece({ low: 0, high: 39, up: true });
  expect([down?.from, down?.payloads.length, up?.from, up?.payloads.length]).toEqual([25, 15, 0, 15]);
  const huge = await makeScene(2, { bytes: UPDATE_CHUNK + 1 });
  const alone = await huge.piece({ low: 0, high: 1, up: false });
  expect([alone?.from, alone?.payloads.length]).toEqual([1, 1]);
});

it('REP-18 where an event cannot be read, what lies before it on the way there is given in its place', async () => {
  const { piece, payloads } = await makeScene(60, { lacking: 25 });
  expect(await piece({ low: 0, high: 59, up: false })).toEqual({ from: 40, payloads: payloads(40, 60) });
  expect(await piece({ low: 0, high: 59, up: true })).toEqual({ from: 0, payloads: payloads(0, 20) });
});
