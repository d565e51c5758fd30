import type { DocumentStore } from '@ports/documentStore.ts';
import { type LateParts, lateQueries } from '@ports/latePart.ts';
import { type MintActs, type MintWorkspace, pickMintActs } from '../workspace/mintWorkspace.ts';

/** What mints are read and done with. */
export interface MintParts {
  readonly store: Pick<DocumentStore, 'mints' | 'values'>;
  readonly acts: MintActs;
}

/** Mints in any tab: what they are read with is fetched when it is first asked for (WSP-2). */
export function createLateMints({ store, acts }: MintParts, lateParts: LateParts): MintWorkspace {
  const late = lateParts.part(
    () => import('./mintViews.ts'),
    ({ createMintReads }) => createMintReads(store),
  );
  return { ...pickMintActs(acts), ...lateQueries(late, ['mints', 'lockable']) };
}
