import { type LateParts, askLate } from '@ports/latePart.ts';
import type { ExportWorkspace } from '../workspace/exportWorkspace.ts';
import type { ExportParts } from './exportChat.ts';

/** Saving chats in any tab: the code for it is fetched when the first is saved. */
export function createLateExport(parts: ExportParts, lateParts: LateParts): ExportWorkspace {
  const late = lateParts.part(
    () => import('./exportChat.ts'),
    ({ exportChat }) => exportChat,
  );
  return {
    exportChat: (space, wish, target) => askLate(late, (save) => save(parts, { space, wish }, target)),
  };
}
