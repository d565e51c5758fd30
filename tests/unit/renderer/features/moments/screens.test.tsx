// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import type { BlobId } from '@shared/ids.ts';
import { textPost } from '@domain/feed/post.ts';
import { MomentsBadge, MomentsContent, MomentsList } from '../../../../../src/renderer/features/moments/index.ts';
import type { FakeApplication } from '../../../../support/web/fakeApplication.ts';
import { fakeAccountId, fakeBlobId, fakeEventId } from '../../../../support/web/fakeIds.ts';
import { fakeOwnPerson, fakePost } from '../../../../support/web/fakeMoments.ts';
import { renderWithMedia, type MediaScreenOptions } from '../../../../support/web/renderWithMedia.tsx';

const nothing = () => undefined;
const friend = { account: fakeAccountId('leila'), name: 'Leila', picture: null, own: false };
const now = Date.now();

const content = (selected: string | null) => (
  <MomentsContent selected={selected} onOpenContact={nothing} onOpenPackage={nothing} onOpenChannelPost={nothing} />
);

function open(selected: string | null, options: MediaScreenOptions = {}) {
  const shown = renderWithMedia(content(selected), options);
  return { ...shown, moments: shown.application.workspace.controls.moments };
}

/** Posts of a friend, each a minute older than the one before. */
const posts =
  (...words: readonly string[]) =>
  ({ workspace }: FakeApplication) =>
    workspace.controls.moments.posts.set(
      words.map((text, index) => fakePost(text, friend, { at: now - index * 60_000, body: textPost(text) })),
    );

const article = (text: string) =>
  waitFor(() => {
    const found = screen.getAllByText(text).map((one) => one.closest<HTMLElement>('[data-post]'));
    const post = found.find((one) => one !== null);
    if (!post) throw new Error('no post');
    return post;
  });
const choose = async (post: HTMLElement, entry: string | RegExp) => {
  fireEvent.click(within(post).getByRole('button', { name: 'More about this post' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: entry }));
};

beforeEach(() => {
  location.hash = '';
});

