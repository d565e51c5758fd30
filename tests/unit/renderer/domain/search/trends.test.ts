import { describe, expect, it } from 'vitest';
import { type Trend, TrendCounter } from '@domain/search/trends.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';

const NOW = Date.UTC(2026, 5, 15, 12);
const DAY = 24 * 3_600_000;
const space = idOf<SpaceId>('a channel');

interface Said {
  readonly text: string;
  /** How many days ago. */
  readonly ago: number;
}

function trendsOf(said: readonly Said[], span: 'day' | 'week' | 'month' = 'week'): readonly Trend[] {
  const counter = new TrendCounter(span, NOW);
  for (const [index, { text, ago }] of said.entries())
    counter.add({ space, post: idOf<EventId>(`post ${index}`), at: NOW - ago * DAY, lane: 'channels', text });
  return counter.trends();
}

/** Talk of every week, with something else in each. */
const usual: readonly Said[] = Array.from({ length: 28 }, (_, ago) => ({
  text: `the weather of the day is number ${['fine', 'grey', 'windy', 'mild'][ago % 4] ?? ''} bread${ago} river${ago}`,
  ago,
}));
const often = (text: string, count = 4): readonly Said[] => Array.from({ length: count }, (_, ago) => ({ text, ago }));

describe('trends', () => {
  it.each([
    ['English', 'an eclipse above', 'eclipse'],
    ['Chinese', '今天日食真好看', '日食'],
    ['Japanese', '今日は日食を見ました', '日食'],
    ['Thai', 'วันนี้มีสุริยุปราคา', 'สุริยุปราคา'],
    ['Arabic', 'كسوف في السماء', 'كسوف'],
    ['Hindi', 'आज सूर्यग्रहण देखा', 'सूर्यग्रहण'],
    ['Punjabi', 'ਅੱਜ ਗ੍ਰਹਿਣ ਦੇਖਿਆ', 'ਗ੍ਰਹਿਣ'],
  ])('SRC-20 are words in %s', (_, text, word) => {
    // Other posts of the same script, so that it can be told what is common in it.
    const others = often(text, 3).map((said, index) => ({
      ...said,
      text: text.replaceAll(word, ''),
      ago: 10 + index * 3,
    }));
    const trends = trendsOf([...usual, ...others, ...others, ...often(text, 3)]);
    expect(trends.map((trend) => trend.text)).toContain(word);
  });

  it('SRC-21 rise: what is as common as before is none', () => {
    const weekly = usual.filter(({ ago }) => ago % 3 === 0).map(({ ago }) => ({ text: 'market', ago }));
    const trends = trendsOf([...usual, ...weekly, ...often('an eclipse')]);
    expect(trends.map(({ text }) => text)).toEqual(['eclipse']);
  });

  it('SRC-21 are in three posts at least', () => {
    expect(trendsOf([...usual, ...often('an eclipse', 2)])).toEqual([]);
  });

  it('SRC-22 are not what everybody always says', () => {
    const trends = trendsOf([...usual, ...often('the eclipse of the sun')]).map(({ text }) => text);
    expect(trends).not.toContain('the');
    expect(trends).not.toContain('of');
  });

  it('SRC-22 are not what is in most posts, where there are none of before', () => {
    const fresh = Array.from({ length: 8 }, (_, ago) => ({
      text: `the day ${ago < 4 ? 'eclipse' : ''} plum${ago}`,
      ago: ago / 2,
    }));
    expect(trendsOf(fresh).map(({ text }) => text)).toEqual([]);
    const more = Array.from({ length: 4 }, (_, ago) => ({ text: 'the day', ago }));
    expect(trendsOf([...fresh, ...more]).map(({ text }) => text)).toEqual(['eclipse']);
  });

  it('SRC-22 name words of the same posts once', () => {
    expect(trendsOf([...usual, ...often('an eclipse is due')]).map(({ text }) => text)).toEqual(['eclipse']);
    expect(trendsOf(often('see the eclipse', 3)).map(({ text }) => text)).toEqual(['eclipse']);
  });

  it('SRC-20 are links, too, by what they lead to', () => {
    const link = 'https://www.News.example/eclipse/';
    const trends = trendsOf([...usual, ...often(`see ${link}?from=me`, 2), ...often(`${link}#top.`, 2)]);
    expect(trends.find(({ kind }) => kind === 'link')?.text).toBe('news.example/eclipse');
  });

  it('SRC-20 are counted part by part, and name their posts, newest first', () => {
    const [trend] = trendsOf([
      ...usual,
      { text: 'eclipse', ago: 5 },
      { text: 'Eclipse!', ago: 0 },
      { text: 'eclipse', ago: 0.5 },
    ]);
    expect(trend?.counts).toEqual([0, 1, 0, 0, 0, 0, 2]);
    expect(trend?.posts.map(({ excerpt }) => excerpt)).toEqual(['Eclipse!', 'eclipse', 'eclipse']);
    expect(trend?.rise).toBeGreaterThan(1.5);
  });

  it('SRC-20 count a post once for each word, and leave out what is of before the span', () => {
    expect(trendsOf([...usual, ...often('eclipse eclipse eclipse', 2)])).toEqual([]);
    expect(trendsOf(often('eclipse').map((said) => ({ ...said, ago: said.ago + 8 })))).toEqual([]);
    expect(
      trendsOf([...usual, ...often('eclipse', 3).map((said) => ({ ...said, ago: said.ago / 10 }))], 'day'),
    ).toHaveLength(1);
  });
});
