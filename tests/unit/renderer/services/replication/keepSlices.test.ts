import { describe, expect, it } from 'vitest';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { StoreError } from '@ports/documentStore.ts';
import { keepSlices, slicesOf } from '@services/replication/keepSlices.ts';
import { type Result, fail, ok } from '@shared/result.ts';

/** Nothing but their place counts here. */
const eventsOf = (count: number) => Array.from({ length: count }, (_, seq) => ({ content: { seq } }) as AdmittedEvent);
const placesOf = (slice: readonly AdmittedEvent[]) => slice.map(({ content }) => content.seq);

/** A store that is answered for by hand. */
function handStore() {
  const waiting: ((answer: Result<void, StoreError>) => void)[] = [];
  const given: number[] = [];
  const kept: number[] = [];
  return {
    given,
    kept,
    ways: {
      give: (slice: readonly AdmittedEvent[]) =>
        new Promise<Result<void, StoreError>>((resolve) => {
          given.push(slice[0]?.content.seq ?? -1);
          waiting.push(resolve);
        }),
      onKept: (slice: readonly AdmittedEvent[]) => void kept.push(slice[0]?.content.seq ?? -1),
    },
    answer: async (answer: Result<void, StoreError>) => {
      waiting.shift()?.(answer);
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

const slices = [0, 1, 2, 3].map((seq) => eventsOf(4).slice(seq, seq + 1));
const full = () => fail('storage-full', 'no room');

describe('giving events to the store', () => {
  it.each([
    ['above', 250],
    ['below', 500],
  ] as const)('REP-4 what lies %s is given at most %i at a time, and all of it once', (side, most) => {
    for (const count of [0, 1, 250, 251, 500, 501, 1777]) {
      const parts = [...slicesOf(eventsOf(count), side)];
      expect(Math.max(0, ...parts.map(({ length }) => length))).toBe(Math.min(count, most));
      const inOrder = side === 'above' ? parts : parts.toReversed();
      expect(inOrder.flatMap(placesOf)).toEqual(placesOf(eventsOf(count)));
    }
  });

  it('REP-4 the store has the next while it writes one, and never more', async () => {
    const store = handStore();
    const keeping = keepSlices(slices, { ...store.ways, isAhead: true });
    await Promise.resolve();
    for (const [given, kept] of [
      [[0, 1], []],
      [[0, 1, 2], [0]],
      [
        [0, 1, 2, 3],
        [0, 1],
      ],
    ] as const) {
      expect(store).toMatchObject({ given, kept });
      await store.answer(ok());
    }
    await store.answer(ok());
    expect(await keeping).toEqual(ok());
    expect(store.kept).toEqual([0, 1, 2, 3]);
  });

  it('REP-4 none is given ahead where it could stand alone', async () => {
    const store = handStore();
    const keeping = keepSlices(slices, { ...store.ways, isAhead: false });
    for (const count of [1, 2, 3, 4]) {
      await Promise.resolve();
      expect(store.given).toHaveLength(count);
      await store.answer(ok());
    }
    expect(await keeping).toEqual(ok());
  });

  it('REP-4 a refusal is the answer; what was given after it is waited for and does not count', async () => {
    const store = handStore();
    const keeping = keepSlices(slices, { ...store.ways, isAhead: true });
    await store.answer(ok());
    expect(store.given).toEqual([0, 1, 2]);
    await store.answer(full());
    let isOver = false;
    void keeping.then(() => (isOver = true));
    await Promise.resolve();
    expect(isOver).toBe(false);
    // Even if the store took it: nothing below it is there to be told of.
    await store.answer(ok());
    expect(await keeping).toEqual(full());
    expect(store).toMatchObject({ given: [0, 1, 2], kept: [0] });
  });
});
