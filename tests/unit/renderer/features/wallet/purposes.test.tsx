// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { WalletContent } from '../../../../../src/renderer/features/wallet/index.ts';
import { ada, fakePayment, fakeRecordId, fakeUnit } from '../../../../support/web/fakePayments.ts';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const unit = fakeUnit(ada);
const asked = (label: string, words: Pick<PaymentRequest, 'memo' | 'lines'>): PaymentRequest => ({
  ...{
    id: fakeRecordId(label),
    payee: ada,
    payer: null,
    units: [unit],
    decimals: 2,
    amount: 1200n,
    until: 9,
    own: false,
  },
  ...{ at: 1, stage: 'paid', cancelledBy: null, refunded: 'none', payments: [], ...words },
});
const requests = [
  asked('memo', { memo: 'Pizza \u202Eon Friday', lines: [] }),
  asked('lines', { memo: '', lines: [{ text: 'Soup', count: 2, amount: 600n }] }),
];
const payments = [null, ...requests].map((request) =>
  fakePayment({
    ...{ id: fakeRecordId(`payment ${request?.id}`), from: fakeAccountId('own'), to: ada, unit, side: 'payer' },
    request: request?.id ?? null,
  }),
);

test('WAL-UI-6 what a payment was asked for stands in its row, cleaned, and the search finds it', async () => {
  const nowhere = () => undefined;
  const links = { onOpenWallet: nowhere, onWallet: nowhere, onOpenChat: nowhere, onOpenContact: nowhere };
  const shown = renderScreen(<WalletContent selected="activity" {...links} />);
  const { wallet } = shown.application.workspace.controls;
  act(() => {
    wallet.activity.set(payments);
    wallet.requests.set(requests);
  });
  await screen.findByText('3 payments');
  expect(screen.getByText('Pizza on Friday')).toBeTruthy();
  const search = screen.getByRole('searchbox');
  fireEvent.change(search, { target: { value: 'soup' } });
  await screen.findByText('1 payment');
  expect(screen.getByText('Soup')).toBeTruthy();
  expect(screen.queryByText('Pizza on Friday')).toBeNull();
});

test('WAL-UI-6 what its card says a payment is for stands in its row and is found, by who paid or was paid alone', async () => {
  const nowhere = () => undefined;
  const links = { onOpenWallet: nowhere, onWallet: nowhere, onOpenChat: nowhere, onOpenContact: nowhere };
  const shown = renderScreen(<WalletContent selected="activity" {...links} />);
  const { wallet } = shown.application.workspace.controls;
  const [plain, ...others] = payments;
  if (plain === undefined) throw new Error('no payment');
  const said = (author: typeof ada, note: string) => ({ payment: plain.id, author, note });
  act(() => {
    wallet.activity.set([plain, ...others]);
    wallet.requests.set(requests);
    wallet.room.words.set(
      new Map([
        [plain.id, [said(fakeAccountId('own'), 'Rent \u202Efor May'), said(fakeAccountId('mallory'), 'Free!')]],
      ]),
    );
  });
  expect(await screen.findByText('Rent for May')).toBeTruthy();
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'rent' } });
  await screen.findByText('1 payment');
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'free' } });
  await screen.findByText('No payment fits');
});

test('WAL-UI-5 a bill says what the payment is for', async () => {
  const nowhere = () => undefined;
  const links = { onOpenWallet: nowhere, onWallet: nowhere, onOpenChat: nowhere, onOpenContact: nowhere };
  const [, pizza] = payments;
  if (pizza === undefined) throw new Error('no payment');
  const shown = renderScreen(<WalletContent selected={`payment/${pizza.id}`} {...links} />);
  const { wallet } = shown.application.workspace.controls;
  act(() => {
    wallet.activity.set(payments);
    wallet.requests.set(requests);
  });
  expect(await screen.findByText('Pizza on Friday')).toBeTruthy();
});
