// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { WorkspaceContext, useWorkspace } from '@services/workspace/context.tsx';
import type { MessageWindow, MessageWindowState, Workspace } from '@services/workspace/workspace.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { ChatsContent } from '../../../../../src/renderer/features/chats/index.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

const nothing = () => undefined;

interface ChatProps {
  readonly otherwise: (workspace: Workspace) => Partial<Workspace>;
  /** Ada unless another is named. */
  readonly with?: string;
}

/** A chat, in a workspace of which something is otherwise. */
function Chat({ otherwise, with: person = 'ada' }: ChatProps): ReactNode {
  const workspace = useWorkspace();
  const [changed] = useState(() => ({ ...workspace, ...otherwise(workspace) }));
  return (
    <WorkspaceContext value={changed}>
      <ChatsContent
        selected={spaceOf(person)}
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

afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

test('CHAT-UI-90 the messages are asked for while the chat itself has not come', async () => {
  const asked: string[] = [];
  const otherwise = (workspace: Workspace): Partial<Workspace> => ({
    conversation: () => ({ subscribe: () => nothing }),
    openMessages: (space) => {
      asked.push(space);
      return workspace.openMessages(space);
    },
  });
  renderScreen(<Chat otherwise={otherwise} />);
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
  renderScreen(<Chat otherwise={otherwise} />);
  await waitFor(() => expect(windows[0]?.state.get().status).toBe('ready'));
  expect(screen.queryByRole('textbox')).toBeNull();
  act(() => windows.forEach(({ state }) => shown.set(state.get())));
  expect(await screen.findByRole('textbox', { name: /Message to/ })).toBeTruthy();
  expect(screen.queryAllByRole('article')).not.toEqual([]);
});

/** Opens messages as the workspace does, and shows them in each chat when the test says so. */
function heldMessages() {
  const loading = { status: 'loading', messages: [], hasOlder: false, hasNewer: false, firstUnread: null } as const;
  const held = new Map<string, { show: () => void; isDisposed: boolean }>();
  const otherwise = (workspace: Workspace): Partial<Workspace> => ({
    openMessages: (space) => {
      const window = workspace.openMessages(space);
      const shown = writableSnapshot<MessageWindowState>(loading);
      const entry = { show: () => shown.set(window.state.get()), isDisposed: false };
      held.set(space, entry);
      const dispose = () => {
        entry.isDisposed = true;
        window.dispose();
      };
      return { ...window, state: shown, dispose };
    },
  });
  return { otherwise, of: (person: string) => held.get(spaceOf(person)) };
}

const field = () => screen.findByRole('textbox', { name: /Message to/ });

test('CHAT-UI-88 a chat stays in sight, and takes nothing any more, until the next one is read', async () => {
  const messages = heldMessages();
  const { show } = renderScreen(<Chat otherwise={messages.otherwise} />);
  await waitFor(() => expect(messages.of('ada')).toBeDefined());
  await waitFor(() => {
    act(() => messages.of('ada')?.show());
    expect(screen.queryByRole('textbox')).not.toBeNull();
  });
  const before = await field();
  show(<Chat otherwise={messages.otherwise} with="leila" />);
  await waitFor(() => expect(messages.of('leila')).toBeDefined());
  expect(messages.of('ada')?.isDisposed).toBe(true);
  expect(before.isConnected).toBe(true);
  expect(before.closest('[aria-busy=true]')).not.toBeNull();
  expect(before.hasAttribute('readonly')).toBe(true);
  expect(document.activeElement).toBe(document.body);
  await waitFor(() => {
    act(() => messages.of('leila')?.show());
    expect(before.isConnected).toBe(false);
  });
  expect(document.querySelector('[aria-busy=true]')).toBeNull();
  expect(screen.getAllByRole('textbox')).toHaveLength(1);
});

test('CHAT-UI-88 who comes back to a chat before the next one is read writes on', async () => {
  const messages = heldMessages();
  const { show } = renderScreen(<Chat otherwise={messages.otherwise} />);
  await waitFor(() => {
    act(() => messages.of('ada')?.show());
    expect(screen.queryByRole('textbox')).not.toBeNull();
  });
  const before = await field();
  show(<Chat otherwise={messages.otherwise} with="leila" />);
  expect(before.hasAttribute('readonly')).toBe(true);
  show(<Chat otherwise={messages.otherwise} />);
  expect(before.isConnected).toBe(true);
  expect(before.hasAttribute('readonly')).toBe(false);
});

test('CHAT-UI-88 a chat that takes long to read leaves its place empty', async () => {
  const messages = heldMessages();
  const { show } = renderScreen(<Chat otherwise={messages.otherwise} />);
  await waitFor(() => {
    act(() => messages.of('ada')?.show());
    expect(screen.queryByRole('textbox')).not.toBeNull();
  });
  vi.useFakeTimers();
  show(<Chat otherwise={messages.otherwise} with="leila" />);
  act(() => void vi.advanceTimersByTime(299));
  expect(screen.queryByRole('textbox')).not.toBeNull();
  act(() => void vi.advanceTimersByTime(1));
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(document.querySelector('[aria-busy=true]')).not.toBeNull();
});
