// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import type { Found } from '@services/workspace/discoverWorkspace.ts';
import { goneOf, stepFrom } from '../../../../../src/renderer/features/chats/find/seeking.ts';
import { fakeAccountId, fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';
import { TalkPane } from '../../../../support/web/TalkPane.tsx';

function found(name: string, excerpt: string, at = 1): Found {
  const event: EventId = fakeEventId(name);
  const author = fakeAccountId('ada');
  return { kind: 'message', id: event, space: spaceOf('ada'), event, title: '', excerpt, marks: [[0, 5]], at, author };
}

const THREE = [found('c', 'ferry at nine', 3), found('b', 'ferry at eight', 2), found('a', 'ferry at seven', 1)];

async function open() {
  const rendered = renderScreen(<TalkPane selected={spaceOf('ada')} />);
  const { discover } = rendered.application.workspace.controls;
  discover.things.set(THREE);
  const composer = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Message to/ });
  return { ...rendered, discover, composer };
}

async function openFind(words = '') {
  const opened = await open();
  opened.composer.focus();
  fireEvent.keyDown(document, { key: 'f', code: 'KeyF', ctrlKey: true });
  const bar = await screen.findByRole('region', { name: /^Search in the chat with/ });
  const box = within(bar).getByRole<HTMLInputElement>('searchbox');
  if (words !== '') fireEvent.change(box, { target: { value: words } });
  return { ...opened, bar, box };
}

const place = (text: string) =>
  screen.findByText((_, element) => element?.role === 'status' && element.textContent.startsWith(text));

afterEach(cleanup);

