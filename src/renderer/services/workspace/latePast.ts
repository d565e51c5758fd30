import { type FetchCode, LatePart, askLate, lateQueries } from '@ports/latePart.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { PastWorkspace } from './pastWorkspace.ts';

/** The past of chats in any tab: what it is read with is fetched when it is first asked for. */
export function createLatePast(store: DocumentStore, fetchCode: FetchCode): PastWorkspace {
  const late = new LatePart(async () => (await fetchCode(() => import('./pastReads.ts'))).createPastReads(store));
  return {
    ...lateQueries(late, ['sentFiles']),
    readBack: (space, before) => askLate(late, (part) => part.readBack(space, before)),
  };
}
