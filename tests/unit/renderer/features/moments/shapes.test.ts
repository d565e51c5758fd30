import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BlobId } from '@shared/ids.ts';
import { textPost } from '@domain/feed/post.ts';
import { typedLink } from '@services/moments/typedLink.ts';
import type { ChosenFile } from '@services/media/chosenDesk.ts';
import type { StoryShelf } from '@services/workspace/momentsWorkspace.ts';
import {
  audiencePeople,
  chosenAudience,
  everyone,
} from '../../../../../src/renderer/features/moments/audience/audiencePeople.ts';
import { problemOf } from '../../../../../src/renderer/features/moments/compose/useCompose.ts';
import { caughtUpAt, feedRows } from '../../../../../src/renderer/features/moments/feed/feedRows.ts';
import {
  type Photo,
  photosHeight,
  photoShapes,
} from '../../../../../src/renderer/features/moments/media/photoShapes.ts';
import { LeavingDesk, UNDO_TIME } from '@services/undo/leavingDesk.ts';
import { estimatePost, isLongText } from '../../../../../src/renderer/features/moments/post/postShape.ts';
import { momentsPlaceOf } from '../../../../../src/renderer/features/moments/room/momentsPlace.ts';
import {
  startOf,
  stepFrom,
  storySequence,
} from '../../../../../src/renderer/features/moments/stories/storySequence.ts';
import { createFakeApplication } from '../../../../support/web/fakeApplication.ts';
import { fakeAccountId, fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import { fakeOwnPerson, fakePost } from '../../../../support/web/fakeMoments.ts';

const friend = { account: fakeAccountId('friend'), name: 'Friend', picture: null, own: false };
const other = { account: fakeAccountId('other'), name: 'Other', picture: null, own: false };

const photo = (width: number, height: number): Photo => ({
  blob: fakeEventId(`${width} ${height}`) as string as BlobId,
  size: 1000,
  name: 'photo.webp',
  mime: 'image/webp',
  picture: { width, height, blur: '', thumbnail: null },
});

describe('photos', () => {
  test('MOM-UI-1 one photo keeps its shape, two and four stand in pairs, others in threes', () => {
    expect(photoShapes([photo(1600, 1000)])).toMatchObject({ columns: 1, ratio: 1.6 });
    const counts = [2, 3, 4, 5, 6, 9].map((count) => photoShapes(Array.from({ length: count }, () => photo(9, 9))));
    expect(counts.map(({ columns }) => columns)).toEqual([2, 3, 2, 3, 3, 3]);
  });

  test('MOM-UI-1 the place of any photos is known before they are here, and never more than its column', () => {
    const sides = fc.integer({ min: 1, max: 65_535 });
    fc.assert(
      fc.property(fc.array(fc.tuple(sides, sides), { minLength: 1, maxLength: 9 }), (shapes) => {
        const photos = shapes.map(([width, height]) => photo(width, height));
        const { columns, width, ratio } = photoShapes(photos);
        expect(ratio).toBeGreaterThan(0.5);
        expect(ratio).toBeLessThan(2.5);
        expect(width).toBeLessThanOrEqual(26);
        const height = photosHeight(photos, { width: 300, rem: 16 });
        expect(height).toBeGreaterThan(0);
        expect(height).toBeLessThanOrEqual((Math.ceil(photos.length / columns) * 300) / 0.6);
      }),
    );
  });
});

describe('rows of a feed', () => {
  const at = (day: number) => new Date(2026, 9, day, 12).getTime();
  const posts = [
    fakePost('three', friend, { at: at(35), seen: false }),
    fakePost('own', fakeOwnPerson, { at: at(30), seen: false }),
    fakePost('two', friend, { at: at(20), seen: false }),
    fakePost('one', friend, { at: at(2) }),
  ];

  test('MOM-UI-6 the line stands below the last new post of others; own posts are never new', () => {
    expect(caughtUpAt(posts, true)).toBe(fakeEventId('post one'));
    expect(caughtUpAt(posts.slice(1, 2), false)).toBeNull();
    expect(caughtUpAt(posts.slice(3), false)).toBeNull();
    expect(caughtUpAt(posts.slice(0, 3), false)).toBe('end');
    // Where what is new ends is not here yet.
    expect(caughtUpAt(posts.slice(0, 3), true)).toBeNull();
  });

  test('MOM-UI-6 rows stand in the order of the posts, with the line where it belongs', () => {
    const rows = feedRows({ posts, hasOlder: true, caughtUp: fakeEventId('post one'), hasMonths: false });
    expect(rows.map(({ kind }) => kind)).toEqual(['head', 'post', 'post', 'post', 'caught-up', 'post', 'more']);
    const end = feedRows({ posts, hasOlder: false, caughtUp: 'end', hasMonths: false });
    expect(end.at(-1)?.kind).toBe('caught-up');
  });

  test('MOM-UI-11 an album has a heading for each month, and says so where it is empty', () => {
    const rows = feedRows({ posts, hasOlder: false, caughtUp: null, hasMonths: true });
    expect(rows.map(({ kind }) => kind)).toEqual(['head', 'month', 'post', 'month', 'post', 'post', 'post', 'end']);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    const empty = feedRows({ posts: [], hasOlder: false, caughtUp: null, hasMonths: true });
    expect(empty.map(({ kind }) => kind)).toEqual(['head', 'empty']);
  });

  test('MOM-UI-14 a post of many words is guessed no taller than its fold', () => {
    const column = { width: 640, rem: 16 };
    const long = fakePost('long', friend, { body: textPost('word '.repeat(2000)) });
    const short = fakePost('short', friend, { body: textPost('word') });
    expect(isLongText('word '.repeat(2000))).toBe(true);
    expect(estimatePost(long, column)).toBeLessThan(estimatePost(short, column) + 200);
  });
});

describe('addresses', () => {
  test('MOM-UI-15 each page has an address, and what leads nowhere says so', () => {
    const account = fakeAccountId('friend');
    expect(momentsPlaceOf('')).toEqual({ page: 'feed', composing: null, sharing: null });
    expect(momentsPlaceOf('new/story')).toEqual({ page: 'feed', composing: 'story', sharing: null });
    expect(momentsPlaceOf('mine')).toEqual({ page: 'album', account: null });
    expect(momentsPlaceOf(`person/${account}`)).toEqual({ page: 'album', account });
    const sharing = fakeEventId('article');
    expect(momentsPlaceOf(`share/${sharing}`)).toEqual({ page: 'feed', composing: 'post', sharing });
    for (const wrong of ['share/nothing', 'person/nobody', 'post/', 'constructor', '__proto__', 'saved2'])
      expect(momentsPlaceOf(wrong)).toEqual({ page: 'missing' });
  });

  test('MOM-UI-9 only an address of the web becomes a link', () => {
    expect(typedLink(' example.org/a b ', ' A page ')).toMatchObject({
      url: 'https://example.org/a%20b',
      title: 'A page',
    });
    for (const wrong of [
      '',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'localhost',
      'https://you@example.org',
      'two words',
    ])
      expect(typedLink(wrong, '')).toBeNull();
  });
});

describe('whom a post is for', () => {
  const { contacts } = createFakeApplication().workspace.controls.store.state;
  const nobody = { closedTo: new Set<never>() };
  const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);

  test('MOM-UI-4 contacts who were accepted, not blocked and not closed out', () => {
    const all = names(audiencePeople({ kind: 'contacts' }, contacts, nobody));
    expect(all).toContain('Leila Haddad');
    expect(all).not.toContain('Noor');
    expect(all).not.toContain('Free Gifts');
    const closed = audiencePeople({ kind: 'contacts' }, contacts, { closedTo: new Set([fakeAccountId('leila')]) });
    expect(names(closed)).not.toContain('Leila Haddad');
  });

  test('MOM-UI-4 tags, only and except choose among them; only me chooses nobody', () => {
    const leila = fakeAccountId('leila');
    expect(names(audiencePeople({ kind: 'tags', tags: ['Beirut'] }, contacts, nobody))).toEqual(['Leila Haddad']);
    expect(names(audiencePeople({ kind: 'only', accounts: [leila] }, contacts, nobody))).toEqual(['Leila Haddad']);
    expect(names(audiencePeople({ kind: 'except', accounts: [leila] }, contacts, nobody))).not.toContain(
      'Leila Haddad',
    );
    expect(audiencePeople({ kind: 'me' }, contacts, nobody)).toEqual([]);
  });

  test('MOM-UI-9 somebody has to be named where somebody is asked for', () => {
    expect(chosenAudience(everyone)).toEqual({ kind: 'contacts' });
    expect(chosenAudience({ ...everyone, kind: 'only' })).toBeNull();
    expect(chosenAudience({ ...everyone, kind: 'tags', tags: new Set(['b', 'a']) })).toEqual({
      kind: 'tags',
      tags: ['a', 'b'],
    });
  });
});

