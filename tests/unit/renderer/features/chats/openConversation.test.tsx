// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { WorkspaceContext, useWorkspace } from '@services/workspace/context.tsx';
import type { MessageWindow, MessageWindowState, Workspace } from '@services/workspace/workspace.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { ChatsContent } from '../../../../../src/renderer/features/chats/index.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

const nothing = () => undefined;

/** The chat with Ada, in a workspace of which something is otherwise. */
function Ada({ otherwise }: { readonly otherwise: (workspace: Workspace) => Partial<Workspace> }): ReactNode {
  const workspace = useWorkspace();
  const [changed] = useState(() => ({ ...workspace, ...otherwise(workspace) }));
  return (
    <WorkspaceContext value={changed}>
      <ChatsContent
        selected={spaceOf('ada')}
        message={null}
        onGone={nothing}
        onOpenContact={nothing}
        onAddContact={nothing}
        onOpenGroup={nothing}
        onOpenProgram={nothing}
        onShareProgram={nothing}
        onWallet={nothing}
        onOpenWallet={nothing}
        onClose={nothing}
      />
    </WorkspaceContext>
  );
}

afterEach(cleanup);

test('CHAT-UI-90 the messages are asked for while the chat itself has not come', async () => {
  const asked: string[] = [];
  const otherwise = (workspace: Workspace): Partial<Workspace> => ({
    conversation: () => ({ subscribe: () => nothing }),
    openMessages: (space) => {
      asked.push(space);
      return workspace.openMessages(space);
    },
  });
  renderScreen(<Ada otherwise={otherwise} />);
  await waitFor(() => expect(asked).toEqual([spaceOf('ada')]));
});

test('CHAT-UI-90 the chat is drawn with its messages, not before them', async () => {
  const shown = writableSnapshot<MessageWindowState>({
    ...{ status: 'loading', messages: [], hasOlder: false, hasNewer: false, firstUnread: null },
  });
  const windows: MessageWindow[] = [];
  const otherwise = (workspace: Workspace): Partial<Workspace> => ({
    openMessages: (space) => {
      const window = workspace.openMessages(space);
      windows.push(window);
      return { ...window, state: shown };
    },
  });
  renderScreen(<Ada otherwise={otherwise} />);
  await waitFor(() => expect(windows[0]?.state.get().status).toBe('ready'));
  expect(screen.queryByRole('textbox')).toBeNull();
  act(() => windows.forEach(({ state }) => shown.set(state.get())));
  expect(await screen.findByRole('textbox', { name: /Message to/ })).toBeTruthy();
  expect(screen.queryAllByRole('article')).not.toEqual([]);
});
