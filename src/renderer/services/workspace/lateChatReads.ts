import { type LateParts, lateQueries } from '@ports/latePart.ts';
import type { MessageWindow, MessageWindowState } from './messageViews.ts';
import type { MessageWindowParts } from './messageWindow.ts';
import type { Workspace } from './workspace.ts';

const NOTHING = { messages: [], hasOlder: false, hasNewer: false, firstUnread: null } as const;
const WAITING: MessageWindowState = { status: 'loading', ...NOTHING };
const FAILED: MessageWindowState = { status: 'failed', ...NOTHING };

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
    openMessages: (space) => {
      const open = ({ openMessages }: Pick<Workspace, 'openMessages'>) => closable(openMessages(space));
      const opened = late.open<MessageWindowState, Closable>(open, { waiting: WAITING, failed: FAILED });
      return {
        state: opened.state,
        older: () => opened.with(({ window }) => window.older()),
        newer: () => opened.with(({ window }) => window.newer()),
        latest: () => opened.with(({ window }) => window.latest()),
        around: async (id) => {
          if (late.here === null) await late.fetch().catch(() => undefined);
          const asked: Promise<boolean>[] = [];
          opened.with(({ window }) => asked.push(window.around(id)));
          return (await asked[0]) ?? false;
        },
        dispose: () => opened.close(),
      };
    },
  };
}

/** A window as `LatePart.open` opens things. */
interface Closable {
  readonly state: MessageWindow['state'];
  readonly window: MessageWindow;
  close(): void;
}

function closable(window: MessageWindow): Closable {
  return { state: window.state, window, close: () => window.dispose() };
}
