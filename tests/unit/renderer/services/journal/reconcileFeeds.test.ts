import { describe, expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import { EventJournal, type JournalEntry } from '@services/journal/eventJournal.ts';
import { reconcileFeeds } from '@services/journal/reconcileFeeds.ts';
import { alice } from '../../../../support/shared/storeFixtures.ts';

async function setup() {
  const store = new MemoryDocumentStore();
  await store.open(alice);
  const journal = new EventJournal(createMemoryHost(), alice);
  const keeper = new FeedKeeper({ store, journal, clock: { now: () => 7 } });
  return { store, journal, keeper };
}

async function entriesOf(journal: EventJournal): Promise<readonly JournalEntry[]> {
  const all: JournalEntry[] = [];
  await journal.readAll(async (page) => void all.push(...page));
  return all;
}

const record = (id: string, byte: number) => ({ kind: 'moment.circle', id, bytes: Uint8Array.of(byte) });

describe('small records of feeds in the journal', () => {
  it('JNL-17 brings back what a lost database had, the last of each, and not what was taken away', async () => {
    const { journal, keeper } = await setup();
    await keeper.put([record('a', 1), record('b', 1)]);
    await keeper.put([record('a', 2), { kind: 'derived.moment.story', id: 's', bytes: Uint8Array.of(3) }]);
    await keeper.remove('moment.circle', 'b');
    const store = new MemoryDocumentStore();
    await store.open(alice);
    expect(await reconcileFeeds({ store, journal })).toEqual({ ok: true, value: undefined });
    expect(await store.feed.keeps.journalled()).toEqual({ ok: true, value: [{ ...record('a', 2), at: 7 }] });
  });

  it('JNL-17 what is here wins, and the journal hears of it; what is derived it never hears of', async () => {
    const { store, journal } = await setup();
    await journal.append([{ t: 'feed', ...record('a', 1), at: 1 }]);
    await store.feed.keeps.put([
      { ...record('a', 2), at: 2 },
      { ...record('b', 9), at: 3 },
      { kind: 'derived.moment.story', id: 's', bytes: Uint8Array.of(3), at: 4 },
    ]);
    await reconcileFeeds({ store, journal });
    const kept = await store.feed.keeps.all('moment.circle');
    expect(kept).toMatchObject({ value: [{ bytes: Uint8Array.of(2) }, { bytes: Uint8Array.of(9) }] });
    const told = (await entriesOf(journal)).slice(1);
    expect(told).toEqual([
      { t: 'feed', ...record('a', 2), at: 2 },
      { t: 'feed', ...record('b', 9), at: 3 },
    ]);
    await reconcileFeeds({ store, journal });
    expect(await entriesOf(journal)).toHaveLength(3);
  });
});
