// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { OwnDue, PostSale } from '@services/workspace/paidWorkspace.ts';
import type { Mandate } from '@services/workspace/walletTrade.ts';
import type { WalletPerson } from '@services/workspace/walletWorkspace.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { ChannelsContent } from '../../../../../src/renderer/features/channels/index.ts';
import { fakeChannel } from '../../../../support/web/fakeChannels.ts';
import { fakeAccountId, fakeEventId } from '../../../../support/web/fakeIds.ts';
import { ada, fakeHolding, fakePayment, fakeRecordId, fakeUnit } from '../../../../support/web/fakePayments.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const bakery = fakeChannel('The Harbour Bakery').id;
const notes = fakeChannel('Field notes').id;
const starter = fakeEventId('post starter');
const payee = fakeAccountId('baker');
const unit = { id: fakeEventId('unit') as string as UnitId, code: 'LOAF', decimals: 2 };
const subscription = { amount: 300n, period: 'month' as const };

const personOf = (account: AccountId, standing: WalletPerson['standing']): WalletPerson => ({
  ...{ account, name: 'Ines', avatar: { kind: 'generated' }, standing, isVerified: false },
});

/** A post of the bakery that is sold, to somebody who knows the baker or does not. */
function show(selected: string, sale: PostSale, standing: WalletPerson['standing'] | null) {
  const wishes: WalletWish[] = [];
  const opened: string[] = [];
  const shown = renderScreen(
    <ChannelsContent
      selected={selected}
      onOpenChannel={(page) => opened.push(page)}
      onOpenPackage={() => undefined}
      onOpenContact={() => undefined}
      onSendPost={() => undefined}
      onWallet={(wish) => wishes.push(wish)}
    />,
  );
  const { channels, wallet } = shown.application.workspace.controls;
  const state = channels.state.get();
  const articles = new Map(state.articles);
  articles.delete(starter);
  channels.state.set({
    ...state,
    articles,
    posts: state.posts.map((post) => (post.id === starter ? { ...post, sale } : post)),
    terms: new Map([[bakery, { payee, unit, subscription }]]),
  });
  wallet.people.set(new Map(standing === null ? [] : [[payee, personOf(payee, standing)]]));
  return { channels, wallet, wishes, opened };
}

/** What this person paid, or agreed to pay, for the post. */
const record = fakeRecordId('due');
const own: OwnDue = { record, post: starter, at: 1, isReceived: false, elsewhereUntil: null };

const either: PostSale = { isForSubscribers: true, price: { payee, unit, amount: 150n } };

