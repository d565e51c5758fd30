import { describe, expect, it } from 'vitest';
import type { AccountId, SpaceId } from '../../../../../src/shared/ids.ts';
import type { Contact } from '../../../../../src/renderer/services/workspace/workspace.ts';
import { codePath } from '../../../../../src/renderer/ui/code/codePath.ts';
import {
  type ContactFilter,
  arrangeContacts,
  tagsOf,
} from '../../../../../src/renderer/features/contacts/list/arrangeContacts.ts';
import { withTags, withoutTag } from '../../../../../src/renderer/features/contacts/page/tagList.ts';

const contact = (name: string, rest: Partial<Contact> = {}): Contact => ({
  account: name as AccountId,
  space: name as SpaceId,
  name,
  ownName: name,
  remark: null,
  avatar: { kind: 'generated' },
  tags: [],
  state: 'accepted',
  request: null,
  blocked: false,
  verifiedAt: null,
  addedAt: 0,
  lastSeenAt: null,
  ...rest,
});
const everyone: ContactFilter = { text: '', tag: null };
const arranged = (contacts: readonly Contact[], filter = everyone, locale = 'en') =>
  arrangeContacts(contacts, filter, locale).map(
    (group) => `${group.initial}: ${group.contacts.map(({ name }) => name).join(', ')}`,
  );

describe('the list of contacts', () => {
  it('is in the order of the language, under initial letters, with other signs last', () => {
    const names = ['Zoë', 'ángel', 'bob 10', '7even', 'Bob 9', 'Amy', '🌳 Tree'];
    expect(arranged(names.map((name) => contact(name)))).toEqual([
      'A: Amy, ángel',
      'B: Bob 9, bob 10',
      'Z: Zoë',
      '#: 🌳 Tree, 7even',
    ]);
    expect(
      arranged(
        ['ليلى', 'أحمد', 'أمل'].map((name) => contact(name)),
        everyone,
        'ar',
      ),
    ).toEqual(['ا: أحمد, أمل', 'ل: ليلى']);
  });

  it('is searched by name, own name and tag, without regard to case and accents', () => {
    const contacts = [contact('Mum', { ownName: 'María' }), contact('Sam', { tags: ['Chess club'] }), contact('Tom')];
    expect(arranged(contacts, { text: ' MARIA ', tag: null })).toEqual(['M: Mum']);
    expect(arranged(contacts, { text: 'chess', tag: null })).toEqual(['S: Sam']);
    expect(arranged(contacts, { text: '', tag: 'Chess club' })).toEqual(['S: Sam']);
    expect(arranged(contacts, { text: 'tom', tag: 'Chess club' })).toEqual([]);
  });

  it('offers each tag once', () => {
    expect(tagsOf([contact('a', { tags: ['b', 'a'] }), contact('b', { tags: ['a'] })], 'en')).toEqual(['a', 'b']);
  });
});

describe('tags of a contact', () => {
  it('come from what was typed, once each, within the limits', () => {
    expect(withTags(['Family'], ' school ,family،  chess   club ,, ')).toEqual(['Family', 'school', 'chess club']);
    expect(withTags([], 'x'.repeat(100))[0]).toHaveLength(64);
    expect(withTags([], Array.from({ length: 30 }, (_, index) => `t${index}`).join(','))).toHaveLength(12);
    expect(withoutTag(['a', 'b'], 'a')).toEqual(['b']);
  });
});

describe('the path of a QR code', () => {
  it('covers each dark module once', () => {
    const path = codePath([
      [true, true, false],
      [false, false, false],
      [false, true, true],
    ]);
    expect(path).toBe('M0 0h2v1h-2zM1 2h2v1h-2z');
  });
});
