// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ok } from '@shared/result.ts';
import { SettingsContent, SettingsList } from '../../../../../src/renderer/features/settings/index.ts';
import { settingsPages } from '../../../../../src/renderer/features/settings/settingsPages.ts';
import { fakePicture } from '../../../../support/web/fakeMedia.ts';
import { renderWithMedia, type MediaScreenOptions } from '../../../../support/web/renderWithMedia.tsx';

const open = (page: string, options: MediaScreenOptions = {}) => {
  const shown = renderWithMedia(<SettingsContent selected={page} />, options);
  const { controls } = shown.application.workspace;
  return { ...shown, controls, state: controls.store.state, settings: () => controls.store.state.settings };
};
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the pages of Settings', () => {
  it('are listed with oneself on top, the open one marked', async () => {
    renderWithMedia(<SettingsList selected="connections" />);
    await screen.findByText('Mira Sandhu');
    const links = screen.getAllByRole('link');
    expect(links).toHaveLength(settingsPages.length);
    expect(links[0]?.textContent).toContain('Mira Sandhu');
    expect(
      links.filter((link) => link.getAttribute('aria-current') === 'page').map((link) => link.getAttribute('href')),
    ).toEqual(['#/settings/connections']);
  });

  it.each(settingsPages.map(({ id }) => id))('%s opens in both languages with a heading', async (id) => {
    for (const locale of ['en', 'ar'] as const) {
      const { unmount } = open(id, { locale });
      expect((await screen.findByRole('heading', { level: 1 })).textContent).not.toContain('settings.');
      unmount();
    }
  });

  it('an unknown page is the first', async () => {
    open('nonsense');
    expect(await screen.findByRole('heading', { level: 1, name: 'Profile' })).toBeTruthy();
  });
});

describe('Settings → Profile', () => {
  it('keeps the name when the field is left, and says when it can’t be', async () => {
    const { state, controls } = open('profile');
    const field = await screen.findByRole('textbox', { name: 'Name' });
    fireEvent.change(field, { target: { value: 'Mira S.' } });
    fireEvent.blur(field);
    await waitFor(() => expect(state.own.profile.name).toBe('Mira S.'));
    controls.failNext('name-too-long');
    const again = screen.getByRole('textbox', { name: 'Name' });
    fireEvent.change(again, { target: { value: 'x' } });
    fireEvent.keyDown(again, { key: 'Enter' });
    expect(await screen.findByText(/at most 64 characters/)).toBeTruthy();
    expect(state.own.profile.name).toBe('Mira S.');
  });

  it('takes a picture and gives the drawn one back', async () => {
    const { state } = open('profile');
    await screen.findByRole('button', { name: 'Choose a picture' });
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    if (input === null) throw new Error('no file input');
    Object.defineProperty(input, 'files', { value: [new File(['x'], 'me.png')], configurable: true });
    fireEvent.change(input);
    await press('Use this picture');
    await waitFor(() => expect(state.own.profile.avatar).toEqual(fakePicture));
    await press('Remove the picture');
    await waitFor(() => expect(state.own.profile.avatar).toEqual({ kind: 'generated' }));
  });
});

describe('the recovery phrase', () => {
  const reveal = async () => {
    await press('Write it down');
    await press('Show the words');
    const list = await screen.findByRole('list', { name: /12 words/ });
    return within(list)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
  };

  it('is hidden until asked for, and hidden again', async () => {
    const { state } = open('profile');
    await press('Write it down');
    await screen.findByRole('button', { name: 'Show the words' });
    const words = state.phrase ?? [];
    expect(words).toHaveLength(12);
    expect(document.body.textContent).not.toContain(words[5]);
    await press('Show the words');
    await waitFor(() => expect(document.body.textContent).toContain(words[5]));
    await press('Hide the words');
    expect(document.body.textContent).not.toContain(words[5]);
  });

  it('is checked by pasting it in any form, and then forgotten here', async () => {
    const { state } = open('profile');
    const words = await reveal();
    await press('I wrote them down');
    const pasted = words.map((word, index) => `${index + 1}) ${word.toUpperCase()},`).join('\n');
    fireEvent.change(await screen.findByRole('textbox', { name: 'Word 5' }), { target: { value: pasted } });
    await press('Check');
    expect(await screen.findByText(/no longer kept on this computer, so your paper/)).toBeTruthy();
    expect(state.own.phraseChecked).toBe(true);
    await press('Done');
    expect(await screen.findByText(/Written down and checked/)).toBeTruthy();
  });

  it('says when the words are wrong', async () => {
    const { state } = open('profile');
    await reveal();
    await press('I wrote them down');
    fireEvent.change(await screen.findByRole('textbox', { name: 'Word 1' }), {
      target: { value: 'wrong '.repeat(12) },
    });
    await press('Check');
    expect((await screen.findByRole('alert')).textContent).toContain('These are not your words');
    expect(state.own.phraseChecked).toBe(false);
  });
});

