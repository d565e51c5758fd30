// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { ChannelsContent, ChannelsList } from '../../../../../src/renderer/features/channels/index.ts';
import { fakeChannel } from '../../../../support/web/fakeChannels.ts';
import { fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const bakery = fakeChannel('The Harbour Bakery').id;
const notes = fakeChannel('Field notes').id;
const starter = fakeEventId('post starter');

function show(selected: string | null) {
  const opened: string[] = [];
  const wishes: WalletWish[] = [];
  const shown = renderScreen(
    <ChannelsContent
      selected={selected}
      onOpenChannel={(page) => opened.push(page)}
      onOpenPackage={(id) => opened.push(id)}
      onOpenContact={(account) => opened.push(account)}
      onSendPost={() => undefined}
      onWallet={(wish) => wishes.push(wish)}
    />,
  );
  return { ...shown, opened, wishes, channels: shown.application.workspace.controls.channels };
}

describe('the list', () => {
  test('shows own and followed channels, newest first, with what is new and what is muted', async () => {
    renderScreen(<ChannelsList selected={null} onOpenChannel={() => undefined} />);
    const list = await screen.findByRole('list', { name: 'Channels' });
    const names = ['All posts', 'The Harbour Bakery', 'راديو الحارة', 'Field notes'];
    const rows = within(list).getAllByRole('link');
    expect(rows).toHaveLength(names.length);
    for (const [index, name] of names.entries()) expect(rows[index]?.textContent).toContain(name);
    expect(within(list).getByText('2 new posts')).toBeDefined();
    expect(within(list).getByRole('img', { name: 'Muted' })).toBeDefined();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'weir' } });
    await waitFor(() => expect(screen.getByText('Nothing found')).toBeDefined());
  });

  test('CHN-UI-8 following shows name and fingerprint first, and follows when one says so', async () => {
    const followed: string[] = [];
    const { application } = renderScreen(
      <ChannelsList selected={null} onOpenChannel={(page) => followed.push(page)} />,
    );
    fireEvent.click(await screen.findByRole('button', { name: /Allotments North/u }));
    const dialog = await screen.findByRole('dialog', { name: 'Follow a channel' });
    expect(await within(dialog).findByRole('list', { name: 'Fingerprint of the channel' })).toBeDefined();
    const { asked } = application.workspace.controls.channels;
    expect(asked).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Follow' }));
    await waitFor(() => expect(followed).toHaveLength(1));
    expect(asked.map((one) => one.act)).toEqual(['followChannel']);
  });

  test('a channel is opened with a name alone', async () => {
    const opened: string[] = [];
    renderScreen(<ChannelsList selected={null} onOpenChannel={(page) => opened.push(page)} />, { hasDemo: false });
    const [button] = await screen.findAllByRole('button', { name: 'Open a channel' });
    if (button !== undefined) fireEvent.click(button);
    const dialog = await screen.findByRole('dialog', { name: 'Open a channel' });
    expect(within(dialog).getByRole('button', { name: 'Open the channel' })).toHaveProperty('disabled', true);
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: ' News ' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Open the channel' }));
    await waitFor(() => expect(opened).toEqual([fakeChannel('News').id]));
  });
});

describe('a post that was passed on', () => {
  test('MOM-UI-18 of a channel one does not follow says which one it is, and follows when one says so', async () => {
    const allotments = fakeChannel('Allotments North').id;
    const { channels } = show(`${allotments}/post/${fakeEventId('post elsewhere')}/${allotments}${allotments}`);
    const page = await screen.findByRole('region', { name: 'Follow this channel to read the post' });
    expect(await within(page).findByRole('list', { name: 'Fingerprint of the channel' })).toBeDefined();
    expect(within(page).getByText('Allotments North')).toBeDefined();
    expect(channels.asked).toEqual([]);
    fireEvent.click(within(page).getByRole('button', { name: 'Follow' }));
    await screen.findByText('The post is on its way');
    expect(channels.asked.map((one) => one.act)).toEqual(['followChannel']);
  });

  test('MOM-UI-18 without a link, or with one of another channel, it offers nothing to follow', async () => {
    const allotments = fakeChannel('Allotments North').id;
    show(`${allotments}/post/${fakeEventId('post elsewhere')}`);
    await screen.findByText('This post is not here');
    cleanup();
    show(`${fakeChannel('Elsewhere').id}/post/${fakeEventId('post elsewhere')}/${allotments}${allotments}`);
    await screen.findByRole('region', { name: 'Follow this channel to read the post' });
    expect(screen.queryByRole('button', { name: 'Follow' })).toBeNull();
  });
});

