// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { fail } from '@shared/result.ts';
import { unfinishedEdits } from '../../../../../src/renderer/features/chats/talk/unfinishedEdits.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';
import { TalkPane } from '../../../../support/web/TalkPane.tsx';

function open(person: string) {
  const rendered = renderScreen(<TalkPane selected={spaceOf(person)} />);
  const { controls } = rendered.application.workspace;
  const chat = () => controls.store.state.chats.get(spaceOf(person));
  const messageOf = (words: string) =>
    chat()?.messages.find(({ body }) => body.kind === 'text' && body.text.includes(words));
  return { ...rendered, controls, chat, messageOf };
}

const composer = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Message to/ });
const EDITING = { name: 'New words for your message' };
const article = (words: RegExp) => screen.findByRole('article', { name: words });

/** Begins to change the own message by its key; resolves to the field for its words. */
async function beginEdit(): Promise<HTMLTextAreaElement> {
  fireEvent.keyDown(await article(/On it/), { key: 'e', code: 'KeyE' });
  return screen.findByRole<HTMLTextAreaElement>('textbox', EDITING);
}

/** Begins to answer Ada by the key of that. */
async function beginReply(): Promise<void> {
  fireEvent.keyDown(await article(/second quarter/), { key: 'r', code: 'KeyR' });
}

/** Writes as a person does: what is in the field, and where the caret is. */
function write(input: HTMLTextAreaElement, text: string): void {
  fireEvent.change(input, { target: { value: text } });
  input.setSelectionRange(text.length, text.length);
  fireEvent.select(input);
}

afterEach(() => {
  cleanup();
  unfinishedEdits.drop(spaceOf('ada'));
});