describe('Settings → Appearance and Chats', () => {
  it('keep every choice at once', async () => {
    const { settings, show } = open('appearance');
    fireEvent.click(await screen.findByRole('radio', { name: 'Dark' }));
    await waitFor(() => expect(settings().theme).toBe('dark'));
    fireEvent.click(screen.getByRole('radio', { name: '150%' }));
    await waitFor(() => expect(settings().zoom).toBe(150));
    fireEvent.click(screen.getByRole('radio', { name: 'العربية' }));
    await waitFor(() => expect(settings().locale).toBe('ar'));
    show(<SettingsContent selected="chats" />);
    fireEvent.click(await screen.findByRole('switch', { name: 'Read receipts' }));
    await waitFor(() => expect(settings().readReceipts).toBe(false));
  });

  it('show what is kept when a change failed, and why it did', async () => {
    const { controls } = open('chats');
    const receipts = await screen.findByRole('switch', { name: 'Read receipts' });
    controls.failNext('storage-failed');
    fireEvent.click(receipts);
    expect(await screen.findByText(/could not be written/)).toBeTruthy();
    expect(receipts).toHaveProperty('checked', true);
  });
});

describe('Settings → Notifications', () => {
  class FakeNotification extends EventTarget {
    static permission: NotificationPermission = 'default';
    static shown: string[] = [];
    static async requestPermission() {
      FakeNotification.permission = 'granted';
      return FakeNotification.permission;
    }
    constructor(title: string, options?: NotificationOptions) {
      super();
      FakeNotification.shown.push(`${title}: ${options?.body ?? ''}`);
      queueMicrotask(() => this.dispatchEvent(new Event('show')));
    }
  }

  it('says what the system allows, asks for it, and sends a test', async () => {
    FakeNotification.permission = 'default';
    vi.stubGlobal('Notification', FakeNotification);
    open('notifications');
    expect(await screen.findByText(/has not been asked yet/)).toBeTruthy();
    await press('Allow');
    await press('Send a test');
    expect(await screen.findByText(/^Sent\./)).toBeTruthy();
    expect(FakeNotification.shown).toEqual(['Banyan: This is what a new message looks like.']);
  });

  it('does not pretend when they are blocked', async () => {
    FakeNotification.permission = 'denied';
    vi.stubGlobal('Notification', FakeNotification);
    open('notifications');
    expect(await screen.findByText(/blocks notifications from Banyan/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Send a test' })).toBeNull();
  });
});

describe('Settings → Connections', () => {
  it('tells the truth about the way to others', async () => {
    const { controls } = open('connections');
    expect(await screen.findByText('Connected to 2 devices')).toBeTruthy();
    act(() =>
      controls.connection.set({
        ...controls.connection.get(),
        state: 'offline',
        devices: 0,
        services: [],
        readOnly: 'storage-full',
        hostReachable: false,
      }),
    );
    expect(await screen.findByText('Offline')).toBeTruthy();
    expect(screen.getByText(/The disk is full/)).toBeTruthy();
    expect(screen.getByText(/background process does not answer/)).toBeTruthy();
  });

  it('adds, refuses and removes meeting points', async () => {
    const { settings } = open('connections');
    const field = await screen.findByRole('textbox', { name: 'Address of a meeting point' });
    const add = async (text: string) => {
      fireEvent.change(field, { target: { value: text } });
      fireEvent.submit(field.closest('form') ?? field);
      await Promise.resolve();
    };
    await add('signal.example.net');
    await waitFor(() => expect(settings().signaling).toEqual(['wss://signal.example.net']));
    await add('wss://signal.example.net/');
    expect(await screen.findByText(/already in the list/)).toBeTruthy();
    await add('ftp://x.org');
    expect(await screen.findByText(/of this kind/)).toBeTruthy();
    await press('Remove wss://signal.example.net');
    await waitFor(() => expect(settings().signaling).toEqual([]));
    expect(screen.queryByRole('button', { name: /Remove ws:\/\/localhost/ })).toBeNull();
  });

  it('MBC-12 names mailboxes and how they answered, and lets one be added, removed, and all of it be off', async () => {
    const { settings, controls } = open('connections');
    const { mailboxes } = controls.delivery;
    expect(await screen.findByText(/^None so far. Add a meeting point/)).toBeTruthy();
    const field = await screen.findByRole('textbox', { name: 'Address of a mailbox' });
    fireEvent.change(field, { target: { value: 'mail.example.net' } });
    expect(await screen.findByText(/Both of you have to add it/)).toBeTruthy();
    fireEvent.submit(field.closest('form') ?? field);
    await waitFor(() => expect(settings().mailboxes).toEqual(['wss://mail.example.net/mailbox']));
    expect(await screen.findByText('Not asked yet')).toBeTruthy();
    for (const [outcome, words] of [
      ['full', /^Full/],
      ['away', /^Does not answer/],
      ['none', /^No mailbox here/],
      ['working', /^Keeps messages/],
    ] as const) {
      act(() => mailboxes.set([{ address: 'wss://mail.example.net/mailbox', outcome, at: 1 }]));
      expect(await screen.findByText(words)).toBeTruthy();
    }
    await press('Remove wss://mail.example.net/mailbox');
    await waitFor(() => expect(settings().mailboxes).toEqual([]));
    fireEvent.click(screen.getByRole('switch', { name: /^Leave messages for people who are away/ }));
    await waitFor(() => expect(settings().mailbox).toBe(false));
    expect(screen.queryByRole('textbox', { name: 'Address of a mailbox' })).toBeNull();
  });

  it('asks for user and password only for a relay', async () => {
    const { settings } = open('connections');
    const field = await screen.findByRole('textbox', { name: 'Address of a STUN or TURN server' });
    fireEvent.change(field, { target: { value: 'stun.example.org' } });
    expect(screen.queryByRole('textbox', { name: 'User name' })).toBeNull();
    fireEvent.change(field, { target: { value: 'turn:relay.example.org' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'User name' }), { target: { value: 'mira' } });
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 's3cret' } });
    fireEvent.submit(field.closest('form') ?? field);
    await waitFor(() =>
      expect(settings().iceServers).toEqual([
        { urls: ['turn:relay.example.org'], username: 'mira', credential: 's3cret' },
      ]),
    );
    expect(document.body.textContent).not.toContain('s3cret');
  });
});

