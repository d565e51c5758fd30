// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import type { Program } from '@services/workspace/programWorkspace.ts';
import type { Protection } from '@services/workspace/walletTrade.ts';
import { dayEnd, dayStart, dayText } from '../../../../../src/renderer/features/wallet/trade/day.ts';
import { WalletContent } from '../../../../../src/renderer/features/wallet/index.ts';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';
import { eventually } from '../../../../support/shared/eventually.ts';

afterEach(cleanup);

async function show(page: string, name: string, onWallet: () => void = () => undefined) {
  const nowhere = () => undefined;
  const links = { onOpenWallet: nowhere, onWallet, onOpenChat: nowhere, onOpenContact: nowhere };
  const shown = renderScreen(<WalletContent selected={page} {...links} />);
  const article = await screen.findByRole('article', { name });
  const { controls } = shown.application.workspace;
  return { article, controls, wallet: controls.wallet };
}

const pressed = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('protected payments', () => {
  const change = (all: readonly Protection[], next: Partial<Protection>) =>
    all.slice(0, 1).map((each) => ({ ...each, ...next }));

  test('WAL-UI-41 to let one go asks first', async () => {
    const { article, wallet } = await show('protected', 'Protected payments');
    expect(within(article).getByText(/Unless somebody complains, it is paid after/)).toBeTruthy();
    pressed('Release');
    expect(wallet.asked).toEqual([]);
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Release' }));
    const [first] = wallet.trade.protections.get();
    await eventually(() => expect(wallet.asked).toEqual([{ act: 'releasePayment', with: [first?.payment] }]));
  });

  test('WAL-UI-41 a judge sees what was said, and decides', async () => {
    const { article, wallet } = await show('protected', 'Protected payments');
    expect(within(article).getByText(/came without its lamp/)).toBeTruthy();
    pressed('It is to go back');
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'It is to go back' }));
    const dispute = wallet.trade.protections.get()[1]?.disputes[0];
    await eventually(() => expect(wallet.asked).toEqual([{ act: 'ruleDispute', with: [dispute?.id, 'return'] }]));
  });

  test('WAL-UI-41 what is decided offers nothing, and a stopped timer says so', async () => {
    const { article, wallet } = await show('protected', 'Protected payments');
    act(() => wallet.trade.protections.set(change(wallet.trade.protections.get(), { stage: 'paid', acts: [] })));
    expect(within(article).queryByRole('button', { name: 'Release' })).toBeNull();
    act(() =>
      wallet.trade.protections.set(change(wallet.trade.protections.get(), { stage: 'held', isDisputed: true })),
    );
    expect(within(article).getByText(/timer stands still/)).toBeTruthy();
    expect(within(article).queryByText(/Unless somebody complains/)).toBeNull();
  });

  test('WAL-UI-41 a dispute needs words', async () => {
    const { wallet } = await show('protected', 'Protected payments');
    pressed('Dispute');
    const dialog = await screen.findByRole('dialog', { name: 'Dispute' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Send' }));
    expect(wallet.asked).toEqual([]);
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'It is broken.' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Send' }));
    const [first] = wallet.trade.protections.get();
    await eventually(() =>
      expect(wallet.asked).toEqual([{ act: 'disputePayment', with: [first?.payment, 'It is broken.'] }]),
    );
  });
});