describe('answering and editing', () => {
  test('CHAT-UI-111 R answers the message that has the focus; what is sent next is the answer, once', async () => {
    const { messageOf, chat } = open('ada');
    const input = await composer();
    fireEvent.change(input, { target: { value: '' } });
    await beginReply();
    await screen.findByRole('region', { name: /Reply to .*Ada/ });
    for (const words of ['Will do', 'And more']) {
      write(input, words);
      fireEvent.keyDown(input, { key: 'Enter' });
      await article(new RegExp(words));
    }
    expect(chat()?.messages.at(-2)?.reply?.id).toBe(messageOf('second quarter')?.id);
    expect(chat()?.messages.at(-1)?.reply).toBeUndefined();
    expect(screen.queryByRole('region', { name: /Reply to/ })).toBeNull();
  });

  test('CHAT-UI-111 Escape leaves the answer, and nothing else', async () => {
    open('ada');
    const input = await composer();
    const before = input.value;
    await beginReply();
    await screen.findByRole('region', { name: /Reply to/ });
    fireEvent.keyDown(input, { key: 'Escape' });
    expect(screen.queryByRole('region', { name: /Reply to/ })).toBeNull();
    expect(input.value).toBe(before);
  });

  test('CHAT-UI-111 a refused answer leaves its words and what it answers', async () => {
    const { application } = open('ada');
    const input = await composer();
    await beginReply();
    write(input, 'too late');
    application.workspace.sendText = () => Promise.resolve(fail('contact-blocked', 'blocked meanwhile'));
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(input.value).toBe('too late'));
    await screen.findByRole('region', { name: /Reply to/ });
  });

  test('CHAT-UI-112 E edits an own message; the draft beside it stays as it was', async () => {
    const { messageOf } = open('ada');
    const draft = (await composer()).value;
    expect(draft).not.toBe('');
    const field = await beginEdit();
    expect(field.value).toBe('On it');
    write(field, 'On it, today');
    fireEvent.keyDown(field, { key: 'Enter' });
    await article(/On it, today .*edited/);
    expect(messageOf('On it, today')?.edited?.versions).toBe(2);
    expect((await composer()).value).toBe(draft);
  });

  test('CHAT-UI-198 words of an edit are there again in a field that comes anew, until it is saved or given up', async () => {
    const first = open('ada');
    await composer();
    write(await beginEdit(), 'On it, by no');
    first.unmount();
    // Another chat has nothing of it.
    const other = open('leila');
    await composer();
    expect(screen.queryByRole('textbox', EDITING)).toBeNull();
    other.unmount();
    const second = open('ada');
    const again = await screen.findByRole<HTMLTextAreaElement>('textbox', EDITING);
    expect(again.value).toBe('On it, by no');
    fireEvent.keyDown(again, { key: 'Escape' });
    expect((await composer()).value).not.toContain('by no');
    second.unmount();
    open('ada');
    await composer();
    expect(screen.queryByRole('textbox', EDITING)).toBeNull();
  });

  test.each([
    ['is kept: it is not begun again', true],
    ['is not kept: it waits on', false],
  ])('CHAT-UI-198 an edit whose chat was left before it %s', async (_, isKept) => {
    const { application, controls, unmount } = open('ada');
    const { workspace } = application;
    const edit = workspace.editMessage;
    let goOn = () => Promise.resolve();
    workspace.editMessage = (...given) => new Promise((resolve) => (goOn = async () => resolve(await edit(...given))));
    await composer();
    const field = await beginEdit();
    write(field, 'On it, today ');
    fireEvent.keyDown(field, { key: 'Enter' });
    unmount();
    if (!isKept) controls.failNext('storage-full');
    await goOn();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(unfinishedEdits.of(spaceOf('ada'))?.text).toBe(isKept ? undefined : 'On it, today ');
  });

  test.each(['recalled elsewhere', 'recalled while its chat was left', 'gone when it is to be saved'])(
    'CHAT-UI-198 an edit whose message is %s is dropped, and it is said',
    async (how) => {
      const { application, controls, messageOf, unmount } = open('ada');
      const own = messageOf('On it');
      const recall = (by: typeof controls) =>
        by.messages.change(spaceOf('ada'), own?.id ?? '', {
          body: { kind: 'recalled', by: by.store.state.own.account },
        });
      await composer();
      const field = await beginEdit();
      write(field, 'On it, by no');
      if (how === 'recalled elsewhere') act(() => recall(controls));
      else if (how === 'gone when it is to be saved') {
        application.workspace.editMessage = () => Promise.resolve(fail('message-missing', 'not here'));
        fireEvent.keyDown(field, { key: 'Enter' });
      } else {
        unmount();
        recall(open('ada').controls);
      }
      await screen.findByText('The message you were changing was removed, so the change was dropped.');
      expect((await composer()).value).not.toContain('by no');
      expect(screen.queryByRole('textbox', EDITING)).toBeNull();
      expect(unfinishedEdits.of(spaceOf('ada'))).toBeNull();
    },
  );

  test('CHAT-UI-198 an edit that is saved while its chat is left and opened again ends there, too', async () => {
    const first = open('ada');
    await composer();
    write(await beginEdit(), 'On it, today');
    first.unmount();
    const { controls, messageOf } = open('ada');
    await screen.findByRole('textbox', EDITING);
    const body = { kind: 'text', text: 'On it, today' } as const;
    act(() => controls.messages.change(spaceOf('ada'), messageOf('On it')?.id ?? '', { body }));
    await composer();
    expect(screen.queryByRole('textbox', EDITING)).toBeNull();
    expect(unfinishedEdits.of(spaceOf('ada'))).toBeNull();
  });

  test('CHAT-UI-112 words that could not be kept stay in the field', async () => {
    const { controls, messageOf } = open('ada');
    const input = await composer();
    write(input, '');
    fireEvent.keyDown(input, { key: 'ArrowUp' });
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox', EDITING);
    write(field, 'On it soon');
    controls.failNext('storage-full');
    fireEvent.keyDown(field, { key: 'Enter' });
    await screen.findByText(/The disk is full/);
    expect(field.value).toBe('On it soon');
    expect(messageOf('On it soon')).toBeUndefined();
  });

  test('CHAT-UI-101 a message that is still being kept is not passed over for one before it', async () => {
    const { controls, chat } = open('ada');
    const input = await composer();
    write(input, '');
    const last = chat()?.messages.at(-1);
    controls.setState(spaceOf('ada'), last?.id ?? '', 'queued');
    await article(/On it .*Being saved/);
    fireEvent.keyDown(input, { key: 'ArrowUp' });
    expect(screen.queryByRole('textbox', EDITING)).toBeNull();
  });

  test('CHAT-UI-110 an answer to what is not here says so', async () => {
    const { controls, messageOf } = open('ada');
    const own = messageOf('On it');
    controls.messages.change(spaceOf('ada'), own?.id ?? '', { reply: { id: 'gone' as EventId, message: null } });
    const answer = await article(/On it/);
    expect(answer.textContent).toContain('The message this answers is not on this device');
  });
});

describe('signs', () => {
  test('CHAT-UI-120 a press on a sign joins in, and takes the own one back', async () => {
    const { controls, messageOf } = open('ada');
    const theirs = messageOf('second quarter');
    controls.messages.change(spaceOf('ada'), theirs?.id ?? '', {
      reactions: [{ sign: '👍', people: [theirs?.author ?? controls.store.state.own.account], own: false }],
    });
    const chip = await screen.findByRole('button', { name: /👍 by .*Ada/ });
    fireEvent.click(chip);
    await screen.findByRole('button', { name: /👍 by .*Ada.* and .*You/, pressed: true });
    fireEvent.click(screen.getByRole('button', { name: /👍 by/ }));
    await screen.findByRole('button', { name: /^👍 by .Ada[^,]*$/, pressed: false });
  });

  test('CHAT-UI-100 two quick presses beside the words put the first sign there; on the words they do not', async () => {
    const { messageOf } = open('ada');
    const theirs = await article(/second quarter/);
    const words = theirs.querySelector('[data-words]');
    if (words === null) throw new Error('no words');
    fireEvent.doubleClick(words);
    await Promise.resolve();
    expect(messageOf('second quarter')?.reactions).toBeUndefined();
    fireEvent.doubleClick(theirs);
    await waitFor(() => expect(messageOf('second quarter')?.reactions?.[0]?.sign).toBe('👍'));
  });
});

