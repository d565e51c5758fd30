/** What one said in a group while one was out of it (CHT-25). */
import * as v from 'valibot';
import type { EventId, SpaceId } from '@shared/ids.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { type GroupView, groupViewSchema, viewName } from '../groups/groupView.ts';
import { isUnsent } from './views.ts';

type Unsent = GroupView['unsent'];

/** Hears what of one's own words in a space does not count; nothing in a chat of two. */
export function watchUnsent(store: DocumentStore, space: SpaceId, onChange: (unsent: Unsent) => void): Disposer {
  let known = '[]';
  return store.values.watch(viewName(space)).subscribe((state) => {
    const unsent = state.status === 'ready' ? unsentIn(state.value?.value) : [];
    const key = JSON.stringify(unsent);
    if (key === known) return;
    known = key;
    onChange(unsent);
  });
}

/** One's own words that were not sent, by their event; null for any other. */
export async function unsentMessage(store: DocumentStore, space: SpaceId, id: EventId): Promise<MessageRecord | null> {
  const [found, view] = [await store.message(space, id), await store.values.get(viewName(space))];
  if (!found.ok || found.value === null || !view.ok) return null;
  return isUnsent(found.value, unsentIn(view.value?.value)) ? found.value : null;
}

/** The same from a group's view as it is stored. */
export function unsentIn(view: unknown): Unsent {
  const parsed = v.safeParse(groupViewSchema, view);
  return parsed.success ? parsed.output.unsent : [];
}
