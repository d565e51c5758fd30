// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Matter } from '@services/workspace/walletRoom.ts';
import { MattersBadge, WalletList } from '../../../../../src/renderer/features/wallet/index.ts';
import { ada, fakeRecordId, fakeUnit } from '../../../../support/web/fakePayments.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const matter = (kind: Matter['kind'], amount: bigint | null): Matter => ({
  ...{ kind, id: fakeRecordId(kind), person: ada, amount, money: fakeUnit(ada) },
});
const all = [matter('net', 300n), matter('request', null), matter('payment', 1200n), matter('settlement', 500n)];

test('WAL-UI-9 what waits stands at the top of the list, each with the way to its answer', async () => {
  const links = { onOpenWallet: () => undefined, onWallet: () => undefined };
  const { wallet } = renderScreen(<WalletList selected={null} {...links} />).application.workspace.controls;
  expect(screen.queryByRole('region', { name: 'Waiting for you' })).toBeNull();
  act(() => wallet.room.matters.set(all));
  const region = await screen.findByRole('region', { name: 'Waiting for you' });
  const rows = within(region).getAllByRole('link');
  expect(rows.map((row) => row.getAttribute('href'))).toEqual([
    `#/wallet/person/${ada}`,
    `#/wallet/order/${fakeRecordId('request')}`,
    `#/wallet/payment/${fakeRecordId('payment')}`,
  ]);
  expect(rows[0]?.textContent).toMatch(/3\.00.*Offers to cancel this out/u);
  const first = screen.getAllByRole('region')[1];
  expect(first).toBe(region);
});

test.each([
  ['en', 'Left on a lost device'],
  ['ar', 'باقٍ لدى جهاز مفقود'],
] as const)(
  'WAL-UI-48 what lies with a device that is gone leads to where it is brought back: %s',
  async (locale, words) => {
    const links = { onOpenWallet: () => undefined, onWallet: () => undefined };
    const shown = renderScreen(<WalletList selected={null} {...links} />, { locale });
    const { pots } = shown.application.workspace.controls.wallet.trade;
    const [lunch] = pots.get();
    if (lunch === undefined) throw new Error('the demo has no pot');
    const gone = { ...lunch, isUsable: false, isLeftBehind: true };
    act(() => pots.set([lunch, gone]));
    const row = (await screen.findByText(words)).closest('a');
    expect(row?.getAttribute('href')).toBe('#/wallet/pots');
    // Of what this device may pay from nothing is added.
    expect(row?.textContent).toMatch(/26[.٫]50|٢٦٫٥٠/u);
    act(() => pots.set([lunch, { ...gone, rows: [] }]));
    expect(screen.queryByText(words)).toBeNull();
  },
);

test.each([
  ['en', '4 things in the wallet wait for you'],
  ['ar', '4 أمور في المحفظة تنتظر ردّك'],
] as const)('WAL-UI-9 they are counted in the rail, and nothing is shown for none: %s', async (locale, words) => {
  const { wallet } = renderScreen(<MattersBadge />, { locale }).application.workspace.controls;
  act(() => wallet.room.matters.set(all));
  await screen.findByText(words);
  act(() => wallet.room.matters.set([]));
  expect(screen.queryByText(words)).toBeNull();
});