describe('a channel', () => {
  test('CHN-UI-11 says that its name could be taken for that of another', async () => {
    const { channels } = show(bakery);
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByText(/This name/u)).toBeNull();
    const set = (lookAlike: { isMixed: boolean; other: string | null }) =>
      act(() => {
        const state = channels.state.get();
        const all = state.channels.map((one) => (one.id === bakery ? { ...one, lookAlike } : one));
        channels.state.set({ ...state, channels: all });
      });
    set({ isMixed: true, other: null });
    expect(screen.getByText(/mixes letters of several scripts/u)).toBeDefined();
    set({ isMixed: true, other: 'The Harbour Bakery' });
    expect(screen.getByText(/This name looks like/u).textContent).toContain('It is another one');
  });

  test('CHN-UI-4 CHN-UI-5 says that its readers are an estimate, and how one knows it', async () => {
    const { channels } = show(bakery);
    expect(await screen.findByText('About 118 devices read it now (an estimate)')).toBeDefined();
    expect(screen.getByText(/The same key you followed.*Leila Haddad.*Tomás Ferreira.* vouch for it/u)).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'How do I know?' }));
    expect(screen.getByRole('list', { name: 'Fingerprint of the channel' })).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Vouch for it' }));
    await waitFor(() => expect(channels.asked.map((one) => one.act)).toContain('vouchFor'));
    act(() => {
      const state = channels.state.get();
      channels.state.set({ ...state, channels: state.channels.map((one) => ({ ...one, readers: null })) });
    });
    expect(await screen.findByText(/how many there are is not known/u)).toBeDefined();
  });

  test('CHN-UI-3 readers are offered nothing that is for editors', async () => {
    show(bakery);
    expect(await screen.findByRole('button', { name: 'Message' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Write an article' })).toBeNull();
    expect(screen.queryByRole('textbox', { name: 'Say something to your readers' })).toBeNull();
  });

  test('its menu shows an answer at once, and a post by its address', async () => {
    const { opened } = show(bakery);
    const menu = await screen.findByRole('navigation', { name: /^Menu of/u });
    fireEvent.click(within(menu).getByRole('button', { name: 'Opening hours' }));
    expect(await screen.findByText(/Sunday 8:00 to 12:00/u)).toBeDefined();
    fireEvent.click(within(menu).getByRole('button', { name: 'Our starter', hidden: true }));
    expect(opened).toEqual([`${bakery}/post/${starter}`]);
  });
});

describe('an article', () => {
  test('ART-1 every block is drawn, and a request to pay opens the wallet with its code', async () => {
    const { wishes } = show(`${bakery}/post/${starter}`);
    const article = await screen.findByRole('article');
    expect(await within(article).findByRole('heading', { level: 2, name: 'What it needs' })).toBeDefined();
    expect(within(article).getAllByRole('list')[1]?.textContent).toContain('rye wakes it up');
    expect(within(article).getByRole('columnheader', { name: 'Flour' })).toBeDefined();
    expect(within(article).getByRole('region', { name: 'Code' }).textContent).toContain('function feed');
    fireEvent.click(within(article).getByRole('button', { name: 'Look at it' }));
    expect(wishes).toEqual([{ kind: 'code', text: 'banyan://pay#demo' }]);
  });

  test('CHN-UI-2 an address in it asks before it opens', async () => {
    const { application } = show(`${bakery}/post/${starter}`);
    fireEvent.click(await screen.findByRole('link', { name: 'whole story' }));
    const dialog = await screen.findByRole('dialog');
    expect(application.workspace.controls.opened).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Open link' }));
    await waitFor(() => expect(application.workspace.controls.opened).toEqual(['https://bakery.example/starter']));
  });

  test('CHN-UI-6 an own comment waits for an editor, and says so', async () => {
    const { channels } = show(`${bakery}/post/${starter}`);
    fireEvent.change(await screen.findByRole('textbox', { name: 'Say something about it' }), {
      target: { value: 'Thanks!' },
    });
    fireEvent.change(screen.getByRole('textbox', { name: 'Name you go by here' }), { target: { value: 'Mira' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(await screen.findByText('Thanks!', { selector: 'p' })).toBeDefined();
    expect(screen.getAllByText('Waiting for an editor')).toHaveLength(2);
    expect(channels.asked.at(-1)).toEqual({
      act: 'commentOnChannel',
      given: [starter, { name: 'Mira', text: 'Thanks!' }],
    });
  });

  test('a mark is given and taken back', async () => {
    const { channels } = show(`${bakery}/post/${starter}`);
    fireEvent.click(await screen.findByRole('button', { name: /^❤️/u }));
    await waitFor(() => expect(channels.asked.at(-1)).toEqual({ act: 'markChannelPost', given: [starter, null] }));
  });
});

describe('letters', () => {
  test('a comment is let through, a message answered and done', async () => {
    const { channels } = show(`${notes}/letters`);
    fireEvent.click(await screen.findByRole('button', { name: 'Let it through' }));
    await waitFor(() => expect(channels.asked.at(-1)?.act).toBe('publishComment'));
    fireEvent.click(await screen.findByRole('button', { name: 'Answer' }));
    fireEvent.change(await screen.findByRole('textbox', { name: /^Answer to/u }), { target: { value: 'Large' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send the answer' }));
    expect(await screen.findByText('Large')).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(channels.asked.at(-1)).toEqual({ act: 'settleLetter', given: ['letter 2', 'done'] }));
    expect(await screen.findByText('No letters here')).toBeDefined();
  });

  test('CHN-UI-6 one sees what one wrote to the editors, and how far it is', async () => {
    const { channels } = show(`${bakery}/talk`);
    expect(await screen.findByText(/an editor has it/u)).toBeDefined();
    expect(screen.getByText(/on its way/u)).toBeDefined();
    const field = screen.getByRole('textbox', { name: 'Write to the editors' });
    fireEvent.change(field, { target: { value: 'One more thing' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() =>
      expect(channels.asked.at(-1)).toEqual({
        act: 'writeToChannel',
        given: [bakery, { name: 'Mira', text: 'One more thing' }],
      }),
    );
  });
});

describe('settings', () => {
  test('CHN-UI-7 handing over says what it means before it is done', async () => {
    const { channels } = show(`${notes}/settings`);
    fireEvent.click(await screen.findByRole('button', { name: /^What to do with .*Ada/u }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Hand over the channel' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('alone decides who edits');
    expect(dialog.textContent).toContain('You can not take it back.');
    expect(channels.asked).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Hand it over' }));
    await waitFor(() => expect(channels.asked.at(-1)?.act).toBe('handOverChannel'));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Add an editor' })).toBeNull());
  });

  test('who may comment, and answers by themselves, are kept', async () => {
    const { channels } = show(`${notes}/settings`);
    fireEvent.click(await screen.findByRole('radio', { name: /^Nobody/u }));
    await waitFor(() =>
      expect(channels.asked.at(-1)).toEqual({ act: 'changeChannel', given: [notes, { comments: 'off' }] }),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Add an answer' }));
    fireEvent.change(screen.getByRole('textbox', { name: /^When a letter has/u }), {
      target: { value: 'weir, heron' },
    });
    fireEvent.change(screen.getByRole('textbox', { name: 'Answer' }), { target: { value: 'By the bridge.' } });
    const saves = screen.getAllByRole('button', { name: 'Save' });
    const save = saves.at(-1);
    if (save !== undefined) fireEvent.click(save);
    await waitFor(() =>
      expect(channels.asked.at(-1)).toEqual({
        act: 'setAutoReplies',
        given: [notes, { rules: [{ words: ['weir', 'heron'], reply: 'By the bridge.' }], endpoint: null }],
      }),
    );
  });

  test('CHN-UI-3 there are none for readers', async () => {
    show(`${bakery}/settings`);
    expect(await screen.findByText('Nothing to set here')).toBeDefined();
  });
});
