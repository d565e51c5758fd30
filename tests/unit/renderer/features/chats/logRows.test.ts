import { describe, expect, test } from 'vitest';
import type { BlobId } from '@shared/ids.ts';
import type { Message } from '@services/workspace/workspace.ts';
import {
  keepRows,
  linesWithin,
  logRows,
  rowOf,
} from '../../../../../src/renderer/features/chats/conversation/logRows.ts';
import { fakeAccountId, fakeEventId } from '../../../../support/web/fakeIds.ts';

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

function picture(id: string, at: number, album: string, own = false): Message {
  const file = {
    blob: fakeEventId(id) as string as BlobId,
    size: 10,
    name: `${id}.jpg`,
    mime: 'image/jpeg',
    picture: { width: 3, height: 2, blur: '', thumbnail: null },
  };
  return { ...message(id, at, own), album, body: { kind: 'file', file, caption: '' } };
}

const shape = (messages: readonly Message[], firstUnread: string | null = null) =>
  logRows(messages, firstUnread).map((row) =>
    row.kind === 'message' ? `${row.key}${row.isFirst ? ' first' : ''}${row.isLast ? ' last' : ''}` : row.kind,
  );

const timer = (name: string, at: number) => ({
  id: fakeEventId(name),
  at,
  by: fakeAccountId('own'),
  life: MINUTE,
});

describe('lines of how long words last', () => {
  test('CHAT-UI-204 they stand between the messages where they were said, under their day, and part those of one person', () => {
    const messages = [message('a', day), message('b', day + MINUTE), message('c', day + 24 * 60 * MINUTE)];
    const lines = [timer('first', day - MINUTE), timer('second', day + 1), timer('third', day + 48 * 60 * MINUTE)];
    const rows = logRows(messages, 'b', lines);
    expect(rows.map(({ kind, key }) => (kind === 'message' ? key : kind))).toEqual([
      ...['day', 'timer', 'a', 'timer', 'unread', 'b'],
      ...['day', 'c', 'day', 'timer'],
    ]);
    expect(rowOf(rows, 'a')).toMatchObject({ isFirst: true, isLast: true });
    expect(keepRows(rows, logRows(messages, 'b', lines))[1]).toBe(rows[1]);
    const other = lines.map((line) => ({ ...line, life: null }));
    expect(keepRows(rows, logRows(messages, 'b', other))[1]).not.toBe(rows[1]);
  });

  test('CHAT-UI-204 those beyond a window of messages wait until it reaches there', () => {
    const messages = [message('a', day), message('b', day + 2)];
    const lines = [timer('before', day - 1), timer('between', day + 1), timer('behind', day + 3)];
    const shown = (hasOlder: boolean, hasNewer: boolean) => linesWithin(lines, { messages, hasOlder, hasNewer });
    expect(shown(true, true)).toEqual([lines[1]]);
    expect(shown(false, true)).toEqual(lines.slice(0, 2));
    expect(shown(true, false)).toEqual(lines.slice(1));
  });
});

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

  test('CHAT-UI-140 pictures of one album are one row, where the first stands, also what came between them', () => {
    const messages = [
      picture('a', day, 'trip'),
      picture('b', day + 1, 'trip'),
      message('said', day + 2),
      picture('c', day + 3, 'trip'),
      picture('other', day + 4, 'home'),
    ];
    const rows = logRows(messages, null);
    expect(rows.map((row) => (row.kind === 'message' ? [row.key, row.album.length] : row.kind))).toEqual([
      'day',
      ['a', 3],
      ['said', 0],
      ['other', 0],
    ]);
    expect(rowOf(rows, 'c')?.key).toBe('a');
    expect(rowOf(rows, 'nobody')).toBeNull();
  });

  test('CHAT-UI-140 an eleventh picture, one of somebody else and the first unread begin anew', () => {
    const many = Array.from({ length: 11 }, (_, index) => picture(`p${index}`, day + index, 'trip'));
    const sizes = (messages: readonly Message[], firstUnread: string | null = null) =>
      logRows(messages, firstUnread).flatMap((row) => (row.kind === 'message' ? [row.album.length] : []));
    expect(sizes(many)).toEqual([10, 0]);
    expect(sizes([picture('a', day, 'trip'), picture('b', day + 1, 'trip', true)])).toEqual([0, 0]);
    expect(sizes(many.slice(0, 4), 'p2')).toEqual([2, 2]);
  });

  test('CHAT-UI-15 an album is another row once a picture of it comes or changes', () => {
    const [a, b] = [picture('a', day, 'trip'), picture('b', day + 1, 'trip')];
    const before = logRows([a, b], null);
    expect(keepRows(before, logRows([a, b], null))[1]).toBe(before[1]);
    expect(keepRows(before, logRows([a, b, picture('c', day + 2, 'trip')], null))[1]).not.toBe(before[1]);
    expect(keepRows(before, logRows([a, { ...b, starred: true }], null))[1]).not.toBe(before[1]);
  });
});
