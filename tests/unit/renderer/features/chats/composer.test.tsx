// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { fail } from '@shared/result.ts';
import { renderWithMedia, type MediaScreenOptions } from '../../../../support/web/renderWithMedia.tsx';
import { fakeAccountId, fakeEventId } from '../../../../support/web/fakeIds.ts';
import { spaceOf } from '../../../../support/web/renderScreen.tsx';
import { TalkPane } from '../../../../support/web/TalkPane.tsx';

const space = spaceOf('ada');

async function open(options: MediaScreenOptions = {}) {
  const prepare: MediaScreenOptions['prepare'] = (application, media) => {
    application.workspace.controls.store.change(({ chats }) => {
      const chat = chats.get(space);
      if (chat !== undefined) chat.draft = '';
    });
    options.prepare?.(application, media);
  };
  const content = <TalkPane selected={space} />;
  const rendered = renderWithMedia(content, { ...options, prepare });
  const input = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Message to|رسالة إلى/ });
  return { ...rendered, input, files: rendered.application.workspace.controls.files };
}

function select(input: HTMLTextAreaElement, text: string): void {
  fireEvent.change(input, { target: { value: text } });
  input.focus();
  input.setSelectionRange(0, text.length);
  fireEvent.select(input);
}

describe('formatting while writing', () => {
  test.each([
    ['b', 'KeyB', false, '**words**'],
    // Of another language, by its place; of the same letters elsewhere on the keyboard, by its letter.
    ['ن', 'KeyB', false, '**words**'],
    ['b', 'KeyN', false, '**words**'],
    ['i', 'KeyI', false, '_words_'],
    ['X', 'KeyX', true, '~~words~~'],
    ['M', 'KeyM', true, '`words`'],
    ['(', 'Digit9', true, '> words'],
  ])('FMT-1 Ctrl and %s of %s, Shift %s, make %s, and take it away again', async (key, code, shiftKey, formatted) => {
    const { input } = await open();
    select(input, 'words');
    fireEvent.keyDown(input, { code, key, ctrlKey: true, shiftKey });
    expect(input.value).toBe(formatted);
    expect(input.value.slice(input.selectionStart, input.selectionEnd)).toContain('words');
    fireEvent.keyDown(input, { code, key, ctrlKey: true, shiftKey });
    expect(input.value).toBe('words');
  });

  test('FMT-1 the bar is there while words are selected', async () => {
    const { input } = await open();
    expect(screen.queryByRole('toolbar', { name: 'Format the selected words' })).toBeNull();
    select(input, 'words');
    const bar = within(await screen.findByRole('toolbar', { name: 'Format the selected words' }));
    fireEvent.click(bar.getByRole('button', { name: 'Bold' }));
    expect(input.value).toBe('**words**');
    input.setSelectionRange(0, 0);
    fireEvent.select(input);
    expect(screen.queryByRole('toolbar', { name: 'Format the selected words' })).toBeNull();
  });
});

describe('completing the name of an emoji', () => {
  function type(input: HTMLTextAreaElement, text: string): void {
    input.focus();
    fireEvent.change(input, { target: { value: text } });
    input.setSelectionRange(text.length, text.length);
    fireEvent.select(input);
  }

  test('EMO-3 arrows choose, Enter takes and sends nothing, Escape leaves it', async () => {
    const { input, application } = await open();
    const before = application.workspace.controls.store.state.chats.get(space)?.messages.length;
    type(input, 'well :tada');
    const list = await screen.findByRole('listbox', { name: 'Emoji of that name' });
    expect(within(list).getAllByRole('option')[0]?.getAttribute('aria-selected')).toBe('true');
    expect(input.getAttribute('aria-controls')).toBe(list.id);
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(input.value).toBe('well 🎉 '));
    expect(application.workspace.controls.store.state.chats.get(space)?.messages.length).toBe(before);
    type(input, ':heart');
    await screen.findByRole('listbox', { name: 'Emoji of that name' });
    fireEvent.keyDown(input, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
    expect(input.value).toBe(':heart');
  });
});

