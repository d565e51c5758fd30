// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { ProgramPrompt } from '@services/mini/prompts.ts';
import type { Program, ProgramSession } from '@services/workspace/programWorkspace.ts';
import { ProgramPrompts } from '../../../../../src/renderer/features/programs/prompts/ProgramPrompts.tsx';
import { ARMING_DELAY } from '../../../../../src/renderer/ui/hooks/useArmed.ts';
import { fitsWish } from '../../../../../src/renderer/features/programs/prompts/fileWish.ts';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';
import { addContact } from '../../../../support/web/fakeContacts.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

const program: Program = {
  instance: idOf<EventId>('poll'),
  space: spaceOf('ada'),
  package: makeBlob(new Uint8Array(3)).id,
  name: 'Poll',
  version: null,
  icon: null,
  size: 10,
  author: fakeAccountId('ada'),
  own: false,
  at: 1,
  document: null,
  summary: null,
  lastOpened: 1,
  favourite: false,
  declared: ['profile'],
  net: [],
  permissions: [],
};

/** Shows a prompt; what the app around it was asked to do is in its controls. */
function show(first: ProgramPrompt) {
  const prompt = writableSnapshot<ProgramPrompt | null>(first);
  const session = { prompt } as unknown as ProgramSession;
  return renderScreen(<ProgramPrompts session={session} program={program} />).application;
}

const NOW = { state: 'accepted', now: 1 } as const;

const rest = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