describe('Settings → Diagnostics', () => {
  it('shows the figures and saves the report as a file', async () => {
    const { media } = open('diagnostics');
    const table = await screen.findByRole('table');
    expect(within(table).getByRole('row', { name: /Leila Haddad 12 ms 48\.2 kB 1\.2 MB 3 of 3 0/ })).toBeTruthy();
    expect(screen.getByText('10,412 entries, 7.2 MB')).toBeTruthy();
    await press('Export report');
    await waitFor(() => expect(media.saved).toHaveLength(1));
    expect(media.saved[0]?.name).toMatch(/^banyan-report-\d{4}-\d\d-\d\d\.txt$/);
    expect(media.saved[0]?.text).toContain('"version"');
  });

  it('reads again every few seconds while it is seen, and stops when it is left', async () => {
    vi.useFakeTimers();
    const { application, unmount } = renderWithMedia(null);
    const read = vi.fn(application.workspace.diagnostics);
    const { unmount: leave } = open('diagnostics', { prepare: (one) => (one.workspace.diagnostics = read) });
    await act(() => vi.advanceTimersByTimeAsync(6100));
    expect(read).toHaveBeenCalledTimes(3);
    leave();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(read).toHaveBeenCalledTimes(3);
    unmount();
  });

  it('keeps the last figures in sight when a reading fails', async () => {
    vi.useFakeTimers();
    let isDown = false;
    open('diagnostics', {
      prepare: ({ workspace }) => {
        const real = workspace.diagnostics;
        workspace.diagnostics = async () =>
          isDown ? { ok: false, error: { code: 'host-unreachable', message: 'gone' } } : real();
      },
    });
    await act(() => vi.advanceTimersByTimeAsync(100));
    isDown = true;
    await act(() => vi.advanceTimersByTimeAsync(3100));
    expect(screen.getByText(/background process does not answer/)).toBeTruthy();
    expect(screen.getByRole('table')).toBeTruthy();
  });
});

describe('Settings → About', () => {
  it('names version, edition and licence', async () => {
    open('about', {
      prepare: ({ workspace }) => {
        const real = workspace.diagnostics;
        workspace.diagnostics = async () => {
          const figures = await real();
          return figures.ok ? ok({ ...figures.value, version: '1.2.3', edition: 'desktop' }) : figures;
        };
      },
    });
    expect(await screen.findByText('1.2.3')).toBeTruthy();
    expect(screen.getByText('Desktop')).toBeTruthy();
    expect(screen.getByText(/Apache License 2\.0/)).toBeTruthy();
  });
});
