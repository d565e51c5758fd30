import { describe, expect, test } from 'vitest';
import type { Span } from '@domain/article/document.ts';
import { nestItems } from '@domain/article/nestItems.ts';
import { channelPlaceOf, postHref } from '../../../../../src/renderer/features/channels/channelPlace.ts';
import { seriesOf } from '../../../../../src/renderer/features/channels/page/seriesOf.ts';
import { postTitle } from '../../../../../src/renderer/features/channels/post/postWords.ts';
import { localTime, timeOf } from '../../../../../src/renderer/features/channels/write/localTime.ts';
import { fakeChannel, fakePost } from '../../../../support/web/fakeChannels.ts';
import { fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

const channel = fakeSpaceId('channel');
const post = fakeEventId('post');

describe('addresses', () => {
  test('every page of a channel has one, and what is none leads to all posts', () => {
    expect(channelPlaceOf(channel)).toEqual({ kind: 'channel', channel });
    expect(channelPlaceOf(`${channel}/post/${post}`)).toEqual({ kind: 'post', channel, post, link: null });
    const payload = 'a-B_9'.repeat(20);
    const link = `banyan://channel#${payload}`;
    expect(channelPlaceOf(`${channel}/post/${post}/${payload}`)).toEqual({ kind: 'post', channel, post, link });
    expect(channelPlaceOf(`${channel}/post/${post}/short`)).toMatchObject({ link: null });
    expect(channelPlaceOf(`${channel}/post/${post}/${'a%'.repeat(50)}`)).toMatchObject({ link: null });
    expect(channelPlaceOf(`${channel}/write/a-draft`)).toEqual({ kind: 'write', channel, draft: 'a-draft' });
    expect(channelPlaceOf(`${channel}/letters`)).toEqual({ kind: 'letters', channel });
    expect(channelPlaceOf(`${channel}/post/nonsense`)).toEqual({ kind: 'channel', channel });
    expect(channelPlaceOf(`${channel}/write/..%2f`)).toEqual({ kind: 'channel', channel });
    expect(channelPlaceOf('all')).toEqual({ kind: 'all' });
    expect(channelPlaceOf(null)).toEqual({ kind: 'all' });
    expect(postHref({ channel, id: post })).toBe(`#/channels/${channel}/post/${post}`);
  });
});

describe('entries of lists', () => {
  const item = (level: 0 | 1 | 2 | 3, text: string) => ({ level, spans: [{ text }] as readonly Span[] });

  test('hang below the last that is less deep', () => {
    const nested = nestItems([item(0, 'a'), item(1, 'b'), item(2, 'c'), item(1, 'd'), item(0, 'e')]);
    expect(
      JSON.stringify(nested, (key, value: unknown) => (key === 'spans' ? (value as Span[])[0]?.text : value)),
    ).toBe(
      '[{"spans":"a","inner":[{"spans":"b","inner":[{"spans":"c","inner":[]}]},{"spans":"d","inner":[]}]},{"spans":"e","inner":[]}]',
    );
  });

  test('none is lost where the first is the deepest, or levels are left out', () => {
    const count = (items: ReturnType<typeof nestItems>): number =>
      items.reduce((sum, { inner }) => sum + 1 + count(inner), 0);
    expect(count(nestItems([item(3, 'a'), item(0, 'b'), item(3, 'c'), item(1, 'd')]))).toBe(4);
  });
});

describe('posts', () => {
  const news = fakeChannel('News');
  const one = fakePost(news, 'First line\nsecond');

  test('are called by their title or their first words', () => {
    expect(postTitle(one)).toBe('First line');
    expect(postTitle(fakePost(news, 'x'.repeat(200))).length).toBeLessThan(90);
  });

  test('series are named once', () => {
    const article = {
      title: 't',
      summary: '',
      cover: null,
      document: fakePost(news, 'd').id,
      size: 1,
      words: 1,
      blobs: [],
    };
    const of = (series: string) => fakePost(news, series, { article: { ...article, document: 'x' as never, series } });
    expect(seriesOf([of('A'), of(''), of('B'), of('A')])).toEqual(['A', 'B']);
  });
});

describe('times to publish at', () => {
  test('go into the field and come back to the minute', () => {
    const at = new Date(2026, 10, 21, 18, 5).getTime();
    expect(localTime(at)).toBe('2026-11-21T18:05');
    expect(timeOf(localTime(at))).toBe(at);
    expect(timeOf('')).toBeNull();
  });
});
