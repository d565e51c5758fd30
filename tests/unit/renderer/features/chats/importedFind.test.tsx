// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { importedMessageId, importedPersonId } from '@domain/importing/ids.ts';
import type { Found } from '@services/workspace/discoverWorkspace.ts';
import type { Message } from '@services/workspace/messageViews.ts';
import { ChatsContent } from '../../../../../src/renderer/features/chats/index.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const HILL = spaceOf('hill');
const nothing = () => undefined;
const TEXTS = ['Cyd joined', 'Bring soup', 'حساء ساخن', 'The soup was good'];

function messageOf(place: number): Message {
  const author = importedPersonId(HILL, place === 0 ? null : 1);
  const body = { kind: 'text' as const, text: TEXTS[place] ?? '' };
  return { id: importedMessageId(HILL, place), at: place, own: false, author, body, state: 'received', error: null };
}

function foundAt(place: number): Found {
  const { id, at, author } = messageOf(place);
  const event = importedMessageId(HILL, place);
  const excerpt = TEXTS[place] ?? '';
  return { kind: 'message', id, space: HILL, event, title: '', excerpt, marks: [[0, 1]], at, author, name: 'Cyd' };
}

async function openFind(words: string) {
  const rendered = renderScreen(
    <ChatsContent
      {...{ selected: HILL, message: null, onGone: nothing, onOpenContact: nothing, onAddContact: nothing }}
      {...{ onOpenGroup: nothing, onOpenProgram: nothing, onShareProgram: nothing, onWallet: nothing }}
      {...{ onOpenWallet: nothing, onClose: nothing }}
    />,
  );
  const { imports, discover } = rendered.application.workspace.controls;
  const me = importedPersonId(HILL, 0);
  imports.people.set(HILL, {
    ...{ me, unread: [] },
    names: new Map([
      [me, 'Bo'],
      [importedPersonId(HILL, 1), 'Cyd'],
    ]),
  });
  imports.messages.set(
    HILL,
    TEXTS.map((_, place) => messageOf(place)),
  );
  discover.things.set([3, 2, 1, 0].map(foundAt));
  act(() => imports.add({ id: HILL, name: 'Hill Walkers', messages: TEXTS.length }));
  await screen.findByText('Bring soup');
  fireEvent.keyDown(document, { key: 'f', code: 'KeyF', ctrlKey: true });
  const bar = await screen.findByRole('region', { name: /^Search in the chat with .*Hill Walkers/u });
  const box = within(bar).getByRole<HTMLInputElement>('searchbox');
  fireEvent.change(box, { target: { value: words } });
  return { bar, box, discover };
}

const place = (text: string) =>
  screen.findByText((_, element) => element?.role === 'status' && element.textContent.startsWith(text));
const shown = () => document.querySelector('[data-found]')?.getAttribute('data-message');

describe('looking in an imported chat', () => {
  test('CHAT-UI-176 Ctrl+F opens the same search, which goes from one to the next and shows each in its place', async () => {
    const { box, discover } = await openFind('soup');
    await place('1 of 2');
    expect(discover.askedIn.at(-1)).toMatchObject({ space: HILL, text: 'soup' });
    await waitFor(() => expect(shown()).toBe(importedMessageId(HILL, 3)));
    fireEvent.keyDown(box, { key: 'Enter', code: 'Enter' });
    await place('2 of 2');
    await waitFor(() =>
      expect([...document.querySelectorAll('[data-found]')].map((row) => row.getAttribute('data-message'))).toContain(
        importedMessageId(HILL, 1),
      ),
    );
    fireEvent.keyDown(box, { key: 'Escape', code: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('searchbox', { name: 'Words in this chat' })).toBeNull());
  });

  test('CHAT-UI-176 the head has a button for it; Arabic is found, and lines of the app', async () => {
    const { box } = await openFind('حساء');
    await place('1 of 1');
    await waitFor(() => expect(shown()).toBe(importedMessageId(HILL, 2)));
    fireEvent.change(box, { target: { value: 'joined' } });
    await waitFor(() =>
      expect([...document.querySelectorAll('[data-found]')].map((row) => row.getAttribute('data-message'))).toContain(
        importedMessageId(HILL, 0),
      ),
    );
    fireEvent.keyDown(box, { key: 'Escape', code: 'Escape' });
    fireEvent.click(screen.getByRole('button', { name: 'Search in this chat' }));
    expect(await screen.findByRole('searchbox', { name: 'Words in this chat' })).toBe(document.activeElement);
  });

  test('CHAT-UI-176 those in it can be chosen, oneself as who one is there', async () => {
    const { bar, discover } = await openFind('');
    const from = within(bar).getByLabelText<HTMLSelectElement>('From');
    expect([...from.options].map(({ textContent }) => textContent)).toEqual(['Anyone', 'You', 'Cyd']);
    fireEvent.change(from, { target: { value: importedPersonId(HILL, 0) } });
    await waitFor(() => expect(discover.askedIn.at(-1)?.from).toBe(importedPersonId(HILL, 0)));
  });
});
