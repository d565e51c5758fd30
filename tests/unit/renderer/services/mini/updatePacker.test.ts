import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { PACK_AFTER } from '@domain/mini/packLimits.ts';
import { DOCUMENT_KIND, MAX_PART_BYTES, UPDATE_KIND, splitWord } from '@domain/mini/parts.ts';
import { encodeUpdate } from '@domain/mini/updateText.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { UpdatePacker } from '@services/mini/updatePacker.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';
import { until } from '../../../../support/shared/until.ts';

const place = { space: chat, instance: idOf<EventId>('card') };

let disk: MemoryDisk;
let store: MemoryDocumentStore;
let packer: UpdatePacker;
let chain: Chain;
let looks = 0;
beforeEach(async () => {
  disk = new MemoryDisk();
  store = new MemoryDocumentStore({ disk });
  value(await store.open(alice));
  packer = new UpdatePacker({ store });
  chain = new Chain(bob, 'phone', chat);
  looks = 0;
  const { packUpdates } = store.shelves;
  store.shelves.packUpdates = (...asked) => {
    looks += 1;
    return packUpdates.apply(store.shelves, asked);
  };
});
afterEach(() => store.close());

function events(count: number, payload = '1'): readonly AdmittedEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const bytes = encodeUpdate({ payload });
    const bodies = splitWord({ instance: place.instance, document: null, bytes }) ?? [];
    return bodies.map((body) => chain.next({ at: index + 1, kind: UPDATE_KIND, body }));
  }).flat();
}

/** Takes events in as the engine does. */
async function takeIn(list: readonly AdmittedEvent[]): Promise<void> {
  value(await store.admit(list, 'relaxed'));
  packer.onAdmitted(chat, list);
  // The packer works through what it was told before this.
  await packer.mend({ ...place, instance: idOf<EventId>('none') });
}

const packs = async () => value(await store.shelves.packs(place, 0, 99)).map(({ after, last }) => [after, last]);

describe('updates that are taken in', () => {
  it('MPH-34 are packed when there are enough behind the last pack, and looked for no more often', async () => {
    await takeIn(events(PACK_AFTER - 1));
    expect(await packs()).toEqual([]);
    await takeIn(events(1));
    expect(await packs()).toEqual([[0, PACK_AFTER]]);
    looks = 0;
    for (let count = 0; count < PACK_AFTER - 1; count += 1) await takeIn(events(1));
    const asked = looks;
    expect(await packs()).toEqual([[0, PACK_AFTER]]);
    await takeIn(events(1));
    expect(await packs()).toEqual([[0, 2 * PACK_AFTER]]);
    // All but one of the looks are at the instance that is not there.
    expect(asked).toBe(PACK_AFTER - 1);
  });

  it('MPH-34 in one batch are all packed, also those that came in parts', async () => {
    const large = JSON.stringify('x'.repeat(MAX_PART_BYTES + 1));
    await takeIn([...events(PACK_AFTER), ...events(2, large), ...events(3)]);
    expect((await packs()).at(-1)?.[1]).toBe(PACK_AFTER + 5);
    const texts = value(await store.shelves.packs(place, 0, 99)).map(({ text }) => JSON.parse(text) as unknown[]);
    expect(texts.flat()).toHaveLength(PACK_AFTER + 5);
  });

  it('MPH-34 are none of changes of documents', async () => {
    const [body] = splitWord({ instance: place.instance, document: 'notes', bytes: Uint8Array.of(1) }) ?? [];
    await takeIn(
      Array.from({ length: PACK_AFTER }, (_, index) => chain.next({ at: index + 1, kind: DOCUMENT_KIND, body })),
    );
    expect(await packs()).toEqual([]);
  });

  it('MPH-34 and were not packed, as the app ended, are packed some time after the next start', async () => {
    value(await store.admit(events(PACK_AFTER), 'relaxed'));
    const clock = new FakeClock();
    const stop = new UpdatePacker({ store }).start(clock);
    expect(await packs()).toEqual([]);
    await clock.advance(10_000);
    await until(() => disk.tables(alice).space(chat).packs.length === 1);
    expect(await packs()).toEqual([[0, PACK_AFTER]]);
    stop();
  });

  it('MPH-34 stay unpacked where the store fails, and are packed with what comes next', async () => {
    const list = events(PACK_AFTER);
    value(await store.admit(list, 'relaxed'));
    disk.writeFault = 'storage-full';
    packer.onAdmitted(chat, list);
    expect((await packer.pack(place)).ok).toBe(false);
    disk.writeFault = null;
    expect(await packs()).toEqual([]);
    await takeIn(events(PACK_AFTER));
    expect(await packs()).toEqual([[0, 2 * PACK_AFTER]]);
  });

  it('MPH-34 are packed no more after the end', async () => {
    const stop = packer.start(new FakeClock());
    stop();
    await takeIn(events(PACK_AFTER));
    expect(await packs()).toEqual([]);
  });
});
