import { describe, expect, test } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { type Folder, type FolderChat, emptyRule, isInFolder } from '@domain/preference/folders.ts';
import { decodeFolder, encodeFolder } from '@domain/preference/kept.ts';
import { FOREVER, arranged, defaultPreferences, isMuted, unreadThatCounts } from '@domain/preference/preferences.ts';
import { isQuiet, minutesOfDay } from '@domain/preference/quietHours.ts';
import { type Refusal, decodeRefusal, encodeRefusal, refusalId } from '@domain/preference/refusals.ts';
import { isTold, shownContent } from '@domain/preference/telling.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const space = (name: string) => idOf<SpaceId>(name);
const at = (hours: number, minutes = 0) => hours * 60 + minutes;

describe('the order and the count of chats', () => {
  const chat = (name: string, pinned: number | null = null) => ({
    name,
    preferences: { ...defaultPreferences, pinned },
  });

  test('PRE-5 pinned chats stand on top in their order, the others as they come', () => {
    const list = [chat('newest'), chat('second', 1), chat('older'), chat('first', 0)];
    expect(arranged(list).map(({ name }) => name)).toEqual(['first', 'second', 'newest', 'older']);
    const none = [chat('a'), chat('b')];
    expect(arranged(none)).toBe(none);
  });

  test('PRE-6 a chat is muted until then and no longer', () => {
    expect(isMuted({ mutedUntil: 1000 }, 999)).toBe(true);
    expect(isMuted({ mutedUntil: 1000 }, 1000)).toBe(false);
    expect(isMuted({ mutedUntil: 0 }, 1)).toBe(false);
    expect(isMuted({ mutedUntil: FOREVER }, Date.UTC(2999, 0))).toBe(true);
  });

  test('PRE-7 what is muted or archived counts nowhere, what is marked counts as one', () => {
    const count = (change: Partial<typeof defaultPreferences>, unread: number) =>
      unreadThatCounts({ unread, preferences: { ...defaultPreferences, ...change }, now: 50 });
    expect(count({}, 4)).toBe(4);
    expect(count({ mutedUntil: 51 }, 4)).toBe(0);
    expect(count({ mutedUntil: 50 }, 4)).toBe(4);
    expect(count({ archived: true }, 4)).toBe(0);
    expect(count({ markedUnread: true }, 0)).toBe(1);
    expect(count({ markedUnread: true }, 3)).toBe(3);
  });
});

describe('folders', () => {
  const direct: FolderChat = { space: space('d'), kind: 'direct', tags: ['club'], isMuted: false, isUnread: false };
  const group: FolderChat = { space: space('g'), kind: 'group', tags: [], isMuted: true, isUnread: true };
  const folder = (rule: Partial<typeof emptyRule>, chosen: readonly SpaceId[] = []) => ({
    rule: { ...emptyRule, ...rule },
    chosen: [...chosen],
  });
  const shown = (rule: Partial<typeof emptyRule>, chosen: readonly SpaceId[] = []) =>
    [direct, group].filter((chat) => isInFolder(folder(rule, chosen), chat)).map(({ kind }) => kind);

  test('PRE-8 people, groups and tags take chats in', () => {
    expect(shown({ people: true })).toEqual(['direct']);
    expect(shown({ groups: true })).toEqual(['group']);
    expect(shown({ people: true, groups: true })).toEqual(['direct', 'group']);
    expect(shown({ tags: ['club'] })).toEqual(['direct']);
    expect(shown({ tags: ['work'] })).toEqual([]);
    expect(shown({})).toEqual([]);
  });

  test('PRE-8 unread and muted choose among them, and among all where the rule names nobody', () => {
    expect(shown({ unread: true })).toEqual(['group']);
    expect(shown({ muted: 'only' })).toEqual(['group']);
    expect(shown({ muted: 'never' })).toEqual([]);
    expect(shown({ groups: true, muted: 'never' })).toEqual([]);
    expect(shown({ people: true, unread: true })).toEqual([]);
  });

  test('PRE-8 what was chosen by hand is shown whatever the rule says', () => {
    expect(shown({ groups: true, muted: 'never' }, [direct.space, group.space])).toEqual(['direct', 'group']);
  });

  test('PRE-3 a folder comes back from its bytes, also as taken away', () => {
    const made: Folder = { id: 'folder_1', name: 'Clubs', rule: emptyRule, chosen: [space('d')], place: 0 };
    expect(decodeFolder(encodeFolder({ at: 7, folder: made }))).toEqual({ at: 7, folder: made });
    expect(decodeFolder(encodeFolder({ at: 8, folder: null }))).toEqual({ at: 8, folder: null });
    expect(decodeFolder(encodeFolder({ at: 8, folder: { ...made, name: ' ' } }))).toBeNull();
    expect(decodeFolder(Uint8Array.of(1, 2, 3))).toBeNull();
  });
});

