/** What one said in a group while one was out of it (CHT-25). */
import type { EventId, SpaceId } from '@shared/ids.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { type Unsent, unsentIn, viewName } from '../groups/groupView.ts';
import { type ChatRules, groupRulesIn, rulesIn } from '../messages/noteRules.ts';
import { isUnsent } from './views.ts';

/** What a group says of words in it: which of one's own do not count, and who might ask for what. In a chat of two nothing, and each their own. */
export interface GroupSide {
  readonly unsent: Unsent;
  readonly rules: ChatRules;
}

/** Hears of it when it changes. */
export function watchGroupSide(store: DocumentStore, space: SpaceId, onChange: (side: GroupSide) => void): Disposer {
  let known = '';
  return store.values.watch(viewName(space)).subscribe((state) => {
    const view = state.status === 'ready' ? state.value?.value : undefined;
    const unsent = unsentIn(view);
    const key = JSON.stringify([unsent, groupRulesIn(view)]);
    if (key === known) return;
    known = key;
    onChange({ unsent, rules: rulesIn(view) });
  });
}

/** One's own words that were not sent, by their event; null for any other. */
export async function unsentMessage(store: DocumentStore, space: SpaceId, id: EventId): Promise<MessageRecord | null> {
  const [found, view] = [await store.message(space, id), await store.values.get(viewName(space))];
  if (!found.ok || found.value === null || !view.ok) return null;
  return isUnsent(found.value, unsentIn(view.value?.value)) ? found.value : null;
}
