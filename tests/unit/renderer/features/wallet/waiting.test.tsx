// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { WaitingPayment } from '@services/workspace/walletSafety.ts';
import { SafetyPage } from '../../../../../src/renderer/features/wallet/safety/SafetyPage.tsx';
import { ada, fakeRecordId, fakeUnit } from '../../../../support/web/fakePayments.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const waits: WaitingPayment = {
  ...{ id: fakeRecordId('payment'), unit: fakeUnit(ada), to: ada, amount: 1200n },
  ...{ at: 1, due: Date.UTC(2026, 0, 2, 12), isDropped: false },
};

test('PAY-UI-79 what never left says that it was not paid, and is removed without a word of stopping', async () => {
  const { wallet } = renderScreen(<SafetyPage />).application.workspace.controls;
  act(() => wallet.safety.set({ ...wallet.safety.get(), waiting: [waits] }));
  expect((await screen.findByText(/^Leaves /u)).textContent).toContain('2026');
  expect(screen.getByRole('button', { name: 'Stop' })).toBeTruthy();
  act(() => wallet.safety.set({ ...wallet.safety.get(), waiting: [{ ...waits, isDropped: true }] }));
  await screen.findByText(/^Not paid: it was to leave .*, and there was not enough$/u);
  expect(screen.queryByText(/^Leaves /u)).toBeNull();
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Remove' })));
  expect(screen.queryByText('Stopped. Nothing was paid.')).toBeNull();
});