describe('a text that is sold', () => {
  test('CHN-UI-20 says what it costs and whom one pays, and opens the wallet’s window for either way', async () => {
    const { wishes, channels } = show(`${bakery}/post/${starter}`, either, 'contact');
    const wall = await screen.findByRole('region', { name: 'This text has a price' });
    await waitFor(() => expect(wall.textContent).toContain('Ines'));
    fireEvent.click(within(wall).getByRole('button', { name: /^Subscribe for .*3\.00/u }));
    fireEvent.click(within(wall).getByRole('button', { name: /^Buy for .*1\.50/u }));
    expect(wishes).toEqual([
      { kind: 'dues', channel: bakery, post: null },
      { kind: 'dues', channel: bakery, post: starter },
    ]);
    // Nothing is paid by a press here.
    expect(channels.asked.map((asked) => asked.act)).not.toContain('buyPost');
  });

  test('CHN-UI-20 who is no contact is told why, and asks the channel for a link', async () => {
    const { channels, opened, wishes } = show(`${bakery}/post/${starter}`, either, null);
    const wall = await screen.findByRole('region', { name: 'This text has a price' });
    const ask = await within(wall).findByRole('button', { name: 'Ask for a link' });
    expect(within(wall).queryByRole('button', { name: /^Buy/u })).toBeNull();
    fireEvent.click(ask);
    await waitFor(() => expect(opened).toEqual([`${bakery}/talk`]));
    expect(channels.asked.at(-1)).toMatchObject({ act: 'writeToChannel' });
    expect(wishes).toEqual([]);
  });

  test('CHN-UI-20 a payment that leaves later stands there, and cannot be made again', async () => {
    const { channels, wallet } = show(`${bakery}/post/${starter}`, either, 'contact');
    const wall = await screen.findByRole('region', { name: 'This text has a price' });
    await within(wall).findByRole('button', { name: /^Buy/u });
    const row = { id: record, unit: fakeUnit(payee), to: payee, amount: 150n, at: 1, due: 2, isDropped: false };
    act(() => {
      channels.state.set({ ...channels.state.get(), dues: new Map([[bakery, [own]]]) });
      wallet.safety.set({ ...wallet.safety.get(), waiting: [row] });
    });
    await within(wall).findByText(/^You agreed to pay this/u);
    expect(within(wall).queryByRole('button', { name: /^(?:Buy|Subscribe)/u })).toBeNull();
  });

  test.each(['refused', 'returned', 'sent'] as const)(
    'CHN-UI-20 after a payment that was %s it can be bought again where nothing was paid, and not else',
    async (word) => {
      const { channels, wallet } = show(`${bakery}/post/${starter}`, either, 'contact');
      const wall = await screen.findByRole('region', { name: 'This text has a price' });
      const sides = { from: ada, to: payee, unit: fakeUnit(payee), side: 'payer' as const };
      act(() => {
        channels.state.set({ ...channels.state.get(), dues: new Map([[bakery, [own]]]) });
        wallet.activity.set([fakePayment({ ...sides, id: record }, word)]);
      });
      const isPaid = word === 'sent';
      await within(wall).findByText(isPaid ? /^Paid/u : /^The payment was not taken/u);
      if (isPaid) expect(within(wall).queryByRole('button', { name: /^Buy/u })).toBeNull();
      else expect(within(wall).getByRole('button', { name: /^Buy/u })).toBeDefined();
    },
  );

  test('CHN-UI-23 what another own device pays for is not paid for here, until that payment would not be taken any more', async () => {
    const { channels } = show(`${bakery}/post/${starter}`, { ...either, isForSubscribers: false }, 'contact');
    const wall = await screen.findByRole('region', { name: 'This text has a price' });
    await within(wall).findByRole('button', { name: /^Buy/u });
    const told = (elsewhereUntil: number) =>
      act(() => {
        const dues = new Map([[bakery, [{ ...own, elsewhereUntil }]]]);
        channels.state.set({ ...channels.state.get(), dues });
      });
    told(Date.now() + 86_400_000);
    await within(wall).findByText(/^Another device of yours is paying for this/u);
    expect(within(wall).queryByRole('button', { name: /^Buy/u })).toBeNull();
    told(1);
    await within(wall).findByText(/^Another device of yours was to pay for this/u);
    expect(within(wall).getByRole('button', { name: /^Buy/u })).toBeDefined();
  });

  test('CHN-UI-20 a payment that stands counts, and not a newer one that was refused', async () => {
    const { channels, wallet } = show(`${bakery}/post/${starter}`, either, 'contact');
    const wall = await screen.findByRole('region', { name: 'This text has a price' });
    const sides = { from: ada, to: payee, unit: fakeUnit(payee), side: 'payer' as const };
    const refused = { ...own, record: fakeRecordId('refused'), at: 2 };
    act(() => {
      channels.state.set({ ...channels.state.get(), dues: new Map([[bakery, [refused, own]]]) });
      wallet.activity.set([
        fakePayment({ ...sides, id: refused.record }, 'refused'),
        fakePayment({ ...sides, id: record }, 'sent'),
      ]);
    });
    await within(wall).findByText(/^Paid/u);
    expect(within(wall).queryByRole('button', { name: /^Buy/u })).toBeNull();
  });

  test('CHN-UI-20 one that is for subscribers alone cannot be bought', async () => {
    show(`${bakery}/post/${starter}`, { isForSubscribers: true, price: null }, 'contact');
    const wall = await screen.findByRole('region', { name: 'This text has a price' });
    expect(await within(wall).findByRole('button', { name: /^Subscribe for/u })).toBeDefined();
    expect(within(wall).queryByRole('button', { name: /^Buy/u })).toBeNull();
  });
});

/** Whom a subscription pays was taken away from the channel; somebody else sells now. */
const heir = fakeAccountId('heir');
const removed = { payees: new Set([heir]), wereRemoved: true };

const mandate: Mandate = {
  ...{ id: record, own: true, payer: fakeAccountId('own'), payee, unit: fakeUnit(payee), perPayment: 300n },
  ...{ perPeriod: 300n, period: 'month', start: 1, scope: { kind: 'channel', id: bakery }, at: 1, pot: null },
  ...{ perPeriodCount: 1, count: null, end: null, isAutomatic: true, stage: 'running', nextDue: Date.now() },
  ...{ paid: 300n, paidNow: 300n, payments: [] },
};

