/** What imported chats are read with, and exports looked through. Fetched when it is first asked for. */
import type { AccountId } from '@shared/ids.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { ImportActs, ImportWorkspace } from '../workspace/importWorkspace.ts';
import { ImportPages } from './importPages.ts';
import { watchImports, watchPeople } from './importReads.ts';
import { ImportWindow } from './importWindow.ts';
import { scanAll } from './all/scanAll.ts';
import { bringBack } from './back/bringBack.ts';
import type { BackWorkspace } from './back/backStep.ts';
import { planBack } from './back/planBack.ts';
import { scanExport } from './scanExport.ts';

/** What imported chats are read with. */
export interface ImportReadParts {
  readonly store: Pick<DocumentStore, 'values'>;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly clock: Clock;
  readonly self: AccountId;
  /** What is compared with, and done by. */
  readonly whole: () => BackWorkspace;
}

/** Joins them. */
export function joinImportReads({
  store,
  blobs,
  clock,
  self,
  whole,
}: ImportReadParts): Omit<ImportWorkspace, keyof ImportActs | 'importedTalks'> {
  const pages = new ImportPages(blobs);
  const imports = () => watchImports(store);
  return {
    imports,
    importedPeople: (space) => watchPeople(store, pages, space),
    openImport: (space) => new ImportWindow({ imports: imports(), pages }, space),
    scanExport: (...asked) => scanExport(clock, ...asked),
    scanAll: (...asked) => scanAll({ clock, self }, ...asked),
    planBack: (...asked) => planBack({ clock, whole: whole() }, ...asked),
    bringBack: (...asked) => bringBack({ clock, whole: whole() }, ...asked),
  };
}
