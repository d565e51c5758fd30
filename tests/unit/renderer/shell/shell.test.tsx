// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { Contact } from '@services/workspace/workspace.ts';
import { App } from '../../../../src/renderer/shell/App.tsx';
import type { OpenChoice } from '../../../../src/renderer/shell/openChoice.ts';
import { returnToPlace } from '../../../../src/renderer/shell/keptPlace.ts';
import { above, placeOf, rooms } from '../../../../src/renderer/shell/routes.ts';
import { createFakeApplication, type FakeApplicationOptions } from '../../../support/web/fakeApplication.ts';
import { fakeAccountId } from '../../../support/web/fakeIds.ts';
import { fakeInviteText } from '../../../support/web/fakeContacts.ts';
import { spaceOf } from '../../../support/web/renderScreen.tsx';

function start(options: FakeApplicationOptions = {}) {
  const application = createFakeApplication(options);
  const rendered = render(<App application={application} />);
  return { application, ...rendered };
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  location.hash = '';
  // That of the app of the test before, which has what the next waits for.
  document.title = '';
});
afterEach(cleanup);

describe('start', () => {
  test('SHELL-1 a failed start says why in plain words and can be tried again', async () => {
    start({ start: 'failed' });
    await screen.findByText(/Another window of Banyan is holding the data/);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('navigation', { name: 'Rooms' });
  });

  test('SHELL-2 rebuilding shows how far it is', async () => {
    start({ start: 'rebuilding' });
    await screen.findByText('6,200 of 10,412');
    expect(screen.getByRole<HTMLProgressElement>('progressbar').value).toBe(6200);
  });

  test('SHELL-3 after a rebuild the person is told, once', async () => {
    const { application } = start();
    act(() =>
      application.startup.set({
        status: 'ready',
        workspace: application.workspace,
        notice: { kind: 'rebuilt', events: 12 },
      }),
    );
    const notice = await screen.findByText('Your data was rebuilt');
    fireEvent.click(screen.getAllByRole('button', { name: 'Dismiss' })[0] ?? notice);
    await waitFor(() => expect(screen.queryByText('Your data was rebuilt')).toBeNull());
  });

  test('SHELL-4 the first start asks who one is and leads into the app', async () => {
    start({ start: 'first-start', hasDemo: false });
    fireEvent.change(await screen.findByRole('textbox'), { target: { value: 'Mira' } });
    const form = screen.getByRole('textbox').closest('form');
    if (form) fireEvent.submit(form);
    await screen.findByRole('navigation', { name: 'Rooms' });
  });
});

describe('a browser that lost who it was', () => {
  const person = (name: string, isOpen: boolean) => ({
    name,
    isOpen,
    self: { account: fakeAccountId(name), profile: { name, avatar: { kind: 'generated' as const } } },
  });

  test('SHELL-5 offers to go on as those the host knows, but not as one who is open elsewhere', async () => {
    const chosen: string[] = [];
    const choice = writableSnapshot<OpenChoice | null>({
      people: [person('Mira', false), person('Omar', true)],
      continueAs: (name) => chosen.push(name),
      startAnew: () => chosen.push('new'),
    });
    render(<App application={createFakeApplication({ start: 'opening' })} choice={choice} />);
    await screen.findByRole('heading', { name: 'Is it you?' });
    fireEvent.click(screen.getByRole('button', { name: 'Continue as Omar' }));
    fireEvent.click(screen.getByRole('button', { name: 'Continue as Mira' }));
    fireEvent.click(screen.getByRole('button', { name: 'Start as someone new' }));
    expect(chosen).toEqual(['Mira', 'new']);
    expect(screen.getByText(/Was open a moment ago/)).toBeTruthy();
    act(() => choice.set(null));
    expect(screen.queryByRole('heading', { name: 'Is it you?' })).toBeNull();
  });
});

