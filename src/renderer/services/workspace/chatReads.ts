import { watchGroup } from './groupReads.ts';
import { type MessageWindowParts, SlidingMessageWindow } from './messageWindow.ts';
import type { Workspace } from './workspace.ts';

/** What an open chat is read with, in one tab. */
export function createChatReads(parts: MessageWindowParts): Pick<Workspace, 'openMessages' | 'group'> {
  return {
    openMessages: (space) => new SlidingMessageWindow(parts, space),
    group: (space) => watchGroup(parts, space),
  };
}