describe('what can be posted', () => {
  const file = (type: string, kind: ChosenFile['kind']): ChosenFile => ({
    id: 1,
    file: new File(['bytes'], 'file', { type }),
    kind,
    preview: null,
    why: null,
    video: null,
  });
  const draft = { text: '', link: null, program: null, shared: null, isStory: false };
  const all = { kind: 'contacts' } as const;

  test('MOM-UI-9 says what stands in the way', () => {
    const picture = file('image/jpeg', 'picture');
    const video = file('video/mp4', 'file');
    expect(problemOf(draft, [], all)).toBe('empty');
    expect(problemOf({ ...draft, text: ' \n' }, [], all)).toBe('empty');
    expect(problemOf(draft, [picture], null)).toBe('nobody');
    expect(problemOf(draft, [picture, video], all)).toBe('mixed');
    expect(problemOf(draft, [file('application/pdf', 'file')], all)).toBe('not-shown');
    expect(problemOf(draft, [file('image/jpeg', 'too-large')], all)).toBe('too-large');
    expect(problemOf({ ...draft, isStory: true }, [picture, picture], all)).toBe('story-too-many');
    expect(problemOf(draft, [picture, picture], all)).toBeNull();
    expect(problemOf(draft, [video], all)).toBeNull();
    expect(problemOf({ ...draft, text: 'words' }, [], all)).toBeNull();
    const shared = { channel: fakeSpaceId('channel'), post: fakeEventId('article'), name: 'Channel', title: 'Title' };
    expect(problemOf({ ...draft, shared }, [], all)).toBeNull();
  });
});

