// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import {
  type Intended,
  JUST_NOW,
  paidJustNow,
} from '../../../../../src/renderer/features/wallet/consent/paidJustNow.ts';
import { WalletDialog } from '../../../../../src/renderer/features/wallet/index.ts';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';
import { ada, fakePayment, fakeRecordId, fakeUnit } from '../../../../support/web/fakePayments.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const NOW = 100 * JUST_NOW;
const unit = fakeUnit(ada);
const sides = { from: fakeAccountId('own'), to: ada, unit, side: 'payer' } as const;
const paid = fakePayment({ ...sides, at: NOW - 3 * 60_000 });
const same: Intended = { payee: ada, amount: 1200n, unit, note: 'lunch', request: null };
const find = (payment: Payment, change: Partial<Intended> = {}, said = 'lunch') =>
  paidJustNow([payment], { ...same, ...change }, { now: NOW, purposeOf: () => said })?.id;

describe('PAY-UI-81 the same payment', () => {
  test('PAY-UI-81 is one of the same sum, to the same, for the same, a few minutes ago', () => {
    expect(find(paid)).toBe(paid.id);
    expect(find(paid, { unit: { ...unit, code: 'OTHER' } })).toBe(paid.id);
    expect(find(paid, { note: null }, 'something else')).toBe(paid.id);
    expect(find({ ...paid, request: fakeRecordId('first') }, { request: fakeRecordId('second') })).toBe(paid.id);
  });

  test.each<[string, Partial<Payment>, Partial<Intended>]>([
    ['another sum', {}, { amount: 1201n }],
    ['another currency', {}, { unit: { ...unit, currency: 'CHF' } }],
    ['finer units', {}, { unit: { ...unit, decimals: 3 } }],
    ['somebody else', {}, { payee: fakeAccountId('yusuf') }],
    ['something else', {}, { note: 'dinner' }],
    ['what came in', { side: 'payee' }, {}],
    ['longer ago', { at: NOW - JUST_NOW }, {}],
    ['what was sent back', { sentBack: 1200n }, {}],
    ['the request itself', { request: fakeRecordId('one') }, { request: fakeRecordId('one') }],
    ['what was refused', fakePayment({ ...sides, at: NOW }, 'refused'), {}],
  ])('PAY-UI-81 is not %s', (_, payment, intended) => {
    expect(find({ ...paid, ...payment }, intended)).toBeUndefined();
  });
});

test('PAY-UI-81 who is about to pay the same again is told so before the press', async () => {
  const nowhere = () => undefined;
  const links = {
    onWallet: nowhere,
    onDone: nowhere,
    onOpenChat: nowhere,
    onAddContact: nowhere,
    onOpenWallet: nowhere,
  };
  const shown = renderScreen(<WalletDialog wish={{ kind: 'pay', person: ada }} {...links} />);
  const { wallet } = shown.application.workspace.controls;
  const payment = fakePayment({ ...sides, at: Date.now() - 3 * 60_000, amount: 450n });
  act(() => {
    wallet.activity.set([payment]);
    const words = { payment: payment.id, author: fakeAccountId('own'), note: 'Lunch' };
    wallet.room.words.set(new Map([[payment.id, [words]]]));
  });
  const dialog = await screen.findByRole('dialog', { name: 'Pay or promise' });
  const type = (name: string, value: string) =>
    fireEvent.change(within(dialog).getByRole('textbox', { name }), { target: { value } });
  type('Amount', '4.50');
  expect(within(dialog).queryByText(/^You paid/u)).toBeNull();
  type('What for', 'Lunch');
  const notice = await within(dialog).findByText(/^You paid/u);
  expect(notice.textContent.replaceAll(/[\u2066-\u2069]/gu, '')).toMatch(
    /^You paid 4\.50\sEUR to .* for “Lunch” 3 minutes ago\.$/u,
  );
  type('Amount', '4.60');
  expect(within(dialog).queryByText(/^You paid/u)).toBeNull();
});
