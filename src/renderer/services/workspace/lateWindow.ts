import type { LatePart } from '@ports/latePart.ts';
import type { MessageWindow, MessageWindowState } from './messageViews.ts';

const NOTHING = { messages: [], hasOlder: false, hasNewer: false, firstUnread: null } as const;
const WAITING: MessageWindowState = { status: 'loading', ...NOTHING };
const FAILED: MessageWindowState = { status: 'failed', ...NOTHING };

/** A window whose code may not be here yet (WSP-2): until it is, it loads. */
export function lateWindow<Part>(late: LatePart<Part>, open: (part: Part) => MessageWindow): MessageWindow {
  const opened = late.open<MessageWindowState, Closable>((part) => closable(open(part)), {
    waiting: WAITING,
    failed: FAILED,
  });
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
