// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { recordId } from '@domain/wallet/ids.ts';
import type { ReadCode, Settlement } from '@services/workspace/walletCodes.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { WalletContent, WalletDialog } from '../../../../../src/renderer/features/wallet/index.ts';
import { WaitingSettlements } from '../../../../../src/renderer/features/wallet/settle/SettleParts.tsx';
import { createFakeApplication } from '../../../../support/web/fakeApplication.ts';
import { fakeAccountId, fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

const nowhere = () => undefined;
const demo = createFakeApplication().workspace.controls.wallet;
const OWN = demo.issued.get()[0]?.unit;
const THEIRS = demo.holdings.get()[0]?.unit;
if (OWN === undefined || THEIRS === undefined) throw new Error('the demo has no units');
const STRANGER = fakeAccountId('a stranger');
const [REQUEST, CLAIM] = ['request', 'claim'].map((name) => {
  const id = recordId(fakeEventId(name));
  if (!id.ok) throw new Error('a fake id is no id');
  return id.value;
});
if (REQUEST === undefined || CLAIM === undefined) throw new Error('two ids');

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

function openDialog(wish: WalletWish, known: readonly (readonly [string, ReadCode])[] = []) {
  const onWallet = vi.fn<(wish: WalletWish) => void>();
  const onDone = vi.fn<() => void>();
  const { application, show } = renderScreen(null);
  for (const [text, code] of known) application.workspace.controls.wallet.codes.known.set(text, code);
  const links = { onWallet, onDone, onOpenWallet: nowhere, onOpenChat: nowhere, onAddContact: nowhere };
  show(<WalletDialog wish={wish} {...links} />);
  return { onWallet, onDone, controls: application.workspace.controls.wallet };
}

const actsOf = (controls: typeof demo) => controls.asked.map(({ act: name }) => name);

describe('a code that was found', () => {
  test.each([
    ['web', 'It is a web address. It was not opened.'],
    ['invite', /It is an invite/],
    ['sepa', /It is a bank transfer/],
    ['lightning', /It is a Lightning invoice/],
    ['unknown', 'It holds some other text.'],
  ] as const)('PAY-UI-91 of another kind is told by name: %s', async (found, says) => {
    const { controls } = openDialog({ kind: 'code', text: 'x' }, [['x', { kind: 'other', found }]]);
    await screen.findByText(says);
    expect(actsOf(controls)).toEqual([]);
  });

  test('PAY-UI-91 that was changed says so, and leads to nothing', async () => {
    const { controls } = openDialog({ kind: 'code', text: 'banyan://pay#broken' });
    await screen.findByText('This code was cut short or changed. Scan it again, or ask for a new one.');
    expect(actsOf(controls)).toEqual([]);
  });

  test('PAY-UI-91 with a request of a stranger says that it is one, and takes it by a press alone', async () => {
    const code: ReadCode = {
      ...{ kind: 'request', request: REQUEST, payee: STRANGER, units: [THEIRS.id], decimals: 2, amount: 450n },
      ...{ memo: 'Pay \u202Eme\u202C now', until: Date.now() + 60_000 },
    };
    const { controls, onWallet } = openDialog({ kind: 'code', text: 'r' }, [['r', code]]);
    await screen.findByText("Someone you don't know");
    expect(screen.getByText('Pay me now')).toBeTruthy();
    expect(actsOf(controls)).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(onWallet).toHaveBeenCalledWith({ kind: 'pay-request', request: REQUEST }));
    expect(actsOf(controls)).toEqual(['takeCode']);
  });

  test('PAY-UI-91 of a payee is paid what it says, with what it says, after it was in sight; PAY-UI-80 PAY-UI-78 who confirms it is said, and that it will wait', async () => {
    const code: ReadCode = { kind: 'payee', payee: THEIRS.issuer, unit: THEIRS.id, amount: 250n, memo: 'Tea' };
    const { controls, onDone, onWallet } = openDialog({ kind: 'code', text: 'p' }, [['p', code]]);
    const dialog = await screen.findByRole('dialog', { name: 'Pay?' });
    expect(within(dialog).queryByRole('textbox', { name: 'Amount' })).toBeNull();
    const yes = await within(dialog).findByRole<HTMLButtonElement>('button', { name: 'Pay' });
    await waitFor(() => expect(yes.disabled).toBe(false));
    expect(within(dialog).queryByText(/by your own rule/u)).toBeNull();
    const { rules } = controls.safety.get();
    act(() => controls.safety.set({ ...controls.safety.get(), rules: { ...rules, laterAbove: 2 } }));
    await within(dialog).findByText(/by your own rule it leaves in 24 hours/u);
    fireEvent.click(yes);
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    const notice = await screen.findByText(/^Sent. Waiting for .* to confirm$/u);
    expect(notice).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show as a code' }));
    expect(onWallet).toHaveBeenCalledWith({ kind: 'payment-code', payment: expect.any(String) as unknown });
    const [paid] = controls.asked;
    expect(paid).toEqual({
      act: 'payUnits',
      with: [{ to: THEIRS.issuer, unit: THEIRS.id, amount: 250n, intent: expect.any(String) as unknown }],
    });
  });

  test('PAY-UI-92 with a payment is not confirmed by being taken', async () => {
    const code: ReadCode = {
      ...{ kind: 'transfer', payment: REQUEST, payer: STRANGER, payee: STRANGER, unit: OWN.id, amount: 450n },
    };
    const { controls } = openDialog({ kind: 'code', text: 't' }, [['t', code]]);
    await screen.findByText(/not confirmed by that alone/);
    fireEvent.click(screen.getByRole('button', { name: 'Take it' }));
    await screen.findByText('Arriving, not confirmed. Don’t hand over goods yet.');
    expect(actsOf(controls)).toEqual(['takeCode']);
  });
});

