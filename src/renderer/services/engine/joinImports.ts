import { LateParts } from '@ports/latePart.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { PreferenceBook } from '../preference/preferenceBook.ts';
import { BlobRecords } from '../blobs/blobRecords.ts';
import { HostBlobStore } from '../blobs/hostBlobStore.ts';
import { FeedKeeper } from '../feed/feedKeeper.ts';
import type { Files } from '../files/files.ts';
import { ImportBook } from '../importing/importBook.ts';
import { hereAlready } from '../importing/all/keptLines.ts';
import { type ImportAllCode, type ImportCode, createImportActs } from '../importing/importActs.ts';
import { ImportPages } from '../importing/importPages.ts';
import { ImportIntake } from '../search/importedTalks.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { ImportActs } from '../workspace/importWorkspace.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';

/** Chats from elsewhere, in a running engine. The book has yet to be loaded. */
export interface JoinedImports {
  readonly book: ImportBook;
  readonly acts: ImportActs;
  /** What the index takes up of them. */
  readonly intake: ImportIntake;
}

/** What chats from elsewhere stand beside. */
interface ImportJoining {
  readonly own: OwnSelf;
  readonly journal: EventJournal;
  readonly files: Files;
  readonly contacts: Pick<ContactBook, 'get'>;
  /** What is chosen about chats: about these on this device alone, as they are nowhere else (PRE-14). */
  readonly book: PreferenceBook;
}

/** Joins chats from elsewhere to the bytes they are kept in. */
export function joinImports(
  { store, host, clock, random, log }: Pick<EngineParts, 'store' | 'host' | 'clock' | 'random' | 'log'>,
  { own, journal, files, contacts, book: choices }: ImportJoining,
): JoinedImports {
  const blobs = new HostBlobStore({ host, account: own.identity.get().account });
  const keeper = new FeedKeeper({ store, journal, clock });
  const pages = new ImportPages(blobs);
  const book = new ImportBook({ store, keeper, pages });
  files.keepDrafted(() => book.blobs());
  choices.keepHere((id) => book.all?.some((chat) => chat.id === id) === true);
  const code = new LateParts().part<ImportCode, ImportCode>(
    () => import('../importing/runImport.ts'),
    (loaded) => loaded,
  );
  const allCode = new LateParts().part<ImportAllCode, ImportAllCode>(
    () => import('../importing/all/runImportAll.ts'),
    (loaded) => loaded,
  );
  const here = hereAlready({ store, blobs, book, pages });
  const parts = { blobs, records: new BlobRecords(store, clock), book, clock, random, ...here };
  return {
    book,
    intake: new ImportIntake(book, pages),
    acts: createImportActs({
      ...{ book, code, allCode, parts, pages, log },
      letGo: (ids) => files.letGo(ids),
      hasContact: (account) => contacts.get(account) !== null,
      forget: (space) => choices.forget(space),
      unpin: async (space) => choices.of(space).pinned !== null && choices.choose(space, { pinned: null }),
    }),
  };
}
