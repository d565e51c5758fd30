import { describe, expect, test } from 'vitest';
import type { Message } from '@services/workspace/workspace.ts';
import { keepRows, logRows } from '../../../../../src/renderer/features/chats/conversation/logRows.ts';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';

const MINUTE = 60_000;
const day = new Date(2026, 4, 10, 12).getTime();

function message(id: string, at: number, own = false): Message {
  return {
    id,
    at,
    own,
    author: fakeAccountId(own ? 'own' : 'other'),
    body: { kind: 'text', text: id },
    state: own ? 'sent' : 'received',
    error: null,
  };
}

const shape = (messages: readonly Message[], firstUnread: string | null = null) =>
  logRows(messages, firstUnread).map((row) =>
    row.kind === 'message' ? `${row.key}${row.isFirst ? ' first' : ''}${row.isLast ? ' last' : ''}` : row.kind,
  );

describe('rows of the log', () => {
  test('CHAT-UI-10 a heading stands before the first message of each day', () => {
    expect(shape([message('a', day), message('b', day + 24 * 60 * MINUTE)])).toEqual([
      'day',
      'a first last',
      'day',
      'b first last',
    ]);
  });

  test('CHAT-UI-11 messages of one author within five minutes form a group', () => {
    const messages = [
      message('a', day),
      message('b', day + MINUTE),
      message('c', day + 2 * MINUTE),
      message('d', day + 7 * MINUTE),
      message('e', day + 8 * MINUTE, true),
    ];
    expect(shape(messages)).toEqual(['day', 'a first', 'b', 'c last', 'd first last', 'e first last']);
  });

  test('CHAT-UI-12 the unread line breaks a group and stands before the first unread', () => {
    expect(shape([message('a', day), message('b', day + 1)], 'b')).toEqual([
      'day',
      'a first last',
      'unread',
      'b first last',
    ]);
  });

  test('CHAT-UI-13 midnight breaks a group', () => {
    const midnight = new Date(2026, 4, 11).getTime();
    expect(shape([message('a', midnight - 1), message('b', midnight)])).toEqual([
      'day',
      'a first last',
      'day',
      'b first last',
    ]);
  });

  test('CHAT-UI-14 keys are unique even when clocks go back and a day comes twice', () => {
    const rows = logRows([message('a', day), message('b', day + 24 * 60 * MINUTE), message('c', day + MINUTE)], null);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });

  test('CHAT-UI-15 a row that did not change stays the same object', () => {
    const [a, b] = [message('a', day), message('b', day + MINUTE)];
    const before = logRows([a, b], null);
    const after = keepRows(before, logRows([a, b, message('c', day + 60 * MINUTE)], null));
    expect(after[1]).toBe(before[1]);
    expect(after[2]).toBe(before[2]);
    const changed = keepRows(before, logRows([a, { ...b, state: 'read' }], null));
    expect(changed[2]).not.toBe(before[2]);
  });
});
