// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { OrderConsent } from '../../../../../src/renderer/features/wallet/index.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

test('the words of a program go by their own direction, and their bar stays where the lines of the app begin', async () => {
  const shown = renderScreen(null, { locale: 'ar' });
  const { wallet } = shown.application.workspace.controls;
  const holding = wallet.holdings.get().find(({ unit }) => unit.currency === 'EUR');
  if (holding === undefined) throw new Error('no euros in the demo');
  const order = {
    ...{ id: 'order', instance: idOf<EventId>('arcade'), space: spaceOf('ada'), program: 'Arcade', memo: 'Hat' },
    ...{ payee: holding.unit.issuer, amount: { value: 250, currency: 'EUR' }, reference: 'hat' },
  };
  shown.show(<OrderConsent order={order} program={{ name: 'Arcade', icon: null }} onEnd={() => undefined} />);
  const words = await screen.findByText('Hat');
  expect(words.tagName).toBe('BDI');
  expect(words.closest('blockquote')?.hasAttribute('dir')).toBe(false);
});

test('PAY-UI-78 what a program’s order would leave later is said in its window before the press, and nothing below the bound', async () => {
  const shown = renderScreen(null);
  const { wallet } = shown.application.workspace.controls;
  const holding = wallet.holdings.get().find(({ unit, available }) => unit.currency === 'EUR' && available > 300n);
  if (holding === undefined) throw new Error('no euros in the demo');
  const order = {
    ...{ id: 'order', instance: idOf<EventId>('arcade'), space: spaceOf('ada'), program: 'Arcade', memo: 'Hat' },
    ...{ payee: holding.unit.issuer, amount: { value: 250, currency: 'EUR' }, reference: 'hat' },
  };
  shown.show(<OrderConsent order={order} program={{ name: 'Arcade', icon: null }} onEnd={() => undefined} />);
  const dialog = await screen.findByRole('dialog', { name: 'Pay?' });
  expect(within(dialog).queryByText(/by your own rule/u)).toBeNull();
  const { rules } = wallet.safety.get();
  const bound = (laterAbove: number) =>
    act(() => wallet.safety.set({ ...wallet.safety.get(), rules: { ...rules, laterAbove, laterHours: 2 } }));
  bound(2);
  await within(dialog).findByText(/by your own rule it leaves in 2 hours/u);
  bound(3);
  expect(within(dialog).queryByText(/by your own rule/u)).toBeNull();
});

test('WSV-172 to close the window of an order while its yes is under way, or got no answer, is no no: it may be paid all the same', async () => {
  const shown = renderScreen(null);
  const { wallet } = shown.application.workspace.controls;
  const holding = wallet.holdings.get().find(({ unit, available }) => unit.currency === 'EUR' && available > 300n);
  if (holding === undefined) throw new Error('no euros in the demo');
  const order = {
    ...{ id: 'order', instance: idOf<EventId>('arcade'), space: spaceOf('ada'), program: 'Arcade', memo: 'Hat' },
    ...{ payee: holding.unit.issuer, amount: { value: 250, currency: 'EUR' }, reference: 'hat' },
  };
  const words: string[] = [];
  const onEnd = (word: string) => void words.push(word);
  shown.show(<OrderConsent order={order} program={{ name: 'Arcade', icon: null }} onEnd={onEnd} />);
  const dialog = await screen.findByRole('dialog', { name: 'Pay?' });
  const press = (name: string) => fireEvent.click(within(dialog).getByRole('button', { name }));
  press('Don’t pay');
  await waitFor(() => expect(within(dialog).getByRole('button', { name: 'Pay' })).toHaveProperty('disabled', false));
  shown.application.workspace.controls.failNext('engine-unreachable');
  press('Pay');
  press('Don’t pay');
  await within(dialog).findByText(/^No answer came/u);
  press('Don’t pay');
  expect(words).toEqual(['declined', 'later', 'later']);
});
