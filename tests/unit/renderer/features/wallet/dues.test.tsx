// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { PostSale } from '@services/workspace/paidWorkspace.ts';
import { DuesDialog } from '../../../../../src/renderer/features/wallet/consent/DuesDialog.tsx';
import { fakeChannel } from '../../../../support/web/fakeChannels.ts';
import { fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const bakery = fakeChannel('The Harbour Bakery').id;
const starter = fakeEventId('post starter');

/** The window for a post that costs 2.50 of what one has; the channel may call it something else. */
function show(said: Partial<NonNullable<PostSale['price']>['unit']> = {}) {
  const shown = renderScreen(null);
  const { channels, wallet } = shown.application.workspace.controls;
  const holding = wallet.holdings
    .get()
    .find(
      ({ unit, available }) =>
        unit.decimals === 2 && available > 250n && wallet.people.get().get(unit.issuer)?.standing === 'contact',
    );
  if (holding === undefined) throw new Error('nothing to pay with in the demo');
  const { unit } = holding;
  const price = (amount: bigint): PostSale => ({
    isForSubscribers: false,
    price: { payee: unit.issuer, unit: { id: unit.id, code: unit.code, decimals: 2, ...said }, amount },
  });
  const sell = (sale: PostSale) => {
    const state = channels.state.get();
    channels.state.set({
      ...state,
      posts: state.posts.map((post) => (post.id === starter ? { ...post, sale } : post)),
    });
  };
  sell(price(250n));
  const view = () => shown.show(<DuesDialog channel={bakery} post={starter} onDone={() => undefined} />);
  return { channels, wallet, view, cost: (amount: bigint) => act(() => sell(price(amount))), unit };
}

describe('what a channel is paid', () => {
  test('PAY-UI-95 is shown in the unit as the wallet has it, whatever the channel calls it', async () => {
    const { view } = show({ code: 'CHEAP', decimals: 8 });
    view();
    const dialog = await screen.findByRole('dialog', { name: 'Pay?' });
    expect(await within(dialog).findByText(/2\.50/u)).toBeDefined();
    expect(within(dialog).queryByText(/CHEAP|0\.0000/u)).toBeNull();
  });

  test('PAY-UI-95 of what the wallet has none of no sum is shown, and nothing can be paid', async () => {
    const { view, wallet } = show({ decimals: 8 });
    wallet.holdings.set([]);
    view();
    const dialog = await screen.findByRole('dialog', { name: 'Pay?' });
    await within(dialog).findByText(/^You have no/u);
    expect(within(dialog).queryByText(/0\.0000/u)).toBeNull();
    expect(within(dialog).getByRole('button', { name: 'Pay' })).toHaveProperty('disabled', true);
  });

  test('PAY-UI-95 a price that changes while the window is open takes the yes and the PIN with it; what is paid is what is shown', async () => {
    const { view, channels, cost, unit } = show();
    view();
    const yes = () => screen.findByRole<HTMLButtonElement>('button', { name: 'Pay' });
    await waitFor(async () => expect((await yes()).disabled).toBe(false));
    cost(200n);
    expect((await yes()).disabled).toBe(true);
    await waitFor(async () => expect((await yes()).disabled).toBe(false));
    expect(screen.getByText(/2\.00/u)).toBeDefined();
    fireEvent.click(await yes());
    const agreed = { payee: unit.issuer, unit: unit.id, amount: 200n };
    await waitFor(() => expect(channels.asked.at(-1)).toEqual({ act: 'buyPost', given: [starter, agreed] }));
  });
});