describe('orders', () => {
  test('WAL-UI-42 only the next words are offered, and what was given back is said before them', async () => {
    const { wallet } = await show('orders', 'Orders and bills');
    const [order] = wallet.trade.orders.get();
    if (order === undefined) throw new Error('no order in the demo');
    cleanup();
    const page = await show(`order/${order.id}`, 'Order');
    expect(within(page.article).getAllByText('Ready to be picked up')).not.toHaveLength(0);
    pressed('I have received it');
    await eventually(() => expect(page.wallet.asked).toEqual([{ act: 'stepOrder', with: [order.id, 'received'] }]));
    expect(within(page.article).queryByRole('button', { name: 'It is ready' })).toBeNull();
    act(() => page.wallet.trade.orders.set([{ ...order, refunded: 'part', steps: [] }]));
    expect(within(page.article).getByText('Partly given back')).toBeTruthy();
  });

  test('PAY-UI-8 a fixed sum is one where its promise is not here yet', async () => {
    const { wallet } = await show('orders', 'Orders and bills');
    const [order] = wallet.trade.orders.get();
    if (order === undefined) throw new Error('no order in the demo');
    cleanup();
    const page = await show(`order/${order.id}`, 'Order');
    const asked = { ...order, units: [], decimals: 2, amount: 1234n };
    act(() => page.wallet.trade.orders.set([asked]));
    expect(page.article.textContent).toMatch(/12\.34 of a promise that is not known here yet/);
    expect(page.article.textContent).not.toMatch(/choose/);
    act(() => page.wallet.trade.orders.set([{ ...asked, amount: null, own: false }]));
    expect(page.article.textContent).toMatch(/You choose how much/);
    act(() => page.wallet.trade.orders.set([{ ...asked, amount: null, own: true }]));
    expect(page.article.textContent).toMatch(/The payer chooses how much/);
  });

  test('WAL-UI-42 to pay leads to the window that asks, and pays nothing by itself', async () => {
    const onWallet = vi.fn();
    const { wallet } = await show('orders', 'Orders and bills');
    const [order] = wallet.trade.orders.get();
    cleanup();
    const page = await show(`order/${order?.id}`, 'Order', onWallet);
    act(() => page.wallet.trade.orders.set(order === undefined ? [] : [{ ...order, stage: 'asked', steps: [] }]));
    pressed('Pay…');
    expect(onWallet).toHaveBeenCalledWith({ kind: 'pay-request', request: order?.id });
    expect(page.wallet.asked).toEqual([]);
  });
});