describe('speaking', () => {
  test('VOI-4 what was spoken goes with its length and loudness', async () => {
    const { files, media } = await open();
    fireEvent.click(screen.getByRole('button', { name: 'Record a voice note' }));
    const bar = within(await screen.findByRole('group', { name: 'Voice note' }));
    const recording = media.recording();
    act(() => recording?.state.set({ step: 'recording', elapsed: 2500, recent: [0.4] }));
    expect(bar.getByRole('timer').textContent).toBe('0:03');
    fireEvent.click(bar.getByRole('button', { name: 'Send voice note' }));
    await waitFor(() => expect(files.sent).toHaveLength(1));
    const levels = new Uint8Array([10, 255, 40]);
    expect(files.sent[0]?.files).toMatchObject([{ asFile: true, media: { kind: 'voice', duration: 2500, levels } }]);
    expect(await screen.findByRole('textbox', { name: /Message to/ })).toBeTruthy();
  });

  test('VOI-4 Escape gives it up', async () => {
    const { files, media } = await open();
    fireEvent.click(screen.getByRole('button', { name: 'Record a voice note' }));
    const bar = await screen.findByRole('group', { name: 'Voice note' });
    fireEvent.keyDown(within(bar).getByRole('button', { name: 'Discard the recording' }), { key: 'Escape' });
    expect(await screen.findByRole('textbox', { name: /Message to/ })).toBe(document.activeElement);
    expect(media.recording()?.end()).toBe('cancelled');
    expect(files.sent).toHaveLength(0);
  });

  test('VOI-5 why nothing can be recorded is said', async () => {
    const code = 'microphone-missing' as const;
    await open({ prepare: (_, media) => (media.answers.microphone = { code, message: '' }) });
    fireEvent.click(screen.getByRole('button', { name: 'Record a voice note' }));
    expect(await screen.findByText('No microphone was found on this computer.')).toBeTruthy();
  });
});

describe('sending later', () => {
  async function ask(input: HTMLTextAreaElement) {
    fireEvent.change(input, { target: { value: 'words' } });
    fireEvent.contextMenu(screen.getByRole('button', { name: 'Send' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Send later…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Send later' }));
    return { dialog, choose: await dialog.findByRole<HTMLButtonElement>('button', { name: 'Send then' }) };
  }

  test('CHAT-UI-113 where messages disappear the dialog says at once that nothing can wait', async () => {
    const { input, application } = await open();
    application.workspace.controls.messages.timers.set(space, { life: 60_000, by: null, at: 1 });
    const { dialog, choose } = await ask(input);
    expect((await dialog.findByText(/Messages disappear in this chat/)).hidden).toBe(false);
    expect(choose.disabled).toBe(true);
  });

  test('CHAT-UI-113 why it did not work is said in the dialog, which stays', async () => {
    const { input, application } = await open();
    application.workspace.scheduleMessage = () => Promise.resolve(fail('schedule-unfit', 'too far'));
    const { dialog, choose } = await ask(input);
    fireEvent.click(choose);
    await dialog.findByText('Choose a time within the next year.');
    await waitFor(() => expect(choose.disabled).toBe(false));
    expect(input.value).toBe('words');
  });
});

describe('how long words last', () => {
  const day = 24 * 60 * 60_000;

  test.each([
    ['en', day, 'You set new messages to disappear after 1 day', /Ada.* set new messages to disappear after 2 days/],
    ['ar', day, 'ضبطتَ الرسائل الجديدة لتختفي بعد يوم', /ضبط .*Ada.* الرسائل الجديدة لتختفي بعد يومين/],
  ] as const)('CHAT-UI-204 the talk tells in %s who set it, and to what', async (locale, life, own, theirs) => {
    const { application } = await open({ locale });
    const { store, messages } = application.workspace.controls;
    await act(() => application.workspace.setTimer(space, life));
    await screen.findByText(own);
    const [said] = messages.timerLines.get(space) ?? [];
    if (said === undefined) expect.fail('nothing was said');
    const line = { ...said, id: fakeEventId('theirs'), by: fakeAccountId('ada'), life: 2 * day };
    act(() => store.change(() => void messages.timerLines.set(space, [said, line])));
    await screen.findByText(theirs);
  });

  test.each([
    [1.5 * day, 'You set new messages to disappear after 36 hours'],
    [45 * 60_000, 'You set new messages to disappear after 45 minutes'],
    [90 * 60_000, 'You set new messages to disappear after 90 minutes'],
    [3 * day, 'You set new messages to disappear after 3 days'],
  ])('CHAT-UI-204 a span that is not offered is told whole: %i ms', async (life, said) => {
    const { application } = await open();
    await act(() => application.workspace.setTimer(space, life));
    await screen.findByText(said);
  });

  test('CHAT-UI-204 that words stay again is told as well', async () => {
    const { application } = await open();
    await act(() => application.workspace.setTimer(space, null));
    await screen.findByText('You set new messages to stay');
  });
});
