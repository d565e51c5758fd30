import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { sealWords } from '@domain/chat/fleeting.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type BlobProgress, NOTHING_YET } from '@services/blobs/blobProgress.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { FleetingKeeper } from '@services/messages/fleetingKeeper.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { fail } from '@shared/result.ts';
import { fleeting } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat, idOf, newRow, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { must } from '../../domain/support/devices.ts';

const LIFE = 3_600_000;
/** Far more than are awaited of one person at once. */
const FLOOD = 120;

let store: MemoryDocumentStore;
let clock: FakeClock;
let asked: Map<BlobId, WritableSnapshot<BlobProgress>>;
let read: BlobId[];
let words: Map<BlobId, Uint8Array>;
let gone: { words: readonly BlobId[]; others: readonly BlobId[] };
let silenced: Set<SpaceId>;
let keeper: FleetingKeeper;

beforeEach(async () => {
  store = new MemoryDocumentStore();
  must(await store.open(alice));
  for (const space of [chat, otherChat]) must(await store.conversations.put(newRow(space, bob)));
  clock = new FakeClock();
  read = [];
  asked = new Map();
  words = new Map();
  gone = { words: [], others: [] };
  silenced = new Set();
  keeper = new FleetingKeeper({
    ...{ self: alice, store, clock, isHeard: (space) => !silenced.has(space) },
    log: new RingLog(clock, createMemoryHost({ signaling: [] })),
    files: {
      fetch: ({ blob }) => {
        const progress = asked.get(blob) ?? writableSnapshot<BlobProgress>(NOTHING_YET);
        asked.set(blob, progress);
        return progress;
      },
      read: (blob) => {
        read.push(blob);
        return Promise.resolve(words.get(blob) ?? null);
      },
      onShown: () => undefined,
      letGo: async (blobs) => void (gone = { ...gone, others: blobs }),
      letGoWords: async (blobs) => void (gone = { ...gone, words: blobs }),
    },
  });
});

function blobOf(name: string): BlobId {
  return idOf<EventId>(name) as unknown as BlobId;
}

async function hear(...events: readonly AdmittedEvent[]): Promise<void> {
  must(await store.admit(events, 'relaxed'));
  keeper.onAdmitted(events);
}

/** Words of somebody whose bytes never come. */
function flood(chain: Chain): readonly AdmittedEvent[] {
  return Array.from({ length: FLOOD }, (_, place) =>
    fleeting(chain, clock.now() + place, { blob: blobOf(`nowhere ${place}`), life: LIFE }),
  );
}

function arrive(blob: BlobId): void {
  asked.get(blob)?.set({ ...NOTHING_YET, state: 'here' });
}

describe('words that end', () => {
  it('MSG-9 of one person whose bytes never come keep nobody else from being heard', async () => {
    await hear(...flood(new Chain(bob, 'phone', chat)));
    const before = asked.size;
    expect(before).toBeLessThan(FLOOD);
    const theirs = new Chain(idOf<typeof bob>('carol'), 'tablet', otherChat);
    await hear(fleeting(theirs, clock.now(), { blob: blobOf('carol says'), life: LIFE }));
    expect(asked.has(blobOf('carol says'))).toBe(true);
  });

  it('MSG-9 of one person come one after another where they are many', async () => {
    await hear(...flood(new Chain(bob, 'phone', chat)));
    for (let place = 0; place < FLOOD; place += 1) arrive(blobOf(`nowhere ${place}`));
    expect(read).toHaveLength(FLOOD);
  });

  it('MSG-9 of oneself are awaited all', async () => {
    await hear(...flood(new Chain(alice, 'lap', chat)));
    expect(asked.size).toBe(FLOOD);
  });

  it('MSG-9 of whom one no longer hears are awaited no more', async () => {
    const theirs = new Chain(bob, 'phone', chat);
    await hear(fleeting(theirs, clock.now(), { blob: blobOf('late'), life: LIFE }));
    silenced.add(chat);
    keeper.onHeardChanged();
    arrive(blobOf('late'));
    expect(read).toEqual([]);
    await hear(fleeting(theirs, clock.now() + 1, { blob: blobOf('later'), life: LIFE }));
    expect(asked.has(blobOf('later'))).toBe(false);
  });

  it('MSG-9 FIL-16 bytes that are no words, though their name was given, go as others do', async () => {
    const sealed = sealWords({ kind: MESSAGE_KIND, body: { text: 'hush' } }, new Uint8Array(16));
    if (sealed === null) throw new Error('too long');
    const [sealedBlob, other] = [blobOf('words'), blobOf('a photo')];
    words.set(sealedBlob, sealed).set(other, new Uint8Array(sealed.length).fill(7));
    const theirs = new Chain(bob, 'phone', chat);
    const around = { life: 60_000, size: sealed.length };
    await hear(
      fleeting(theirs, clock.now(), { ...around, blob: sealedBlob }),
      fleeting(theirs, clock.now(), { ...around, blob: other }),
    );
    await keeper.start();
    await clock.advance(61_000);
    await expect.poll(() => gone).toEqual({ words: [sealedBlob], others: [other] });
    keeper.dispose();
  });

  it('MSG-9 what cannot be taken away is tried again after a while, not at once', async () => {
    let tries = 0;
    const drop = store.notes.drop.bind(store.notes);
    store.notes.drop = (messages) => {
      tries += 1;
      return tries < 3 ? Promise.resolve(fail('storage-failed', 'the disk is full')) : drop(messages);
    };
    await hear(fleeting(new Chain(bob, 'phone', chat), clock.now(), { blob: blobOf('short'), life: 60_000 }));
    await keeper.start();
    await clock.advance(61_000);
    expect(tries).toBe(1);
    await clock.advance(180_000);
    expect(tries).toBe(3);
    expect(must(await store.notes.ends(9))).toEqual([]);
    keeper.dispose();
  });
});
