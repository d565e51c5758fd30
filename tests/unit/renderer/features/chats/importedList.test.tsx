// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Folder, emptyRule } from '@domain/preference/folders.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import { UNDO_TIME } from '@services/undo/leavingDesk.ts';
import { ChatsContent, ChatsList } from '../../../../../src/renderer/features/chats/index.ts';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';
import { type ScreenOptions, renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const HILL = spaceOf('hill');
const nothing = () => undefined;

/** The list with an imported chat in it, whose last message is older than anything else. */
async function list(chat: Partial<ImportedChat> = {}, options: ScreenOptions = {}) {
  const rendered = renderScreen(
    <ChatsList selected={null} onAddContact={() => undefined} onNewGroup={() => undefined} />,
    options,
  );
  act(() =>
    rendered.application.workspace.controls.imports.add({ id: HILL, name: 'Hill Walkers', messages: 7, ...chat }),
  );
  await screen.findByText(/Hill Walkers/u);
  return rendered;
}
type Listed = Awaited<ReturnType<typeof list>>;

const rows = () => within(screen.getByRole('list', { name: 'Conversations' })).getAllByRole('link');
const places = () => rows().map((row) => row.getAttribute('href')?.replace('#/chats/', ''));
const preferences = ({ application }: Listed) => application.workspace.controls.store.state.preferences.get(HILL);
const chatsOf = async ({ application }: Listed) => {
  const { workspace } = application;
  return new Promise<readonly ImportedChat[]>((resolve) => {
    workspace.imports().subscribe((state) => state.status === 'ready' && resolve(state.value.chats));
  });
};

const openMenu = async () => {
  const row = rows().find((link) => link.getAttribute('href') === `#/chats/${HILL}`);
  row?.focus();
  fireEvent.contextMenu(row ?? document, { clientX: 0, clientY: 0 });
  return screen.findByRole('menu');
};
const press = (name: string) => fireEvent.click(screen.getByRole('menuitem', { name }));

describe('an imported chat in the list', () => {
  test('IMP-16 who has no contacts is told that there are none, not that none is called so', async () => {
    await list({}, { hasDemo: false });
    await openMenu();
    press('Put before a contact’s chat…');
    const dialog = await screen.findByRole('dialog', { name: /Before whose chat/u });
    expect(within(dialog).getByText(/You have no contacts yet/u)).toBeTruthy();
    expect(within(dialog).queryByText('No contact has this name.')).toBeNull();
  });

  test('IMP-15 stands where its last message belongs, with where it is from and how much it is', async () => {
    await list();
    expect(places().at(-1)).toBe(HILL);
    expect(rows().at(-1)?.textContent).toContain('From WhatsApp, 7 messages');
    cleanup();
    await list({ source: 'telegram', to: Date.now() + 1000 });
    expect(places()[0]).toBe(HILL);
    expect(rows()[0]?.textContent).toContain('From Telegram, 7 messages');
  });

  test('IMP-15 is all there is to who has no other chat yet', async () => {
    await list({}, { hasDemo: false });
    expect(places()).toEqual([HILL]);
    expect(screen.queryByText('No chats yet')).toBeNull();
  });

  test('IMP-15 is found by its name, and is in a folder only where it was put', async () => {
    const { application } = await list();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'hill' } });
    await waitFor(() => expect(places()).toEqual([HILL]));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '' } });
    const folder = (place: number, change: Partial<Folder>): Folder => ({
      ...{ id: `folder-${place}`, name: `Folder ${place}`, rule: emptyRule, chosen: [], place },
      ...change,
    });
    act(() =>
      application.workspace.controls.store.change((state) => {
        state.folders = [
          folder(0, { name: 'All', rule: { ...emptyRule, people: true, groups: true } }),
          folder(1, { name: 'Old', chosen: [HILL] }),
        ];
      }),
    );
    fireEvent.click(await screen.findByRole('tab', { name: /Old/u }));
    await waitFor(() => expect(places()).toEqual([HILL]));
    fireEvent.click(screen.getAllByRole('tab')[1] ?? document);
    await waitFor(() => expect(places()).not.toContain(HILL));
  });

  test('IMP-15 PRE-5 it is pinned above others, and archived, which is taken back', async () => {
    const rendered = await list();
    await openMenu();
    press('Pin to the top');
    await waitFor(() => expect(places()[0]).toBe(HILL));
    expect(within(rows()[0] ?? document.body).getByRole('img', { name: 'Pinned' })).toBeTruthy();
    await openMenu();
    press('Archive');
    await waitFor(() => expect(places()).not.toContain(HILL));
    expect(preferences(rendered)?.archived).toBe(true);
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(places()[0]).toBe(HILL));
  });

  test('PRE-5 pinning in a folder leaves those pinned that the folder does not show', async () => {
    const { application } = await list();
    const { store } = application.workspace.controls;
    act(() =>
      store.change((state) => {
        state.folders = [{ id: 'old-one1', name: 'Old', rule: emptyRule, chosen: [HILL], place: 0 }];
      }),
    );
    await application.workspace.pinChats([spaceOf('ada')]);
    fireEvent.click(await screen.findByRole('tab', { name: /Old/u }));
    await waitFor(() => expect(places()).toEqual([HILL]));
    await openMenu();
    press('Pin to the top');
    await waitFor(() => expect(store.state.preferences.get(HILL)?.pinned).toBe(0));
    expect(store.state.preferences.get(spaceOf('ada'))?.pinned).toBe(1);
  });

  test('IMP-12 deleted, it is out of sight at once, comes back with Undo, and is gone when nobody took it back', async () => {
    const rendered = await list();
    await openMenu();
    press('Delete');
    await waitFor(() => expect(places()).not.toContain(HILL));
    expect(await chatsOf(rendered)).toHaveLength(1);
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(places()).toContain(HILL));
    await openMenu();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    press('Delete');
    await act(() => vi.advanceTimersByTimeAsync(UNDO_TIME));
    vi.useRealTimers();
    await waitFor(async () => expect(await chatsOf(rendered)).toEqual([]));
    expect(places()).not.toContain(HILL);
  });

  test('IMP-16 put before the chat of a contact it leaves the list, is found by its name, and can be put back', async () => {
    await list();
    await openMenu();
    press('Put before a contact’s chat…');
    const dialog = await screen.findByRole('dialog', { name: /Before whose chat/u });
    const people = await within(dialog).findByRole('list', { name: 'Contacts' });
    fireEvent.change(within(dialog).getByRole('searchbox', { name: 'Find a contact' }), { target: { value: 'ada' } });
    await waitFor(() => expect(within(people).getAllByRole('button')).toHaveLength(1));
    fireEvent.change(within(dialog).getByRole('searchbox'), { target: { value: 'nobody at all' } });
    expect(await within(dialog).findByText('No contact has this name.')).toBeTruthy();
    fireEvent.change(within(dialog).getByRole('searchbox'), { target: { value: 'ada' } });
    await waitFor(() => expect(within(dialog).getAllByRole('listitem')).toHaveLength(1));
    fireEvent.click(within(within(dialog).getByRole('listitem')).getByRole('button'));
    await waitFor(() => expect(places()).not.toContain(HILL));
    expect(await screen.findByText(/It stands before the chat with .*Ada/u)).toBeTruthy();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'hill' } });
    await waitFor(() => expect(places()).toEqual([HILL]));
    await openMenu();
    press('Let it stand by itself');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '' } });
    await waitFor(() => expect(places()).toContain(HILL));
  });
});

