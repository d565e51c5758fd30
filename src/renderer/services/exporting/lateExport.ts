import { type LateParts, askLate } from '@ports/latePart.ts';
import type { ExportWorkspace } from '../workspace/exportWorkspace.ts';
import type { WholeParts } from './all/wholeParts.ts';

/** Saving chats in any tab: the code for it is fetched when the first is saved. */
export function createLateExport(parts: WholeParts, lateParts: LateParts): ExportWorkspace {
  const late = lateParts.part(
    () => import('./exportChat.ts'),
    ({ exportChat }) => exportChat,
  );
  const whole = lateParts.part(
    () => import('./all/exportAll.ts'),
    ({ exportAll }) => exportAll,
  );
  return {
    exportAll: (wish, target) => askLate(whole, (save) => save(parts, wish, target)),
    exportChat: (space, wish, target) => askLate(late, (save) => save(parts, { space, wish }, target)),
  };
}