describe('one’s own code', () => {
  test('PAY-UI-90 to pay by leads to what is asked once it is answered, and pays nothing', async () => {
    const { controls, onWallet } = openDialog({ kind: 'show-code' });
    fireEvent.click(await screen.findByRole('tab', { name: 'Pay' }));
    await screen.findByText(/Works for \d+ more seconds?, once/);
    expect(onWallet).not.toHaveBeenCalled();
    act(() => controls.codes.answer.set(REQUEST));
    await waitFor(() => expect(onWallet).toHaveBeenCalledWith({ kind: 'pay-request', request: REQUEST }));
    expect(actsOf(controls)).toEqual(['openPayerCode']);
  });

  test('PAY-UI-90 to pay by is covered once its time is over, and a new one is a press away', async () => {
    const { controls } = openDialog({ kind: 'show-code' });
    controls.codes.lifetime = 0;
    fireEvent.click(await screen.findByRole('tab', { name: 'Pay' }));
    await screen.findByText('This code’s minute is over.');
    controls.codes.lifetime = 60_000;
    fireEvent.click(screen.getByRole('button', { name: 'Show a new one' }));
    await screen.findByText(/Works for \d+ more seconds?, once/);
    expect(screen.queryByText('This code’s minute is over.')).toBeNull();
  });
});

describe('what is said to be paid outside', () => {
  const claim: Settlement = {
    ...{
      id: CLAIM,
      debtor: STRANGER,
      creditor: STRANGER,
      unit: THEIRS,
      amount: 800n,
      rail: 'sepa',
      railAmount: '8.00',
    },
    ...{
      railCurrency: 'EUR',
      ref: 'Oct\u202Eober',
      side: 'creditor',
      at: 0,
      confirmed: 300n,
      underWay: 0n,
      isProven: false,
    },
  };

  test('PAY-UI-94 is asked about until it is confirmed; not yet does nothing, yes gives back the rest', async () => {
    const { application } = renderScreen(<WaitingSettlements />);
    const { wallet } = application.workspace.controls;
    expect(screen.queryByRole('region', { name: 'Did it arrive?' })).toBeNull();
    act(() => wallet.codes.settlements.set([claim]));
    await screen.findByText(/by bank\. Did it arrive\?/);
    expect(screen.getByText(/October/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Not yet' }));
    await screen.findByText(/Nothing changed/);
    expect(actsOf(wallet)).toEqual([]);
    const yes = screen.getByRole<HTMLButtonElement>('button', { name: 'Yes, it arrived' });
    await waitFor(() => expect(yes.disabled).toBe(false));
    fireEvent.click(yes);
    await waitFor(() => expect(wallet.asked).toEqual([{ act: 'confirmSettled', with: [CLAIM, 500n] }]));
    act(() => wallet.codes.settlements.set([{ ...claim, confirmed: 800n }]));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Did it arrive?' })).toBeNull());
  });
});

describe('a till', () => {
  const links = { onOpenWallet: nowhere, onWallet: nowhere, onOpenChat: nowhere, onOpenContact: nowhere };

  test('PAY-UI-93 keys of the keyboard ring up, fields keep theirs, and a removed item can be put back', async () => {
    const { application } = renderScreen(<WalletContent selected={`till/${OWN.id}`} {...links} />);
    const { wallet } = application.workspace.controls;
    const items = [{ id: 'a', name: 'Soup', price: 350n }];
    act(() => wallet.codes.shelves.set(new Map([[OWN.id, items]])));
    const total = await screen.findByRole('status', { name: 'To pay' });
    for (const key of ['1', '5', '0', 'Backspace']) fireEvent.keyDown(document.body, { key });
    expect(total.textContent).toMatch(/0\.15/);
    fireEvent.click(await screen.findByRole('button', { name: /^Soup/ }));
    expect(total.textContent).toMatch(/3\.65/);
    fireEvent.click(screen.getByRole('button', { name: 'Change items' }));
    fireEvent.click(screen.getByRole('button', { name: /Remove .*Soup/ }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(wallet.codes.shelves.get().get(OWN.id)).toEqual(items));
    fireEvent.click(screen.getByRole('button', { name: 'Add an item' }));
    const name = await screen.findByRole('textbox', { name: 'Name' });
    fireEvent.keyDown(name, { key: '9' });
    expect(total.textContent).toMatch(/3\.65/);
  });

  test('PAY-UI-93 a sale that was charged is still at hand when the page is loaded anew, until the next customer', async () => {
    const page = <WalletContent selected={`till/${OWN.id}`} {...links} />;
    renderScreen(page);
    await screen.findByRole('status', { name: 'To pay' });
    for (const key of ['4', '5', '0', 'Enter']) fireEvent.keyDown(document.body, { key });
    await screen.findByRole('region', { name: 'Payment' });
    cleanup();
    renderScreen(page);
    const sale = await screen.findByRole('region', { name: 'Payment' });
    expect(within(sale).getByRole('status', { name: 'To pay' }).textContent).toMatch(/4\.50/u);
    fireEvent.click(within(sale).getByRole('button', { name: 'Leave it and go on' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Payment' })).toBeNull());
    cleanup();
    renderScreen(page);
    await screen.findByRole('button', { name: /^Charge/u });
    expect(screen.queryByRole('region', { name: 'Payment' })).toBeNull();
  });

  test('PAY-UI-93 of a unit that is not one’s own there is none', async () => {
    renderScreen(<WalletContent selected={`till/${THEIRS.id}`} {...links} />);
    await screen.findByText('No such till');
  });
});
