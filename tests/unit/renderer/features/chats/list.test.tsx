// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { ChatsList } from '../../../../../src/renderer/features/chats/index.ts';
import { type ScreenOptions, renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

function show(options: ScreenOptions = {}, selected: string | null = null) {
  let asked = 0;
  const rendered = renderScreen(
    <ChatsList selected={selected} onAddContact={() => (asked += 1)} onNewGroup={() => undefined} />,
    options,
  );
  return { ...rendered, asked: () => asked };
}

afterEach(cleanup);

describe('conversation list', () => {
  test('CHAT-UI-70 rows lead to their chats, newest on top, with unread counts in words', async () => {
    show();
    const links = await screen.findAllByRole('link');
    expect(links[0]?.getAttribute('href')).toBe(`#/chats/${spaceOf('leila')}`);
    expect(links[0]?.textContent).toContain('Shall I order ten?');
    expect(screen.getByText('3 unread messages')).toBeTruthy();
  });

  test('CHAT-UI-71 a new message brings its chat to the top', async () => {
    const { application } = show();
    await screen.findAllByRole('link');
    application.workspace.controls.receive(spaceOf('wen'), 'hello from afar');
    await waitFor(() => expect(screen.getAllByRole('link')[0]?.textContent).toContain('hello from afar'));
  });

  test('CHAT-UI-72 a draft is shown before the last words, save in the open chat', async () => {
    const { show: showAgain } = show();
    expect((await screen.findByText('Draft:')).parentElement?.textContent).toContain('Let me check the figures');
    showAgain(<ChatsList selected={spaceOf('ada')} onAddContact={() => undefined} onNewGroup={() => undefined} />);
    await waitFor(() => expect(screen.queryByText('Draft:')).toBeNull());
  });

  test('CHAT-UI-73 the filter narrows, Esc empties it, arrow down goes into the rows', async () => {
    show();
    await screen.findAllByRole('link');
    const filter = screen.getByRole('searchbox');
    fireEvent.change(filter, { target: { value: 'tomas' } });
    await waitFor(() => expect(screen.getAllByRole('link')).toHaveLength(1));
    fireEvent.keyDown(filter, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(screen.getByRole('link'));
    fireEvent.keyDown(filter, { key: 'Escape' });
    await waitFor(() => expect(screen.getAllByRole('link').length).toBeGreaterThan(5));
  });

  test('CHAT-UI-74 arrows, Home and End move through the rows; one row takes part in Tab', async () => {
    show({}, spaceOf('yusuf'));
    const links = await screen.findAllByRole('link');
    expect(links.filter((link) => link.tabIndex === 0)).toEqual([links[1]]);
    links[1]?.focus();
    fireEvent.keyDown(document.activeElement ?? document, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(links[2]);
    fireEvent.keyDown(document.activeElement ?? document, { key: 'End' });
    expect(document.activeElement).toBe(links.at(-1));
    fireEvent.keyDown(document.activeElement ?? document, { key: 'Home' });
    expect(document.activeElement).toBe(links[0]);
  });

  test('CHAT-UI-75 with no chats the list leads to inviting', async () => {
    const { asked } = show({ hasDemo: false });
    fireEvent.click(await screen.findByRole('button', { name: 'Invite someone' }));
    expect(asked()).toBe(1);
  });

  test('CHAT-UI-76 a store that fails is told, not shown as empty', async () => {
    const { application } = show();
    await screen.findAllByRole('link');
    application.workspace.controls.store.breakQueries('gone');
    await screen.findByText('The chats cannot be shown');
    expect(screen.queryByText('No chats yet')).toBeNull();
  });

  test('CHAT-UI-77 the list speaks Arabic', async () => {
    show({ locale: 'ar' });
    await screen.findByText('مسودة:');
    expect(screen.getByText('3 رسائل غير مقروءة')).toBeTruthy();
  });
});
