// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { type RecordId, recordId } from '@domain/wallet/ids.ts';
import type { PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { WalletDialog } from '../../../../../src/renderer/features/wallet/index.ts';
import { fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

const nowhere = () => undefined;

function requestId(): RecordId {
  const id = recordId(fakeEventId('request'));
  if (!id.ok) throw new Error('a fake id is no id');
  return id.value;
}

afterEach(cleanup);

/** The window of a request that can be paid with what there is, until it is ready for the yes. */
async function opened() {
  const { application, show } = renderScreen(null);
  const { wallet } = application.workspace.controls;
  const holding = wallet.holdings.get().find(({ available }) => available > 300n);
  if (holding === undefined) throw new Error('nothing in the demo');
  const { unit } = holding;
  const request: PaymentRequest = {
    ...{ id: requestId(), payee: unit.issuer, payer: null, units: [unit], decimals: unit.decimals, amount: 300n },
    ...{ memo: 'Ice cream', lines: [], until: Date.now() + 60_000, own: false, at: Date.now(), stage: 'asked' },
    ...{ cancelledBy: null, refunded: 'none', payments: [] },
  };
  const become = (change: Partial<PaymentRequest>) => act(() => wallet.requests.set([{ ...request, ...change }]));
  become({});
  const onDone = vi.fn<() => void>();
  const links = { onDone, onWallet: nowhere, onOpenWallet: nowhere, onOpenChat: nowhere, onAddContact: nowhere };
  show(<WalletDialog wish={{ kind: 'pay-request', request: request.id }} {...links} />);
  const dialog = await screen.findByRole('dialog', { name: 'Pay?' });
  const yes = await within(dialog).findByRole<HTMLButtonElement>('button', { name: 'Pay' });
  await waitFor(() => expect(yes.disabled).toBe(false));
  return { application, become, onDone, yes };
}

/** What is left to press. */
const pressable = (dialog: HTMLElement) =>
  within(dialog)
    .getAllByRole('button')
    .map((button) => button.getAttribute('aria-label') ?? button.textContent);

test.each([
  ['paid', 'Paid', 'This has been paid.'],
  ['paying', 'Nothing to pay', 'A payment for this is on its way already.'],
  ['cancelled', 'Nothing to pay', 'This is over: it was cancelled, or its time has passed.'],
] as const)('PAY-UI-82 what became %s while the window was open is no question any more', async (stage, title, why) => {
  const { become, onDone, yes } = await opened();
  act(() => yes.focus());
  become({ stage });
  const dialog = await screen.findByRole('dialog', { name: title });
  expect(screen.queryByRole('dialog', { name: 'Pay?' })).toBeNull();
  expect(within(dialog).getByText(why)).toBeTruthy();
  expect(new Set(pressable(dialog))).toEqual(new Set(['Close']));
  const close = within(dialog).getByText('Close');
  await waitFor(() => expect(document.activeElement).toBe(close));
  fireEvent.click(close);
  expect(onDone).toHaveBeenCalledOnce();
});

test('PAY-UI-82 no PIN is asked for what another device paid meanwhile', async () => {
  const { application, become, yes } = await opened();
  application.workspace.controls.failNext('payment-pin-needed');
  fireEvent.click(yes);
  await screen.findByLabelText('Payment PIN');
  become({ stage: 'paid' });
  await screen.findByRole('dialog', { name: 'Paid' });
  expect(screen.queryByLabelText('Payment PIN')).toBeNull();
});

test('PAY-UI-82 PAY-UI-71 what was paid and came back is asked again, and the yes waits anew', async () => {
  const { become, yes } = await opened();
  become({ stage: 'paying' });
  await screen.findByRole('dialog', { name: 'Nothing to pay' });
  become({ stage: 'asked' });
  // At once: a wait could outlast what the yes waits for.
  const dialog = screen.getByRole('dialog', { name: 'Pay?' });
  const again = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Pay' });
  expect(again).not.toBe(yes);
  expect(again.disabled).toBe(true);
});
