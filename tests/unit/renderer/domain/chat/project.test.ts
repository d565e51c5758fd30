import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConversationRecord, MAX_MESSAGE_LENGTH, type MessageRecord } from '@domain/chat/message.ts';
import { MESSAGE_KIND, READ_KIND, advanceConversation, isLater, projectEvent } from '@domain/chat/project.ts';
import { Chain, type EventShape, alice, bob, chat, idOf, newRow } from '../../../../support/shared/storeFixtures.ts';

const project = (shape: EventShape, author = bob) => projectEvent(new Chain(author, 'device', chat).next(shape), alice);

function message(at: number, by = bob, id = idOf<MessageRecord['id']>(`message ${at} ${by}`)): MessageRecord {
  return {
    id,
    space: chat,
    at,
    author: by,
    device: idOf('device'),
    seq: 0,
    own: by === alice,
    body: { kind: 'text', text: String(at) },
  };
}

function advance(row: ConversationRecord, ...messages: readonly MessageRecord[]): ConversationRecord {
  return messages.reduce((now, one) => advanceConversation(now, { kind: 'message', message: one }, alice), row);
}

describe('projectEvent', () => {
  it('CHT-1 makes a text message at its place, own or not', () => {
    const event = new Chain(bob, 'device', chat).next({ at: 900, sortAt: 70, text: 'hello' });
    expect(projectEvent(event, alice)).toEqual({
      kind: 'message',
      message: {
        id: event.id,
        space: chat,
        at: 70,
        author: bob,
        device: event.content.device,
        seq: 0,
        own: false,
        body: { kind: 'text', text: 'hello' },
      },
    });
    expect(project({ at: 1 }, alice)).toMatchObject({ message: { own: true } });
  });

  it('CHT-1 takes the longest text and no longer one, and no empty one', () => {
    expect(project({ at: 1, body: { text: 'x'.repeat(MAX_MESSAGE_LENGTH) } }).kind).toBe('message');
    expect(project({ at: 1, body: { text: 'x'.repeat(MAX_MESSAGE_LENGTH + 1) } }).kind).toBe('nothing');
    expect(project({ at: 1, body: { text: '' } }).kind).toBe('nothing');
  });

  it('CHT-2 makes a read mark of its author', () => {
    expect(project({ at: 5, read: 3 })).toEqual({ kind: 'read', by: bob, at: 3 });
  });

  it('CHT-3 shows an unknown kind as unsupported', () => {
    expect(project({ at: 1, kind: 'chat.unheard', body: { any: 'thing' } })).toMatchObject({
      kind: 'message',
      message: { body: { kind: 'unsupported' } },
    });
  });

  it.each([
    [MESSAGE_KIND, null],
    [MESSAGE_KIND, { text: 5 }],
    [MESSAGE_KIND, { text: 'a', more: 1 }],
    [MESSAGE_KIND, 'text'],
    [READ_KIND, {}],
    [READ_KIND, { at: -1 }],
    [READ_KIND, { at: 1.5 }],
    [READ_KIND, { at: 'now' }],
  ])('CHT-3 shows nothing for %s with body %j', (kind, body) => {
    expect(project({ at: 1, kind, body })).toEqual({ kind: 'nothing' });
  });
});

describe('advanceConversation', () => {
  it('CHT-4 keeps the newest as last, by place, then id', () => {
    const [low, high] = [idOf<MessageRecord['id']>('a'), idOf<MessageRecord['id']>('b')].toSorted();
    if (low === undefined || high === undefined) throw new Error('two ids');
    const row = advance(newRow(chat, bob), message(20, bob, high), message(20, bob, low), message(10));
    expect([row.last?.id, row.activeAt]).toEqual([high, 20]);
    expect(isLater(message(20, bob, high), message(20, bob, low))).toBe(true);
    expect(isLater(message(20, bob, low), message(20, bob, low))).toBe(false);
  });

  it('CHT-5 counts what others said after the read mark', () => {
    const row = advance({ ...newRow(chat, bob), readAt: 10 }, message(10), message(11), message(12, alice), message(5));
    expect(row.unread).toBe(1);
  });

  it('CHT-6 moves read marks forward only, each to its side', () => {
    const mark = (row: ConversationRecord, by: typeof bob, at: number) =>
      advanceConversation(row, { kind: 'read', by, at }, alice);
    let row = mark(mark(newRow(chat, bob), bob, 30), bob, 20);
    expect([row.peerReadAt, row.readAt]).toEqual([30, 0]);
    row = mark(mark(row, alice, 15), alice, 4);
    expect([row.peerReadAt, row.readAt]).toEqual([30, 15]);
  });

  it('CHT-3 leaves the row as it is for nothing', () => {
    const row = newRow(chat, bob);
    expect(advanceConversation(row, { kind: 'nothing' }, alice)).toBe(row);
  });

  it('CHT-4 comes to the same row in any order', () => {
    const words = fc.uniqueArray(fc.record({ at: fc.nat(50), own: fc.boolean() }), {
      selector: ({ at, own }) => `${at}${own}`,
    });
    const shuffled = words.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.nat(50), ([list, other], readAt) => {
        const start = { ...newRow(chat, bob), readAt };
        const [row, again] = [list, other].map((order) =>
          advance(start, ...order.map(({ at, own }) => message(at, own ? alice : bob))),
        );
        expect(again).toEqual(row);
        expect(row?.unread).toBe(list.filter(({ at, own }) => !own && at > readAt).length);
      }),
    );
  });
});