describe('window', () => {
  test('SHELL-10 rooms are landmarks and links, the current one is marked', async () => {
    start();
    const rail = await screen.findByRole('navigation', { name: 'Rooms' });
    expect(within(rail).getAllByRole('link', { current: 'page' })).toHaveLength(1);
    expect(within(rail).getAllByRole('listitem')).toHaveLength(rooms.length);
    expect(screen.getByRole('main')).toBeTruthy();
  });

  test('SHELL-11 Ctrl and a number go to a room', async () => {
    start();
    await screen.findByRole('navigation', { name: 'Rooms' });
    fireEvent.keyDown(document, { key: String(rooms.length), ctrlKey: true });
    await waitFor(() => expect(location.hash).toBe('#/settings'));
    fireEvent.keyDown(document, { key: '1', ctrlKey: true });
    await waitFor(() => expect(location.hash).toBe('#/chats'));
  });

  test('SHELL-12 the connection is told truthfully', async () => {
    const { application } = start();
    await screen.findByText('Connected to 2 devices');
    const { connection } = application.workspace.controls;
    act(() => connection.set({ ...connection.get(), state: 'looking', devices: 0 }));
    await screen.findByText('Looking for your contacts…');
    act(() => connection.set({ ...connection.get(), state: 'offline' }));
    await screen.findByText('Offline');
  });

  test('SHELL-12 nobody is said to be looked for where there is nobody, or an answer is all that is waited for', async () => {
    const { application } = start();
    const { connection, store } = application.workspace.controls;
    await screen.findByText('Connected to 2 devices');
    act(() => connection.set({ ...connection.get(), state: 'looking', devices: 0 }));
    const only = (change: Partial<Contact>) =>
      act(() =>
        store.change((state) => (state.contacts = state.contacts.slice(0, 1).map((one) => ({ ...one, ...change })))),
      );
    only({ state: 'requested', request: 'sending' });
    await screen.findByText('Looking for your contacts…');
    only({ request: 'received' });
    await screen.findByText('Waiting for an answer', { selector: '[role=status] *' });
    only({ request: 'refused' });
    await screen.findByText('Ready to meet people');
    only({ state: 'accepted', request: null, blocked: true });
    await screen.findByText('Ready to meet people');
    only({ blocked: false });
    await screen.findByText('Looking for your contacts…');
  });

  test('SHELL-18 a request is seen where one is, and leads to who asks', async () => {
    const { application } = start();
    const asks = application.workspace.controls.store.state.requests[0];
    const region = await screen.findByRole('region', { name: 'Wants to be your contact' });
    fireEvent.click(within(region).getByRole('link', { name: new RegExp(asks?.name ?? 'nobody') }));
    await screen.findByRole('button', { name: 'Accept' });
  });

  test('SHELL-13 a full disk and a silent host are told as long as they last', async () => {
    const { application } = start();
    await screen.findByText('Connected to 2 devices');
    const { connection } = application.workspace.controls;
    act(() => connection.set({ ...connection.get(), readOnly: 'storage-full', hostReachable: false }));
    await screen.findByText(/The disk is full/);
    await screen.findByText(/background process does not answer/);
    expect(screen.getByText(/open the address it prints there/).textContent).toContain(location.origin);
    act(() => connection.set({ ...connection.get(), readOnly: 'vault-locked' }));
    await screen.findByText(/another profile on this computer.*unlock it/);
    expect(screen.queryByText(/The disk/)).toBeNull();
    act(() => connection.set({ ...connection.get(), readOnly: null, hostRestarted: true }));
    await screen.findByText(/this window has only the old one/);
    expect(screen.queryByText(/background process does not answer/)).toBeNull();
    act(() => connection.set({ ...connection.get(), hostRestarted: false, hostReachable: true }));
    await waitFor(() => expect(screen.queryByText(/The disk is full/)).toBeNull());
  });

  test('SHELL-14 the title counts the unread', async () => {
    const { application } = start();
    await waitFor(() => expect(document.title).toMatch(/^\(\d+\) Banyan$/));
    const before = Number(/\d+/.exec(document.title)?.[0]);
    act(() => application.workspace.controls.receive(spaceOf('leila'), 'one more'));
    await waitFor(() => expect(document.title).toBe(`(${before + 1}) Banyan`));
  });

  test('SHELL-15 theme, zoom, language and direction follow the settings and are there at the next start', async () => {
    const { application, unmount } = start();
    await screen.findByText('Connected to 2 devices');
    await act(
      async () => void (await application.workspace.updateSettings({ theme: 'dark', zoom: 150, locale: 'ar' })),
    );
    await screen.findByText('متصل بجهازين');
    const { dataset, dir, lang } = document.documentElement;
    expect([dataset['theme'], dataset['zoom'], dir, lang]).toEqual(['dark', '150', 'rtl', 'ar']);
    unmount();
    start({ start: 'failed' });
    await screen.findByText('تعذّر فتح بانيان');
  });

  test('SHELL-16 an invite in the address or from the system is shown, not acted on', async () => {
    const { application } = start({ hasDemo: false });
    await screen.findByRole('navigation', { name: 'Rooms' });
    act(() => application.workspace.controls.openedLink.set(fakeInviteText('Rosa')));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText(/Rosa/);
    expect(application.workspace.controls.store.state.contacts).toEqual([]);
  });

  test('SHELL-16 a code to pay with in the address or from the system is shown in the wallet, and no invite', async () => {
    const { application } = start({ hasDemo: false });
    await screen.findByRole('navigation', { name: 'Rooms' });
    act(() => application.workspace.controls.openedLink.set('banyan://pay#AAAA'));
    const dialog = await screen.findByRole('dialog', { name: 'What this code says' });
    await within(dialog).findByText('This code can’t be used');
    expect(application.workspace.controls.openedLink.get()).toBeNull();
    fireEvent.click(within(dialog).getAllByRole('button', { name: 'Close' })[0] ?? dialog);
    act(() => void (location.hash = '#/pay/BBBB'));
    await screen.findByRole('dialog', { name: 'What this code says' });
    await waitFor(() => expect(location.hash).toBe('#/wallet'));
  });

  test('SHELL-17 a part that throws is fenced in, with details to copy, and the rest goes on', async () => {
    const { application } = start();
    await screen.findByText('Connected to 2 devices');
    const broken = {
      ...application.workspace,
      openMessages: () => {
        throw new Error('planted');
      },
    };
    act(() => application.startup.set({ status: 'ready', workspace: broken, notice: null }));
    act(() => {
      location.hash = `#/chats/${spaceOf('leila')}`;
    });
    await screen.findByText('This part of Banyan stopped');
    expect(screen.getByRole('alert').textContent).toContain('planted');
    expect(screen.getByText('Connected to 2 devices')).toBeTruthy();
  });
});

