import type { RetentionRule } from '@domain/retention/rule.ts';
import { RETENTION_KEEP, rulesIn } from '@domain/retention/rules.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { mapQuery } from './liveQueries.ts';

/** The rules of single chats and channels for how long files stay (RET-1). */
export function watchRetention(store: Pick<DocumentStore, 'feed'>): LiveQuery<ReadonlyMap<string, RetentionRule>> {
  return mapQuery(store.feed.keeps.watchAll(RETENTION_KEEP), rulesIn);
}
