// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { type Folder, emptyRule } from '@domain/preference/folders.ts';
import { type ChatPreferences, FOREVER, defaultPreferences } from '@domain/preference/preferences.ts';
import { ChatDetails } from '../../../../../src/renderer/features/chats/details/ChatDetails.tsx';
import { ChatsList } from '../../../../../src/renderer/features/chats/index.ts';
import { ChatKeeping } from '../../../../../src/renderer/features/chats/settings.ts';
import { type ScreenOptions, renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const LIST = <ChatsList selected={null} onAddContact={() => undefined} onNewGroup={() => undefined} />;
type Rendered = ReturnType<typeof renderScreen>;

const choose = ({ application }: Rendered, person: string, choice: Partial<ChatPreferences>) =>
  application.workspace.controls.store.change(({ preferences }) => {
    const space = spaceOf(person);
    preferences.set(space, { ...(preferences.get(space) ?? defaultPreferences), ...choice });
  });
const setFolders = ({ application }: Rendered, folders: readonly Partial<Folder>[]) =>
  application.workspace.controls.store.change((state) => {
    state.folders = folders.map((folder, place) => ({
      ...{ id: `folder-${place}`, name: `Folder ${place}`, rule: emptyRule, chosen: [], place },
      ...folder,
    }));
  });
const preferencesOf = ({ application }: Rendered, person: string) =>
  application.workspace.controls.store.state.preferences.get(spaceOf(person)) ?? defaultPreferences;

function list(options: ScreenOptions = {}): Rendered {
  return renderScreen(LIST, options);
}
const rows = () => within(screen.getByRole('list', { name: 'Conversations' })).getAllByRole('link');
const places = () => rows().map((row) => row.getAttribute('href')?.replace('#/chats/', ''));

describe('the list as the person keeps it', () => {
  test('PRE-5 pinned chats stand on top in their order, and say so', async () => {
    const rendered = list();
    await screen.findByRole('list', { name: 'Conversations' });
    choose(rendered, 'wen', { pinned: 1 });
    choose(rendered, 'ada', { pinned: 0 });
    await waitFor(() => expect(places().slice(0, 2)).toEqual([spaceOf('ada'), spaceOf('wen')]));
    expect(within(rows()[0] ?? document.body).getByRole('img', { name: 'Pinned' })).toBeTruthy();
  });

  test('PRE-5 Alt and an arrow move a pinned chat among the pinned ones', async () => {
    const rendered = list();
    await screen.findByRole('list', { name: 'Conversations' });
    choose(rendered, 'wen', { pinned: 1 });
    choose(rendered, 'ada', { pinned: 0 });
    await waitFor(() => expect(places()[0]).toBe(spaceOf('ada')));
    rows()[0]?.focus();
    fireEvent.keyDown(rows()[0] ?? document, { key: 'ArrowDown', altKey: true });
    await waitFor(() => expect(places().slice(0, 2)).toEqual([spaceOf('wen'), spaceOf('ada')]));
    fireEvent.keyDown(rows()[0] ?? document, { key: 'ArrowUp', altKey: true });
    expect(places().slice(0, 2)).toEqual([spaceOf('wen'), spaceOf('ada')]);
  });

  test('PRE-5 a pinned chat is dragged to where another is', async () => {
    const rendered = list();
    await screen.findByRole('list', { name: 'Conversations' });
    choose(rendered, 'wen', { pinned: 1 });
    choose(rendered, 'ada', { pinned: 0 });
    await waitFor(() => expect(places()[0]).toBe(spaceOf('ada')));
    const [first, second, third] = rows().map((row) => row.closest<HTMLElement>('[role="listitem"]'));
    if (!first || !second || !third) throw new Error('three rows');
    expect([first, third].map((row) => row.getAttribute('draggable'))).toEqual(['true', null]);
    const dataTransfer = { setData: () => undefined, effectAllowed: '' };
    fireEvent.dragStart(second, { dataTransfer });
    fireEvent.dragOver(first, { dataTransfer });
    expect(first.dataset['over']).toBe('true');
    fireEvent.drop(first, { dataTransfer });
    await waitFor(() => expect(places().slice(0, 2)).toEqual([spaceOf('wen'), spaceOf('ada')]));
  });

  test('PRE-7 muted, marked and archived chats are shown as what they are', async () => {
    const rendered = list();
    await screen.findByRole('list', { name: 'Conversations' });
    const count = rows().length;
    choose(rendered, 'yusuf', { mutedUntil: FOREVER });
    choose(rendered, 'tomas', { markedUnread: true });
    choose(rendered, 'ada', { archived: true });
    expect(await screen.findByRole('img', { name: 'Muted' })).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Marked as unread' })).toBeTruthy();
    expect(places()).not.toContain(spaceOf('ada'));
    fireEvent.click(await screen.findByRole('button', { name: /Archived/u }));
    await waitFor(() => expect(places()).toEqual([spaceOf('ada')]));
    fireEvent.click(screen.getByRole('button', { name: 'Back to all chats' }));
    await waitFor(() => expect(rows()).toHaveLength(count - 1));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'ada' } });
    await waitFor(() => expect(places()).toEqual([spaceOf('ada')]));
  });

  test('PRE-13 who writes is said in place of the last words, not over a draft', async () => {
    const rendered = list();
    await screen.findByRole('list', { name: 'Conversations' });
    const { typing } = rendered.application.workspace.controls.preferences;
    typing.set(
      new Map([
        [spaceOf('leila'), []],
        [spaceOf('ada'), []],
      ]),
    );
    await screen.findByText('Writing…');
    expect(screen.getAllByText('Writing…')).toHaveLength(1);
    expect(screen.getByText('Draft:')).toBeTruthy();
  });

  test('PRE-8 folders are tabs: arrows go through them, and what they ask for is shown', async () => {
    const rendered = list();
    await screen.findByRole('list', { name: 'Conversations' });
    setFolders(rendered, [
      { name: 'Waiting', rule: { ...emptyRule, unread: true } },
      { name: 'Mine', chosen: [spaceOf('wen')] },
      { name: 'Empty' },
    ]);
    const tabs = await screen.findAllByRole('tab');
    expect(tabs.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1]);
    tabs[0]?.focus();
    fireEvent.keyDown(tabs[0] ?? document, { key: 'ArrowRight' });
    await waitFor(() => expect(screen.getByRole('tab', { selected: true }).textContent).toContain('Waiting'));
    expect(places()).toContain(spaceOf('yusuf'));
    expect(places()).not.toContain(spaceOf('wen'));
    fireEvent.keyDown(document.activeElement ?? document, { key: 'ArrowRight' });
    await waitFor(() => expect(places()).toEqual([spaceOf('wen')]));
    fireEvent.keyDown(document.activeElement ?? document, { key: 'End' });
    expect(await screen.findByText('Nothing in this folder')).toBeTruthy();
    fireEvent.keyDown(document.activeElement ?? document, { key: 'ArrowRight' });
    await waitFor(() => expect(screen.getByRole('tab', { selected: true }).textContent).toBe('All'));
  });

  test('PRE-8 in Arabic the arrow to the left goes on', async () => {
    const rendered = list({ locale: 'ar' });
    await screen.findAllByRole('link');
    setFolders(rendered, [{ name: 'Mine', chosen: [spaceOf('wen')] }]);
    const [all] = await screen.findAllByRole('tab');
    const bar = screen.getByRole('tablist');
    bar.style.direction = 'rtl';
    fireEvent.keyDown(all ?? document, { key: 'ArrowLeft' });
    await waitFor(() => expect(screen.getByRole('tab', { selected: true }).textContent).toContain('Mine'));
  });
});

