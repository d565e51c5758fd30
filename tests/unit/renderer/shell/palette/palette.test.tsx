// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { App } from '../../../../../src/renderer/shell/App.tsx';
import { createFakeApplication } from '../../../../support/web/fakeApplication.ts';
import { fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import '../../../../support/web/waiting.ts';

// Code that comes late comes later still on a slow machine.
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  location.hash = '';
});
afterEach(cleanup);

async function start() {
  const application = createFakeApplication();
  render(<App application={application} />);
  await screen.findByRole('navigation', { name: 'Rooms' });
  // Keys are heard once the effects of that picture ran.
  await act(() => Promise.resolve());
  return application;
}

function press(key: string, held: { readonly ctrlKey?: boolean; readonly target?: Element } = {}): void {
  const { target = document.body, ...rest } = held;
  fireEvent.keyDown(target, { key, code: `Key${key.toUpperCase()}`, ...rest });
}

async function openPalette() {
  press('k', { ctrlKey: true });
  return screen.findByRole<HTMLInputElement>('combobox', { name: 'Go to or do' });
}

const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);
const chosen = () => screen.queryByRole('option', { selected: true })?.textContent;

describe('the palette', () => {
  test('PAL-1 PAL-4 a setting is found by its name, chosen by keys and gone to', async () => {
    await start();
    const field = await openPalette();
    expect(field.getAttribute('aria-expanded')).toBe('true');
    fireEvent.change(field, { target: { value: 'storage' } });
    await waitFor(() => expect(chosen()).toContain('Storage'));
    expect(document.getElementById(field.getAttribute('aria-activedescendant') ?? '')?.textContent).toContain(
      'Storage',
    );
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(location.hash).toBe('#/settings/storage'));
    expect(screen.queryByRole('combobox', { name: 'Go to or do' })).toBeNull();
  });

  test('PAL-1 a chat from another app is gone to as any other', async () => {
    const application = await start();
    const id = fakeSpaceId('imported');
    act(() => application.workspace.controls.imports.add({ id, name: 'Harbour crew' }));
    const field = await openPalette();
    fireEvent.change(field, { target: { value: 'harbour' } });
    await waitFor(() => expect(chosen()).toContain('Imported chat'));
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(location.hash).toBe(`#/chats/${id}`));
  });

  test('PAL-4 arrows go round, and while a word is composed the keys are its', async () => {
    await start();
    const field = await openPalette();
    const all = options();
    expect(all.length).toBeGreaterThan(10);
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(chosen()).toBe(all.at(-1));
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(chosen()).toBe(all[0]);
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
    expect(location.hash).toBe('');
    fireEvent.change(field, { target: { value: 'nothing is called so' } });
    await screen.findByText('Nothing has that name.');
    expect(field.hasAttribute('aria-activedescendant')).toBe(false);
    fireEvent.keyDown(field, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Go to or do' })).toBeNull());
  });

  test('PAL-1 what can be done is done, and PAL-3 stands first the next time', async () => {
    const application = await start();
    fireEvent.change(await openPalette(), { target: { value: 'dark' } });
    await waitFor(() => expect(chosen()).toContain('Dark appearance'));
    fireEvent.click(screen.getByRole('option', { selected: true }));
    await waitFor(() => expect(application.workspace.controls.store.state.settings.theme).toBe('dark'));
    fireEvent.change(await openPalette(), { target: { value: 'new group' } });
    await waitFor(() => expect(chosen()).toContain('New group'));
    fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' });
    const dialog = await screen.findByRole('dialog', { name: /group/i });
    press('k', { ctrlKey: true });
    expect(screen.queryByRole('combobox', { name: 'Go to or do' })).toBeNull();
    fireEvent.keyDown(within(dialog).getAllByRole('button')[0] ?? dialog, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await openPalette();
    expect(options()[0]).toContain('New group');
  });
});

describe('the list of shortcuts', () => {
  test('KEY-4 a question mark opens it, but where one writes it is a question mark', async () => {
    await start();
    const search = screen.getAllByRole('searchbox')[0];
    if (search === undefined) throw new Error('no field');
    press('?', { target: search });
    press('؟', { target: search });
    // As an Arabic keyboard has it.
    press('؟');
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
    expect(within(sheet).getByText('Go to or do anything').closest('div')?.textContent).toContain('CtrlK');
    press('?');
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
  });

  test('KEY-2 it is a page of the settings, too, and is opened by name', async () => {
    await start();
    fireEvent.change(await openPalette(), { target: { value: 'keyboard' } });
    await waitFor(() => expect(options().filter((text) => text.includes('Keyboard shortcuts'))).toHaveLength(2));
    const act_ = screen.getAllByRole('option').find(({ textContent }) => textContent.includes('?'));
    fireEvent.click(act_ ?? document.body);
    await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    act(() => {
      location.hash = '#/settings/shortcuts';
    });
    await screen.findByRole('heading', { level: 1, name: 'Keyboard shortcuts', hidden: true });
  });
});
