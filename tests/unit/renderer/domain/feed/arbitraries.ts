/** Posts and notes of every form, and things that are none. */
import fc from 'fast-check';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { NoteRecord, Said } from '@domain/feed/note.ts';
import { type ArticleFace, type PostBody, type PostRecord, encodePost } from '@domain/feed/post.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { channelSpace, remarkSpace, whisperSpace } from '@domain/feed/spaces.ts';
import { blobOf, circle, photo } from '../../../../support/shared/feedEvents.ts';
import { alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';

export const carol = idOf<AccountId>('carol');
const pictures = (most: number) => fc.option(fc.uint8Array({ maxLength: most }), { nil: null });
const words = (most: number) => fc.string({ unit: 'grapheme', maxLength: most });
const file = fc
  .record({ name: fc.constantFrom('a', 'b', 'c'), thumbnail: pictures(200), size: fc.nat() })
  .map(({ name, thumbnail, size }) => photo(name, thumbnail, size));

const article: fc.Arbitrary<ArticleFace> = fc.record({
  title: words(20).map((title) => `T${title}`),
  summary: words(40),
  cover: fc.option(file, { nil: null }),
  document: fc.constantFrom('d', 'e').map(blobOf),
  size: fc.nat(1000),
  words: fc.nat(1000),
  series: words(10),
  blobs: fc.array(fc.constantFrom('a', 'x', 'y').map(blobOf), { maxLength: 5 }),
});

/** A post of one file, which may be a voice note. */
const voiced = (post: PostBody): fc.Arbitrary<PostBody> =>
  fc
    .option(fc.record({ duration: fc.nat(1000), levels: fc.uint8Array({ maxLength: 64 }) }), { nil: null })
    .map((voice) => (voice === null ? post : { ...post, voice }));

/** A post of any form that is allowed. */
export const anyPost: fc.Arbitrary<PostBody> = fc
  .record({
    text: words(60),
    files: fc.array(file, { maxLength: 9 }),
    link: fc.option(
      fc.record({ url: fc.webUrl(), title: words(20), description: words(20), thumbnail: pictures(50) }),
      { nil: null },
    ),
    program: fc.option(
      fc.record({
        package: fc.constant(blobOf('package')),
        name: fc.constant('Poll'),
        key: fc.constantFrom(null, 'A'.repeat(43)),
        size: fc.nat(1000),
        icon: pictures(50),
        version: fc.constantFrom(null, '1.0'),
        id: fc.constantFrom(null, 'poll'),
        permissions: fc.constant([]),
        net: fc.constant([]),
      }),
      { nil: null },
    ),
    shared: fc.option(
      fc
        .record(
          {
            post: fc.constant(idOf<EventId>('shared')),
            name: words(20),
            title: words(20),
            link: fc.record({
              key: fc.uint8Array({ minLength: 32, maxLength: 32 }),
              signaling: fc.subarray(['ws://localhost:1/signal', 'wss://example.org']),
            }),
          },
          { requiredKeys: ['post', 'name', 'title'] },
        )
        .map((shared) => ({ ...shared, channel: shared.link === undefined ? chat : channelSpace(shared.link.key) })),
      { nil: null },
    ),
    article: fc.option(article, { nil: null }),
  })
  .filter(({ text, files, ...parts }) => text.trim() !== '' || files.length > 0 || Object.values(parts).some(Boolean))
  .chain((post) => (post.files.length === 1 ? voiced(post) : fc.constant(post)));

/** Anything an event's body may be. */
export const anyBody: fc.Arbitrary<unknown> = fc.anything({
  withBigInt: true,
  withTypedArray: true,
  maxDepth: 3,
  key: fc.oneof(
    fc.constantFrom(
      'post',
      'body',
      'expires',
      'story',
      'blob',
      'size',
      'to',
      'text',
      'mark',
      'remark',
      'by',
      '__proto__',
    ),
    fc.string(),
  ),
});

/** Bodies that are nearly right: each field as it should be, or anything, or not there. */
export const nearlyBody: fc.Arbitrary<unknown> = fc
  .record(
    {
      post: orAnything(anyPost.map(encodePost), fc.constant(idBytes(idOf<EventId>('the post')))),
      expires: orAnything(fc.constantFrom(null, 5, 2 ** 45)),
      story: orAnything(fc.constant({ blob: idBytes(blobOf('s')), size: 9 })),
      body: orAnything(
        fc.record(
          {
            to: orAnything(fc.constant(null), fc.constant(idBytes(circle)), anyPost.map(encodePost)),
            text: orAnything(fc.constant('yes')),
            by: orAnything(fc.constant(null)),
            mark: orAnything(fc.constant('+')),
            remark: orAnything(fc.constant(idBytes(circle))),
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  )
  .map((body) => ({ ...body }));

function orAnything(...right: readonly fc.Arbitrary<unknown>[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: fc.oneof(...right) }, { weight: 1, arbitrary: anyBody });
}

/** A kind of a feed. */
export const anyFeedKind: fc.Arbitrary<string> = fc
  .record({
    lane: fc.constantFrom('moments', 'channels'),
    verb: fc.oneof(fc.constantFrom(...Object.values(FeedVerb)), fc.constantFrom('face', 'constructor', 'valueOf')),
  })
  .map(({ lane, verb }) => feedKind(lane, verb));

/** An event with any body. */
export function eventWith(kind: string, body: unknown, change: Partial<AdmittedEvent> = {}): AdmittedEvent {
  const id = idOf<EventId>('an event');
  const content = {
    v: 1,
    space: circle,
    kind,
    device: idOf<DeviceId>('device'),
    seq: 3,
    prev: id,
    at: 1000,
    body,
  };
  return { id, content, payload: new Uint8Array(3), author: bob, bucket: 0, sortAt: 1000, ...change };
}

/** A post of Bob's. */
export const thePost: PostRecord = {
  ...{ id: idOf<EventId>('the post'), space: circle, lane: 'moments', author: bob, device: idOf('bob phone'), seq: 0 },
  ...{ at: 1000, expires: null, story: null },
  body: { text: 'first', files: [], link: null, program: null, shared: null, article: null },
};

const people = [alice, bob, carol];
const noteIds = Array.from({ length: 12 }, (_, place) => idOf<EventId>(`note ${place}`));
const someNote = fc.constantFrom(...noteIds);
const said: fc.Arbitrary<Said> = fc.oneof(
  fc.record({ act: fc.constant('edit'), body: anyPost }),
  fc.record({ act: fc.constant('delete') }),
  fc.record({ act: fc.constant('hush'), remark: someNote }),
  fc.record({
    act: fc.constant('remark'),
    text: fc.constantFrom('yes', 'no'),
    to: fc.option(someNote, { nil: null }),
    by: fc.constantFrom(null, 'Dave'),
  }),
  fc.record({ act: fc.constant('unremark'), remark: someNote }),
  fc.record({ act: fc.constant('like'), mark: fc.constantFrom(null, '+', '-') }),
  fc.record({ act: fc.constant('seen') }),
);
const places: readonly SpaceId[] = [
  circle,
  chat,
  ...people.flatMap((account) => [remarkSpace(circle, account), whisperSpace(circle, account)]),
];

/** Notes about {@link thePost}, by anybody, said anywhere. */
export const anyNotes: fc.Arbitrary<readonly NoteRecord[]> = fc
  .uniqueArray(someNote, { maxLength: noteIds.length })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(id),
          post: fc.constant(thePost.id),
          space: fc.constantFrom(...places),
          author: fc.constantFrom(...people),
          at: fc.integer({ min: 1000, max: 1004 }),
          said,
        }),
      ),
    ),
  );
