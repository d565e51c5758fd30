import type { AccountId } from '@shared/ids.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { editedMessageOf } from '@domain/search/searchable.ts';
import type { IndexedKind } from '@domain/search/entries.ts';
import type { DocumentStore, MessageRange } from '@ports/documentStore.ts';

/** What finding rows of events reads. */
export type RowStore = Pick<DocumentStore, 'messages' | 'message' | 'payloads'> & {
  readonly feed: Pick<DocumentStore['feed'], 'post' | 'notes' | 'marks'>;
};

/** The message an event became, or gave other words; null where it is not shown any more. */
export async function messageOf(store: RowStore, { id: event, content }: SignedEvent) {
  const { id, at } = editedMessageOf(content) ?? { id: event, at: content.at };
  const range: MessageRange = { kind: 'from', key: { at, id }, limit: 1 };
  const page = await store.messages(content.space, range);
  const first = page.ok ? page.value.messages[0] : undefined;
  if (first?.id === id) return first;
  // One from a clock far ahead stands where it arrived.
  const found = await store.message(content.space, id);
  return found.ok ? found.value : null;
}

/** Whose device made an event, as its row says; null where it has none. */
export async function authorOf(store: RowStore, event: SignedEvent, kind: IndexedKind): Promise<AccountId | null> {
  if (kind === 'message' || kind === 'file') return (await messageOf(store, event))?.author ?? null;
  const post = await store.feed.post(event.id);
  return post.ok ? (post.value?.author ?? null) : null;
}
