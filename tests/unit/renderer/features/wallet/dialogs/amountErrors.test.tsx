// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { WalletDialog } from '../../../../../../src/renderer/features/wallet/index.ts';
import { ItemDialog } from '../../../../../../src/renderer/features/wallet/till/ItemDialog.tsx';
import { ada, fakeUnit } from '../../../../../support/web/fakePayments.ts';
import { renderScreen, spaceOf } from '../../../../../support/web/renderScreen.tsx';

const nothing = () => undefined;

function wish(asked: WalletWish): ReactNode {
  const ways = { onOpenChat: nothing, onWallet: nothing, onOpenWallet: nothing, onAddContact: nothing };
  return <WalletDialog wish={asked} onDone={nothing} {...ways} />;
}

/** A dialog with a field for an amount of two decimals. */
async function open(dialog: ReactNode, label: string) {
  const { wallet } = renderScreen(dialog).application.workspace.controls;
  act(() => {
    wallet.issued.set([]);
    wallet.holdings.set([]);
  });
  const shown = await screen.findByRole('dialog');
  return { shown, field: await within(shown).findByLabelText(label) };
}

const fields: readonly (readonly [name: string, dialog: ReactNode, label: string])[] = [
  ['pay', wish({ kind: 'pay', person: ada, space: spaceOf('ada') }), 'Amount'],
  ['ask', wish({ kind: 'ask', person: ada, space: spaceOf('ada') }), 'Amount'],
  ['split', wish({ kind: 'split', space: spaceOf('ada') }), 'The whole bill'],
  ['an item', <ItemDialog key="item" unit={fakeUnit(ada)} item={null} onSave={nothing} onClose={nothing} />, 'Price'],
];

afterEach(cleanup);

test.each(fields)(
  'WAL-UI-10 %s says why it is no amount while it is typed, in the same words',
  async (_, dialog, label) => {
    const { shown, field } = await open(dialog, label);
    expect(field.getAttribute('aria-invalid')).not.toBe('true');
    for (const [text, why] of [
      ['1.000', 'This can be read in two ways. Write it without a sign for thousands.'],
      ['-5', 'This is not an amount.'],
      ['1.2345', 'At most 2 decimals.'],
      ['9999999999999999', 'This is more than can be written.'],
    ] as const) {
      fireEvent.change(field, { target: { value: text } });
      expect(within(shown).getByText(why), text).toBeTruthy();
    }
    fireEvent.change(field, { target: { value: '' } });
    expect(field.getAttribute('aria-invalid')).not.toBe('true');
    fireEvent.change(field, { target: { value: '10' } });
    expect(field.getAttribute('aria-invalid')).not.toBe('true');
  },
);

test('WAL-UI-10 paying says what is missing when it is pressed: nothing typed, or nothing at all', async () => {
  const { shown, field } = await open(wish({ kind: 'pay', person: ada, space: spaceOf('ada') }), 'Amount');
  expect(within(shown).queryByText('Type an amount.')).toBeNull();
  fireEvent.submit(field);
  expect(within(shown).getByText('Type an amount.')).toBeTruthy();
  fireEvent.change(field, { target: { value: '0' } });
  expect(within(shown).getByText('Type more than zero.')).toBeTruthy();
});

test('WAL-UI-8 what is missing of a new unit is said no more once it is there', async () => {
  renderScreen(wish({ kind: 'new-unit' }));
  const shown = await screen.findByRole('dialog');
  const name = await within(shown).findByRole('textbox', { name: 'Name' });
  fireEvent.submit(name);
  expect(await within(shown).findByText('Give it a name.')).toBeTruthy();
  fireEvent.change(name, { target: { value: 'Coffee' } });
  expect(within(shown).queryByText('Give it a name.')).toBeNull();
  expect(name.getAttribute('aria-invalid')).not.toBe('true');
});
