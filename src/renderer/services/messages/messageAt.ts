import type { SpaceId } from '@shared/ids.ts';
import type { MessageRef } from '@domain/chat/extras.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { DocumentStore } from '@ports/documentStore.ts';

/** A message at the place it is said to stand at; null where it is not there. One read, wherever in the conversation. */
export async function messageAt(
  store: Pick<DocumentStore, 'messages'>,
  space: SpaceId,
  { id, at }: MessageRef,
): Promise<MessageRecord | null> {
  const page = await store.messages(space, { kind: 'from', key: { at, id }, limit: 1 });
  const [found] = page.ok ? page.value.messages : [];
  return found?.id === id ? found : null;
}
