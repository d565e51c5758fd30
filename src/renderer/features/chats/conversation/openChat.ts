import type { QueryState } from '@ports/query.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Conversation, MessageWindow, Workspace } from '@services/workspace/workspace.ts';

/** A chat that is open or being opened: the chat itself, null where there is none, and its messages, read beside each other. */
export interface Opening {
  readonly space: Conversation['space'];
  /** What was read stays where it is read again. */
  readonly row: Snapshot<QueryState<Conversation | null>>;
  readonly messages: MessageWindow;
}

/** An opening, and what only who opened it does with it. */
export interface OwnOpening extends Opening {
  /** Tells once there is something to show: the chat with its messages, or why there is none. Maybe at once. */
  readonly whenSettled: (tell: () => void) => Disposer;
  readonly dispose: Disposer;
}

/** Opens a chat. What it shows stays as it was once it is disposed. */
export function openChat(
  workspace: Pick<Workspace, 'openMessages' | 'conversation'>,
  space: Conversation['space'],
): OwnOpening {
  const messages = workspace.openMessages(space);
  const row = writableSnapshot<QueryState<Conversation | null>>({ status: 'loading' });
  const stop = workspace.conversation(space).subscribe((state) => {
    if (state.status !== 'loading') row.set(state);
  });
  return {
    ...{ space, row, messages },
    whenSettled: (tell) => {
      const stops: Disposer[] = [];
      const end = () => {
        for (const each of stops.splice(0)) each();
      };
      const look = () => {
        if (!isSettled({ row, messages })) return;
        end();
        tell();
      };
      stops.push(row.subscribe(look), messages.state.subscribe(look));
      look();
      return end;
    },
    dispose: () => {
      stop();
      messages.dispose();
    },
  };
}

function isSettled({ row, messages }: Pick<Opening, 'row' | 'messages'>): boolean {
  const state = row.get();
  if (state.status !== 'ready') return state.status === 'failed';
  return state.value === null || messages.state.get().status !== 'loading';
}
