import { expect, test } from 'vitest';
import { textPost, type PostRecord } from '@domain/feed/post.ts';
import type { BlobId, EventId } from '@shared/ids.ts';
import { type MomentSight, momentView } from '@services/moments/momentViews.ts';
import { fakeAccountId, fakeDeviceId, fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

const friend = fakeAccountId('friend');
const space = fakeSpaceId('circle');
const person = { account: friend, name: 'Friend', picture: null, own: false };

const postAt = (at: number, change: Partial<PostRecord> = {}): PostRecord => ({
  ...{ id: fakeEventId(`post ${at}`), space, lane: 'moments', author: friend, device: fakeDeviceId('friend') },
  ...{ seq: 0, at, expires: null, body: textPost('words'), story: null },
  ...change,
});
const sight = (looked: number, seen: readonly EventId[] = []): MomentSight => ({
  ...{ self: fakeAccountId('self'), people: new Map([[friend, person]]), own: new Map(), held: new Set([space]) },
  ...{ muted: new Set(), stories: new Map(), heldByOthers: new Map(), looked, late: new Set<EventId>() },
  marks: new Map(seen.map((post) => [post, { post, hidden: false, saved: null, seen: 1 }])),
});
const isSeen = (of: MomentSight, post: PostRecord) => momentView(of, post, { notes: [], now: 0 })?.seen;

test('MOM-UI-6 a post is seen that stood when one last looked; one that came after is not', () => {
  expect(isSeen(sight(100), postAt(100))).toBe(true);
  expect(isSeen(sight(100), postAt(101))).toBe(false);
  expect(isSeen(sight(0), postAt(1))).toBe(false);
});

test('FED-15 a post that came late is not seen, wherever it stands', () => {
  const late = { ...sight(100), late: new Set([postAt(50).id]) };
  expect(isSeen(late, postAt(50))).toBe(false);
  expect(isSeen(late, postAt(60))).toBe(true);
});

test('MOM-UI-3 a story is seen once it was looked at itself', () => {
  const story = postAt(50, {
    expires: 1000,
    body: null,
    story: { blob: fakeEventId('blob') as string as BlobId, size: 1 },
  });
  expect(isSeen(sight(100), story)).toBe(false);
  expect(isSeen(sight(100, [story.id]), story)).toBe(true);
});