describe('the menu of a chat in the list', () => {
  const openMenu = async (person: string) => {
    await screen.findByRole('list', { name: 'Conversations' });
    const row = rows().find((link) => link.getAttribute('href') === `#/chats/${spaceOf(person)}`);
    row?.focus();
    fireEvent.contextMenu(row ?? document, { clientX: 0, clientY: 0 });
    return screen.findByRole('menu');
  };
  const press = (name: string) => fireEvent.click(screen.getByRole('menuitem', { name }));

  test('PRE-5 PRE-7 it pins, marks, archives and takes that back', async () => {
    const rendered = list();
    await openMenu('wen');
    press('Pin to the top');
    await waitFor(() => expect(preferencesOf(rendered, 'wen').pinned).toBe(0));
    await openMenu('wen');
    press('Mark as unread');
    await waitFor(() => expect(preferencesOf(rendered, 'wen').markedUnread).toBe(true));
    await openMenu('wen');
    press('Mark as read');
    await waitFor(() => expect(preferencesOf(rendered, 'wen').markedUnread).toBe(false));
    await openMenu('wen');
    press('Archive');
    await waitFor(() => expect(preferencesOf(rendered, 'wen').archived).toBe(true));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(preferencesOf(rendered, 'wen').archived).toBe(false));
  });

  test('PRE-6 it asks for how long a chat is to be silent', async () => {
    const rendered = list();
    await openMenu('leila');
    press('Mute notifications…');
    fireEvent.click(await screen.findByRole('radio', { name: 'Always' }));
    fireEvent.click(screen.getByRole('button', { name: 'Mute' }));
    await waitFor(() => expect(preferencesOf(rendered, 'leila').mutedUntil).toBe(FOREVER));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await openMenu('leila');
    press('Unmute');
    await waitFor(() => expect(preferencesOf(rendered, 'leila').mutedUntil).toBe(0));
  });

  test('PRE-8 it puts a chat into folders, and makes one', async () => {
    const rendered = list();
    setFolders(rendered, [
      { id: 'by-hand1', name: 'By hand' },
      { id: 'by-rule1', name: 'By rule', rule: { ...emptyRule, people: true } },
    ]);
    const folder = (name: string) =>
      rendered.application.workspace.controls.store.state.folders.find((one) => one.name === name);
    await openMenu('leila');
    press('Folders…');
    const byRule = await screen.findByRole('checkbox', { name: 'By rule' });
    expect(byRule).toMatchObject({ checked: true, disabled: true });
    fireEvent.click(screen.getByRole('checkbox', { name: 'By hand' }));
    await waitFor(() => expect(folder('By hand')?.chosen).toEqual([spaceOf('leila')]));
    fireEvent.click(screen.getByRole('button', { name: 'New folder' }));
    fireEvent.change(await screen.findByRole('textbox', { name: 'Name' }), { target: { value: 'Market' } });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Groups' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(folder('Market')).toMatchObject({ rule: { groups: true }, chosen: [spaceOf('leila')] }));
  });
});

