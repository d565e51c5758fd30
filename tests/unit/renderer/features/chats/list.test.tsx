// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { MessageBody } from '@services/workspace/workspace.ts';
import { ChatsList } from '../../../../../src/renderer/features/chats/index.ts';
import { createFakeApplication } from '../../../../support/web/fakeApplication.ts';
import { fakeEventId } from '../../../../support/web/fakeIds.ts';
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

  test('CHAT-UI-197 a press opens a chat within the click; one that is to open elsewhere, or leads to where one is, is the browser’s', async () => {
    show();
    const [link] = await screen.findAllByRole('link');
    if (link === undefined) throw new Error('no chat is listed');
    expect(fireEvent.click(link)).toBe(false);
    expect(location.hash).toBe(link.getAttribute('href'));
    expect(fireEvent.click(link)).toBe(true);
    for (const key of ['ctrlKey', 'metaKey', 'shiftKey', 'altKey']) {
      location.hash = '';
      expect(fireEvent.click(link, { [key]: true })).toBe(true);
    }
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

  test('CHAT-UI-78 who asks to be a contact is seen above the chats, and is out of the way of a search', async () => {
    const row = <a href="#/contacts/x">Rosa</a>;
    renderScreen(
      <ChatsList selected={null} onAddContact={() => undefined} onNewGroup={() => undefined} requests={row} />,
    );
    const asking = await screen.findByRole('link', { name: 'Rosa' });
    const first = (await screen.findAllByRole('listitem'))[0];
    expect(first && asking.compareDocumentPosition(first)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'tomas' } });
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Rosa' })).toBeNull());
  });

  test('CHAT-UI-78 who has no chats yet and is asked for one is told so, not that there is nobody', async () => {
    const { application } = show({ hasDemo: false });
    await screen.findByText('No chats yet');
    const demo = createFakeApplication().workspace.controls.store.state.requests;
    act(() => application.workspace.controls.store.change((state) => (state.requests = demo.slice(0, 1))));
    await screen.findByText('Someone wants to talk with you');
    expect(screen.queryByText('No chats yet')).toBeNull();
  });

  test('CHAT-UI-79 the words of a program are named as that, and run as the app does; those of a person as they begin', async () => {
    const { application } = show();
    await screen.findAllByRole('link');
    const { store } = application.workspace.controls;
    const say = (body: MessageBody) =>
      act(() =>
        store.change((state) => {
          const chat = state.chats.get(spaceOf('leila'));
          const last = chat?.messages.at(-1);
          if (chat && last)
            chat.messages = [
              ...chat.messages.slice(0, -1),
              { ...last, id: fakeEventId(JSON.stringify(body)), own: false, body },
            ];
        }),
      );
    const line = (text: string): MessageBody => ({
      kind: 'program-info',
      instance: fakeEventId('card'),
      text,
      href: null,
    });
    say(line('سلمى ticked “oat milk”'));
    const said = await screen.findByText(/ticked/);
    expect(said.textContent).toMatch(/^Mini program: \u2068سلمى ticked “oat milk”\u2069$/);
    expect(said.getAttribute('dir')).toBeNull();
    say({ kind: 'text', text: 'سلمى is here' });
    expect((await screen.findByText(/is here/)).getAttribute('dir')).toBe('auto');
    say({ kind: 'unsupported' });
    expect((await screen.findByText(/newer version/i)).getAttribute('dir')).toBeNull();
  });

  test('CHAT-UI-77 the list speaks Arabic', async () => {
    show({ locale: 'ar' });
    await screen.findByText('مسودة:');
    expect(screen.getByText('3 رسائل غير مقروءة')).toBeTruthy();
  });
});
