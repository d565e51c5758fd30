import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { MAX_EVENT_BYTES } from '@domain/event/event.ts';
import { idBytes } from '@domain/event/codec.ts';
import { type NoteRecord, noteRecordSchema } from '@domain/feed/note.ts';
import { afterOfNotes } from '@domain/feed/noteOrder.ts';
import { MAX_STORY_LIFE, encodePost, encodeStoryPlace, postRecordSchema, textPost } from '@domain/feed/post.ts';
import {
  FeedVerb,
  NO_FEED_ROWS,
  aboutBody,
  blobUseSchema,
  feedKind,
  laneOf,
  projectFeed,
  wordRecordSchema,
} from '@domain/feed/project.ts';
import { blobOf, circle, photo } from '../../../../support/shared/feedEvents.ts';
import { bob } from '../../../../support/shared/storeFixtures.ts';
import { anyBody, anyFeedKind, anyPost, eventWith, nearlyBody, thePost } from './arbitraries.ts';

const post = idBytes(thePost.id);
const posted = feedKind('moments', FeedVerb.posted);
const story = { blob: idBytes(blobOf('s')), size: 9 };

describe('projectFeed', () => {
  it('FED-7 an edit and a liking may name what was said before; nothing that reaches the end of order is a note', () => {
    const edited = (after?: unknown) =>
      projectFeed(
        eventWith(feedKind('moments', FeedVerb.edited), {
          ...aboutBody(thePost.id, { body: { to: encodePost(textPost('better')) } }),
          ...(after === undefined ? {} : { after }),
        }),
      ).notes;
    expect(edited()).toHaveLength(1);
    expect(edited(7)).toMatchObject([{ after: 7 }]);
    expect(edited(2 ** 52 - 2)).toHaveLength(1);
    for (const wrong of [2 ** 52 - 1, -1, 1.5, 'late']) expect(edited(wrong)).toEqual([]);
    const liked = aboutBody(thePost.id, { body: { mark: '+' }, after: 9 });
    expect(projectFeed(eventWith(feedKind('moments', FeedVerb.liked), liked)).notes).toMatchObject([{ after: 9 }]);
    const deleted = aboutBody(thePost.id, { body: {}, after: 9 });
    expect(projectFeed(eventWith(feedKind('moments', FeedVerb.deleted), deleted))).toEqual(NO_FEED_ROWS);
  });

  it('FED-7 what is said next names the newest of its author and act where the clock has not passed it', () => {
    const by = { post: thePost.id, space: circle, author: bob, at: 100 };
    const liked: NoteRecord = { ...by, id: thePost.id, signedAt: 500, said: { act: 'like', mark: '+' } };
    const next = (now: number, act: 'like' | 'edit' = 'like') => afterOfNotes([liked], { author: bob, act }, now);
    expect([next(499), next(500), next(501), next(400, 'edit')]).toEqual([500, 500, undefined, undefined]);
    expect(afterOfNotes([{ ...liked, after: 800 }], { author: bob, act: 'like' }, 600)).toBe(801);
  });

  it('FED-4 kinds of two lanes, and nothing else', () => {
    expect(laneOf(feedKind('moments', 'posted'))).toBe('moments');
    expect(laneOf(feedKind('channels', 'anything'))).toBe('channels');
    for (const kind of ['chat.message', 'moments.posted', 'moment', 'channel', 'a.moment.posted', 'group.founded'])
      expect([kind, laneOf(kind), projectFeed(eventWith(kind, {}))]).toEqual([kind, null, NO_FEED_ROWS]);
  });

  it('FED-5 whatever a body is: no throw, and only rows that can be read again', () => {
    fc.assert(
      fc.property(anyFeedKind, fc.oneof(anyBody, nearlyBody), (kind, body) => {
        const { posts, notes, uses, words } = projectFeed(eventWith(kind, body));
        for (const row of posts) expect(v.is(postRecordSchema, row)).toBe(true);
        for (const row of notes) expect(v.is(noteRecordSchema, row)).toBe(true);
        for (const row of uses) expect(v.is(blobUseSchema, row)).toBe(true);
        for (const row of words) expect(v.is(wordRecordSchema, row)).toBe(true);
        expect(posts.length + notes.length + words.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 600 },
    );
  });

  it('FED-5 a whole post with a field too many, one missing or one changed adds nothing', () => {
    const whole = { post: encodePost({ ...textPost('hello'), files: [photo('a')] }), expires: null };
    expect(projectFeed(eventWith(posted, whole)).posts).toHaveLength(1);
    const fields = Object.keys(whole.post);
    const without = (name: string) => Object.fromEntries(Object.entries(whole.post).filter(([key]) => key !== name));
    const wrong: readonly unknown[] = [
      { ...whole, more: 1 },
      { ...whole, expires: -1 },
      { ...whole, expires: 1.5 },
      { post: whole.post },
      { ...whole, post: { ...whole.post, more: 1 } },
      ...fields.map((name) => ({ ...whole, post: without(name) })),
      ...fields.map((name) => ({ ...whole, post: { ...whole.post, [name]: 7 } })),
    ];
    for (const body of wrong) expect(projectFeed(eventWith(posted, body))).toEqual(NO_FEED_ROWS);
  });

  it('FED-5 every post comes out as it was written, with a use for each blob', () => {
    fc.assert(
      fc.property(anyPost, fc.option(fc.nat(), { nil: null }), (body, expires) => {
        const event = eventWith(posted, { post: encodePost(body), expires });
        const { posts, uses } = projectFeed(event);
        expect(posts).toEqual([
          {
            ...{ id: event.id, space: circle, lane: 'moments', author: bob, device: event.content.device, seq: 3 },
            ...{ at: 1000, expires, body, story: null },
          },
        ]);
        expect(v.parse(postRecordSchema, posts[0])).toEqual(posts[0]);
        const blobs = uses.map(({ blob }) => blob);
        expect(new Set(blobs).size).toBe(blobs.length);
        const { files, program, article } = body;
        const named = [
          ...files.map(({ blob }) => blob),
          ...(program === null ? [] : [program.package]),
          ...(article === null ? [] : [article.document, ...article.blobs]),
          ...(article?.cover ? [article.cover.blob] : []),
        ];
        expect(new Set(blobs)).toEqual(new Set(named));
        for (const { size, blob } of uses)
          expect(size).toBeGreaterThanOrEqual(
            Math.max(0, ...files.filter((one) => one.blob === blob).map((one) => one.size)),
          );
      }),
    );
  });

  it('FED-5 each verb about a post makes its note', () => {
    const said = (verb: FeedVerb, body: object) => {
      const { notes, ...others } = projectFeed(eventWith(feedKind('moments', verb), { post, body }));
      expect(others.posts).toEqual([]);
      return notes.map((note) => note.said);
    };
    const remark = idBytes(thePost.id);
    expect(said('edited', { to: encodePost(textPost('new')) })).toEqual([{ act: 'edit', body: textPost('new') }]);
    expect(said('deleted', {})).toEqual([{ act: 'delete' }]);
    expect(said('hushed', { remark })).toEqual([{ act: 'hush', remark: thePost.id }]);
    expect(said('remarked', { text: 'yes', to: remark, by: null })).toEqual([
      { act: 'remark', text: 'yes', to: thePost.id, by: null },
    ]);
    expect(said('unremarked', { remark })).toEqual([{ act: 'unremark', remark: thePost.id }]);
    expect(said('liked', { mark: null })).toEqual([{ act: 'like', mark: null }]);
    expect(said('seen', {})).toEqual([{ act: 'seen' }]);
    expect(said('seen', { more: 1 })).toEqual([]);
    expect(said('remarked', { text: '', to: null, by: null })).toEqual([]);
    expect(said('remarked', { text: 'x'.repeat(2001), to: null, by: null })).toEqual([]);
    expect(said('liked', { mark: 'x'.repeat(33) })).toEqual([]);
  });

  it('FED-5 an edit speaks of its blobs for the post, a word is kept as it was said', () => {
    const edit = { post, body: { to: encodePost({ ...textPost(''), files: [photo('a')] }) } };
    const event = eventWith(feedKind('moments', FeedVerb.edited), edit);
    expect(projectFeed(event).uses).toEqual([
      { blob: blobOf('a'), event: event.id, post: thePost.id, space: circle, size: 7, at: 1000, expires: null },
    ]);
    const body = { any: ['thing'] };
    expect(projectFeed(eventWith('channel.face', body)).words).toMatchObject([
      { kind: 'channel.face', space: circle, body },
    ]);
    // A name every object has is a word like others.
    expect(projectFeed(eventWith('moment.constructor', body)).words).toHaveLength(1);
  });

  it('FED-9 a story speaks of its blob and of each file that shows, once, until its time is over', () => {
    const files = [photo('a', null, 70), photo('b', null, 80), photo('a', null, 70)].map(({ blob, size }) => ({
      blob,
      size,
    }));
    const place = { blob: blobOf('s'), size: 9, files };
    const event = eventWith(posted, { story: encodeStoryPlace(place), expires: 5000 });
    const { posts, uses } = projectFeed(event);
    expect(posts).toMatchObject([{ story: place, expires: 5000 }]);
    expect(v.is(postRecordSchema, posts[0])).toBe(true);
    expect(uses.map(({ blob, size, expires }) => [blob, size, expires])).toEqual([
      [blobOf('s'), 9, 5000],
      [blobOf('a'), 70, 5000],
      [blobOf('b'), 80, 5000],
    ]);
    const many = { ...place, files: Array.from({ length: 11 }, (_, size) => ({ blob: blobOf(`${size}`), size })) };
    expect(projectFeed(eventWith(posted, { story: encodeStoryPlace(many), expires: 5000 }))).toEqual(NO_FEED_ROWS);
    const none = { story: { ...story, files: [] }, expires: 5000 };
    expect(projectFeed(eventWith(posted, none))).toEqual(NO_FEED_ROWS);
  });

  it('FED-9 a story has a blob and a time, and stands for seven days at most from where it is shown', () => {
    const at = 1000;
    const told = (expires: unknown, sortAt = at) =>
      projectFeed(eventWith(posted, { story, expires }, { sortAt })).posts;
    expect(told(at + MAX_STORY_LIFE)).toMatchObject([{ body: null, story: { blob: blobOf('s'), size: 9 } }]);
    for (const expires of [at + MAX_STORY_LIFE + 1, null, -1]) expect(told(expires)).toEqual([]);
    // A clock far ahead is shown when it came.
    const ahead = eventWith(posted, { story, expires: 2 ** 45 }, { sortAt: at });
    expect(projectFeed({ ...ahead, content: { ...ahead.content, at: 2 ** 45 - 10 } }).posts).toEqual([]);
    expect(told(5)).toHaveLength(1);
    expect(projectFeed(eventWith(posted, { story, expires: 5 })).uses).toMatchObject([
      { blob: blobOf('s'), expires: 5 },
    ]);
    const large = { story: { ...story, size: MAX_EVENT_BYTES + 1 }, expires: 5 };
    expect(projectFeed(eventWith(posted, large))).toEqual(NO_FEED_ROWS);
  });
});
