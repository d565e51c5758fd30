import { fail, ok } from '@shared/result.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { HostBlobStore } from '../blobs/hostBlobStore.ts';
import { createArticleDocuments } from '../search/articleDocuments.ts';
import { emptyShelf } from '../search/emptyShelf.ts';
import { IndexKeeper } from '../search/indexKeeper.ts';
import { createRecentActs } from '../search/recentSearches.ts';
import type { DiscoverActs } from '../workspace/discoverWorkspace.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';

/** The index of a running engine. */
export interface JoinedSearch {
  readonly acts: DiscoverActs;
  start(): void;
  readonly dispose: Disposer;
}

/** Joins the index to the store it is made of. */
export function joinSearch(
  { store, clock, log, host, createSearchShelf }: EngineParts,
  { own }: { readonly own: OwnSelf },
): JoinedSearch {
  const { account } = own.identity.get();
  const shelf = createSearchShelf?.() ?? emptyShelf;
  const documents = createArticleDocuments(store, new HostBlobStore({ host, account }));
  const keeper = new IndexKeeper({ account, store, shelf, documents, clock, log });
  return {
    acts: {
      rebuildIndex: async () =>
        (await keeper.rebuild()) ? ok() : fail('storage-failed', 'the index cannot be erased'),
      ...createRecentActs(store.values),
    },
    start: () => {
      if (createSearchShelf !== undefined) void keeper.start();
    },
    dispose: () => keeper.dispose(),
  };
}
