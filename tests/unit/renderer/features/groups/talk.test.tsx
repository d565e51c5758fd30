// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Message } from '@services/workspace/workspace.ts';
import type { GroupNotice } from '@domain/chat/message.ts';
import { ChatsList } from '../../../../../src/renderer/features/chats/index.ts';
import type { FakeApplication } from '../../../../support/web/fakeApplication.ts';
import { type FakeGroup, addGroup, fakeMember, groupMessage } from '../../../../support/web/fakeGroups.ts';
import { fakeAccountId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import { type MediaScreenOptions, renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';
import { TalkPane } from '../../../../support/web/TalkPane.tsx';

const nothing = () => undefined;
const space = fakeSpaceId('group Hikers');
const leila = fakeMember('Leila');
const omar = fakeMember('Omar');

type Line = Pick<Message, 'author' | 'body' | 'own'>;
const said = (author: string, text: string): Line => ({
  author: fakeAccountId(author),
  own: author === 'own',
  body: { kind: 'text', text },
});
const done = (author: string, notice: Partial<GroupNotice> & Pick<GroupNotice, 'act'>): Line => ({
  author: fakeAccountId(author),
  own: author === 'own',
  body: { kind: 'notice', notice: { target: null, value: null, ...notice } },
});

function fill(application: FakeApplication, group: Partial<FakeGroup>, lines: readonly Line[]): void {
  const { store } = application.workspace.controls;
  addGroup(store, { key: 'Hikers', members: [leila, omar], ...group });
  store.change((state) => {
    const chat = state.chats.get(space);
    if (chat) chat.messages = lines.map((line, index) => groupMessage(space, { ...line, at: 1000 + index }));
  });
}

function open(group: Partial<FakeGroup>, lines: readonly Line[], options: MediaScreenOptions = {}) {
  const content = <TalkPane selected={space} />;
  return renderWithMedia(content, { hasDemo: false, prepare: (app) => fill(app, group, lines), ...options });
}

const plain = (text: string | null | undefined) => (text ?? '').replaceAll(/[\u2066-\u2069]/gu, '');
const notices = () => [...document.querySelectorAll('[data-notice]')].map(({ textContent }) => plain(textContent));

describe('the talk of a group', () => {
  test('GROUP-UI-1 each run of someone else begins with their name; own words have none', async () => {
    open({}, [said('Leila', 'One'), said('Leila', 'Two'), said('own', 'Three'), said('Omar', 'Four')]);
    const articles = await screen.findAllByRole('article');
    const named = articles.map((article) => article.querySelector('bdi[id$="author"]')?.textContent ?? null);
    expect(named).toEqual(['Leila', null, null, 'Omar']);
  });

  test('GROUP-UI-2 what happened is told from where one stands', async () => {
    open({}, [
      done('own', { act: 'founded', value: 'Hikers' }),
      done('own', { act: 'added', target: leila.account, value: 'Leila' }),
      done('Leila', { act: 'made-admin', target: fakeAccountId('own'), value: 'Mira' }),
      done('Leila', { act: 'joined', target: omar.account, value: 'Omar' }),
      done('Omar', { act: 'left' }),
    ]);
    await waitFor(() => expect(notices()).not.toEqual([]));
    expect(notices()).toEqual([
      'You created the group “Hikers”',
      'You added Leila',
      'Leila made you an admin',
      'Omar joined by an invite of Leila',
      'Omar left',
    ]);
  });

  test('GROUP-UI-3 every act has a sentence in both languages', async () => {
    const acts = [
      'added',
      'removed',
      'made-member',
      'handed-over',
      'renamed',
      'described',
      'pictured',
      'policy',
      'dissolved',
    ];
    for (const locale of ['en', 'ar'] as const) {
      const lines = acts.map((act) =>
        done('Omar', { act: act as GroupNotice['act'], target: leila.account, value: 'Leila' }),
      );
      const { unmount } = open({}, lines, { locale });
      await waitFor(() => expect(notices()).not.toEqual([]));
      expect(new Set(notices()).size).toBe(acts.length);
      for (const text of notices()) expect(text).toContain('Omar');
      unmount();
    }
  });

  test('GROUP-UI-4 the header says how many they are and who is here', async () => {
    const { application } = open({}, []);
    expect(await screen.findByText('3 members')).toBeTruthy();
    application.workspace.controls.presence.set(new Set([leila.account]));
    await waitFor(() =>
      expect(plain(document.querySelector('header')?.textContent)).toContain('3 members · Leila here now'),
    );
  });

  test.each([
    [
      { policy: { post: 'admins', invite: 'admins', pin: 'admins', history: { kind: 'all' } } },
      /Only the owner and admins write/,
    ],
    [{ state: 'left' }, /You left this group/],
    [{ state: 'removed' }, /You were removed from this group/],
    [{ state: 'dissolved' }, /This group was dissolved/],
    [{ state: 'joining', request: 'sending' }, /Your request goes out/],
    [{ state: 'joining', request: null }, /You were added/],
    [{ state: 'joining', request: 'expired' }, /This invite expired/],
    [{ state: 'joining', request: 'removed' }, /A link cannot bring you back/],
  ] as const satisfies readonly (readonly [Partial<FakeGroup>, RegExp])[])(
    'GROUP-UI-5 where one cannot write it says why: %o',
    async (group, words) => {
      open(group, []);
      expect(await screen.findByText(words)).toBeTruthy();
      expect(screen.queryByRole('textbox')).toBeNull();
    },
  );

  test('GROUP-UI-12 what was begun before the group ended is no draft: it can be read and copied', async () => {
    const { application } = open({ state: 'left' }, [said('Leila', 'Bye')]);
    application.workspace.controls.store.change((state) => {
      const chat = state.chats.get(space);
      if (chat) chat.draft = 'I wanted to say';
    });
    expect(await screen.findByText('I wanted to say')).toBeTruthy();
    expect(screen.getByText('Begun and not sent:')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy' })).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  test('GROUP-UI-6 the newest pin stands above the talk, and goes for who may unpin', async () => {
    const { application } = open({ role: 'owner' }, [said('Leila', 'Meet at nine'), said('Omar', 'Fine')]);
    const { workspace } = application;
    await screen.findAllByRole('article');
    const first = workspace.controls.store.state.chats.get(space)?.messages[0]?.id ?? '';
    await workspace.pinMessage(space, first, true);
    const bar = await screen.findByRole('complementary', { name: 'Pinned message' });
    expect(plain(bar.textContent)).toContain('Leila: Meet at nine');
    fireEvent.click(screen.getByRole('button', { name: 'Unpin' }));
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByRole('complementary', { name: 'Pinned message' });
  });

  test('GROUP-UI-11 a pinned message that is not loaded is gone to; of one that is not here it is said', async () => {
    const lines = Array.from({ length: 400 }, (_, place) => said('Leila', `Line ${place}`));
    const { application } = open({ role: 'owner' }, lines);
    const { workspace } = application;
    await screen.findAllByRole('article');
    expect(screen.queryByText('Line 300')).toBeNull();
    const old = workspace.controls.store.state.chats.get(space)?.messages[300]?.id ?? '';
    await workspace.pinMessage(space, old, true);
    const bar = await screen.findByRole('complementary', { name: 'Pinned message' });
    await waitFor(() => expect(plain(bar.textContent)).toContain('Leila: Line 300'));
    const go = () => fireEvent.click(within(bar).getAllByRole('button')[0] ?? bar);
    go();
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Line 300'));
    await workspace.deleteMessage(space, old);
    await waitFor(() => expect(bar.textContent).toContain('A message that is not on this device'));
    go();
    expect(await screen.findByText(/The pinned message is not on this device/)).toBeTruthy();
  });

  test('GROUP-UI-7 history that still comes is counted', async () => {
    const { application } = open({}, [said('Leila', 'Hello')]);
    await screen.findAllByRole('article');
    application.workspace.controls.delivery.history.set({ held: 1204, total: 50_000 });
    expect(await screen.findByText('Older messages are arriving: 1,204 of 50,000')).toBeTruthy();
    application.workspace.controls.delivery.history.set(null);
    await waitFor(() => expect(screen.queryByText(/Older messages/)).toBeNull());
  });
});

describe('a group in the list', () => {
  const row = async (group: Partial<FakeGroup>, lines: readonly Line[]) => {
    renderWithMedia(<ChatsList selected={null} onAddContact={nothing} onNewGroup={nothing} />, {
      hasDemo: false,
      prepare: (app) => fill(app, group, lines),
    });
    return plain((await screen.findByRole('link')).textContent);
  };

  test('GROUP-UI-8 it says who said the last, and what happened last', async () => {
    expect(await row({}, [said('Leila', 'Good night')])).toContain('Leila:Good night');
  });

  test('GROUP-UI-9 what happened last is told too, and that one is still joining', async () => {
    expect(await row({}, [done('Leila', { act: 'added', target: fakeAccountId('own'), value: 'Mira' })])).toContain(
      'Leila added you',
    );
  });

  test('GROUP-UI-10 a group one is still joining says so', async () => {
    expect(await row({ state: 'joining' } satisfies Partial<FakeGroup>, [])).toContain('Joining…');
  });
});