describe('what is inside a message, by keyboard', () => {
  test('CHAT-UI-103 Tab comes to the signs of the message that has the focus, and to no others', async () => {
    const { controls, messageOf } = open('ada');
    const self = controls.store.state.own.account;
    for (const [words, sign] of [
      ['second quarter', '👍'],
      ['On it', '🙏'],
    ] as const) {
      const reactions = [{ sign, people: [self], own: true }];
      controls.messages.change(spaceOf('ada'), messageOf(words)?.id ?? '', { reactions });
    }
    const tabIndexes = async () => [
      (await screen.findByRole('button', { name: /^👍 by/ })).tabIndex,
      (await screen.findByRole('button', { name: /^🙏 by/ })).tabIndex,
    ];
    await waitFor(async () => expect(await tabIndexes()).toEqual([-1, 0]));
    fireEvent.focus(await article(/second quarter/));
    await waitFor(async () => expect(await tabIndexes()).toEqual([0, -1]));
  });
});

describe('many at once', () => {
  test('CHAT-UI-130 with Ctrl a message is chosen, then each press chooses, and Escape ends it', async () => {
    open('ada');
    await composer();
    fireEvent.click(await article(/On it/), { ctrlKey: true });
    const bar = await screen.findByRole('toolbar', { name: 'Selected messages' });
    expect(within(bar).getByRole('status').textContent).toBe('1 message selected');
    fireEvent.click(await article(/second quarter/));
    expect(within(bar).getByRole('status').textContent).toBe('2 messages selected');
    expect(within(bar).getByRole<HTMLButtonElement>('button', { name: 'Ask everyone to remove' }).disabled).toBe(true);
    fireEvent.keyDown(bar, { key: 'Escape' });
    await composer();
  });

  test('CHAT-UI-132 what was deleted here, all of it, comes back with Undo', async () => {
    const { chat } = open('ada');
    await composer();
    fireEvent.click(await article(/On it/), { ctrlKey: true });
    fireEvent.click(await article(/second quarter/));
    fireEvent.click(await screen.findByRole('button', { name: 'Delete for me' }));
    await screen.findByText('2 messages deleted on this device');
    expect(chat()?.hidden.size).toBe(2);
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(chat()?.hidden.size).toBe(0));
  });

  test('CHAT-UI-132 what was not kept has no Undo, and what may become of it is said', async () => {
    const { controls } = open('leila');
    const input = await composer();
    controls.failNext('storage-full');
    write(input, 'Not that');
    fireEvent.keyDown(input, { key: 'Enter' });
    fireEvent.keyDown(await article(/Not that .*Not saved/), { key: 'Delete', code: 'Delete' });
    await screen.findByText('Message deleted. If it gets saved after all, everyone is asked to remove it.');
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    expect(screen.queryByRole('article', { name: /Not that/ })).toBeNull();
  });

  test('CHAT-UI-131 messages go on to the chats that were found and ticked', async () => {
    const { controls, messageOf } = open('ada');
    await composer();
    fireEvent.keyDown(await article(/On it/), { key: 'f', code: 'KeyF' });
    const dialog = await screen.findByRole('dialog', { name: 'Forward the message to' });
    const search = within(dialog).getByRole('searchbox');
    fireEvent.change(search, { target: { value: 'leila' } });
    fireEvent.keyDown(search, { key: 'Enter' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Forward to 1 chat' }));
    await waitFor(() => expect(controls.messages.forwarded).toHaveLength(1));
    expect(controls.messages.forwarded[0]).toEqual({
      from: spaceOf('ada'),
      ids: [messageOf('On it')?.id],
      to: [spaceOf('leila')],
    });
    await screen.findByText('Forwarded');
  });

  test('CHAT-UI-132 a recall that was taken back is never asked; one that was not says who asked', async () => {
    const { chat, unmount } = open('ada');
    await composer();
    const last = () => chat()?.messages.at(-1)?.body.kind;
    const recall = async () => {
      fireEvent.keyDown(await article(/On it/), { key: 'Enter' });
      fireEvent.click(await screen.findByRole('menuitem', { name: 'Ask everyone to remove' }));
      expect((await article(/On it/)).dataset['leaving']).toBe('true');
    };
    await recall();
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect((await article(/On it/)).dataset['leaving']).toBeUndefined();
    expect(last()).toBe('text');
    await recall();
    // Who leaves the talk has made up their mind.
    unmount();
    await waitFor(() => expect(last()).toBe('recalled'));
  });

  test('CHAT-UI-132 what was asked to be removed says who asked', async () => {
    const { controls, messageOf } = open('ada');
    const theirs = messageOf('second quarter');
    controls.messages.change(spaceOf('ada'), theirs?.id ?? '', {
      body: { kind: 'recalled', by: theirs?.author ?? controls.store.state.own.account },
    });
    const notice = await article(/Ada.* asked for this message to be removed/);
    // A sentence of the app runs as the app does, also where it begins with a name that runs the other way.
    expect(notice.querySelector('[dir="auto"] [data-said]')).toBeNull();
  });
});
