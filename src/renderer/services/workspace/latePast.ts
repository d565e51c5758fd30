import { type LateParts, askLate, lateQueries } from '@ports/latePart.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { PastWorkspace } from './pastWorkspace.ts';

/** The past of chats in any tab: what it is read with is fetched when it is first asked for. */
export function createLatePast(store: DocumentStore, lateParts: LateParts): PastWorkspace {
  const late = lateParts.part(
    () => import('./pastReads.ts'),
    ({ createPastReads }) => createPastReads(store),
  );
  return {
    ...lateQueries(late, ['sentFiles']),
    readBack: (space, before) => askLate(late, (part) => part.readBack(space, before)),
  };
}