describe('what nobody sells any more who publishes there', () => {
  test('CHN-UI-20 is not offered, and says why', async () => {
    const { channels } = show(`${bakery}/post/${starter}`, { ...either, isForSubscribers: false }, 'contact');
    const wall = await screen.findByRole('region', { name: 'This text has a price' });
    await within(wall).findByRole('button', { name: /^Buy/u });
    act(() => channels.state.set({ ...channels.state.get(), sellers: new Map([[bakery, removed]]) }));
    expect(await within(wall).findByText(/^Who sold this publishes here no more/u)).toBeDefined();
    expect(within(wall).queryByText(/^Buy it once/u)).toBeNull();
    expect(within(wall).queryByRole('button')).toBeNull();
  });

  test('CHN-UI-20 is said of posts for subscribers where no subscription is sold', async () => {
    const { channels } = show(`${bakery}/post/${starter}`, { isForSubscribers: true, price: null }, 'contact');
    act(() => channels.state.set({ ...channels.state.get(), terms: new Map() }));
    expect(await screen.findByText(/^The channel sells no subscription/u)).toBeDefined();
  });

  test('CHN-UI-20 CHN-36 a subscription to them says that it is held, beside what is sold now', async () => {
    const { channels, wallet, wishes } = show(bakery, either, 'contact');
    act(() => {
      wallet.people.set(new Map([payee, heir].map((one) => [one, personOf(one, 'contact')])));
      wallet.trade.mandates.set([mandate]);
      channels.state.set({ ...channels.state.get(), dues: new Map([[bakery, [{ ...own, post: null }]]]) });
    });
    expect(await screen.findByText(/^You subscribe for/u)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Subscribe' })).toBeNull();
    act(() => {
      const terms = new Map([[bakery, { payee: heir, unit, subscription }]]);
      channels.state.set({ ...channels.state.get(), terms, sellers: new Map([[bakery, removed]]) });
    });
    expect(await screen.findByText(/^Your subscription rests: .*Nothing is paid/u)).toBeDefined();
    expect(screen.getByRole('button', { name: 'Stop' })).toBeDefined();
    fireEvent.click(await screen.findByRole('button', { name: 'Subscribe' }));
    expect(wishes).toEqual([{ kind: 'dues', channel: bakery, post: null }]);
  });
});

describe('what a channel costs', () => {
  test('CHN-UI-20 is shown in the unit as one’s own wallet has it, whatever the channel calls it', async () => {
    const { wallet } = show(bakery, either, 'contact');
    const link = await screen.findByRole('link', { name: /For subscribers, or .*1\.50/u });
    const known = { ...fakeUnit(payee), id: unit.id, code: 'CRUMB', decimals: 0 };
    act(() => wallet.holdings.set([fakeHolding(known, 500n)]));
    await waitFor(() => expect(link.textContent).toMatch(/150/u));
    expect(link.textContent).not.toContain('1.50');
  });

  test('CHN-UI-20 stands on its page', async () => {
    const { wishes } = show(bakery, either, 'contact');
    fireEvent.click(await screen.findByRole('button', { name: 'Subscribe' }));
    expect(wishes).toEqual([{ kind: 'dues', channel: bakery, post: null }]);
  });

  test('CHN-UI-23 is not begun where another own device is subscribing; once that runs it is stopped here, each of two', async () => {
    const { channels, wallet } = show(bakery, either, 'contact');
    await screen.findByRole('button', { name: 'Subscribe' });
    const begun = (elsewhereUntil: number) =>
      act(() => {
        const dues = new Map([[bakery, [{ ...own, post: null, elsewhereUntil }]]]);
        channels.state.set({ ...channels.state.get(), dues });
      });
    begun(Date.now() + 86_400_000);
    await screen.findByText(/^Another device of yours is subscribing/u);
    expect(screen.queryByRole('button', { name: 'Subscribe' })).toBeNull();
    begun(1);
    await screen.findByRole('button', { name: 'Subscribe' });
    expect(screen.getByText(/^Another device of yours was to subscribe/u)).toBeDefined();
    act(() => wallet.trade.mandates.set([mandate]));
    await screen.findByRole('button', { name: 'Stop' });
    expect(screen.queryByText(/^More than one subscription/u)).toBeNull();
    act(() => wallet.trade.mandates.set([mandate, { ...mandate, id: fakeRecordId('second') }]));
    await screen.findByText(/^More than one subscription/u);
    expect(screen.getAllByRole('button', { name: 'Stop' })).toHaveLength(2);
  });

  test('CHN-UI-21 is said in its settings, with who sees what, and ended there', async () => {
    const { channels } = show(`${notes}/settings`, either, null);
    const price = await screen.findByRole('textbox', { name: 'Price' });
    expect(screen.getByText(/you see who pays/u)).toBeDefined();
    const form = price.closest('form');
    if (form === null) throw new Error('no form');
    const save = within(form).getByRole('button', { name: 'Save' });
    expect(save).toHaveProperty('disabled', true);
    fireEvent.change(price, { target: { value: '2.50' } });
    fireEvent.click(within(form).getByRole('radio', { name: 'By the week' }));
    fireEvent.click(save);
    await waitFor(() =>
      expect(channels.asked.at(-1)).toMatchObject({
        act: 'setChannelTerms',
        given: [notes, { subscription: { amount: 250n, period: 'week' } }],
      }),
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Sell nothing' }));
    await waitFor(() => expect(channels.asked.at(-1)).toEqual({ act: 'setChannelTerms', given: [notes, null] }));
  });
});
