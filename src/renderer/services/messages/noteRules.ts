import * as v from 'valibot';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type NoteRules, OWN_ONLY } from '@domain/chat/foldNotes.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { type GroupRules, groupRulesSchema, ranAt } from '../groups/groupRules.ts';
import { viewName } from '../groups/groupView.ts';
import { mapQuery } from '../workspace/liveQueries.ts';

/** Who may ask for what in a conversation. */
export interface ChatRules extends NoteRules {
  readonly mightSetTimer: (account: AccountId, at: number) => boolean;
}

/** In a chat of two each may set how long words last, and nobody takes away the other's. */
export const DIRECT_RULES: ChatRules = { ...OWN_ONLY, mightSetTimer: () => true };

/** In a group who ran it at the time may do both (MSG-3, MSG-9). */
export function groupChatRules(rules: GroupRules): ChatRules {
  const ran = (account: AccountId, at: number) => ranAt(rules, { account, at });
  return { mightRecall: ran, mightSetTimer: ran };
}

const rulesSchema = v.object({ rules: groupRulesSchema });

/** The rules of a conversation as they are told to every tab. */
export function watchNoteRules(store: Pick<DocumentStore, 'values'>, space: SpaceId): LiveQuery<ChatRules> {
  return mapQuery(store.values.watch(viewName(space)), (view) => rulesIn(view?.value));
}

/** The same from a group's view as it is stored; without one it is a chat of two. */
export function rulesIn(view: unknown): ChatRules {
  const rules = groupRulesIn(view);
  return rules === null ? DIRECT_RULES : groupChatRules(rules);
}

/** The rules alone; null in a chat of two. */
export function groupRulesIn(view: unknown): GroupRules | null {
  const read = v.safeParse(rulesSchema, view);
  return read.success ? read.output.rules : null;
}
