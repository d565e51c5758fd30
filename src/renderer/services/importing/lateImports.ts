import { type LateParts, askLate, lateQueries } from '@ports/latePart.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { ImportActs, ImportWorkspace } from '../workspace/importWorkspace.ts';
import { lateWindow } from '../workspace/lateWindow.ts';

/** What imported chats are read with. */
export interface ImportReadParts {
  readonly store: Pick<DocumentStore, 'values'>;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly clock: Clock;
}

/** Imported chats in any tab: what they are read with is fetched when it is first asked for. */
export function createLateImports(
  parts: ImportReadParts,
  lateParts: LateParts,
): Omit<ImportWorkspace, keyof ImportActs> {
  const late = lateParts.part(
    () => import('./importCode.ts'),
    ({ joinImportReads }) => joinImportReads(parts),
  );
  return {
    ...lateQueries(late, ['imports', 'importedPeople']),
    scanExport: (...asked) => askLate(late, (part) => part.scanExport(...asked)),
    openImport: (space) => lateWindow(late, (part) => part.openImport(space)),
  };
}
