// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import type { FileMedia, FileReference } from '@domain/chat/file.ts';
import type { SentFile } from '@services/workspace/pastWorkspace.ts';
import { stage } from '@ui/voice/stage.ts';
import type { FakeApplication } from '../../../../support/web/fakeApplication.ts';
import { FakeAudio, newestAudio } from '../../../../support/web/fakeAudio.ts';
import { PlayerBar } from '../../../../../src/renderer/features/chats/player.ts';
import { nextSound } from '../../../../../src/renderer/features/chats/player/nextSound.ts';
import { mediaInOrder, placeNow } from '../../../../../src/renderer/features/chats/viewer/viewerPlaces.ts';
import { fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';
import { spaceOf } from '../../../../support/web/renderScreen.tsx';
import { TalkPane } from '../../../../support/web/TalkPane.tsx';

const nothing = () => undefined;
const space: SpaceId = spaceOf('ada');
const picture = { width: 1600, height: 1000, blur: '3OcRJYB4d3h_iIeHeEh3eIhw-j3A', thumbnail: null };

interface Said {
  readonly name: string;
  readonly mime: string;
  readonly own?: boolean;
  readonly media?: FileMedia;
  readonly isHere?: boolean;
  readonly expiresAt?: number;
}

/** Says a file in the chat with Ada, after all that was said. */
function say(application: FakeApplication, said: Said): string {
  const { name, mime, own = false, media, isHere = true, expiresAt } = said;
  const file: FileReference = {
    ...{ blob: fakeEventId(name) as string as BlobId, size: 2_000_000, name, mime },
    picture: mime.startsWith('image/') ? picture : null,
  };
  const id = fakeEventId(`message of ${name}`);
  const { store, files } = application.workspace.controls;
  store.change((state) => {
    const chat = state.chats.get(space);
    if (chat === undefined) throw new Error('no such chat');
    const at = (chat.messages.at(-1)?.at ?? 0) + 1000;
    const author = own ? state.own.account : chat.account;
    const body = { kind: 'file' as const, file, caption: '', ...(media === undefined ? {} : { media }) };
    const ends = expiresAt === undefined ? {} : { expiresAt };
    const state_ = own ? ('sent' as const) : ('received' as const);
    chat.messages = [...chat.messages, { id, at, own, author, body, state: state_, error: null, ...ends }];
  });
  if (isHere) {
    files.urls.set(file.blob, `/blobs/${name}`);
    files.setState(file.blob, { state: 'here', held: 1, size: 1, sources: 0 });
  }
  return id;
}

function remove(application: FakeApplication, id: string): void {
  application.workspace.controls.store.change((state) => {
    const chat = state.chats.get(space);
    if (chat !== undefined) chat.messages = chat.messages.filter((message) => message.id !== id);
  });
}

function open(prepare: (application: FakeApplication) => void, page: string | null = null) {
  const content = (
    <>
      <TalkPane selected={space} message={page} />
      <PlayerBar />
    </>
  );
  return renderWithMedia(content, { prepare });
}

const photo = (name: string, own = false): Said => ({ name, mime: 'image/webp', own });
const film: Said = { name: 'film.webm', mime: 'video/webm', media: { kind: 'video', duration: 2000, poster: null } };

beforeEach(() => {
  FakeAudio.made = [];
  vi.stubGlobal('Audio', FakeAudio);
});

afterEach(() => {
  act(() => stage.close());
  Reflect.deleteProperty(navigator, 'mediaSession');
  vi.unstubAllGlobals();
});

describe('the photos and films of a chat', () => {
  const sent = (message: string, at: number, mime = 'image/png'): SentFile => ({
    ...{ message: message as EventId, blob: message as BlobId, at, name: message, size: 1, mime },
    isPicture: mime.startsWith('image/'),
  });

  test('CHAT-UI-182 they stand as in the talk: by time, those of one moment by their ids; files are not among them', () => {
    const files = [sent('d', 9), sent('b', 5), sent('x', 6, 'audio/ogg'), sent('c', 7, 'video/mp4'), sent('a', 5)];
    expect(mediaInOrder(files).map(({ message }) => message)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('CHAT-UI-184 what went makes way for the one after it, at the end for the one before', () => {
    const media = [sent('a', 1), sent('c', 3), sent('d', 4)];
    expect(placeNow(media, 'c', null)).toBe(1);
    expect(placeNow(media, 'gone', sent('b', 2))).toBe(1);
    expect(placeNow(media, 'gone', sent('e', 5))).toBe(2);
    expect(placeNow([], 'gone', sent('b', 2))).toBe(-1);
    // Nobody knows yet where it stands.
    expect(placeNow(media, 'gone', null)).toBe(-1);
  });

  test('VOI-9 the next sound is the one that was said next, whatever else was sent in between', () => {
    const files = [sent('c', 3, 'audio/ogg'), sent('b', 2), sent('a', 1, 'audio/ogg')];
    expect([nextSound(files, 'a'), nextSound(files, 'c'), nextSound(files, 'b')]).toEqual(['c', null, null]);
  });

  test('CHAT-UI-182 CHAT-UI-183 from a photo of the talk one comes to all, films among them, with who and when', async () => {
    const rendered = open((app) => {
      for (const said of [photo('one.webp'), film, photo('two.webp', true)]) say(app, said);
    });
    fireEvent.click((await screen.findAllByRole('button', { name: 'Open the photo' }))[0] as HTMLElement);
    const first = await screen.findByRole('dialog', { name: /Photo from .*Ada/ });
    expect(within(first).getByText('1 of 3')).toBeTruthy();
    expect(within(first).queryByRole('button', { name: 'Earlier photo or video' })).toBeNull();
    // What is next is fetched ahead, also while it is a film, of which nothing is.
    fireEvent.click(within(first).getByRole('button', { name: 'Later photo or video' }));
    const second = await screen.findByRole('dialog', { name: /Video from .*Ada/ });
    expect(within(second).getByLabelText(/film\.webm/, { selector: 'video' }).tagName).toBe('VIDEO');
    expect(document.querySelector('img[src="/blobs/two.webp"][aria-hidden]')).not.toBeNull();
    // The keys of a film are its own.
    fireEvent.keyDown(within(second).getByLabelText(/film\.webm/, { selector: 'video' }), { key: 'ArrowRight' });
    expect(screen.getByRole('dialog', { name: /Video from/ })).toBeTruthy();
    fireEvent.keyDown(within(second).getByRole('button', { name: 'Close' }), { key: 'ArrowRight' });
    const third = await screen.findByRole('dialog', { name: 'Photo from you' });
    fireEvent.click(within(third).getByRole('button', { name: /Save .*two\.webp/ }));
    expect(rendered.media.saved.map(({ name }) => name)).toEqual(['two.webp']);
  });

  test('CHAT-UI-183 CHAT-UI-184 deleted while it is looked at, the next one is there, and the last one closes', async () => {
    open((app) => {
      for (const said of [photo('one.webp'), photo('two.webp')]) say(app, said);
    });
    fireEvent.click((await screen.findAllByRole('button', { name: 'Open the photo' }))[0] as HTMLElement);
    const viewer = await screen.findByRole('dialog', { name: /Photo from .*Ada/ });
    const image = () => viewer.querySelector('img:not([aria-hidden])')?.getAttribute('src');
    expect(image()).toBe('/blobs/one.webp');
    fireEvent.click(within(viewer).getByRole('button', { name: 'Delete for me' }));
    await waitFor(() => expect(image()).toBe('/blobs/two.webp'));
    fireEvent.click(within(viewer).getByRole('button', { name: 'Delete for me' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('CHAT-UI-184 what comes to its end leaves the viewer by itself', async () => {
    const gone: string[] = [];
    const { application } = open((app) => {
      gone.push(say(app, { ...photo('ends.webp'), expiresAt: 5 }));
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Open the photo' }));
    const viewer = await screen.findByRole('dialog', { name: /Photo from .*Ada/ });
    expect(within(viewer).getByRole('button', { name: 'Show in the chat' })).toBeTruthy();
    act(() => remove(application, gone[0] ?? ''));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('CHAT-UI-183 what ends is not offered to be forwarded', async () => {
    open((app) => {
      say(app, photo('stays.webp'));
      say(app, { ...photo('ends.webp'), expiresAt: 5 });
    });
    fireEvent.click((await screen.findAllByRole('button', { name: 'Open the photo' }))[0] as HTMLElement);
    const viewer = await screen.findByRole('dialog', { name: /Photo from .*Ada/ });
    expect(within(viewer).getByRole('button', { name: 'Forward' })).toBeTruthy();
    fireEvent.click(within(viewer).getByRole('button', { name: 'Later photo or video' }));
    await waitFor(() => expect(within(viewer).queryByRole('button', { name: 'Forward' })).toBeNull());
  });

  test('CHAT-UI-182 one that is not here shows how it will look, how far it has come, and is fetched there', async () => {
    const { application } = open((app) => {
      say(app, photo('here.webp'));
      say(app, { ...photo('away.webp'), isHere: false });
    });
    const { files } = application.workspace.controls;
    fireEvent.click(await screen.findByRole('button', { name: 'Open the photo' }));
    const viewer = await screen.findByRole('dialog', { name: /Photo from .*Ada/ });
    fireEvent.click(within(viewer).getByRole('button', { name: 'Later photo or video' }));
    expect(await within(viewer).findByText('This photo is not on this device yet.')).toBeTruthy();
    fireEvent.click(within(viewer).getByRole('button', { name: /^Fetch/ }));
    await waitFor(() => expect(files.asked).toHaveLength(1));
    const blob = fakeEventId('away.webp') as string as BlobId;
    act(() => files.setState(blob, { state: 'loading', held: 500_000, size: 2_000_000, sources: 1 }));
    expect(within(viewer).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    files.urls.set(blob, '/blobs/away.webp');
    act(() => files.setState(blob, { state: 'here', held: 1, size: 1, sources: 0 }));
    expect(viewer.querySelector('img:not([aria-hidden])')?.getAttribute('src')).toBe('/blobs/away.webp');
  });

  test('CHAT-UI-182 the gallery opens the same viewer, at what was pressed', async () => {
    open((app) => {
      for (const said of [photo('one.webp'), photo('two.webp', true)]) say(app, said);
    }, 'media');
    // Newest first.
    fireEvent.click((await screen.findAllByRole('button', { name: /^Photo of/ }))[0] as HTMLElement);
    const viewer = await screen.findByRole('dialog', { name: 'Photo from you' });
    expect(within(viewer).getByText('2 of 2')).toBeTruthy();
  });

  test('CHAT-UI-180 the buttons zoom, fit and turn; another photo begins fitted', async () => {
    open((app) => {
      for (const said of [photo('one.webp'), photo('two.webp')]) say(app, said);
    });
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
    fireEvent.click((await screen.findAllByRole('button', { name: 'Open the photo' }))[0] as HTMLElement);
    const viewer = await screen.findByRole('dialog', { name: /Photo from .*Ada/ });
    const look = () => viewer.querySelector<HTMLElement>('img:not([aria-hidden])')?.style.transform;
    expect(look()).toBe('translate(0px, 0px) rotate(0deg) scale(1)');
    fireEvent.click(within(viewer).getByRole('button', { name: 'Zoom in' }));
    fireEvent.keyDown(within(viewer).getByRole('button', { name: 'Close' }), { key: '+' });
    expect(look()).toContain('scale(2.25)');
    fireEvent.keyDown(within(viewer).getByRole('button', { name: 'Close' }), { key: 'ArrowLeft' });
    expect(look()).toContain('translate(80px, 0px)');
    fireEvent.click(within(viewer).getByRole('button', { name: 'Turn right' }));
    expect(look()).toBe('translate(0px, 0px) rotate(90deg) scale(1)');
    fireEvent.click(within(viewer).getByRole('button', { name: 'Later photo or video' }));
    await waitFor(() => expect(look()).toBe('translate(0px, 0px) rotate(0deg) scale(1)'));
    vi.restoreAllMocks();
  });
});

describe('the player', () => {
  const note = (name: string): Said => ({
    ...{ name, mime: 'audio/webm' },
    media: { kind: 'voice', duration: 4000, levels: new Uint8Array([9, 200, 9]) },
  });

  test('VOI-7 a voice note goes on when its chat is left; the bar says whose it is and ends it', async () => {
    const rendered = open((app) => say(app, note('note.webm')));
    fireEvent.click(await screen.findByRole('button', { name: 'Play' }));
    rendered.show(<PlayerBar />);
    // By which F6 finds it.
    expect((await screen.findByRole('region', { name: 'Player' })).dataset['pane']).toBe('player');
    const bar = within(await screen.findByRole('region', { name: 'Player' }));
    expect(newestAudio().paused).toBe(false);
    expect(bar.getByRole('link').getAttribute('href')).toBe(`#/chats/${space}/${fakeEventId('message of note.webm')}`);
    expect(bar.getByRole('link').textContent).toContain('Ada');
    fireEvent.keyDown(bar.getByRole('slider'), { key: 'End' });
    expect(newestAudio().currentTime).toBe(4);
    fireEvent.click(bar.getByRole('button', { name: 'Pause' }));
    expect(newestAudio().paused).toBe(true);
    fireEvent.click(bar.getByRole('button', { name: 'Stop and close' }));
    expect(screen.queryByRole('region', { name: 'Player' })).toBeNull();
  });

  test('VOI-9 after a note the next one of the chat plays; after the last one the bar goes', async () => {
    open((app) => {
      for (const name of ['one.webm', 'two.webm']) say(app, note(name));
    });
    fireEvent.click((await screen.findAllByRole('button', { name: 'Play' }))[0] as HTMLElement);
    await screen.findByRole('region', { name: 'Player' });
    act(() => newestAudio().end());
    await waitFor(() => expect(FakeAudio.made.map(({ src }) => src).at(-1)).toBe('/blobs/two.webm'));
    expect(stage.get()).toMatchObject({ isPlaying: true, track: { chat: space } });
    act(() => newestAudio().end());
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Player' })).toBeNull());
    expect(FakeAudio.made).toHaveLength(2);
  });

  test('VOI-7 VOI-9 a sound in a file plays as a note does, and nothing comes after it', async () => {
    open((app) => {
      say(app, { name: 'song.mp3', mime: 'audio/mpeg' });
      say(app, note('note.webm'));
    });
    fireEvent.click(await screen.findByRole('button', { name: /^Play .*song\.mp3/ }));
    const bar = within(await screen.findByRole('region', { name: 'Player' }));
    act(() => newestAudio().learn(90));
    expect(bar.getByText('0:00 of 1:30')).toBeTruthy();
    expect(bar.getByRole('link').textContent).toContain('song.mp3');
    act(() => newestAudio().end());
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Player' })).toBeNull());
    expect(FakeAudio.made).toHaveLength(1);
  });

  test('VOI-7 what is taken away while it plays is heard no further', async () => {
    const { application } = open((app) => say(app, note('note.webm')));
    fireEvent.click(await screen.findByRole('button', { name: 'Play' }));
    await screen.findByRole('region', { name: 'Player' });
    act(() => remove(application, fakeEventId('message of note.webm')));
    await waitFor(() => expect(stage.get().url).toBeNull());
    expect(newestAudio().paused).toBe(true);
  });

  test('VOI-10 the media keys play, rest and move it, and the system is told no more than a notification may say', async () => {
    const acts = new Map<string, (details: object) => void>();
    const session = {
      metadata: null as null | { title: string; artist: string },
      playbackState: 'none',
      setActionHandler: (act_: string, handler: ((details: object) => void) | null) =>
        handler === null ? acts.delete(act_) : acts.set(act_, handler),
      setPositionState: nothing,
    };
    Object.defineProperty(navigator, 'mediaSession', { value: session, configurable: true });
    vi.stubGlobal(
      'MediaMetadata',
      class {
        readonly title: string;
        readonly artist: string;
        constructor({ title, artist }: { title: string; artist: string }) {
          this.title = title;
          this.artist = artist;
        }
      },
    );
    const { application } = open((app) => say(app, note('note.webm')));
    fireEvent.click(await screen.findByRole('button', { name: 'Play' }));
    await waitFor(() => expect(session.metadata).toMatchObject({ title: 'Voice note', artist: 'Ada' }));
    act(() => acts.get('pause')?.({}));
    expect([newestAudio().paused, session.playbackState]).toEqual([true, 'paused']);
    act(() => acts.get('seekto')?.({ seekTime: 2 }));
    expect(newestAudio().currentTime).toBe(2);
    act(() => acts.get('play')?.({}));
    expect(newestAudio().paused).toBe(false);
    await act(() => application.workspace.updateSettings({ noticeContent: 'nothing' }));
    await waitFor(() => expect(session.metadata).toMatchObject({ title: 'Player', artist: '' }));
    act(() => acts.get('stop')?.({}));
    await waitFor(() => expect([session.metadata, acts.size]).toEqual([null, 0]));
  });
});