describe('looking in a talk', () => {
  test('CHAT-UI-170 Ctrl+F opens the box with the focus in it, Escape leaves and gives the focus back', async () => {
    const { box, composer } = await openFind();
    expect(document.activeElement).toBe(box);
    fireEvent.change(box, { target: { value: 'ferry' } });
    fireEvent.keyDown(box, { key: 'Escape', code: 'Escape' });
    expect(screen.queryByRole('region', { name: /^Search in the chat with/ })).toBeNull();
    expect(document.activeElement).toBe(composer);
  });

  test('CHAT-UI-170 the head of the talk has a button for it', async () => {
    await open();
    fireEvent.click(screen.getByRole('button', { name: 'Search in this chat' }));
    expect(await screen.findByRole('searchbox', { name: 'Words in this chat' })).toBe(document.activeElement);
  });

  test('CHAT-UI-170 in its box Ctrl+F is for the search of everything', async () => {
    await openFind();
    const press = new KeyboardEvent('keydown', {
      key: 'f',
      code: 'KeyF',
      ctrlKey: true,
      cancelable: true,
      bubbles: true,
    });
    document.activeElement?.dispatchEvent(press);
    expect(press.defaultPrevented).toBe(false);
  });

  test('CHAT-UI-171 tells which of how many it is at; up is older, down newer, and from the last it begins anew', async () => {
    const { box } = await openFind('ferry');
    await place('1 of 3');
    fireEvent.keyDown(box, { key: 'ArrowUp', code: 'ArrowUp' });
    await place('2 of 3');
    fireEvent.keyDown(box, { key: 'Enter', code: 'Enter' });
    await place('3 of 3');
    fireEvent.keyDown(box, { key: 'Enter', code: 'Enter' });
    await place('1 of 3');
    fireEvent.keyDown(box, { key: 'Enter', code: 'Enter', shiftKey: true });
    await place('3 of 3');
    fireEvent.keyDown(box, { key: 'ArrowDown', code: 'ArrowDown' });
    await place('2 of 3');
    fireEvent.click(screen.getByRole('button', { name: 'Later match' }));
    await place('1 of 3');
  });

  test('CHAT-UI-171 a key of an open input method is its own', async () => {
    const { box } = await openFind('ferry');
    await place('1 of 3');
    fireEvent.keyDown(box, { key: 'Enter', code: 'Enter', isComposing: true });
    await place('1 of 3');
  });

  test('CHAT-UI-171 shows all of it in the order of the talk, marked, with the one that is shown', async () => {
    await openFind('ferry');
    const list = await screen.findByRole('list', { name: 'Matches' });
    const rows = within(list).getAllByRole('button');
    expect(rows.map((row) => /seven|eight|nine/.exec(row.textContent)?.[0])).toEqual(['seven', 'eight', 'nine']);
    expect(
      within(list)
        .getAllByText('ferry')
        .map(({ tagName }) => tagName),
    ).toEqual(['MARK', 'MARK', 'MARK']);
    expect(rows.map((row) => row.getAttribute('aria-current'))).toEqual([null, null, 'true']);
    expect(rows.map((row) => row.tabIndex)).toEqual([-1, -1, 0]);
    const [oldest] = rows;
    if (oldest === undefined) throw new Error('there are rows');
    fireEvent.click(oldest);
    await place('3 of 3');
    fireEvent.click(screen.getByRole('button', { name: 'Matches as a list' }));
    expect(screen.queryByRole('list', { name: 'Matches' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Matches as a list' }));
    expect(await screen.findByRole('list', { name: 'Matches' })).toBeTruthy();
  });

  test('CHAT-UI-171 says so where nothing is found', async () => {
    await openFind('xylophone');
    await place('No matches');
  });

  test('CHAT-UI-173 asks for a person, a sort and a time as they are chosen, without any words', async () => {
    const { bar, discover } = await openFind();
    fireEvent.change(within(bar).getByLabelText('What'), { target: { value: 'file' } });
    await waitFor(() =>
      expect(discover.askedIn.at(-1)).toMatchObject({ sort: 'file', space: spaceOf('ada'), text: '' }),
    );
    fireEvent.change(within(bar).getByLabelText('From'), { target: { value: fakeAccountId('ada') } });
    await waitFor(() => expect(discover.askedIn.at(-1)?.from).toBe(fakeAccountId('ada')));
    fireEvent.change(within(bar).getByLabelText('When'), { target: { value: 'days' } });
    fireEvent.change(within(bar).getByLabelText('From day'), { target: { value: '2026-05-31' } });
    await waitFor(() => expect(discover.askedIn.at(-1)?.since).toBe(new Date(2026, 4, 31).getTime()));
  });

  test('CHAT-UI-174 leads on to the search of everything with the same words', async () => {
    const { bar } = await openFind('ferry & co');
    fireEvent.click(within(bar).getByRole('button', { name: 'Search everywhere' }));
    expect(window.location.hash).toBe('#/discover/search/ferry%20%26%20co');
  });
});

describe('from one to the next', () => {
  test('CHAT-UI-171 begins with the newest, also where the one that was shown is gone', () => {
    expect(stepFrom(THREE, null, 1)).toBe(THREE[0]?.event);
    expect(stepFrom(THREE, fakeEventId('gone'), -1)).toBe(THREE[0]?.event);
    expect(stepFrom([], null, 1)).toBeNull();
  });

  test('CHAT-UI-175 sees that something found is gone, of what lies among the messages that are loaded', () => {
    const message = (name: string, at: number, kind = 'text') => ({ id: fakeEventId(name), at, body: { kind } });
    const loaded = [message('before', 0), message('a', 1), message('b', 2), message('c', 3), message('after', 4)];
    const gone = (messages: Parameters<typeof goneOf>[1]) => goneOf(THREE, messages).map(({ id }) => id);
    expect(gone(loaded)).toEqual([]);
    expect(gone(loaded.filter(({ at }) => at !== 2))).toEqual([fakeEventId('b')]);
    const recalled = [...loaded.slice(0, 3), message('c', 3, 'recalled'), message('after', 4)];
    expect(gone(recalled)).toEqual([fakeEventId('c')]);
    expect(gone(loaded.slice(3))).toEqual([]);
    expect(gone([])).toEqual([]);
  });
});
