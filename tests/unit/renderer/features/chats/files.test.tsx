// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { BlobId, SpaceId } from '@shared/ids.ts';
import type { FileReference } from '@domain/chat/file.ts';
import type { FakeApplication } from '../../../../support/web/fakeApplication.ts';
import { ChatsList } from '../../../../../src/renderer/features/chats/index.ts';
import { fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderWithMedia, type MediaScreenOptions } from '../../../../support/web/renderWithMedia.tsx';
import { spaceOf } from '../../../../support/web/renderScreen.tsx';
import { TalkPane } from '../../../../support/web/TalkPane.tsx';

const nothing = () => undefined;
const space: SpaceId = spaceOf('ada');
const picture = { width: 1600, height: 1000, blur: '3OcRJYB4d3h_iIeHeEh3eIhw-j3A', thumbnail: null };

const reference = (change: Partial<FileReference> = {}): FileReference => ({
  blob: fakeEventId(change.name ?? 'file') as string as BlobId,
  size: 2_000_000,
  name: 'minutes.pdf',
  mime: 'application/pdf',
  picture: null,
  ...change,
});

interface Said {
  readonly file: FileReference;
  readonly caption?: string;
  readonly own?: boolean;
}

function say(application: FakeApplication, said: Said): void {
  application.workspace.controls.store.change((state) => {
    const chat = state.chats.get(space);
    if (chat === undefined) throw new Error('no such chat');
    const { file, caption = '', own = false } = said;
    chat.draft = '';
    const id = fakeEventId(`message of ${file.blob}`);
    const at = (chat.messages.at(-1)?.at ?? 0) + 1000;
    const author = own ? state.own.account : chat.account;
    const body = { kind: 'file' as const, file, caption };
    chat.messages = [...chat.messages, { id, at, own, author, body, state: own ? 'sent' : 'received', error: null }];
  });
}

function open(options: MediaScreenOptions = {}) {
  const content = <TalkPane selected={space} />;
  const rendered = renderWithMedia(content, options);
  return { ...rendered, files: rendered.application.workspace.controls.files };
}

const bubble = () => screen.findAllByRole('article').then((all) => within(all.at(-1) as HTMLElement));

async function paste(...files: File[]): Promise<HTMLElement> {
  await screen.findByRole('textbox', { name: /Message to/ });
  fireEvent.paste(document.body, { clipboardData: { files, getData: () => '', types: ['Files'] } });
  return screen.findByRole('dialog');
}

