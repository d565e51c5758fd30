import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { understanding } from '@domain/chat/project.ts';
import type { EventPlace, StoreError, Stored } from '@ports/documentStore.ts';
import { readNewly } from '@services/engine/readNewly.ts';
import { type Result, ok } from '@shared/result.ts';
import { Chain, alice, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const place = (seq: number): EventPlace => ({ space: chat, bucket: 0, device: idOf('phone'), seq });

/** A store whose kept events are looked at in steps, answered in turn. */
async function makeScene(steps: readonly Result<EventPlace | null, StoreError>[], isEmpty = false) {
  const clock = new FakeClock();
  const values = new MemoryDocumentStore();
  value(await values.open(alice));
  if (!isEmpty) value(await values.admit([new Chain(alice, 'phone', chat).next({ at: 10, text: 'kept' })], 'strict'));
  const asked: (number | null)[] = [];
  const lines: string[] = [];
  const left = [...steps];
  const held = { until: 0 };
  const readAnew = async (after: EventPlace | null): Stored<EventPlace | null> => {
    asked.push(after?.seq ?? null);
    return left.shift() ?? ok(null);
  };
  const start = () =>
    readNewly({
      store: { readAnew, values: values.values, allChainHeads: () => values.allChainHeads() },
      clock,
      log: { write: (...line) => lines.push(line.join(' ')) },
      isHeld: () => clock.monotonic() < held.until,
    });
  const known = async () => value(await values.values.get('understood'))?.value ?? null;
  return { clock, asked, lines, start, known, held };
}

it('STO-66 all is looked through once, step by step, some time after a start, and not again while no more is understood', async () => {
  const { clock, asked, start, known } = await makeScene([ok(place(3)), ok(place(9)), ok(null)]);
  const dispose = start();
  await clock.advance(19_999);
  expect(asked).toEqual([]);
  await clock.advance(1000);
  expect(asked).toEqual([null, 3, 9]);
  expect(await known()).toBe(understanding());
  dispose();
  start();
  await clock.advance(3_600_000);
  expect(asked).toHaveLength(3);
});

it('STO-66 cut short, by a failure or the end of the engine, it begins anew at the next start', async () => {
  const { clock, asked, lines, start, known } = await makeScene([
    ok(place(3)),
    { ok: false, error: { code: 'storage-failed', message: 'gone' } },
    ok(place(3)),
  ]);
  start();
  await clock.advance(60_000);
  expect([asked, lines, await known()]).toEqual([[null, 3], ['warn store not read anew: storage-failed'], null]);
  const dispose = start();
  await clock.advance(20_010);
  dispose();
  await clock.advance(60_000);
  expect([asked.slice(2), await known()]).toEqual([[null], null]);
});

it('STO-66 where nothing is kept yet, what comes later is taken by this version, and never read anew by it', async () => {
  const { clock, asked, start, known } = await makeScene([ok(place(3)), ok(null)], true);
  start();
  await clock.advance(0);
  expect(await known()).toBe(understanding());
  await clock.advance(3_600_000);
  expect(asked).toEqual([]);
});

it('REP-28 reading anew stands back while history moves, and goes on where it was', async () => {
  const { clock, asked, start, known, held } = await makeScene([ok(place(3)), ok(null)]);
  start();
  await clock.advance(20_010);
  held.until = 31_000;
  await clock.advance(9_000);
  expect(asked).toEqual([null]);
  await clock.advance(10_000);
  expect([asked, await known()]).toEqual([[null, 3], understanding()]);
});
