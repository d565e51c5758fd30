// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { defaultSpendingRules } from '@domain/spending/rules.ts';
import { LimitsSection } from '../../../../../src/renderer/features/wallet/safety/LimitsSection.tsx';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

function open() {
  const { application } = renderScreen(<LimitsSection rules={defaultSpendingRules} hasPin={false} />);
  const field = screen.getByLabelText<HTMLInputElement>('At most, in 24 hours');
  const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
  return { field, save, type: (value: string) => fireEvent.change(field, { target: { value } }), application };
}

test.each([
  ['50.5', 'Whole amounts only.'],
  ['1e9', 'This is not an amount.'],
  ['-5', 'This is not an amount.'],
  ['1.000', /^This can be read in two ways/u],
  ['9999999999999', 'This is more than can be written.'],
])('PAY-UI-77 WAL-UI-10 a limit of "%s" stays as typed, says why it is none, and is not saved', (text, why) => {
  const { field, save, type } = open();
  type(text);
  expect(field.value).toBe(text);
  expect(screen.getByText(why)).toBeTruthy();
  expect(save.disabled).toBe(true);
});

test.each<[string, number | null]>([
  ['50', 50],
  ['1,234,567', 1_234_567],
  ['٥٠', 50],
  ['0', 0],
])('PAY-UI-77 a limit of "%s" is saved as %s', async (text, perDay) => {
  const { save, type, application } = open();
  type(text);
  await act(async () => fireEvent.click(save));
  const asked = application.workspace.controls.wallet.asked.filter(({ act: name }) => name === 'setSpendingRules');
  expect(asked.map(({ with: given }) => given[0])).toEqual([{ ...defaultSpendingRules, perDay }]);
});

test('PAY-UI-77 a wrong PIN says that nothing was done, and nothing of paying', async () => {
  const { save, type, application } = open();
  type('50');
  application.workspace.controls.failNext('payment-pin-wrong');
  await act(async () => fireEvent.click(save));
  expect(await screen.findByText("This isn't your payment PIN, so nothing was done. Try again.")).toBeTruthy();
});
