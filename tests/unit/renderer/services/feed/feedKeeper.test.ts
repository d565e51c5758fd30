import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { ok } from '@shared/result.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import type { JournalEntry } from '@services/journal/eventJournal.ts';
import { alice } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const record = { kind: 'moment.circle', id: 'a', bytes: Uint8Array.of(1) };
let store: MemoryDocumentStore;
let told: JournalEntry['t'][];
/** Lets the journal answer. */
let answer: () => void;
let keeper: FeedKeeper;

beforeEach(async () => {
  store = new MemoryDocumentStore();
  value(await store.open(alice));
  told = [];
  let last = Promise.resolve();
  const append = (entries: readonly JournalEntry[]) => {
    told.push(...entries.map(({ t }) => t));
    last = new Promise<void>((resolve) => {
      answer = resolve;
    });
    return last.then(() => ok());
  };
  keeper = new FeedKeeper({ store, journal: { append }, clock: { now: () => 7 } });
});

const kept = async () => value(await store.feed.keeps.all(record.kind)).map(({ id }) => id);

describe('FeedKeeper', () => {
  it('JNL-17 what is taken away is out of the journal before it is out of the database', async () => {
    value(await keeper.put([record]));
    const removing = keeper.remove(record.kind, record.id);
    // The app may be killed here: what the database has, the journal is told again.
    await Promise.resolve();
    expect([told, await kept()]).toEqual([['feed', 'feed-removed'], ['a']]);
    answer();
    value(await removing);
    expect(await kept()).toEqual([]);
  });

  it('JNL-17 what is put while something is taken away stays', async () => {
    value(await keeper.put([record]));
    const removing = keeper.remove(record.kind, record.id);
    const putting = keeper.put([record]);
    await Promise.resolve();
    answer();
    value(await removing);
    value(await putting);
    expect([told, await kept()]).toEqual([['feed', 'feed-removed', 'feed'], ['a']]);
  });
});
