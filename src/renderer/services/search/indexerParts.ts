import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { SearchShelf } from '@ports/searchShelf.ts';
import type { ArticleDocuments } from './articleDocuments.ts';
import type { RowStore } from './authorOf.ts';
import type { EntryIntake } from './entryIntake.ts';
import type { ImportIntake } from './importedTalks.ts';
import type { ArticlePlaces } from './pendingArticles.ts';
import type { WebEntries } from './webEntries.ts';

/** What an indexer reads. */
export type IndexerStore = RowStore &
  Pick<DocumentStore, 'allChainHeads' | 'bucketHeads'> & { readonly notes: Pick<DocumentStore['notes'], 'within'> };

/** What an indexer works with. */
export interface IndexerParts {
  readonly store: IndexerStore;
  readonly shelf: SearchShelf;
  readonly clock: Clock;
  readonly documents: ArticleDocuments;
  /** Which documents are waited for, as far as it is known. */
  readonly places: ArticlePlaces;
  /** What feeds of the web say, and what of it is new. */
  readonly webEntries: WebEntries;
  readonly intake: EntryIntake;
  /** Chats from elsewhere, and what of them is new; none where there are no such. */
  readonly imports?: ImportIntake | undefined;
  /** Whether nobody wants its work any more. */
  readonly isOver: () => boolean;
  /** Whether others need the thread now. */
  readonly isBusy: () => boolean;
  /** Whether it is to stand back altogether (REP-28). */
  readonly isHeld?: (() => boolean) | undefined;
  /** Whether what was deleted lately is not to be taken back any more. */
  readonly mayForget: () => boolean;
  /** Hears of each step, so that who watches knows it is alive. */
  readonly onStep: () => void;
}
