// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { textPost } from '@domain/feed/post.ts';
import type { AwayDigest } from '@services/workspace/momentsWorkspace.ts';
import { MomentsContent } from '../../../../../src/renderer/features/moments/index.ts';
import { fakeAccountId, fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import { fakePost } from '../../../../support/web/fakeMoments.ts';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

const nothing = () => undefined;
const DAY = 24 * 3_600_000;
const now = Date.now();
const leila = { account: fakeAccountId('leila'), name: 'Leila', picture: null, own: false };
const question = {
  id: fakeEventId('question'),
  post: fakeEventId('post lake'),
  space: fakeSpaceId('circle'),
  person: leila,
  at: now - DAY,
  text: 'Which lake is that?',
  seen: true,
};
const missed: AwayDigest = {
  since: now - 9 * DAY,
  until: now,
  posts: 3,
  mostPosts: 1000,
  people: [{ person: leila, posts: 3 }],
  likes: 1,
  remarks: 2,
  unanswered: [question],
};

function open(selected: string, digest: AwayDigest | null, { asked = false, isFollowing = true } = {}) {
  const screenOf = (
    <MomentsContent selected={selected} onOpenContact={nothing} onOpenPackage={nothing} onOpenChannelPost={nothing} />
  );
  const { application } = renderWithMedia(screenOf, {
    prepare: ({ workspace }) => {
      const { moments, channels } = workspace.controls;
      if (!isFollowing) channels.state.set({ ...channels.state.get(), channels: [] });
      moments.posts.set([fakePost('first', leila, { body: textPost('first') })]);
      if (digest !== null) moments.away.set({ digest, asked });
    },
  });
  return application.workspace.controls.moments;
}

beforeEach(() => {
  location.hash = '';
});

describe('who was away', () => {
  test('MOM-UI-17 a few lines stand above the posts until they are put aside', async () => {
    const moments = open('all', missed);
    const card = await screen.findByRole('region', { name: 'While you were away' });
    expect(within(card).getByText('3 posts of 1 person')).toBeTruthy();
    expect(within(card).getByText('1 like of your posts')).toBeTruthy();
    expect(within(card).getByText('2 comments, 1 not answered yet')).toBeTruthy();
    expect(within(card).getByRole('link', { name: 'Look at all of it' }).getAttribute('href')).toBe('#/moments/away');
    fireEvent.click(within(card).getByRole('button', { name: 'Put this aside' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'While you were away' })).toBeNull());
    expect(moments.asked).toContain('closeDigest ');
  });

  test('MOM-UI-17 who was not away is shown nothing by itself, and all of it when they ask', async () => {
    open('all', missed, { asked: true });
    await screen.findByText('first');
    expect(screen.queryByText('While you were away')).toBeNull();
  });

  test('MOM-UI-17 the page leads to each', async () => {
    const moments = open('away', missed, { asked: true });
    const people = await screen.findByRole('region', { name: 'People' });
    expect(within(people).getByRole('link').getAttribute('href')).toBe(`#/moments/person/${leila.account}`);
    const open1 = screen.getByRole('region', { name: 'Not answered yet' });
    expect(
      within(open1)
        .getByRole('link', { name: /Which lake is that/u })
        .getAttribute('href'),
    ).toBe(`#/moments/post/${question.post}`);
    expect(screen.queryByRole('region', { name: 'Stories' })).toBeNull();
    const story = fakePost('story', leila, { at: now, seen: false, expires: now + DAY });
    act(() => moments.posts.set([story, ...moments.posts.get()]));
    expect(within(await screen.findByRole('region', { name: 'Stories' })).getByText('1 story')).toBeTruthy();
  });

  test('MOM-UI-17 where nothing was missed the page says so', async () => {
    open(
      'away',
      { ...missed, posts: 0, people: [], likes: 0, remarks: 0, unanswered: [] },
      { asked: true, isFollowing: false },
    );
    expect(await screen.findByText('Nothing was missed')).toBeTruthy();
  });
});
