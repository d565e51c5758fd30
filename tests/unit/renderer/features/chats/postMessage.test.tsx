// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { PostCard } from '@domain/chat/postCard.ts';
import { channelLink } from '@domain/channel/link.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { PassPostDialog } from '../../../../../src/renderer/features/chats/passPost.ts';
import { PostMessage } from '../../../../../src/renderer/features/chats/cards/PostMessage.tsx';
import { fakeChannel } from '../../../../support/web/fakeChannels.ts';
import { fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const bakery = fakeChannel('The Harbour Bakery').id;
const starter = fakeEventId('post starter');
const key = new Uint8Array(32).fill(9);

/** A card of a post that is not here, of a channel that is not followed. */
const card: PostCard = {
  shared: {
    ...{ channel: channelSpace(key), post: fakeEventId('away'), name: 'Allotments', title: 'Leeks' },
    link: { key, signaling: [] },
  },
  lead: 'Plant them deep',
  picture: null,
  sale: {
    isForSubscribers: false,
    price: { unit: new Uint8Array(32).fill(4), code: 'LEEK', decimals: 1, currency: null, amount: 25 },
  },
};

describe('a post of a channel in a chat', () => {
  test('CHN-UI-22 is shown as its sender says where it is not here, and leads to its page with its channel’s link', async () => {
    renderScreen(<PostMessage card={card} isReachable />);
    const open = await screen.findByRole('link', { name: /^Read .*Leeks/u });
    const payload = channelLink({ key, name: 'Allotments', signaling: [] }).split('#')[1] ?? '';
    expect(open.getAttribute('href')).toBe(`#/channels/${card.shared.channel}/post/${card.shared.post}/${payload}`);
    for (const words of [/^Allotments$/u, 'Plant them deep', /2\.5.*LEEK/u])
      expect(screen.getByText(words)).toBeDefined();
  });

  test('CHN-UI-22 is shown as it is where it is here, whatever its sender says', async () => {
    const said: PostCard = {
      ...card,
      shared: { channel: bakery, post: starter, name: 'Somebody else', title: 'Free money' },
    };
    renderScreen(<PostMessage card={said} isReachable />);
    expect(await screen.findByText('The Harbour Bakery')).toBeDefined();
    for (const words of ['Free money', 'Somebody else', 'Plant them deep', /LEEK/u])
      expect(screen.queryByText(words)).toBeNull();
  });

  test('CHN-UI-22 one of another channel than the card says is not taken for it', async () => {
    const said: PostCard = { ...card, shared: { ...card.shared, post: starter } };
    renderScreen(<PostMessage card={said} isReachable />);
    expect(await screen.findByText('Leeks')).toBeDefined();
    await Promise.resolve();
    expect(screen.queryByText('The Harbour Bakery')).toBeNull();
  });
});

describe('sending a post into chats', () => {
  test('CHN-UI-22 sends its card to each chat that is ticked', async () => {
    let isDone = false;
    const { application } = renderScreen(
      <PassPostDialog
        post={starter}
        onDone={() => {
          isDone = true;
        }}
      />,
    );
    const dialog = await screen.findByRole('dialog', { name: 'Send the post to' });
    const [first] = await within(dialog).findAllByRole('checkbox');
    if (first === undefined) throw new Error('no chat');
    fireEvent.click(first);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Forward to 1 chat' }));
    await waitFor(() => expect(isDone).toBe(true));
    const sent: unknown[] = [];
    const stop = application.workspace.conversations().subscribe((state) => {
      if (state.status !== 'ready') return;
      sent.splice(
        0,
        sent.length,
        ...state.value.flatMap(({ last }) => (last?.body.kind === 'post' ? [last.body.post] : [])),
      );
    });
    await waitFor(() => expect(sent).toHaveLength(1));
    stop();
    expect(sent).toMatchObject([{ shared: { channel: bakery, post: starter } }]);
  });
});
