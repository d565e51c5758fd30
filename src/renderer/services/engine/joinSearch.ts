import { fail, ok } from '@shared/result.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { HostBlobStore } from '../blobs/hostBlobStore.ts';
import { createArticleDocuments } from '../search/articleDocuments.ts';
import { emptyShelf } from '../search/emptyShelf.ts';
import { IndexKeeper } from '../search/indexKeeper.ts';
import { createRecentActs } from '../search/recentSearches.ts';
import type { FollowedFeeds } from '../search/entryIntake.ts';
import type { ImportIntake } from '../search/importedTalks.ts';
import { createWebEntries } from '../search/webEntries.ts';
import type { Acts } from '../workspace/acts.ts';
import type { DiscoverActs } from '../workspace/discoverWorkspace.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';

/** The index of a running engine. */
export interface JoinedSearch {
  readonly acts: DiscoverActs;
  /** The same acts; what they delete is forgotten here, too. */
  readonly hearing: (acts: Acts) => Acts;
  start(): void;
  readonly dispose: Disposer;
}

/** Joins the index to the store it is made of. */
export function joinSearch(
  { store, clock, log, host, createSearchShelf, traffic, isInHand = () => false }: EngineParts,
  { own, feeds, imports }: { readonly own: OwnSelf; readonly feeds: FollowedFeeds; readonly imports: ImportIntake },
): JoinedSearch {
  const { account } = own.identity.get();
  const shelf = createSearchShelf?.() ?? emptyShelf;
  const documents = createArticleDocuments(store, new HostBlobStore({ host, account }));
  const webEntries = createWebEntries(store.feed.keeps);
  const keeper = new IndexKeeper({
    account,
    store,
    shelf,
    documents,
    webEntries,
    feeds,
    imports,
    isInHand,
    isHeld: () => traffic?.isMoving === true,
    clock,
    log,
  });
  const erased = (isErased: boolean) => (isErased ? ok() : fail('storage-failed', 'the index cannot be erased'));
  return {
    acts: {
      rebuildIndex: async () => erased(await keeper.rebuild()),
      mendIndex: async () => erased(await keeper.mend()),
      ...createRecentActs(store.values),
    },
    hearing: (acts) => {
      const after = async <T>(outcome: Outcome<T>, forget: () => Promise<void>): Outcome<T> => {
        const done = await outcome;
        if (done.ok && createSearchShelf !== undefined) void forget();
        return done;
      };
      return {
        ...acts,
        deleteMessage: (space, id) => after(acts.deleteMessage(space, id), () => keeper.forget(space)),
        deleteGroup: (space) => after(acts.deleteGroup(space), () => keeper.forget(space)),
        deleteContact: (person) => after(acts.deleteContact(person), () => keeper.forgetPerson(person)),
        unfollowChannel: (channel) => after(acts.unfollowChannel(channel), () => keeper.forget(channel)),
      };
    },
    start: () => {
      if (createSearchShelf !== undefined) void keeper.start();
    },
    dispose: () => keeper.dispose(),
  };
}