describe('what is told', () => {
  const usual = { mutedUntil: 0, notify: 'all', archived: false } as const;
  const told = (change: object, news: object = {}) =>
    isTold({
      preferences: { ...usual, ...change },
      isMention: false,
      quietHours: null,
      now: 1000,
      minutes: at(12),
      ...news,
    });

  test('PRE-9 quiet hours may go over midnight; their end is not among them', () => {
    const night = { from: at(22), to: at(7) };
    expect([at(21, 59), at(22), at(23, 59), 0, at(6, 59), at(7)].map((minutes) => isQuiet(night, minutes))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(isQuiet({ from: at(12), to: at(14) }, at(13))).toBe(true);
    expect(isQuiet({ from: at(12), to: at(14) }, at(14))).toBe(false);
    expect(isQuiet({ from: at(9), to: at(9) }, at(9))).toBe(false);
    const noon = new Date(2026, 10, 21, 12, 34);
    expect(minutesOfDay(noon.getTime())).toBe(at(12, 34));
  });

  test('PRE-9 nothing of a muted or archived chat, in quiet hours, or beyond what was chosen', () => {
    expect(told({})).toBe(true);
    expect(told({ mutedUntil: 1001 })).toBe(false);
    expect(told({ mutedUntil: 1000 })).toBe(true);
    expect(told({ archived: true })).toBe(false);
    expect(told({}, { quietHours: { from: at(11), to: at(13) } })).toBe(false);
    expect(told({ notify: 'none' }, { isMention: true })).toBe(false);
    expect(told({ notify: 'mentions' })).toBe(false);
    expect(told({ notify: 'mentions' }, { isMention: true })).toBe(true);
    expect(told({ mutedUntil: 1001 }, { isMention: true })).toBe(false);
  });

  test('PRE-10 what a notification shows follows the lock of the screen only where that is known', () => {
    expect(shownContent('all', true)).toBe('all');
    expect(shownContent('name', false)).toBe('name');
    expect(shownContent('nothing', false)).toBe('nothing');
    expect(shownContent('unlocked', false)).toBe('all');
    expect(shownContent('unlocked', true)).toBe('nothing');
    expect(shownContent('unlocked', null)).toBe('name');
  });
});

describe('the log of refusals', () => {
  const account = idOf<AccountId>('somebody');
  const entry: Refusal = {
    ...{ at: 1234, deed: 'reported', account, name: 'Somebody', reason: 'scam', note: 'asked for money' },
    message: { space: space('d'), id: idOf<EventId>('e'), at: 1200, text: 'send me money' },
  };

  test('PRE-12 an entry comes back from its bytes', () => {
    expect(decodeRefusal(encodeRefusal(entry))).toEqual(entry);
    expect(decodeRefusal(encodeRefusal({ ...entry, message: null, reason: null }))).toMatchObject({ reason: null });
    expect(decodeRefusal(Uint8Array.of(9))).toBeNull();
  });

  test('PRE-12 entries are kept in the order of their times', () => {
    const ids = [999_999_999_999, 1_700_000_000_000, 5].map((time) => refusalId({ at: time, account }));
    expect(ids.toSorted()).toEqual([ids[2], ids[0], ids[1]]);
  });
});