describe('the feed', () => {
  test('MOM-UI-7 what comes while one reads waits above until it is asked for', async () => {
    const { moments } = open('all', { prepare: posts('first') });
    await article('first');
    const later = fakePost('later', friend, { at: now + 60_000, seen: false });
    act(() => moments.posts.set([later, ...moments.posts.get()]));
    const fresh = await screen.findByRole('button', { name: '1 new post' });
    expect(screen.queryByText('later')).toBeNull();
    fireEvent.click(fresh);
    await article('later');
    expect(screen.queryByRole('button', { name: '1 new post' })).toBeNull();
  });

  test('MOM-UI-6 to look makes it seen, and the line stays where what was new ended', async () => {
    const { moments } = open('all', {
      prepare: ({ workspace }) =>
        workspace.controls.moments.posts.set([
          fakePost('new one', friend, { at: now, seen: false }),
          fakePost('old one', friend, { at: now - 60_000 }),
        ]),
    });
    const line = await screen.findByText('You are all caught up');
    await waitFor(() => expect(moments.asked).toContain('seeMoments '));
    expect(moments.posts.get().every(({ seen }) => seen)).toBe(true);
    const old = await article('old one');
    expect(line.compareDocumentPosition(old) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(line.compareDocumentPosition(await article('new one')) & Node.DOCUMENT_POSITION_PRECEDING).toBeTruthy();
  });

  test('MOM-UI-13 letters go from post to post, like and comment, also where the keyboard has other letters', async () => {
    const { moments } = open('all', { prepare: posts('first', 'second') });
    const first = await article('first');
    fireEvent.keyDown(document.body, { key: 'j', code: 'KeyJ' });
    expect(document.activeElement).toBe(first);
    fireEvent.keyDown(first, { key: 'ت', code: 'KeyJ' });
    const second = await article('second');
    expect(document.activeElement).toBe(second);
    fireEvent.keyDown(second, { key: 'l', code: 'KeyL' });
    await waitFor(() => expect(moments.asked).toContain('likeMoment ❤️'));
    fireEvent.keyDown(second, { key: 'ArrowUp', code: 'ArrowUp' });
    expect(document.activeElement).toBe(await article('first'));
    fireEvent.keyDown(first, { key: 'c', code: 'KeyC' });
    const field = await within(await article('first')).findByRole('textbox', { name: 'Your comment' });
    // A letter in a field is a letter.
    fireEvent.keyDown(field, { key: 'l', code: 'KeyL' });
    expect(moments.asked.filter((one) => one.startsWith('like'))).toHaveLength(1);
  });

  test('MOM-UI-15 says that there is nothing yet, and that it failed', async () => {
    const { show, application } = open('all', { hasDemo: false });
    expect(await screen.findByText('Quiet so far')).toBeTruthy();
    application.workspace.controls.moments.standing.status = 'failed';
    show(content('saved'));
    expect(await screen.findByText('Posts could not be read')).toBeTruthy();
    show(content('person/nobody'));
    expect(await screen.findByText('Nothing here')).toBeTruthy();
  });
});

describe('a post', () => {
  test('MOM-UI-1 is liked and the like taken back; a failure is said', async () => {
    const { moments, application } = open('all', { prepare: posts('words') });
    const like = within(await article('words')).getByRole('button', { name: /^Like/u });
    fireEvent.click(like);
    await waitFor(() => expect(like.getAttribute('aria-pressed')).toBe('true'));
    fireEvent.click(like);
    await waitFor(() => expect(like.getAttribute('aria-pressed')).toBe('false'));
    expect(moments.asked).toEqual(expect.arrayContaining(['likeMoment ❤️', 'likeMoment back']));
    application.workspace.controls.failNext('storage-full');
    fireEvent.click(like);
    expect(await screen.findByText(/disk is full/u)).toBeTruthy();
  });

  test('MOM-UI-1 is answered, and an answer is answered', async () => {
    const { moments } = open('all', { prepare: posts('words') });
    const post = await article('words');
    fireEvent.click(within(post).getByRole('button', { name: /^Comment/u }));
    const field = await within(post).findByRole('textbox', { name: 'Your comment' });
    fireEvent.change(field, { target: { value: '  Hello  ' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(moments.asked).toContain('remarkMoment Hello'));
    fireEvent.click(await within(post).findByRole('button', { name: /^Reply to/u }));
    const answer = await within(post).findByRole('textbox', { name: /^Reply to/u });
    fireEvent.change(answer, { target: { value: 'Again' } });
    fireEvent.keyDown(answer, { key: 'Enter' });
    expect(await within(post).findByText('Again')).toBeTruthy();
    const [first] = within(post).getAllByRole('button', { name: /^Delete the comment/u });
    if (first) fireEvent.click(first);
    await waitFor(() => expect(within(post).queryByText('Hello')).toBeNull());
  });

  test('MOM-UI-10 words below a post outlive their field', async () => {
    const { show } = open('all', { prepare: posts('kept below') });
    const post = await article('kept below');
    fireEvent.click(within(post).getByRole('button', { name: /^Comment/u }));
    fireEvent.change(await within(post).findByRole('textbox'), { target: { value: 'half a thou' } });
    show(content('saved'));
    show(content('all'));
    const again = await article('kept below');
    expect(within(again).getByRole<HTMLTextAreaElement>('textbox').value).toBe('half a thou');
    fireEvent.keyDown(within(again).getByRole('textbox'), { key: 'Escape' });
    await waitFor(() => expect(within(again).queryByRole('textbox')).toBeNull());
  });

  test('MOM-UI-2 is hidden, muted and saved, each with a way back', async () => {
    const { moments } = open('all', { prepare: posts('words', 'others') });
    await choose(await article('words'), 'Save');
    await waitFor(() => expect(moments.asked).toContain('saveMoment true'));
    await choose(await article('words'), 'Not interested');
    await waitFor(() => expect(screen.queryByText('words')).toBeNull());
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await choose(await article('words'), /^Mute posts of/u);
    await waitFor(() => expect(screen.queryByText('others')).toBeNull());
    expect(moments.choices.get().muted.has(friend.account)).toBe(true);
  });

  test('MOM-UI-2 of one’s own is edited, and out of sight at once when it is deleted', async () => {
    const { moments } = open('all', {
      prepare: ({ workspace }) =>
        workspace.controls.moments.posts.set([fakePost('mine', fakeOwnPerson, { body: textPost('mine') })]),
    });
    await choose(await article('mine'), 'Edit');
    const dialog = await screen.findByRole('dialog', { name: 'Edit the post' });
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'better' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await choose(await article('better'), 'Delete');
    await waitFor(() => expect(screen.queryByText('better')).toBeNull());
    expect(moments.asked.some((one) => one.startsWith('deleteMoment'))).toBe(false);
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await article('better');
  });

  test('MOM-UI-14 of ten thousand remarks a few are shown, and more with each press', async () => {
    const remarks = Array.from({ length: 10_000 }, (_, index) => ({
      id: fakeEventId(`remark ${index}`),
      person: friend,
      at: now + index,
      text: `said ${index}`,
      to: null,
      removable: false,
      waiting: false,
    }));
    open('all', {
      prepare: ({ workspace }) =>
        workspace.controls.moments.posts.set([fakePost('much said', friend, { body: textPost('much said'), remarks })]),
    });
    const post = await article('much said');
    const list = within(post).getByRole('list', { name: 'Comments' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(6);
    expect(within(list).getByText('said 9999')).toBeTruthy();
    fireEvent.click(within(post).getByRole('button', { name: 'Show 9,994 earlier comments' }));
    await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(56));
  });

  test('MOM-UI-14 words that would cover others are tamed, and an address asks before it opens', async () => {
    const tower = `a${'\u0301'.repeat(5000)} https://example.org/x`;
    const { application } = open('all', { prepare: posts(tower) });
    const link = await screen.findByRole('link', { name: 'https://example.org/x' });
    expect(link.closest('p')?.textContent.length).toBeLessThan(60);
    fireEvent.click(link);
    const dialog = await screen.findByRole('dialog', { name: 'Open this link?' });
    expect(application.workspace.controls.opened).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Open' }));
    await waitFor(() => expect(application.workspace.controls.opened).toEqual(['https://example.org/x']));
  });
});

test('MOM-UI-1 a mini program that was posted is fetched by a press, and its page opened once it is here', async () => {
  const opened: string[] = [];
  const blob = fakeEventId('package') as string as BlobId;
  const program = {
    ...{ package: blob, name: 'Poll', key: null, size: 2000, icon: null, version: null, id: null },
    ...{ permissions: [], net: [] },
  };
  const { application } = renderWithMedia(
    <MomentsContent
      selected="all"
      onOpenContact={nothing}
      onOpenPackage={(id) => opened.push(id)}
      onOpenChannelPost={nothing}
    />,
    {
      prepare: ({ workspace }) =>
        workspace.controls.moments.posts.set([fakePost('play', friend, { body: { ...textPost('play'), program } })]),
    },
  );
  const { files } = application.workspace.controls;
  fireEvent.click(await screen.findByRole('button', { name: /^Mini program .*Poll/u }));
  await waitFor(() => expect(files.asked).toContain(`downloadFile ${blob}`));
  expect(opened).toEqual([]);
  act(() => files.setState(blob, { state: 'here', held: 2000, size: 2000, sources: 0 }));
  await waitFor(() => expect(opened).toEqual([blob]));
});

describe('writing', () => {
  test('MOM-UI-4 says who will see it as it is chosen, and posts it so', async () => {
    const { moments } = open('new/post');
    const dialog = await screen.findByRole('dialog', { name: 'New post' });
    expect(await within(dialog).findByText('All 8 of your contacts will see this.')).toBeTruthy();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Change' }));
    fireEvent.click(within(dialog).getByRole('radio', { name: /^Only these people/u }));
    expect(within(dialog).getByText('Choose at least one.')).toBeTruthy();
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'What you say' }), { target: { value: ' Hello ' } });
    expect(within(dialog).getByRole('button', { name: 'Post' }).hasAttribute('disabled')).toBe(true);
    fireEvent.change(within(dialog).getByRole('searchbox'), { target: { value: 'aDa' } });
    fireEvent.click(await within(dialog).findByRole('checkbox', { name: /Ada/u }));
    expect(within(dialog).getByText(/Ada.* will see this\./u)).toBeTruthy();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Post' }));
    await waitFor(() => expect(moments.posted).toHaveLength(1));
    const ada = fakeAccountId('ada');
    expect(moments.posted[0]).toMatchObject({ text: 'Hello', audience: { kind: 'only', accounts: [ada] }, life: null });
  });

  test('MOM-UI-10 words that could not be posted are there when one comes back', async () => {
    const { application, moments, show } = open('new/post');
    const dialog = await screen.findByRole('dialog', { name: 'New post' });
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'What you say' }), { target: { value: 'Dear all' } });
    application.workspace.controls.failNext('storage-full');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Post' }));
    expect(await screen.findByText(/disk is full/u)).toBeTruthy();
    expect(moments.posted).toEqual([]);
    show(content('all'));
    show(content('new/post'));
    const again = await screen.findByRole('dialog', { name: 'New post' });
    const field = within(again).getByRole<HTMLTextAreaElement>('textbox', { name: 'What you say' });
    expect(field.value).toBe('Dear all');
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(moments.posted).toHaveLength(1));
  });

  test('MOM-UI-9 a story stands for a day, and a link is taken as it was typed', async () => {
    const { moments } = open('new/story');
    const dialog = await screen.findByRole('dialog', { name: 'New story' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Link' }));
    const address = within(dialog).getByRole('textbox', { name: 'Address' });
    fireEvent.change(address, { target: { value: 'nothing of the kind' } });
    expect(within(dialog).getByText('This is no address of the web.')).toBeTruthy();
    fireEvent.change(address, { target: { value: 'example.org' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Post' }));
    await waitFor(() => expect(moments.posted).toHaveLength(1));
    expect(moments.posted[0]).toMatchObject({ life: 24 * 3_600_000, link: { url: 'https://example.org/' } });
  });

  test('MOM-UI-15 a post on its way shows how far it is, how it failed, and can be cancelled', async () => {
    const { moments } = open('all', { prepare: posts('words') });
    await article('words');
    const upload = { id: 'u1', text: 'Nine photos', size: 1000, done: 250, error: null };
    act(() => moments.uploads.set([upload]));
    const list = await screen.findByRole('list', { name: 'Posts on their way' });
    expect(within(list).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    act(() => moments.uploads.set([{ ...upload, error: 'storage-full' }]));
    expect(within(list).getByRole('alert').textContent).toContain('full');
    fireEvent.click(within(list).getByRole('button', { name: 'Cancel this post' }));
    await waitFor(() => expect(moments.asked).toContain('cancelMoment u1'));
  });
});

describe('stories, albums, news and choices', () => {
  test('MOM-UI-3 a story is seen when it is shown, goes on when its time is over, and leaves at the end', async () => {
    const { moments } = open('all', {
      prepare: ({ workspace }) =>
        workspace.controls.moments.posts.set(
          ['one', 'two'].map((text, index) =>
            fakePost(text, friend, {
              at: now - 100 + index,
              seen: false,
              expires: now + 100_000,
              body: textPost(text),
            }),
          ),
        ),
    });
    fireEvent.click(await screen.findByRole('button', { name: /2 stories of .*Leila.*, new/u }));
    const viewer = await screen.findByRole('dialog', { name: /Story of/u });
    expect(await within(viewer).findByText('one')).toBeTruthy();
    await waitFor(() => expect(moments.asked).toContain(`seeStory ${fakeEventId('post one')}`));
    const filling = () => viewer.querySelector('[data-fills]') ?? viewer;
    fireEvent.animationEnd(filling());
    expect(await within(viewer).findByText('two')).toBeTruthy();
    fireEvent.keyDown(within(viewer).getByText('two'), { key: 'ArrowLeft' });
    expect(await within(viewer).findByText('one')).toBeTruthy();
    fireEvent.animationEnd(filling());
    fireEvent.animationEnd(filling());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await screen.findByRole('button', { name: /^2 stories of .*Leila.?$/u })).toBeTruthy();
  });

  test('MOM-UI-3 who looked is shown to the poster', async () => {
    const { moments } = open('all', {
      prepare: ({ workspace }) => {
        const own = fakePost('tea', fakeOwnPerson, { expires: now + 100_000, body: textPost('tea') });
        workspace.controls.moments.posts.set([own]);
        workspace.controls.moments.viewers.set(own.id, [{ person: friend, at: now }]);
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: /^Story of .*You/u }));
    const viewer = await screen.findByRole('dialog', { name: /Story of/u });
    fireEvent.click(await within(viewer).findByRole('button', { name: '1 person looked' }));
    expect(within(within(viewer).getByRole('list', { name: 'Who looked' })).getByText('Leila')).toBeTruthy();
    expect(moments.asked.some((one) => one.startsWith('seeStory'))).toBe(false);
  });

  test('MOM-UI-20 a voice note is drawn before it is here, and moved about in', async () => {
    const file = { blob: fakeBlobId('note'), size: 900, name: 'voice.webm', mime: 'audio/webm', picture: null };
    const voice = { duration: 61_000, levels: Uint8Array.of(10, 200, 90) };
    open('all', {
      prepare: ({ workspace }) =>
        workspace.controls.moments.posts.set([
          fakePost('told', friend, { body: { ...textPost('told'), files: [file], voice } }),
          fakePost('sound', friend, { body: { ...textPost('sound'), files: [{ ...file, blob: fakeBlobId('song') }] } }),
        ]),
    });
    const told = await article('told');
    expect(within(told).getByText('1:01')).toBeTruthy();
    expect(within(told).getByRole('slider')).toBeTruthy();
    expect(within(told).getByRole('button', { name: /^Load .*voice\.webm/u })).toBeTruthy();
    expect(within(await article('sound')).queryByRole('slider')).toBeNull();
  });

  test('MOM-UI-11 an album has months', async () => {
    open(`person/${friend.account}`, { prepare: posts('words') });
    await article('words');
    const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' }).format(now);
    expect(screen.getByRole('heading', { name: month })).toBeTruthy();
  });

  test('MOM-UI-12 MOM-UI-16 news are counted over the room until they are looked at', async () => {
    const news = (key: string, text: string | null) => ({
      ...{ id: fakeEventId(key), post: fakeEventId('post'), space: fakePost('x', friend).space, person: friend },
      ...{ at: now, text, seen: false },
    });
    const { moments, show } = renderBadge();
    act(() => moments.posts.set([fakePost('new', friend, { seen: false })]));
    expect(await screen.findByText('1 new post')).toBeTruthy();
    act(() => moments.news.set([news('a', 'Lovely'), news('b', null)]));
    expect(await screen.findByText('2 new likes and comments')).toBeTruthy();
    show(content('news'));
    const rows = await screen.findAllByRole('link', { name: /Leila/u });
    expect(rows.map((row) => row.getAttribute('href'))).toEqual(Array(2).fill(`#/moments/post/${fakeEventId('post')}`));
    await waitFor(() => expect(moments.news.get().every(({ seen }) => seen)).toBe(true));
    expect(rows[0]?.closest('li')?.hasAttribute('data-new')).toBe(true);
  });

  test('MOM-UI-12 all who like one post stand in one row, and rows stay where they were while one looks', async () => {
    const liked = (key: string, name: string, post: string) => ({
      ...{ id: fakeEventId(`${post} ${key}`), post: fakeEventId(post), space: fakePost('x', friend).space, at: now },
      ...{ person: { ...friend, account: fakeAccountId(key), name }, text: null, seen: false },
    });
    const two = [liked('a', 'Ana', 'soup'), liked('b', 'Ben', 'soup')];
    const { moments } = open('news', {
      prepare: ({ workspace }) => workspace.controls.moments.news.set([liked('a', 'Ana', 'tea'), ...two]),
    });
    expect(await screen.findByRole('link', { name: /Ana.* and .*Ben.*like your post/u })).toBeTruthy();
    expect(screen.getByRole('link', { name: /Ana.*likes your post/u })).toBeTruthy();
    const places = () => screen.getAllByRole('link', { name: /your post/u }).map((link) => link.getAttribute('href'));
    const before = places();
    act(() =>
      moments.news.set([...two, liked('c', 'Cem', 'soup'), liked('d', 'Dan', 'soup'), liked('a', 'Ana', 'tea')]),
    );
    expect(await screen.findByRole('link', { name: /Ana.* and 3 others.*like your post/u })).toBeTruthy();
    expect(places()).toEqual(before);
    act(() => moments.news.set([...moments.news.get(), liked('e', 'Eve', 'bread')]));
    await screen.findByRole('link', { name: /Eve.*likes your post/u });
    expect(places()).toEqual([`#/moments/post/${fakeEventId('bread')}`, ...before]);
  });

  test('MOM-UI-2 whose posts one sees, and who sees one’s own, is chosen person by person', async () => {
    const { moments } = open('choices');
    const ada = await screen.findByRole('group', { name: /Ada/u });
    fireEvent.click(within(ada).getByRole('switch', { name: 'They see mine' }));
    await waitFor(() => expect(moments.choices.get().closedTo.has(fakeAccountId('ada'))).toBe(true));
    fireEvent.click(within(ada).getByRole('switch', { name: 'I see their posts' }));
    await waitFor(() => expect(moments.choices.get().muted.has(fakeAccountId('ada'))).toBe(true));
  });
});

test('MOM-UI-15 one page alone is marked as the one that is open, and people by name lead to their albums', async () => {
  const { show } = renderWithMedia(<MomentsList selected="news" />);
  await screen.findByRole('link', { name: /Ada/u });
  const current = () => screen.getAllByRole('link', { current: 'page' }).map((link) => link.getAttribute('href'));
  expect(current()).toEqual(['#/moments/news']);
  show(<MomentsList selected="new/post" />);
  expect(current()).toEqual(['#/moments/all']);
  show(<MomentsList selected={`person/${fakeAccountId('ada')}`} />);
  expect(current()).toEqual([`#/moments/person/${fakeAccountId('ada')}`]);
  // Whom one blocked, and who has not said yes, has no album here.
  expect(screen.queryByRole('link', { name: /Free Gifts|Noor/u })).toBeNull();
});

function renderBadge() {
  const shown = renderWithMedia(
    <>
      <MomentsBadge />
      <MomentsList selected={null} />
    </>,
    { hasDemo: false },
  );
  shown.show(<MomentsBadge />);
  return { ...shown, moments: shown.application.workspace.controls.moments };
}