describe('what a program asks for', () => {
  test('MPH-8 what was refused before can be refused for good', async () => {
    const stop = vi.fn();
    show({ kind: 'import-files', extensions: [], mimeTypes: [], multiple: false, answer: () => undefined, stop });
    fireEvent.click(await screen.findByRole('button', { name: /Don’t let it ask this again/ }));
    expect(stop).toHaveBeenCalledOnce();
  });

  test('MPH-8 what is asked while the person writes takes no letter from them, and comes when they look', async () => {
    const field = document.body.appendChild(document.createElement('textarea'));
    field.focus();
    show({ kind: 'permission', permission: 'profile', hosts: [], answer: () => undefined });
    await screen.findByText(/asks for something/);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(field);
    act(() => field.blur());
    expect(await screen.findByRole('dialog')).toBeTruthy();
    field.remove();
  });

  test('MPH-8 what waits while the person writes is there at a press', async () => {
    const field = document.body.appendChild(document.createElement('textarea'));
    field.focus();
    show({ kind: 'permission', permission: 'profile', hosts: [], answer: () => undefined });
    fireEvent.click(await screen.findByRole('button', { name: 'Look' }));
    expect(await screen.findByRole('dialog')).toBeTruthy();
    field.remove();
  });

  test('MPH-8 a yes is taken only after the prompt was in sight for a while, and anew when the window comes back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const answers: unknown[] = [];
    show({ kind: 'permission', permission: 'profile', hosts: [], answer: (answer) => answers.push(answer) });
    // It is loaded when it is first shown, and all other ways to wait for it move the time on.
    while (screen.queryByRole('dialog') === null) await act(() => new Promise((resolve) => setImmediate(resolve)));
    const allow = screen.getByRole<HTMLButtonElement>('button', { name: 'Allow' });
    expect(allow.disabled).toBe(true);
    fireEvent.click(allow);
    await rest(ARMING_DELAY - 1);
    expect(allow.disabled).toBe(true);
    await rest(1);
    expect(allow.disabled).toBe(false);
    fireEvent(window, new Event('focus'));
    await rest(0);
    expect(allow.disabled).toBe(true);
    fireEvent.click(allow);
    expect(answers).toEqual([]);
    await rest(ARMING_DELAY);
    fireEvent.click(allow);
    expect(answers).toEqual([true]);
  });

  test('MPH-12 of a contact one calls otherwise, the name that the program is told is shown', async () => {
    const { workspace } = show({ kind: 'pick-contacts', multiple: false, answer: () => undefined });
    const { store } = workspace.controls;
    act(() => {
      addContact(store, { account: fakeAccountId('ada'), name: 'Ada', avatar: { kind: 'generated' } }, NOW);
      addContact(store, { account: fakeAccountId('ben'), name: 'Ben', avatar: { kind: 'generated' } }, NOW);
      store.change((state) => {
        state.contacts = state.contacts.map((contact) =>
          contact.ownName === 'Ada' ? { ...contact, name: 'The loud one', remark: 'The loud one' } : contact,
        );
      });
    });
    const loud = await screen.findByRole('button', { name: /The loud one/ });
    expect(loud.textContent).toMatch(/It sees: .?Ada/);
    expect(screen.getByRole('button', { name: /Ben/ }).textContent).not.toMatch(/It sees/);
  });

  test('a no needs no waiting, and closing says neither', async () => {
    const answers: unknown[] = [];
    show({ kind: 'permission', permission: 'profile', hosts: [], answer: (answer) => answers.push(answer) });
    fireEvent.click(await screen.findByRole('button', { name: 'Don’t allow' }));
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(answers).toEqual([false, null]);
  });

  test('the hosts a program wants to reach are all named', async () => {
    show({ kind: 'permission', permission: 'net', hosts: ['one.example', 'two.example'], answer: () => undefined });
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('one.example')).toBeTruthy();
    expect(within(dialog).getByText('two.example')).toBeTruthy();
  });

  test('PAY-UI-73 a program that may ask to pay is said to lead to the wallet, where nothing is paid without a yes', async () => {
    show({ kind: 'permission', permission: 'pay', hosts: [], answer: () => undefined });
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('It opens the payment in your wallet. Nothing is paid before you agree');
  });

  test('MPH-40 a link shows its whole address, and is opened by a press that comes after a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const answers: unknown[] = [];
    const url = 'http://www.xn--80ak6aa92e.com/login?from=poll#top';
    const { workspace } = show({ kind: 'link', url, answer: (answer) => answers.push(answer) });
    while (screen.queryByRole('dialog') === null) await act(() => new Promise((resolve) => setImmediate(resolve)));
    const dialog = screen.getByRole('dialog');
    expect(dialog.textContent).toContain(url);
    expect(within(dialog).getByText('www.xn--80ak6aa92e.com')).toBeTruthy();
    expect(dialog.textContent).toContain('letters of another script');
    expect(dialog.textContent).toContain('not encrypted');
    const open = screen.getByRole<HTMLButtonElement>('button', { name: 'Open in the browser' });
    fireEvent.click(open);
    fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
    await rest(ARMING_DELAY - 1);
    fireEvent.click(open);
    expect([workspace.controls.opened, answers]).toEqual([[], []]);
    await rest(1);
    fireEvent.click(open);
    await rest(0);
    expect([workspace.controls.opened, answers]).toEqual([[url], [null]]);
  });

  test('MPH-40 a mail is said to be one, and giving up opens nothing', async () => {
    const answers: unknown[] = [];
    const url = 'mailto:ann@example.org?subject=Hi';
    const { workspace } = show({ kind: 'link', url, answer: (answer) => answers.push(answer) });
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('ann@example.org')).toBeTruthy();
    expect(within(dialog).getByText(url)).toBeTruthy();
    expect(dialog.textContent).not.toContain('not encrypted');
    expect(within(dialog).getByRole('button', { name: 'Open the mail program' })).toBeTruthy();
    fireEvent.click(within(dialog).getAllByRole('button', { name: 'Cancel' })[0] ?? document.body);
    expect([workspace.controls.opened, answers]).toEqual([[], [null]]);
  });

  test('MPH-7 giving up on files is an empty list', async () => {
    const answers: unknown[] = [];
    show({
      kind: 'import-files',
      extensions: [],
      mimeTypes: [],
      multiple: true,
      answer: (files) => answers.push(files),
    });
    fireEvent.click((await screen.findAllByRole('button', { name: 'Cancel' }))[0] ?? document.body);
    expect(answers).toEqual([[]]);
  });

  test('MPH-7 a file fits by its ending or by its type; where nothing is asked for, every file does', () => {
    const file = { name: 'Notes.TXT', type: 'text/plain' };
    expect(fitsWish(file, { extensions: [], mimeTypes: [] })).toBe(true);
    expect(fitsWish(file, { extensions: ['.txt'], mimeTypes: [] })).toBe(true);
    expect(fitsWish(file, { extensions: ['.md'], mimeTypes: ['text/*'] })).toBe(true);
    expect(fitsWish(file, { extensions: ['.md'], mimeTypes: ['image/*'] })).toBe(false);
  });
});