describe('the page of a chat’s settings', () => {
  const settings = (person: string) => renderScreen(<ChatDetails space={spaceOf(person)} page="settings" />);

  test('PRE-1 it chooses what is told, where the chat stands and how it looks', async () => {
    const rendered = settings('leila');
    fireEvent.change(await screen.findByRole('combobox', { name: 'Tell me of' }), { target: { value: 'mentions' } });
    await waitFor(() => expect(preferencesOf(rendered, 'leila').notify).toBe('mentions'));
    fireEvent.click(screen.getByRole('switch', { name: /Pinned/u }));
    await waitFor(() => expect(preferencesOf(rendered, 'leila').pinned).toBe(0));
    fireEvent.click(screen.getByRole('switch', { name: /Archived/u }));
    await waitFor(() => expect(preferencesOf(rendered, 'leila').archived).toBe(true));
    fireEvent.click(screen.getByRole('button', { name: 'Choose…' }));
    fireEvent.click(await screen.findByRole('radio', { name: 'Waves' }));
    fireEvent.change(screen.getByRole('combobox', { name: 'Colour' }), { target: { value: 'sky' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    const waves = { kind: 'pattern', pattern: 'waves', tone: 'sky' };
    await waitFor(() => expect(preferencesOf(rendered, 'leila').wallpaper).toEqual(waves));
    fireEvent.click(await screen.findByRole('button', { name: 'As for all chats' }));
    await waitFor(() => expect(preferencesOf(rendered, 'leila').wallpaper).toBeNull());
  });

  test('PRE-1 what could not be kept is said, and not shown as chosen', async () => {
    const rendered = settings('leila');
    const notify = await screen.findByRole('combobox', { name: 'Tell me of' });
    rendered.application.workspace.controls.failNext('storage-full');
    fireEvent.change(notify, { target: { value: 'none' } });
    expect(await screen.findByText(/disk is full/iu)).toBeTruthy();
    expect(notify).toHaveProperty('value', 'all');
  });

  test('PRE-12 a report is written down with its reason', async () => {
    const rendered = settings('leila');
    fireEvent.click(await screen.findByRole('button', { name: 'Write it down' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByRole('combobox', { name: 'Why' }), { target: { value: 'scam' } });
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Note' }), { target: { value: 'gift cards' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Write it down' }));
    await waitFor(() =>
      expect(rendered.application.workspace.controls.preferences.refusals).toMatchObject([
        { deed: 'reported', reason: 'scam', note: 'gift cards' },
      ]),
    );
  });
});

describe('what is chosen for all chats', () => {
  test('PRE-8 folders are put in order, changed and removed, which can be taken back', async () => {
    const rendered = renderScreen(<ChatKeeping />);
    setFolders(rendered, [
      { id: 'folder-a', name: 'First' },
      { id: 'folder-b', name: 'Second' },
    ]);
    const names = () => rendered.application.workspace.controls.store.state.folders.map(({ name }) => name);
    fireEvent.click(await screen.findByRole('button', { name: /Move .Second. up/u }));
    await waitFor(() => expect(names()).toEqual(['Second', 'First']));
    fireEvent.click(screen.getByRole('button', { name: /Change .First/u }));
    fireEvent.change(await screen.findByRole('textbox', { name: 'Name' }), { target: { value: 'Last' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(names()).toEqual(['Second', 'Last']));
    fireEvent.click(await screen.findByRole('button', { name: /Remove .Second/u }));
    await waitFor(() => expect(names()).toEqual(['Last']));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(names()).toContain('Second'));
  });
});
