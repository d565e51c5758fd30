import { type LateParts, askLate, lateQueries } from '@ports/latePart.ts';
import type { ImportActs, ImportWorkspace } from '../workspace/importWorkspace.ts';
import type { ImportReadParts } from './importCode.ts';
import { lateWindow } from '../workspace/lateWindow.ts';

/** Imported chats in any tab: what they are read with is fetched when it is first asked for. */
export function createLateImports(
  parts: ImportReadParts,
  lateParts: LateParts,
): Omit<ImportWorkspace, keyof ImportActs | 'importedTalks'> {
  const late = lateParts.part(
    () => import('./importCode.ts'),
    ({ joinImportReads }) => joinImportReads(parts),
  );
  return {
    ...lateQueries(late, ['imports', 'importedPeople']),
    scanExport: (...asked) => askLate(late, (part) => part.scanExport(...asked)),
    scanAll: (...asked) => askLate(late, (part) => part.scanAll(...asked)),
    planBack: (...asked) => askLate(late, (part) => part.planBack(...asked)),
    bringBack: (...asked) => askLate(late, (part) => part.bringBack(...asked)),
    openImport: (space) => lateWindow(late, (part) => part.openImport(space)),
  };
}
