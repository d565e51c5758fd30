import { describe, expect, it } from 'vitest';
import type { MessageRecord } from '@domain/chat/message.ts';
import { markText, matchText } from '@domain/search/matcher.ts';
import { readQuestion } from '@domain/search/question.ts';
import { isOfSort, talkSorts } from '@domain/search/talkSort.ts';
import { ANY_TIME, isAnyTime, spanOf } from '@domain/search/timeChoice.ts';
import { fakeBlobId } from '../../../../support/web/fakeIds.ts';

const NOW = new Date(2026, 5, 15, 12).getTime();
const DAY = 24 * 3_600_000;

describe('when', () => {
  it('SRC-18 lately is so long before now', () => {
    expect(spanOf({ ...ANY_TIME, since: 'week' }, NOW)).toEqual({ since: NOW - 7 * DAY, until: null });
    expect(spanOf(ANY_TIME, NOW)).toEqual({ since: null, until: null });
  });

  it('SRC-18 days are whole, those of this place, and either end may be open', () => {
    const days = { since: 'days', firstDay: '2026-05-31', lastDay: '2026-06-01' } as const;
    const { since, until } = spanOf(days, NOW);
    expect(since).toBe(new Date(2026, 4, 31).getTime());
    expect(until).toBe(new Date(2026, 5, 2).getTime() - 1);
    expect(spanOf({ ...days, firstDay: '' }, NOW)).toEqual({ since: null, until });
    expect(spanOf({ ...days, lastDay: '' }, NOW)).toEqual({ since, until: null });
  });

  it.each(['', 'tomorrow', '2026-02-31', '2026-13-01', '26-1-1'])('SRC-18 %j is no day, and narrows nothing', (day) => {
    const choice = { since: 'days', firstDay: day, lastDay: day } as const;
    expect(spanOf(choice, NOW)).toEqual({ since: null, until: null });
    expect(isAnyTime(choice)).toBe(true);
  });

  it('SRC-18 a time that is chosen lets not everything through', () => {
    expect(isAnyTime(ANY_TIME)).toBe(true);
    expect(isAnyTime({ ...ANY_TIME, since: 'day' })).toBe(false);
    expect(isAnyTime({ since: 'days', firstDay: '', lastDay: '2026-06-01' })).toBe(false);
  });
});

describe('what sort of message', () => {
  type Body = MessageRecord['body'];
  const file = (mime: string, more: Partial<Extract<Body, { kind: 'file' }>> = {}): Body => ({
    kind: 'file',
    file: { blob: fakeBlobId('blob'), size: 1, mime, name: 'name', picture: null },
    caption: '',
    ...more,
  });
  it.each([
    ['words', { kind: 'text', text: 'words alone' } satisfies Body, ['words']],
    ['an address', { kind: 'text', text: 'at https://pear.example' } satisfies Body, ['words', 'link']],
    ['one without its scheme', { kind: 'text', text: 'www.pear.example!' } satisfies Body, ['words', 'link']],
    ['one of mail', { kind: 'text', text: 'pear@orchard.example' } satisfies Body, ['words', 'link']],
    ['what looks like one', { kind: 'text', text: 'and/or @noon, v1.2' } satisfies Body, ['words']],
    ['a document', file('application/pdf'), ['file']],
    [
      'a document with an address beside it',
      file('application/pdf', { caption: 'http://a.example' }),
      ['file', 'link'],
    ],
    ['a film', file('video/mp4'), ['media']],
    ['sound', file('audio/ogg'), ['voice']],
  ] as const)('SRC-17 %s', (_, body, sorts) => {
    expect(new Set(talkSorts.filter((sort) => isOfSort(body, sort)))).toEqual(new Set(sorts));
  });
});

describe('marks of what is drawn', () => {
  const marked = (typed: string, text: string, forgiving = false) =>
    markText(readQuestion(typed), text, { forgiving }).map(([from, to]) => text.slice(from, to));

  it('CHAT-UI-172 are told of any part of the question, where not all of it stands', () => {
    expect(matchText(readQuestion('pear plum'), 'a plum tree')).toBeNull();
    expect(marked('pear plum', 'a plum tree')).toEqual(['plum']);
    expect(marked('pear plum', 'plums and pears')).toEqual(['plum', 'pear']);
    expect(marked('fig', 'nothing of it')).toEqual([]);
  });

  it('CHAT-UI-172 are those of slips where slips are forgiven', () => {
    expect(marked('harbuor', 'the harbour')).toEqual([]);
    expect(marked('harbuor', 'the harbour', true)).toEqual(['harbour']);
  });
});
