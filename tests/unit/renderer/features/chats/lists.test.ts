import { describe, expect, test } from 'vitest';
import { defaultPreferences } from '@domain/preference/preferences.ts';
import type { Conversation, MessageBody } from '@services/workspace/workspace.ts';
import { filterConversations } from '../../../../../src/renderer/features/chats/list/filterConversations.ts';
import { conversationKeeper, keepConversations } from '../../../../../src/renderer/features/chats/keepConversations.ts';
import { isEmojiOnly } from '../../../../../src/renderer/features/chats/text/emojiOnly.ts';
import { fakeAccountId, fakeBlobId, fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

function conversation(name: string, change: Partial<Conversation> = {}): Conversation {
  return {
    space: fakeSpaceId(name),
    kind: 'direct',
    groupState: null,
    lastAuthor: null,
    account: fakeAccountId(name),
    name,
    avatar: { kind: 'generated' },
    blocked: false,
    contactState: 'accepted',
    last: null,
    activeAt: 1,
    unread: 0,
    draft: '',
    preferences: defaultPreferences,
    tags: [],
    ...change,
  };
}

describe('filter of the conversation list', () => {
  const all = ['Tomás Ferreira', 'يُوسُف الكردي', 'ADA', '陈雯'].map((name) => conversation(name));
  const found = (filter: string) => filterConversations(all, filter).map(({ name }) => name);

  test('CHAT-UI-30 case, accents and vowel signs do not matter', () => {
    expect(found('tomas')).toEqual(['Tomás Ferreira']);
    expect(found('ada')).toEqual(['ADA']);
    expect(found('يوسف')).toEqual(['يُوسُف الكردي']);
    expect(found('雯')).toEqual(['陈雯']);
  });

  test('CHAT-UI-31 every word must be found, in any order; an empty filter shows all', () => {
    expect(found('ferr tom')).toEqual(['Tomás Ferreira']);
    expect(found('tomas ada')).toEqual([]);
    expect(found('  ')).toHaveLength(4);
  });
});

describe('kept conversations', () => {
  const bytes = () => Uint8Array.from([1, 2, 3]);
  const picture = (content: Uint8Array): Conversation['avatar'] => ({
    kind: 'picture',
    type: 'image/png',
    bytes: content,
  });

  test('CHAT-UI-32 a row that reads the same from the store stays the same object', () => {
    const before = [conversation('a', { avatar: picture(bytes()) }), conversation('b')];
    const kept = keepConversations(before, [
      conversation('b', { unread: 1 }),
      conversation('a', { avatar: picture(bytes()) }),
    ]);
    expect(kept[1]).toBe(before[0]);
    expect(kept[0]).toMatchObject({ name: 'b', unread: 1 });
  });

  test('CHAT-UI-33 a new picture of the same length is a change', () => {
    const before = [conversation('a', { avatar: picture(bytes()) })];
    const next = [conversation('a', { avatar: picture(Uint8Array.from([1, 2, 4])) })];
    expect(keepConversations(before, next)[0]).toBe(next[0]);
  });

  const last = (body: MessageBody): Conversation['last'] => ({
    id: fakeEventId('last'),
    at: 1,
    own: false,
    author: fakeAccountId('a'),
    body,
    state: 'delivered',
    error: null,
  });
  const saidLast = (body: MessageBody) => [conversation('a', { last: last(body) })];
  const text = (words: string): MessageBody => ({ kind: 'text', text: words });

  const waiting: MessageBody = { kind: 'fleeting', words: { blob: fakeBlobId('words'), size: 1 } };

  test.each<[string, MessageBody, MessageBody]>([
    ['edited', text('teh typo'), text('the typo')],
    ['recalled', text('teh typo'), { kind: 'recalled', by: fakeAccountId('a') }],
    ['come to light', waiting, text('words that end')],
  ])('CHAT-UI-199 the last message %s is a change, and what it said is found no more', (_, before, body) => {
    const keep = conversationKeeper();
    keep(saidLast(before));
    const kept = keep(saidLast(body));
    expect(kept[0]).toMatchObject({ last: { body } });
    expect(filterConversations(kept, 'teh')).toEqual([]);
  });

  test('CHAT-UI-32 the last message that reads the same is none', () => {
    const before = saidLast(text('teh typo'));
    expect(keepConversations(before, saidLast(text('teh typo')))).toBe(before);
  });

  test('CHAT-UI-32 a list that reads the same in the same order stays the same list', () => {
    const before = [conversation('a', { avatar: picture(bytes()) }), conversation('b')];
    const [first, second] = [conversation('a', { avatar: picture(bytes()) }), conversation('b')];
    expect(keepConversations(before, [first, second])).toBe(before);
    expect(keepConversations(before, [second, first])).toEqual([before[1], before[0]]);
    expect(keepConversations(before, [first])).toEqual([before[0]]);
  });
});

describe('large emoji', () => {
  test.each(['👍', '👩🏽‍🌾🌳✨', '❤️', '🇵🇸 🇮🇳', '1️⃣'])('CHAT-UI-34 one to three emoji are shown large: %s', (text) => {
    expect(isEmojiOnly(text)).toBe(true);
  });
  test.each(['', ' ', '12', '#', 'ok 👍', '👍👍👍👍', '©a', '؟'])('CHAT-UI-35 anything else is not: "%s"', (text) => {
    expect(isEmojiOnly(text)).toBe(false);
  });
});