describe('an imported chat beside the chat of a contact', () => {
  const open = (space: string) => (
    <ChatsContent
      {...{ selected: space, message: null, onGone: nothing, onOpenContact: nothing, onAddContact: nothing }}
      {...{ onOpenGroup: nothing, onOpenProgram: nothing, onShareProgram: nothing, onWallet: nothing }}
      {...{ onOpenWallet: nothing, onClose: nothing }}
    />
  );

  test('IMP-16 the chat begins with the way to it', async () => {
    const { application } = renderScreen(open(spaceOf('ada')));
    const { imports } = application.workspace.controls;
    act(() => imports.add({ id: HILL, name: 'Ada', messages: 7, contact: fakeAccountId('ada') }));
    const link = await screen.findByRole('link', { name: /Before this: 7 messages from WhatsApp/u });
    expect(link.getAttribute('href')).toBe(`#/chats/${HILL}`);
  });

  test.each(['moments', 'posts'] as const)('IMP-16 %s are before nobody’s chat: it is not offered', async (of) => {
    const origin = { of, id: spaceOf('ada') };
    const rendered = renderScreen(open(HILL));
    act(() => rendered.application.workspace.controls.imports.add({ id: HILL, name: 'Ada', messages: 7, origin }));
    await screen.findByText('Only to be read');
    expect(screen.queryByRole('button', { name: 'Put before a contact’s chat…' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'What to do with this chat' }));
    const menu = await screen.findByRole('menu');
    expect(
      within(menu)
        .getAllByRole('menuitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Rename…', 'Delete']);
    cleanup();
    await list({ origin });
    await openMenu();
    expect(screen.getByRole('menuitem', { name: 'Rename…' })).toBeTruthy();
    expect(screen.queryByRole('menuitem', { name: 'Put before a contact’s chat…' })).toBeNull();
  });

  test('IMP-12 IMP-16 it says why nobody can be written to, and leads to where the talk goes on', async () => {
    const rendered = renderScreen(open(HILL));
    const { imports } = rendered.application.workspace.controls;
    act(() => imports.add({ id: HILL, name: 'Ada', messages: 7 }));
    await screen.findByText('Only to be read');
    fireEvent.click(screen.getByRole('button', { name: 'Put before a contact’s chat…' }));
    const dialog = await screen.findByRole('dialog', { name: /Before whose chat/u });
    // Who is called alike is named first.
    const [first] = within(await within(dialog).findByRole('list', { name: 'Contacts' })).getAllByRole('button');
    expect(first?.textContent).toContain('Ada');
    fireEvent.click(first ?? document);
    fireEvent.click(await screen.findByRole('button', { name: /Write to .*Ada/u }));
    expect(window.location.hash).toBe(`#/chats/${spaceOf('ada')}`);
  });
});
