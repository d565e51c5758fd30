import { type LateParts, lateQueries } from '@ports/latePart.ts';
import { lateWindow } from './lateWindow.ts';
import type { MessageWindowParts } from './messageWindow.ts';
import type { Workspace } from './workspace.ts';

/** What an open chat is read with, in any tab (WSP-2). A press on a chat comes soon: its code is fetched without being asked for. */
export function createLateChatReads(
  parts: MessageWindowParts,
  lateParts: LateParts,
): Pick<Workspace, 'openMessages' | 'group'> {
  const late = lateParts.part(
    () => import('./chatReads.ts'),
    ({ createChatReads }) => createChatReads(parts),
  );
  // Whoever opens a chat is told.
  late.fetch().catch(() => undefined);
  return {
    ...lateQueries(late, ['group']),
    openMessages: (space) => lateWindow(late, ({ openMessages }) => openMessages(space)),
  };
}