describe('sending files', () => {
  test('CHAT-UI-80 pasted files are shown before they go, with what a picture would tell', async () => {
    const { files } = open();
    const sheet = within(await paste(new File(['x'], 'PXL_1.jpg', { type: 'image/jpeg' })));
    expect(await sheet.findByRole('img', { name: 'PXL_1.jpg' })).toBeTruthy();
    expect(sheet.getByText(/what the file says of place, time and camera stays here/)).toBeTruthy();
    fireEvent.change(sheet.getByRole('textbox', { name: 'Caption' }), { target: { value: ' Look ' } });
    fireEvent.click(sheet.getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(files.sent).toHaveLength(1));
    expect(files.sent[0]).toMatchObject({ space, files: [{ asFile: false, caption: 'Look' }] });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('CHAT-UI-80 what cannot be drawn goes as a file, and the sheet says so', async () => {
    const code = 'picture-too-many-pixels' as const;
    const { files } = open({ prepare: (_, media) => (media.answers.picture = { code, message: '' }) });
    const sheet = within(await paste(new File(['x'], 'huge.png', { type: 'image/png' })));
    expect(await sheet.findByText(/with all it says: over 40 megapixels/)).toBeTruthy();
    expect(sheet.queryByRole('switch')).toBeNull();
    fireEvent.click(sheet.getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(files.sent[0]?.files[0]?.asFile).toBe(true));
  });

  test('CHAT-UI-80 sent as a file, a picture goes as it is, in plain words', async () => {
    const { files } = open();
    const sheet = within(await paste(new File(['x'], 'a.png'), new File(['y'], 'b.png')));
    fireEvent.click(await sheet.findByRole('switch', { name: 'Send as a file' }));
    expect(sheet.getByText(/with all it may say of place, time and camera/)).toBeTruthy();
    fireEvent.click(sheet.getByRole('button', { name: /Leave out .*b\.png/ }));
    fireEvent.click(sheet.getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(files.sent[0]?.files.map(({ asFile }) => asFile)).toEqual([true]));
  });

  test('CHT-26 words said over several files go with the first, and a name that cannot be kept is told', async () => {
    const code = 'picture-unsupported' as const;
    const { files } = open({ prepare: (_, media) => (media.answers.picture = { code, message: '' }) });
    const sheet = within(await paste(new File(['x'], 'CON.txt'), new File(['y'], 'b.txt')));
    const [first, second] = await sheet.findAllByRole('listitem');
    expect(first?.textContent).toContain('_CON.txt');
    expect(first?.textContent).toContain('Under this name');
    expect(second?.textContent).not.toContain('Under this name');
    fireEvent.change(sheet.getByRole('textbox', { name: 'Caption' }), { target: { value: 'Both of them' } });
    await waitFor(() => expect(sheet.getAllByText(/Goes as a file/)).toHaveLength(2));
    fireEvent.click(sheet.getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(files.sent[0]?.files.map(({ caption }) => caption)).toEqual(['Both of them', '']));
  });

  test('CHAT-UI-81 text beside a picture in the clipboard is meant as text', async () => {
    open();
    await screen.findByRole('textbox', { name: /Message to/ });
    const files = [new File(['x'], 'image.png')];
    fireEvent.paste(document.body, { clipboardData: { files, getData: () => 'some words', types: ['Files'] } });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('CHAT-UI-82 uploads stand above the composer, with progress, cancel and plain errors', async () => {
    const { files } = open();
    await screen.findByRole('textbox', { name: /Message to/ });
    const upload = { id: 'u', space, name: 'film.mp4', size: 2_000_000, done: 500_000, error: null };
    act(() => files.uploads.set([upload, { ...upload, id: 'v', space: spaceOf('leila') }]));
    const tray = within(screen.getByRole('list', { name: 'Files being sent' }));
    expect(tray.getAllByRole('listitem')).toHaveLength(1);
    expect(tray.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    fireEvent.click(tray.getByRole('button', { name: /Don’t send .*film/ }));
    act(() => files.uploads.set([{ ...upload, error: 'storage-full' }]));
    expect(tray.getByRole('alert').textContent).toContain('The disk is full');
    fireEvent.click(tray.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(files.asked).toEqual(['cancelUpload u', 'retryUpload u']));
  });
});

describe('files in a conversation', () => {
  test('CHAT-UI-83 a file says where it is, and is fetched, paused, gone on with and stopped', async () => {
    const file = reference();
    const { files } = open({ prepare: (app) => say(app, { file }) });
    const card = await bubble();
    expect(card.getByText('2 MB')).toBeTruthy();
    fireEvent.click(card.getByRole('button', { name: /^Fetch .*minutes\.pdf/ }));
    act(() => files.setState(file.blob, { state: 'waiting', held: 0, size: file.size, sources: 0 }));
    expect(card.getByText(/On nobody’s device that is here now/)).toBeTruthy();
    act(() => files.setState(file.blob, { state: 'loading', held: 500_000, size: file.size, sources: 2 }));
    expect(card.getByText('500 kB of 2 MB, from 2 devices')).toBeTruthy();
    expect(card.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    fireEvent.click(card.getByRole('button', { name: 'Pause' }));
    act(() => files.setState(file.blob, { state: 'absent', held: 500_000, size: file.size, sources: 0 }));
    fireEvent.click(card.getByRole('button', { name: 'Go on' }));
    act(() => files.setState(file.blob, { state: 'failed', held: 0, size: file.size, sources: 0 }));
    fireEvent.click(card.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(files.asked.map((act_) => act_.split(' ')[0])).toEqual([
        'downloadFile',
        'pauseDownload',
        'downloadFile',
        'downloadFile',
      ]),
    );
    files.urls.set(file.blob, '/blobs/a/b');
    act(() => files.setState(file.blob, { state: 'here', held: file.size, size: file.size, sources: 0 }));
    expect(card.getByRole('button', { name: /Save .*minutes\.pdf/ })).toBeTruthy();
  });

  test('CHAT-UI-83 a file and a photo that were let go of say so, and are asked for again', async () => {
    const [file, photo] = [reference(), reference({ name: 'photo.webp', mime: 'image/webp', picture })];
    const { files } = open({ prepare: (app) => (say(app, { file }), say(app, { file: photo })) });
    await bubble();
    for (const { blob, size } of [file, photo])
      act(() => files.setState(blob, { state: 'absent', held: 0, size, sources: 0, isLetGo: true }));
    expect(screen.getAllByText('Let go here, 2 MB: ask again')).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: /^Fetch .*minutes\.pdf/ }));
    await waitFor(() => expect(files.asked).toEqual([`downloadFile ${file.blob}`]));
  });

  test('CHAT-UI-84 a name is shown as what it is, and what can run programs is said to be so', async () => {
    const file = reference({ name: 'photo\u{202E}gpj.exe', mime: 'image/jpeg' });
    open({ prepare: (app) => say(app, { file }) });
    const card = await bubble();
    expect(card.getByTitle('photogpj.exe')).toBeTruthy();
    expect(card.getByText(/Can run programs/)).toBeTruthy();
  });

  test('CHAT-UI-84 who sent what can run programs sees the warning, too', async () => {
    open({ prepare: (app) => say(app, { file: reference({ name: 'setup.exe' }), own: true }) });
    expect((await bubble()).getByText('Can run programs when it is opened')).toBeTruthy();
  });

  test('CHT-22 a file that is saved under another name than it came with says so', async () => {
    const [renamed, kept] = [reference({ name: 'CON.txt' }), reference()];
    const { media } = open({
      prepare: (app) => {
        for (const file of [renamed, kept]) {
          say(app, { file });
          app.workspace.controls.files.urls.set(file.blob, `/blobs/${file.name}`);
          app.workspace.controls.files.setState(file.blob, { state: 'here', held: 1, size: 1, sources: 0 });
        }
      },
    });
    expect(renamed.blob).not.toBe(kept.blob);
    fireEvent.click(await screen.findByRole('button', { name: /Save .*minutes\.pdf/ }));
    expect(screen.queryByText(/To be saved as/)).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /Save .*_CON\.txt/ }));
    expect(await screen.findByText(/To be saved as .*_CON\.txt/)).toBeTruthy();
    expect(media.saved.map(({ name }) => name)).toEqual(['minutes.pdf', '_CON.txt']);
  });

  test('CHT-27 of a file only the message is said to be delivered or seen, never the file', async () => {
    const file = reference();
    const { application } = open({ prepare: (app) => say(app, { file, own: true }) });
    const last = () => application.workspace.controls.store.state.chats.get(space)?.messages.at(-1)?.id ?? '';
    const told = async (name: string) => (await bubble()).findByRole('img', { name });
    act(() => application.workspace.controls.setState(space, last(), 'delivered'));
    expect((await told('Message delivered')).dataset['tooltip']).toContain('comes when it is fetched');
    act(() => application.workspace.controls.setState(space, last(), 'read'));
    expect((await told('Message seen')).dataset['tooltip']).toContain('Whether the file was fetched is not told');
    fireEvent.contextMenu((await screen.findAllByRole('article')).at(-1) as HTMLElement);
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Details' }));
    expect((await screen.findByRole('dialog')).textContent).not.toBe('');
  });

  test('CHAT-UI-85 the place of a picture is the same before and after it comes', async () => {
    const file = reference({ name: 'photo.webp', mime: 'image/webp', picture });
    const { files } = open({ prepare: (app) => say(app, { file, caption: 'The hills' }) });
    const card = await bubble();
    const place = () =>
      card.getByRole('button', { name: /Fetch|Open the photo/ }).closest<HTMLElement>('[style]')?.style;
    const before = place()?.cssText;
    expect(before).toContain('aspect-ratio: 1.6');
    files.urls.set(file.blob, '/blobs/a/b?type=image%2Fwebp');
    act(() => files.setState(file.blob, { state: 'here', held: file.size, size: file.size, sources: 0 }));
    expect(card.getByRole('button', { name: 'Open the photo' })).toBeTruthy();
    expect(place()?.cssText).toBe(before);
    expect(card.getByText('The hills')).toBeTruthy();
  });

  test('CHAT-UI-86 the viewer goes from picture to picture by arrows and closes by Esc', async () => {
    const one = reference({ name: 'one.webp', mime: 'image/webp', picture });
    const two = reference({ name: 'two.webp', mime: 'image/webp', picture });
    open({
      prepare: (app) => {
        for (const [file, own] of [
          [one, false],
          [two, true],
        ] as const) {
          say(app, { file, own });
          app.workspace.controls.files.urls.set(file.blob, `/blobs/${file.name}`);
          app.workspace.controls.files.setState(file.blob, { state: 'here', held: 1, size: 1, sources: 0 });
        }
      },
    });
    expect(one.blob).not.toBe(two.blob);
    fireEvent.click((await screen.findAllByRole('button', { name: 'Open the photo' }))[0] as HTMLElement);
    const viewer = await screen.findByRole('dialog', { name: /Photo from .*Ada/ });
    expect(within(viewer).getByText('1 of 2')).toBeTruthy();
    fireEvent.keyDown(within(viewer).getByRole('button', { name: 'Later photo or video' }), { key: 'ArrowRight' });
    const next = await screen.findByRole('dialog', { name: 'Photo from you' });
    fireEvent.keyDown(within(next).getByRole('button', { name: 'Close' }), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('CHAT-UI-87 the list of chats says Photo, or the name of a file, with the words of either', async () => {
    const rendered = renderWithMedia(<ChatsList selected={null} onAddContact={nothing} onNewGroup={nothing} />, {
      prepare: (app) => say(app, { file: reference({ name: 'a\u{202E}cod.exe' }), caption: 'here' }),
    });
    expect(await screen.findByText(/here\u2069 · .*acod\.exe/)).toBeTruthy();
    act(() => say(rendered.application, { file: reference({ name: 'p', picture }) }));
    expect(await screen.findByText('Photo')).toBeTruthy();
  });
});
