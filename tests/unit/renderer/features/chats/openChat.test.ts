import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultPreferences } from '@domain/preference/preferences.ts';
import type { Conversation, MessageWindow, MessageWindowState } from '@services/workspace/workspace.ts';
import type { QueryState } from '@ports/query.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import {
  expectChat,
  openChat,
  openExpected,
} from '../../../../../src/renderer/features/chats/conversation/openChat.ts';
import { fakeAccountId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

const NOTHING = { messages: [], hasOlder: false, hasNewer: false, firstUnread: null } as const;
const ada = fakeSpaceId(fakeAccountId('ada'));
const leila = fakeSpaceId(fakeAccountId('leila'));
const someone: Conversation = {
  ...{ space: ada, kind: 'direct', account: fakeAccountId('ada'), name: 'Ada', avatar: { kind: 'generated' } },
  ...{ last: null, lastAuthor: null, activeAt: 0, unread: 0, draft: '', tags: [] },
  ...{ blocked: false, contactState: 'accepted', groupState: null, preferences: defaultPreferences },
};
type Row = QueryState<Conversation | null>;

/** A workspace whose chats the test speaks for. */
function setup(listed: readonly Conversation[] = []) {
  const rows = new Set<(row: Row) => void>();
  const shown = writableSnapshot<MessageWindowState>({ status: 'loading', ...NOTHING });
  const opened: string[] = [];
  const disposed: string[] = [];
  const workspace = {
    openMessages: (space: string): MessageWindow => {
      opened.push(space);
      const move = () => undefined;
      const dispose = () => void disposed.push(space);
      return { state: shown, older: move, newer: move, latest: move, around: () => Promise.resolve(false), dispose };
    },
    conversations: () => ({
      subscribe: () => () => undefined,
      now: () => ({ status: 'ready', value: listed }) as const,
    }),
    conversation: () => ({
      subscribe: (listener: (row: Row) => void) => {
        rows.add(listener);
        return () => rows.delete(listener);
      },
    }),
  };
  const tell = (row: Row) => rows.forEach((listener) => listener(row));
  return { workspace, rows, shown, opened, disposed, tell };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('CHAT-UI-88 a chat is settled once both it and its messages are read, and tells that once', () => {
  const { workspace, shown, tell, rows } = setup();
  const opening = openChat(workspace, ada);
  let told = 0;
  opening.whenSettled(() => (told += 1));
  shown.set({ status: 'ready', ...NOTHING });
  tell({ status: 'loading' });
  expect(told).toBe(0);
  const conversation = { status: 'ready', value: someone } as const;
  tell(conversation);
  tell({ ...conversation });
  expect(told).toBe(1);
  expect(opening.row.get()).toEqual(conversation);
  opening.dispose();
  expect(rows.size).toBe(0);
});

test('CHAT-UI-88 a chat that is not there, or cannot be read, is settled without messages', () => {
  for (const row of [
    { status: 'ready', value: null },
    { status: 'failed', error: { code: 'storage-failed', message: 'x' } },
  ] as const) {
    const { workspace, tell } = setup();
    let told = 0;
    openChat(workspace, ada).whenSettled(() => (told += 1));
    tell(row);
    expect(told).toBe(1);
  }
});

test('CHAT-UI-88 a chat that the list knows is there at once, and read by itself when its messages are there', () => {
  const { workspace, rows, shown, tell } = setup([someone]);
  const opening = openChat(workspace, ada);
  const there = opening.row.get();
  expect(there).toEqual({ status: 'ready', value: someone });
  expect(rows.size).toBe(0);
  shown.set({ status: 'ready', ...NOTHING });
  expect(rows.size).toBe(1);
  tell({ status: 'ready', value: someone });
  expect(opening.row.get()).toBe(there);
  const other = { ...someone, name: 'Ada Lovelace' };
  tell({ status: 'ready', value: other });
  expect(opening.row.get()).toEqual({ status: 'ready', value: other });
  opening.dispose();
  expect(rows.size).toBe(0);
});

test('CHAT-UI-88 a chat whose store closes stays while another engine opens it anew, and is lost where none does', () => {
  const { workspace, shown, tell } = setup();
  const [taken, lost] = [openChat(workspace, ada), openChat(workspace, ada)];
  shown.set({ status: 'ready', ...NOTHING });
  tell({ status: 'ready', value: someone });
  const failed = { status: 'failed', error: { code: 'store-closed', message: 'x' } } as const;
  tell(failed);
  expect(lost.row.get().status).toBe('ready');
  taken.dispose();
  vi.advanceTimersByTime(1000);
  expect([taken.row.get().status, lost.row.get()]).toEqual(['ready', failed]);
});

test('CHAT-UI-89 what a press began to read is gone on with by the click', () => {
  const { workspace, opened, disposed } = setup();
  expectChat(workspace, ada);
  const opening = openExpected(workspace, ada);
  expect([opening.space, opened, disposed]).toEqual([ada, [ada], []]);
  // The next is read by itself.
  openExpected(workspace, ada);
  expect(opened).toEqual([ada, ada]);
  vi.runAllTimers();
  expect(disposed).toEqual([]);
});

test('CHAT-UI-89 a press that opens nothing, or is followed by another, holds on to nothing', () => {
  const { workspace, opened, disposed } = setup();
  expectChat(workspace, ada);
  expectChat(workspace, leila);
  expect(disposed).toEqual([ada]);
  openExpected(workspace, ada);
  expect([opened, disposed]).toEqual([
    [ada, leila, ada],
    [ada, leila],
  ]);
  expectChat(workspace, leila);
  vi.advanceTimersByTime(1999);
  expect(disposed).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(disposed).toEqual([ada, leila, leila]);
});