describe('pots and subscriptions', () => {
  test('WAL-UI-44 what a rule forbids now is not offered', async () => {
    const { article } = await show('pots', 'Pots');
    expect(within(article).getByText(/Not before/)).toBeTruthy();
    // Two pots can be filled; one of them is open.
    expect(within(article).getAllByRole('button', { name: 'Put in' })).toHaveLength(2);
    expect(within(article).getAllByRole('button', { name: 'Take out' })).toHaveLength(1);
  });

  test('WAL-UI-44 not more than the day allows is paid from a pot', async () => {
    const { wallet } = await show('pots', 'Pots');
    pressed('Pay');
    const dialog = await screen.findByRole('dialog', { name: 'Pay from the pot' });
    const amount = within(dialog).getByRole('textbox', { name: 'Amount' });
    fireEvent.change(amount, { target: { value: '2.51' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Pay' }));
    expect(wallet.asked).toEqual([]);
    fireEvent.change(amount, { target: { value: '2.50' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Pay' }));
    await eventually(() => expect(wallet.asked.map(({ act: name }) => name)).toEqual(['payFromPot']));
  });

  test('WAL-UI-48 of a red packet whose device is gone the rest is named, and brought back with twelve words', async () => {
    const { article, wallet } = await show('pots', 'Pots');
    const [lunch] = wallet.trade.pots.get();
    if (lunch === undefined) throw new Error('the demo has no pot');
    const left = { ...lunch, to: null, perDay: null, isUsable: false, isOfPacket: true, isLeftBehind: false };
    act(() => wallet.trade.pots.set([left]));
    // As long as its device may come back it is that device's.
    expect(within(article).getByRole('heading', { name: 'Red packet' })).toBeTruthy();
    expect(within(article).getByText(/If you no longer have that device/)).toBeTruthy();
    expect(within(article).queryByRole('button', { name: /Bring it back|Put in|Take out|Pay/ })).toBeNull();
    act(() => wallet.trade.pots.set([{ ...left, isLeftBehind: true }]));
    expect(within(article).getByText(/Of a device you no longer have/)).toBeTruthy();
    expect(within(article).getByText(/26\.50/)).toBeTruthy();
    pressed('Bring it back');
    const dialog = await screen.findByRole('dialog', { name: 'Bring back what is left' });
    expect(within(dialog).getByText(/confirmed before stays/)).toBeTruthy();
    const [first] = within(dialog).getAllByRole('textbox');
    if (first === undefined) throw new Error('no field');
    const words = 'army van defense carry jealous true garbage claim echo media make crunch';
    fireEvent.change(first, { target: { value: words } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Bring it back' }));
    await eventually(() => expect(wallet.asked).toEqual([{ act: 'bringBackPot', with: [left.id, words] }]));
    await screen.findByText(/Ordered\. It shows once/);
  });

  test('WAL-UI-48 a pot of a gone device offers nothing its rule forbids, nor what is on its way', async () => {
    const { article, wallet } = await show('pots', 'Pots');
    const [lunch] = wallet.trade.pots.get();
    const [row] = lunch?.rows ?? [];
    if (lunch === undefined || row === undefined) throw new Error('the demo has no pot');
    const gone = { ...lunch, to: null, isUsable: false, isLeftBehind: true };
    const offered = () => within(article).queryByRole('button', { name: 'Bring it back' }) !== null;
    act(() => wallet.trade.pots.set([gone]));
    expect(offered()).toBe(true);
    expect(within(article).getByText(/Only a device you no longer have/)).toBeTruthy();
    expect(within(article).queryByRole('button', { name: 'Put in' })).toBeNull();
    act(() => wallet.trade.pots.set([{ ...gone, to: [row.unit.issuer] }]));
    expect(offered()).toBe(false);
    act(() => wallet.trade.pots.set([{ ...gone, rows: [{ ...row, available: 0n }] }]));
    expect(offered()).toBe(false);
    expect(within(article).getByText(/On its way/)).toBeTruthy();
  });

  test('WAL-UI-43 what a program may take has the program’s name, where its card is here', async () => {
    const { article, wallet, controls } = await show('subscriptions', 'Subscriptions');
    const [mandate] = wallet.trade.mandates.get();
    if (mandate === undefined) throw new Error('the demo has none');
    const program: Program = {
      ...{
        instance: idOf<EventId>('arcade'),
        space: spaceOf('ada'),
        package: makeBlob(new Uint8Array(3)).id,
        name: 'Arcade',
      },
      ...{ version: null, icon: null, size: 10, author: fakeAccountId('ada'), own: false, at: 1, document: null },
      ...{ summary: null, lastOpened: 1, favourite: false, declared: [], net: [], permissions: [] },
    };
    controls.programs.list.set([program]);
    const may = (id: string) => ({ ...mandate, isAutomatic: false, scope: { kind: 'program' as const, id } });
    act(() => wallet.trade.mandates.set([may(program.instance)]));
    expect(within(article).getByText(program.name)).toBeTruthy();
    act(() => wallet.trade.mandates.set([may('another')]));
    expect(within(article).getByText('a mini program')).toBeTruthy();
  });

  test('WAL-UI-43 what waits for money says so, and to stop asks first', async () => {
    const { article, wallet } = await show('subscriptions', 'Subscriptions');
    expect(within(article).getByText(/waiting: not enough left/)).toBeTruthy();
    const [stop] = within(article).getAllByRole('button', { name: 'Stop' });
    if (stop !== undefined) fireEvent.click(stop);
    expect(wallet.asked).toEqual([]);
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Stop' }));
    await eventually(() =>
      expect(wallet.asked).toEqual([{ act: 'revokeMandate', with: [wallet.trade.mandates.get()[0]?.id] }]),
    );
  });
});

describe('days', () => {
  test('WAL-UI-41 begin and end as they do here, and no day is no time', () => {
    const start = dayStart('2026-03-01');
    expect(start).not.toBeNull();
    expect(dayText(start ?? 0)).toBe('2026-03-01');
    expect(dayText(dayEnd('2026-03-01') ?? 0)).toBe('2026-03-01');
    expect(dayText((dayEnd('2026-03-01') ?? 0) + 1)).toBe('2026-03-02');
    expect([dayStart('2026-02-30'), dayStart(''), dayEnd('tomorrow')]).toEqual([null, null, null]);
  });
});

describe('an offer to cancel out', () => {
  const nowhere = () => undefined;
  const links = { onOpenWallet: nowhere, onWallet: nowhere, onOpenChat: nowhere, onOpenContact: nowhere };

  test.each(['person', 'payment'])('WAL-UI-45 of one’s own is taken back, from its %s', async (place) => {
    const shown = renderScreen(null);
    const { wallet } = shown.application.workspace.controls;
    const [first] = wallet.trade.nets.get();
    const [payment] = wallet.activity.get();
    if (first === undefined || payment === undefined) throw new Error('the demo has none');
    const net = { ...first, own: true, offer: payment.id };
    wallet.trade.nets.set([net]);
    shown.show(
      <WalletContent selected={place === 'person' ? `person/${net.person}` : `payment/${net.offer}`} {...links} />,
    );
    const button = await screen.findByRole('button', { name: 'Take the offer back' });
    fireEvent.click(button);
    await eventually(() => expect(wallet.asked).toEqual([{ act: 'withdrawNet', with: [net.id] }]));
    act(() => wallet.trade.nets.set([{ ...net, stage: 'withdrawn' }]));
    await screen.findByText(/^Taken back\. Your part is yours again/u);
    expect(screen.queryByRole('button', { name: 'Take the offer back' })).toBeNull();
  });

  test('WAL-UI-45 of someone else’s that was taken back can no longer be agreed to', async () => {
    const shown = renderScreen(null);
    const { wallet } = shown.application.workspace.controls;
    const [net] = wallet.trade.nets.get();
    if (net === undefined) throw new Error('the demo has none');
    wallet.trade.agreements.set([]);
    shown.show(<WalletContent selected={`person/${net.person}`} {...links} />);
    await screen.findByRole('button', { name: 'Agree' });
    act(() => wallet.trade.nets.set([{ ...net, stage: 'withdrawn' }]));
    await screen.findByText(/took this offer back/u);
    expect(screen.queryByRole('button', { name: 'Agree' })).toBeNull();
  });
});

describe('agreeing on a sum', () => {
  async function shown() {
    const first = await show('orders', 'Orders and bills');
    const asked = first.wallet.trade.agreements.get().find(({ stage }) => stage === 'proposed');
    if (asked === undefined) throw new Error('no proposal in the demo');
    cleanup();
    const { name } = first.wallet.people.get().get(asked.person) ?? { name: '' };
    const page = await show(`person/${asked.person}`, name);
    act(() => page.wallet.trade.nets.set([]));
    return { ...page, asked };
  }

  test('WAL-UI-46 who is asked sees both sums and what they give before they agree', async () => {
    const { article, wallet, asked } = await shown();
    const row = await within(article).findByText(/You give .*2\.50/u);
    expect(row.textContent).toContain('back to');
    expect(within(article).getAllByText('By the records of both')[0]?.nextElementSibling?.textContent).toContain(
      '66.50',
    );
    expect(within(article).getByText(/2\.50.* less/u)).toBeTruthy();
    pressed('Agree');
    await eventually(() => expect(wallet.asked).toEqual([{ act: 'acceptAgreement', with: [asked.id] }]));
  });

  test('WAL-UI-46 while the records of the two differ it cannot be agreed to, and both sums stand there', async () => {
    const { article, wallet, asked } = await shown();
    await within(article).findByText(/2\.50.* less/u);
    act(() => wallet.trade.agreements.set([{ ...asked, mine: 800n }]));
    expect(within(article).getByText('By your records')).toBeTruthy();
    expect(within(article).getByText('By your records').nextElementSibling?.textContent).toContain('8.00');
    expect(within(article).queryByRole('button', { name: 'Agree' })).toBeNull();
    pressed('Decline');
    await eventually(() => expect(wallet.asked).toEqual([{ act: 'declineAgreement', with: [asked.id] }]));
  });

  test('WAL-UI-46 a sum is proposed with what it changes above the button; nothing is a sum, too', async () => {
    const { wallet, asked } = await shown();
    act(() => wallet.trade.agreements.set([]));
    fireEvent.click(await screen.findByRole('button', { name: 'Propose a sum…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Agree on a sum' });
    const field = within(dialog).getByRole('textbox', { name: 'How much there is' });
    fireEvent.change(field, { target: { value: 'x' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Propose' }));
    expect(wallet.asked).toEqual([]);
    fireEvent.change(field, { target: { value: '0' } });
    expect(within(dialog).getByText(/You give .* back to/u)).toBeTruthy();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Propose' }));
    await eventually(() => expect(wallet.asked).toHaveLength(1));
    expect(wallet.asked[0]).toMatchObject({
      act: 'proposeAgreement',
      with: [{ person: asked.person, balance: 0n }],
    });
  });
});
