// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import { LOOKING_NAME } from '@services/snapshots/looking.ts';
import { ChatsContent } from '../../../../../src/renderer/features/chats/index.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

const nothing = () => undefined;

function open(person: string) {
  const opened: string[] = [];
  const rendered = renderScreen(
    <ChatsContent
      selected={spaceOf(person)}
      message={null}
      onGone={() => undefined}
      onOpenContact={(account) => opened.push(account)}
      onAddContact={nothing}
      onOpenGroup={() => undefined}
      onOpenProgram={() => undefined}
      onShareProgram={() => undefined}
      onWallet={() => undefined}
      onOpenWallet={() => undefined}
      onClose={nothing}
    />,
  );
  return {
    ...rendered,
    opened,
    chat: () => rendered.application.workspace.controls.store.state.chats.get(spaceOf(person)),
  };
}

const composer = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Message to/ });

afterEach(cleanup);

describe('conversation', () => {
  test('CHAT-UI-40 Enter sends what is written, once, and empties the composer', async () => {
    const { chat } = open('ada');
    const input = await composer();
    const before = chat()?.messages.length ?? 0;
    fireEvent.change(input, { target: { value: '  on my way  ' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(input.value).toBe('');
    const message = await screen.findByRole('article', { name: /You on my way .*Saved here/ });
    expect(within(message).getByText('on my way')).toBeTruthy();
    expect(chat()?.messages).toHaveLength(before + 1);
  });

  test('CHAT-UI-41 Shift+Enter and an open input method do not send', async () => {
    const { chat } = open('ada');
    const input = await composer();
    const before = chat()?.messages.length;
    fireEvent.change(input, { target: { value: 'ni hao' } });
    fireEvent.keyDown(input, { key: 'Enter', shiftKey: true });
    fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
    await Promise.resolve();
    expect(chat()?.messages.length).toBe(before);
    expect(input.value).toBe('ni hao');
  });

  test('CHAT-UI-42 nothing but white space is not sent', async () => {
    const { chat } = open('leila');
    const input = await composer();
    const before = chat()?.messages.length;
    fireEvent.change(input, { target: { value: ' \n ' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true);
    expect(chat()?.messages.length).toBe(before);
  });

  test('CHAT-UI-43 near the limit the rest is counted, above it sending is refused and says by how much', async () => {
    const { chat } = open('leila');
    const input = await composer();
    const before = chat()?.messages.length;
    fireEvent.change(input, { target: { value: 'x'.repeat(MAX_MESSAGE_LENGTH - 3) } });
    expect(screen.getByText('3 characters left')).toBeTruthy();
    fireEvent.change(input, { target: { value: 'x'.repeat(MAX_MESSAGE_LENGTH + 1) } });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(screen.getByRole('alert').textContent).toContain('1 character too many');
    expect(chat()?.messages.length).toBe(before);
    expect(input.value).toHaveLength(MAX_MESSAGE_LENGTH + 1);
  });

  test('CHAT-UI-44 a message that could not be kept is shown as failed with the reason, and can be tried again', async () => {
    const { application } = open('leila');
    const input = await composer();
    application.workspace.controls.failNext('storage-full');
    fireEvent.change(input, { target: { value: 'precious' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    const failed = await screen.findByRole('article', { name: /precious .*Not saved/ });
    expect(failed.textContent).toContain('The disk is full');
    fireEvent.click(within(failed).getByRole('button', { name: 'Try again' }));
    await screen.findByRole('article', { name: /precious .*Saved here/ });
    expect(screen.queryByRole('article', { name: /precious .*Not saved/ })).toBeNull();
  });

  test('CHAT-UI-44 what was said while one was out of a group is shown as not sent, not as not saved', async () => {
    const { application } = open('leila');
    const input = await composer();
    application.workspace.controls.failNext('message-after-removal');
    fireEvent.change(input, { target: { value: 'too late' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    const failed = await screen.findByRole('article', { name: /too late .*Not sent/ });
    expect(failed.textContent).toContain('Not sent. You were removed from the group before it went out');
    expect(failed.textContent).not.toContain('Not saved');
  });

  test('CHAT-UI-45 the state of an own message is never shown further than it is', async () => {
    const { application, chat } = open('leila');
    await composer();
    const last = chat()?.messages.at(-1);
    expect(last?.state).toBe('sent');
    const name = (state: string) => new RegExp(`Shall I order ten\\? .*${state}`);
    const sent = await screen.findByRole('article', { name: name('Saved here') });
    expect(within(sent).getByRole('img', { name: 'Saved here' }).dataset['tooltip']).toMatch(/goes out when .*Leila/);
    application.workspace.controls.setState(spaceOf('leila'), last?.id ?? '', 'delivered');
    await screen.findByRole('article', { name: name('Delivered') });
    application.workspace.controls.setState(spaceOf('leila'), last?.id ?? '', 'read');
    await screen.findByRole('article', { name: name('Read') });
  });

  test('CHAT-UI-46 a draft is kept when the chat is left and is there again', async () => {
    const { chat, show } = open('leila');
    fireEvent.change(await composer(), { target: { value: 'half a thou' } });
    show(
      <ChatsContent
        selected={spaceOf('ada')}
        message={null}
        onGone={() => undefined}
        onOpenContact={nothing}
        onAddContact={nothing}
        onOpenGroup={() => undefined}
        onOpenProgram={() => undefined}
        onShareProgram={() => undefined}
        onWallet={() => undefined}
        onOpenWallet={() => undefined}
        onClose={nothing}
      />,
    );
    await waitFor(() => expect(chat()?.draft).toBe('half a thou'));
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Ada/ })).value).toContain('Let me check');
    show(
      <ChatsContent
        selected={spaceOf('leila')}
        message={null}
        onGone={() => undefined}
        onOpenContact={nothing}
        onAddContact={nothing}
        onOpenGroup={() => undefined}
        onOpenProgram={() => undefined}
        onShareProgram={() => undefined}
        onWallet={() => undefined}
        onOpenWallet={() => undefined}
        onClose={nothing}
      />,
    );
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Leila/ })).value).toBe('half a thou');
  });

  test('CHAT-UI-47 a refused message goes back into the composer', async () => {
    const { application } = open('leila');
    const input = await composer();
    application.workspace.controls.store.change((state) => state.chats.delete(spaceOf('leila')));
    fireEvent.change(input, { target: { value: 'hello?' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    await screen.findByText('This chat is not here');
  });

  test('CHAT-UI-48 a link asks first and shows the host in punycode; only then is it opened', async () => {
    const { application } = open('spam');
    fireEvent.click(await screen.findByRole('link', { name: /pypal/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Open this link?' });
    expect(within(dialog).getByText('xn--pypal-4ve.com')).toBeTruthy();
    expect(application.workspace.controls.opened).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Open link' }));
    await waitFor(() => expect(application.workspace.controls.opened).toEqual(['http://xn--pypal-4ve.com/']));
  });

  test('CHAT-UI-49 a blocked person cannot be written to until unblocked', async () => {
    open('spam');
    await screen.findByText(/You blocked/);
    expect(screen.queryByRole('textbox')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Unblock' }));
    await composer();
  });

  test('CHAT-UI-50 one who has not accepted is waited for', async () => {
    open('noor');
    await screen.findByText(/Waiting for/);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  test('SNP-16 in a snapshot there is nothing to write in, and where one writes is said', async () => {
    sessionStorage.setItem(LOOKING_NAME, '1000-weekly-v10');
    onTestFinished(() => sessionStorage.removeItem(LOOKING_NAME));
    open('ada');
    await screen.findByText(/To write, go back to now/u);
    expect(screen.queryByRole('textbox', { name: /Message to/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /Attach/u })).toBeNull();
  });

  test('CHAT-UI-51 a message of an unknown kind says so', async () => {
    open('leila');
    await screen.findByRole('article', { name: /Made by a newer version of Banyan/ });
  });

  test('CHAT-UI-52 an address that is no chat, or a chat that is gone, says so', async () => {
    const { show } = renderScreen(
      <ChatsContent
        message={null}
        onGone={() => undefined}
        selected="../../etc"
        onOpenContact={nothing}
        onAddContact={nothing}
        onOpenGroup={() => undefined}
        onOpenProgram={() => undefined}
        onShareProgram={() => undefined}
        onWallet={() => undefined}
        onOpenWallet={() => undefined}
        onClose={nothing}
      />,
    );
    await screen.findByText('This chat is not here');
    show(
      <ChatsContent
        selected={spaceOf('nobody')}
        message={null}
        onGone={() => undefined}
        onOpenContact={nothing}
        onAddContact={nothing}
        onOpenGroup={() => undefined}
        onOpenProgram={() => undefined}
        onShareProgram={() => undefined}
        onWallet={() => undefined}
        onOpenWallet={() => undefined}
        onClose={nothing}
      />,
    );
    await screen.findByText('This chat is not here');
  });

  test('CHAT-UI-53 new messages are announced, scrolled-in old ones are not', async () => {
    const { application } = open('leila');
    await composer();
    const log = screen.getByRole('log');
    expect(log.textContent).toBe('');
    application.workspace.controls.receive(spaceOf('leila'), 'fresh words');
    await waitFor(() => expect(log.textContent).toBe('Leila Haddad: fresh words'));
  });
});

describe('messages by keyboard', () => {
  test('CHAT-UI-60 Ctrl and arrow up in an empty composer go to the newest message, arrows go on, Enter opens its menu', async () => {
    open('ada');
    const input = await composer();
    fireEvent.change(input, { target: { value: '' } });
    fireEvent.keyDown(input, { key: 'ArrowUp', ctrlKey: true });
    const newest = screen.getByRole('article', { name: /You On it/ });
    expect(document.activeElement).toBe(newest);
    fireEvent.keyDown(newest, { key: 'ArrowUp' });
    expect(document.activeElement?.textContent).toContain('second quarter');
    fireEvent.keyDown(document.activeElement ?? newest, { key: 'ArrowDown' });
    fireEvent.keyDown(newest, { key: 'Enter' });
    const menu = await screen.findByRole('menu', { name: 'Message' });
    expect(
      within(menu)
        .getAllByRole('menuitem')
        .map((item) => item.textContent),
    ).toEqual([
      'ReplyR',
      'React…',
      'EditE',
      'ForwardF',
      'Add to favourites',
      'Copy text',
      'Details',
      'Select',
      'Ask everyone to remove',
      'Delete for me',
    ]);
  });

  test('CHAT-UI-61 a deleted message is gone here, and undo brings it back', async () => {
    const { chat } = open('ada');
    const message = await screen.findByRole('article', { name: /You On it/ });
    fireEvent.keyDown(message, { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Delete for me' }));
    await waitFor(() => expect(screen.queryByRole('article', { name: /You On it/ })).toBeNull());
    expect(chat()?.hidden.size).toBe(1);
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByRole('article', { name: /You On it/ });
  });
});