describe('the order of stories', () => {
  const story = (key: string, who: typeof friend, seen: boolean) => fakePost(key, who, { seen, expires: 1 });
  const shelves: readonly StoryShelf[] = [
    { person: friend, stories: [story('a', friend, true), story('b', friend, false)], isNew: true },
    { person: other, stories: [story('c', other, true)], isNew: false },
  ];
  const sequence = storySequence(shelves);
  const id = (key: string) => fakeEventId(`post ${key}`);
  const stands = () => true;

  test('MOM-UI-3 begins at the first that was not looked at, else at the first', () => {
    expect(startOf(shelves, friend.account)).toBe(id('b'));
    expect(startOf(shelves, other.account)).toBe(id('c'));
    expect(startOf(shelves, fakeAccountId('nobody'))).toBeNull();
  });

  test('MOM-UI-3 goes from person to person, past what is over, and ends at both ends', () => {
    expect(stepFrom(sequence, id('b'), { step: 1, stands })).toBe(id('c'));
    expect(stepFrom(sequence, id('c'), { step: 1, stands })).toBeNull();
    expect(stepFrom(sequence, id('a'), { step: -1, stands })).toBeNull();
    expect(stepFrom(sequence, id('a'), { step: 1, stands: (one) => one !== id('b') })).toBe(id('c'));
  });
});

describe('deleting with a way back', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const post = fakeEventId('post');

  test('MOM-UI-2 nothing is deleted before the time is over, nor once it was taken back', async () => {
    const remove = vi.fn(() => Promise.resolve(true));
    const desk = new LeavingDesk(remove);
    desk.leave(post);
    expect([...desk.leaving.get()]).toEqual([post]);
    await vi.advanceTimersByTimeAsync(UNDO_TIME - 1);
    expect(remove).not.toHaveBeenCalled();
    desk.takeBack(post);
    await vi.advanceTimersByTimeAsync(UNDO_TIME * 2);
    expect(remove).not.toHaveBeenCalled();
    expect(desk.leaving.get().size).toBe(0);
  });

  test('MOM-UI-2 who leaves the room deletes at once; what could not be deleted is there again', async () => {
    const remove = vi.fn(() => Promise.resolve(false));
    const desk = new LeavingDesk(remove);
    desk.leave(post);
    desk.leave(post);
    desk.finishAll();
    desk.takeBack(post);
    await vi.advanceTimersByTimeAsync(UNDO_TIME * 2);
    expect(remove).toHaveBeenCalledTimes(1);
    expect(desk.leaving.get().size).toBe(0);
  });
});