describe('addresses', () => {
  test('SHELL-20 paths lead to rooms; anything unknown leads to the chats', () => {
    expect(placeOf('/chats/abc')).toEqual({
      program: null,
      code: null,
      room: 'chats',
      rest: 'abc',
      part: null,
      invite: null,
    });
    expect(placeOf('/settings/profile/')).toEqual({
      program: null,
      code: null,
      room: 'settings',
      rest: 'profile',
      part: null,
      invite: null,
    });
    expect(placeOf('/feed/x')).toEqual({
      program: null,
      code: null,
      room: 'chats',
      rest: '',
      part: null,
      invite: null,
    });
    expect(placeOf('')).toEqual({ program: null, code: null, room: 'chats', rest: '', part: null, invite: null });
    expect(placeOf('/invite/AbC-_1')).toEqual({
      program: null,
      code: null,
      room: 'contacts',
      rest: '',
      part: null,
      invite: 'banyan://invite#AbC-_1',
    });
    expect(placeOf('/pay/AbC-_1')).toMatchObject({ room: 'wallet', rest: '', code: 'banyan://pay#AbC-_1' });
    expect(placeOf('/program/abc')).toEqual({
      program: 'abc',
      code: null,
      room: 'programs',
      rest: '',
      part: null,
      invite: null,
    });
    expect(placeOf('/programs/abc')).toEqual({
      program: null,
      code: null,
      room: 'programs',
      rest: 'abc',
      part: null,
      invite: null,
    });
    expect(placeOf('/invite/')).toEqual({
      program: null,
      code: null,
      room: 'chats',
      rest: '',
      part: null,
      invite: null,
    });
    expect(placeOf('/chats/abc/about')).toEqual({
      program: null,
      code: null,
      room: 'chats',
      rest: 'abc',
      part: 'about',
      invite: null,
    });
  });

  test('SHELL-22 an address without a place leads back to where the window was, one with a place to that', async () => {
    const { unmount } = start();
    await screen.findByRole('navigation', { name: 'Rooms' });
    const chat = `#/chats/${spaceOf('leila')}`;
    act(() => void (location.hash = chat));
    await screen.findByRole('textbox', { name: /Message to/ });
    act(() => void (location.hash = '#/program/abc'));
    await waitFor(() => expect(screen.queryByRole('textbox', { name: /Message to/ })).toBeNull());
    unmount();
    returnToPlace();
    expect(location.hash).toBe('#/program/abc');
    location.hash = '';
    returnToPlace();
    expect(location.hash).toBe(chat);
  });

  test('SHELL-22 a window that was in no place in particular stays at the list', async () => {
    start();
    await screen.findByRole('navigation', { name: 'Rooms' });
    act(() => void (location.hash = '#/chats'));
    await waitFor(() => expect(sessionStorage.getItem('banyan.place')).toBe('/chats'));
    location.hash = '';
    returnToPlace();
    expect(location.hash).toBe('');
  });

  test('SHELL-21 from the page about a group one comes to its talk, from anything else to the list', () => {
    expect(above(placeOf('/chats/abc/about'))).toBe('/chats/abc');
    expect(above(placeOf('/chats/abc'))).toBe('/chats');
    expect(above(placeOf('/settings/profile'))).toBe('/settings');
  });
});
