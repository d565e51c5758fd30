import type { DocumentStore } from '@ports/documentStore.ts';
import { type FetchCode, LatePart, lateQueries } from '@ports/latePart.ts';
import { type MintActs, type MintWorkspace, pickMintActs } from '../workspace/mintWorkspace.ts';

/** What mints are read and done with. */
export interface MintParts {
  readonly store: Pick<DocumentStore, 'mints' | 'values'>;
  readonly acts: MintActs;
}

/** Mints in any tab: what they are read with is fetched when it is first asked for (WSP-2). */
export function createLateMints({ store, acts }: MintParts, fetchCode: FetchCode): MintWorkspace {
  const late = new LatePart(async () => (await fetchCode(() => import('./mintViews.ts'))).createMintReads(store));
  return { ...pickMintActs(acts), ...lateQueries(late, ['mints', 'lockable']) };
}
