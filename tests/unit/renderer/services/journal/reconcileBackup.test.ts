import { expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { emptyConversation } from '@domain/chat/message.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { backupEntries, restoreChatNotes, restoreValues } from '@services/journal/reconcileBackup.ts';
import { markAgreement } from '@services/journal/standing.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';

const ACCOUNT = 'A'.repeat(43) as AccountId;
const SPACE = `${'B'.repeat(42)}A` as SpaceId;

function must<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

async function emptyStore(): Promise<MemoryDocumentStore> {
  const store = new MemoryDocumentStore({ disk: new MemoryDisk() });
  must(await store.open(ACCOUNT));
  return store;
}

/** A journal with what a backup of `store` carries. */
async function journalWith(store: MemoryDocumentStore): Promise<EventJournal> {
  const host = createMemoryHost();
  const entries = [...(await backupEntries(store))];
  if (entries.length > 0) must(await host.call('journal.append', { account: ACCOUNT, entries }));
  return new EventJournal(host, ACCOUNT);
}

async function livedIn(): Promise<MemoryDocumentStore> {
  const store = await emptyStore();
  must(await store.values.put({ name: 'recent', value: ['river', 'herons'] }));
  must(await store.values.put({ name: 'journal-mark', value: { journal: 7 } }));
  must(await store.values.put({ name: 'fraction', value: 0.5 }));
  must(await store.conversations.put({ ...emptyConversation(SPACE, ACCOUNT, 5), readAt: 9, draft: 'half' }));
  return store;
}

it('JNL-18 carries values, read marks and drafts, and nothing that is this device’s own', async () => {
  const journal = await journalWith(await livedIn());
  const store = await emptyStore();
  must(await store.conversations.put(emptyConversation(SPACE, ACCOUNT, 5)));
  const notes = must(await restoreValues({ store, journal }));
  await restoreChatNotes(store, notes);
  expect(must(await store.values.all())).toContainEqual({ name: 'recent', value: ['river', 'herons'] });
  expect(must(await store.values.get('journal-mark'))).toBeNull();
  expect(must(await store.conversations.get(SPACE))).toMatchObject({ readAt: 9, draft: 'half' });
});

it('JNL-18 overrides nothing that is here', async () => {
  const journal = await journalWith(await livedIn());
  const store = await emptyStore();
  must(await store.values.put({ name: 'recent', value: ['mine'] }));
  must(await store.conversations.put({ ...emptyConversation(SPACE, ACCOUNT, 5), readAt: 20, draft: 'newer' }));
  await restoreChatNotes(store, must(await restoreValues({ store, journal })));
  expect(must(await store.values.get('recent'))?.value).toEqual(['mine']);
  expect(must(await store.conversations.get(SPACE))).toMatchObject({ readAt: 20, draft: 'newer' });
});

it('JNL-18 brings nothing back where database and journal agreed before', async () => {
  const journal = await journalWith(await livedIn());
  const store = await emptyStore();
  await markAgreement({ store, journal });
  expect(must(await restoreValues({ store, journal }))).toEqual([]);
  expect(must(await store.values.get('recent'))).toBeNull();
});

it('JNL-18 leaves out what is too large for one call, and what cannot be read', async () => {
  const store = await emptyStore();
  must(await store.values.put({ name: 'large', value: new Uint8Array(300_000) }));
  expect(await backupEntries(store)).toEqual([]);
  const host = createMemoryHost();
  const entries = [encodeCanonical({ t: 'value', name: 'broken', bytes: Uint8Array.of(255) })];
  must(await host.call('journal.append', { account: ACCOUNT, entries }));
  const journal = new EventJournal(host, ACCOUNT);
  expect(must(await restoreValues({ store, journal }))).toEqual([]);
  expect(must(await store.values.get('broken'))).toBeNull();
});
