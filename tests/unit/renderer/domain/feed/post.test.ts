import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import { encodeEvent, idBytes } from '@domain/event/codec.ts';
import { MAX_EVENT_BYTES } from '@domain/event/event.ts';
import {
  MAX_POST_TEXT,
  MAX_POST_THUMBNAILS,
  MOST_PHOTOS,
  type PostBody,
  encodePost,
  postBodySchema,
  postFits,
  textPost,
  wirePostSchema,
} from '@domain/feed/post.ts';
import { linkOfShared, readChannelLink } from '@domain/channel/link.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import type { EventId } from '@shared/ids.ts';
import { circle, photo } from '../../../../support/shared/feedEvents.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { anyPost } from './arbitraries.ts';

/** Nine photos with the longest names and as large small pictures as may be. */
function fullest(text: string): PostBody {
  const each = Math.floor(MAX_POST_THUMBNAILS / MOST_PHOTOS);
  const files = Array.from({ length: MOST_PHOTOS }, (_, place) => ({
    ...photo(`${place}${'n'.repeat(254)}`, new Uint8Array(each), 2 ** 31),
    picture: { width: 65_535, height: 65_535, blur: 'b'.repeat(128), thumbnail: new Uint8Array(each) },
  }));
  return { ...textPost(text), files };
}

function isPost(body: unknown): boolean {
  return v.is(postBodySchema, body);
}

const link = (url: string): PostBody => ({
  ...textPost(''),
  link: { url, title: '', description: '', thumbnail: null },
});

describe('posts', () => {
  it('FED-5 what is written is read as it was, through the bytes of an event', () => {
    fc.assert(
      fc.property(anyPost, (body) => {
        const decoded = decodeCanonical(encodeCanonical(encodePost(body)));
        if (!decoded.ok) throw new Error(decoded.error.message);
        expect(v.parse(wirePostSchema, decoded.value)).toEqual(body);
      }),
    );
  });

  it('FED-11 nine photos with the largest small pictures and the longest names fit an event, and so does their edit', () => {
    const body = fullest('w'.repeat(MAX_POST_TEXT));
    expect(isPost(body)).toBe(true);
    expect(postFits(body)).toBe(true);
    const place = { space: circle, device: idOf<never>('d'), seq: 2 ** 40, prev: idOf<never>('p'), at: 2 ** 45 };
    const kind = feedKind('channels', FeedVerb.edited);
    const edit = { post: idBytes(idOf<never>('the post')), body: { to: encodePost(body) } };
    expect(encodeEvent({ ...place, kind, body: edit }).length).toBeLessThanOrEqual(MAX_EVENT_BYTES);
    const post = { post: encodePost(body), expires: 2 ** 45 };
    expect(encodeEvent({ ...place, kind, body: post }).length).toBeLessThanOrEqual(MAX_EVENT_BYTES);
  });

  it('FED-11 words that take three bytes each may not fit beside them, and that is told', () => {
    expect(postFits(fullest('あ'.repeat(MAX_POST_TEXT)))).toBe(false);
    expect(postFits(textPost('あ'.repeat(MAX_POST_TEXT)))).toBe(true);
  });

  it('FED-11 a post says something', () => {
    for (const text of ['', ' \n\t']) expect(isPost(textPost(text))).toBe(false);
    expect(isPost({ ...textPost(''), files: [photo('a')] })).toBe(true);
    expect(isPost(link('https://example.org'))).toBe(true);
  });

  it('FED-16 a post of one file may say that it is a voice note, and how it is drawn', () => {
    const voice = { duration: 4000, levels: Uint8Array.of(0, 255) };
    const note = { ...textPost(''), files: [photo('a')], voice };
    const wire = encodePost(note);
    expect(v.parse(wirePostSchema, wire)).toEqual(note);
    expect('voice' in encodePost({ ...textPost(''), files: [photo('a')] })).toBe(false);
    for (const wrong of [
      { files: [] },
      { files: [photo('a'), photo('b')] },
      { voice: { ...voice, levels: new Uint8Array(65) } },
      { voice: { ...voice, duration: -1 } },
      { voice: { ...voice, more: 1 } },
    ])
      expect(isPost({ ...note, text: 'x', ...wrong })).toBe(false);
    expect(v.is(wirePostSchema, { ...wire, files: [] })).toBe(false);
  });

  it('FED-14 a post that is passed on names no other channel than the one its link leads to', () => {
    const key = new Uint8Array(32).fill(4);
    const shared = { channel: channelSpace(key), post: idOf<EventId>('p'), name: 'Harbour News', title: 'The quay' };
    const passedOn = (change: object) => isPost({ ...textPost(''), shared: { ...shared, ...change } });
    expect(passedOn({})).toBe(true);
    expect(passedOn({ link: { key, signaling: ['wss://example.org'] } })).toBe(true);
    expect(passedOn({ link: { key: new Uint8Array(32), signaling: [] } })).toBe(false);
    expect(passedOn({ link: { key, signaling: ['https://example.org'] } })).toBe(false);
    expect(passedOn({ link: { key, signaling: Array(4).fill('wss://example.org') } })).toBe(false);
    const way = { key, signaling: ['wss://example.org'] };
    expect(linkOfShared({ name: shared.name })).toBeNull();
    expect(
      readChannelLink(linkOfShared({ name: `Harbour\u202e News${'!'.repeat(200)}`, link: way }) ?? ''),
    ).toMatchObject({
      ok: true,
      value: way,
    });
    const wire = encodePost({ ...textPost(''), shared: { ...shared, link: way } });
    expect(v.is(wirePostSchema, wire)).toBe(true);
    expect(
      v.is(wirePostSchema, { ...wire, shared: { ...(wire['shared'] as object), channel: new Uint8Array(32) } }),
    ).toBe(false);
  });

  it('FED-11 small pictures are bounded together, whatever they belong to', () => {
    const small = (length: number) => ({ ...textPost(''), files: Array(3).fill(photo('a', new Uint8Array(length))) });
    expect(isPost(small(12 * 1024))).toBe(true);
    const beside = (thumbnail: Uint8Array) => ({
      ...small(12 * 1024),
      link: { ...link('https://a.org').link, thumbnail },
    });
    expect(isPost(beside(new Uint8Array(8 * 1024)))).toBe(true);
    expect(isPost(beside(new Uint8Array(8 * 1024 + 1)))).toBe(false);
    expect(isPost({ ...textPost('x'), files: Array(10).fill(photo('a')) })).toBe(false);
  });

  it('FED-6 only addresses of the web are links, without a name before the host', () => {
    for (const url of ['https://example.org', 'http://example.org:80/a?b#c', 'https://مثال.إختبار/x'])
      expect([url, isPost(link(url))]).toEqual([url, true]);
    const wrong = [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'https://',
      'https://good.org@evil.org',
      'https://a b',
      '//a',
    ];
    const more = ['data:text/html,x', 'https://a.org/ x', String.raw`https://good.org\@evil.org`, 'ftp://a.org'];
    for (const url of [...wrong, ...more]) expect([url, isPost(link(url))]).toEqual([url, false]);
  });

  it('FED-5 a body that fits no form is a bug of who writes it', () => {
    expect(() => encodePost(textPost(''))).toThrow();
  });
});
