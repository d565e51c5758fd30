import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { alice, bob, chat, newRow } from '../shared/storeFixtures.ts';
import { value } from '../shared/storeScene.ts';

/** Alice's store in memory, open, with her chat with Bob in it. */
export async function storeWithBob(): Promise<MemoryDocumentStore> {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  value(await store.conversations.put(newRow(chat, bob)));
  return store;
}
