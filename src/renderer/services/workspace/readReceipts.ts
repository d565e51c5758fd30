/** What others say they have read, as far as it is shown: not where one says nothing oneself (CHT-13). */
import type { SpaceId } from '@shared/ids.ts';
import type { ReadMark } from '@domain/chat/marks.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { SETTINGS_NAME, readSettings } from '../engine/readSettings.ts';
import { combineQueries, mapQuery } from './liveQueries.ts';

/** Whether it is shown. */
export function watchReceipts(store: Pick<DocumentStore, 'values'>): LiveQuery<boolean> {
  return mapQuery(store.values.watch(SETTINGS_NAME), (stored) => readSettings(stored).readReceipts);
}

/** Up to where others have read own messages of a space; 0 where that is not shown. */
export function watchPeerReadAt(store: DocumentStore, space: SpaceId): LiveQuery<number> {
  return combineQueries(store.conversations.watch(space), watchReceipts(store), (row, isShown) =>
    isShown ? (row?.peerReadAt ?? 0) : 0,
  );
}

/** The read marks of a space; none where they are not shown. */
export function watchShownReadMarks(store: DocumentStore, space: SpaceId): LiveQuery<readonly ReadMark[]> {
  return combineQueries(store.watchReadMarks(space), watchReceipts(store), (marks, isShown) => (isShown ? marks : []));
}
