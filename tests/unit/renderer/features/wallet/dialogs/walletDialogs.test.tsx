// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import type { Holding, Payment } from '@services/workspace/walletWorkspace.ts';
import { WalletDialog } from '../../../../../../src/renderer/features/wallet/index.ts';
import { ada, fakeHolding, fakePayment, fakeRecordId, fakeUnit } from '../../../../../support/web/fakePayments.ts';
import { renderScreen, spaceOf } from '../../../../../support/web/renderScreen.tsx';

interface Scene {
  readonly wish: WalletWish;
  readonly holdings?: readonly Holding[];
  readonly payments?: (self: Payment['from']) => readonly Payment[];
}

function open({ wish, holdings = [], payments }: Scene) {
  const done: string[] = [];
  const dialog = (
    <WalletDialog
      wish={wish}
      onDone={() => done.push('done')}
      onOpenChat={() => undefined}
      onWallet={() => undefined}
      onOpenWallet={() => undefined}
      onAddContact={() => done.push('add')}
    />
  );
  const { application } = renderScreen(dialog);
  const { store, wallet } = application.workspace.controls;
  const self = store.state.own.account;
  const avatar = { kind: 'generated' } as const;
  act(() => {
    wallet.people.set(
      new Map([
        [self, { account: self, name: 'Me', avatar, standing: 'self', isVerified: false }],
        [ada, { account: ada, name: 'Ada', avatar, standing: 'contact', isVerified: false }],
      ]),
    );
    wallet.issued.set([]);
    wallet.holdings.set(holdings);
    wallet.activity.set(payments?.(self) ?? []);
  });
  const cards = () =>
    [...(store.state.chats.get(spaceOf('ada'))?.messages ?? [])].filter(({ body }) => body.kind === 'wallet');
  return { store, wallet, done, cards };
}

const plain = (element: HTMLElement) => element.textContent.replaceAll(/[⁦-⁩]/gu, '').replaceAll(/\s/gu, ' ');
const acts = (wallet: ReturnType<typeof open>['wallet']) => wallet.asked.map((one) => one.act);

afterEach(cleanup);

describe('the dialogs of the wallet', () => {
  test('PAY-UI-10 PAY-UI-11 a first promise is made in the same go, said before it is pressed, and told in the chat', async () => {
    const { wallet, done, cards } = open({ wish: { kind: 'pay', person: ada, space: spaceOf('ada') } });
    const dialog = await screen.findByRole('dialog', { name: 'Pay or promise' });
    fireEvent.change(await within(dialog).findByLabelText('Promised in'), { target: { value: 'CHF' } });
    const amount = within(dialog).getByLabelText('Amount');
    fireEvent.change(amount, { target: { value: '1.000' } });
    fireEvent.submit(amount);
    expect(wallet.asked).toEqual([]);
    fireEvent.change(amount, { target: { value: '12' } });
    expect(plain(dialog)).toContain('You will owe Ada 12.00 CHF. It is your promise, and cannot be taken back.');
    fireEvent.submit(amount);
    await expect.poll(() => done).toEqual(['done']);
    expect(acts(wallet)).toEqual(['createUnit', 'promiseUnits']);
    expect(wallet.asked[0]?.with[0]).toMatchObject({ code: 'IOUCHF', currency: 'CHF', kind: 'iou' });
    expect(wallet.asked[1]?.with[0]).toMatchObject({ to: ada, amount: 1200n });
    await expect.poll(cards).toHaveLength(1);
    expect(cards()[0]?.body).toMatchObject({ card: { about: 'payment', to: [ada], note: '' } });
  });

  test('PAY-UI-10 what goes back to them comes first, not more than there is, and says what is left', async () => {
    const unit = fakeUnit(ada);
    const { wallet, done } = open({ wish: { kind: 'pay', person: ada }, holdings: [fakeHolding(unit, 2000n)] });
    const dialog = await screen.findByRole('dialog', { name: 'Pay or promise' });
    await within(dialog).findByLabelText('With');
    const amount = within(dialog).getByLabelText('Amount');
    fireEvent.change(amount, { target: { value: '20.01' } });
    expect(plain(dialog)).toContain('You have 20.00 EUR of it');
    fireEvent.change(amount, { target: { value: '12.50' } });
    expect(plain(dialog)).toContain('12.50 EUR of what Ada owes you is settled. Then they owe you 7.50 EUR.');
    fireEvent.submit(amount);
    await expect.poll(() => done).toEqual(['done']);
    expect(wallet.asked).toEqual([
      {
        act: 'payUnits',
        with: [
          {
            ...{ to: ada, unit: unit.id, amount: 1250n, intent: expect.any(String) as unknown },
            card: { space: spaceOf('ada'), note: '' },
          },
        ],
      },
    ]);
  });

  test('PAY-UI-12 says beside a person what of theirs does not count', async () => {
    open({ wish: { kind: 'split', space: spaceOf('ada') } });
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(await within(dialog).findByLabelText('The whole bill'), { target: { value: '10' } });
    fireEvent.change(within(dialog).getByLabelText('How'), { target: { value: 'shares' } });
    const [parts] = within(dialog).getAllByLabelText(/^Parts for/u);
    if (parts === undefined) throw new Error('nobody takes part');
    fireEvent.change(parts, { target: { value: '1.5' } });
    expect(within(dialog).getByText('Only whole parts, at most 1,000.')).toBeTruthy();
    fireEvent.change(within(dialog).getByLabelText('How'), { target: { value: 'exact' } });
    expect(within(dialog).queryByText('Only whole parts, at most 1,000.')).toBeNull();
  });

  test('PAY-UI-11 who has but theirs is offered a promise of their own in any currency, theirs included', async () => {
    open({ wish: { kind: 'pay', person: ada }, holdings: [fakeHolding(fakeUnit(ada), 2000n)] });
    const dialog = await screen.findByRole('dialog', { name: 'Pay or promise' });
    const source = await within(dialog).findByLabelText('With');
    const own = within(source).getByRole('option', { name: 'Your own promise, in a currency you choose…' });
    fireEvent.change(source, { target: { value: own.getAttribute('value') } });
    const currency = within(dialog).getByLabelText('Promised in');
    expect([...currency.querySelectorAll('option')].map(({ value }) => value)).toContain('EUR');
  });

  test('PAY-UI-78 what will leave later says so before it is pressed, and what will not says nothing', async () => {
    const unit = fakeUnit(ada);
    const { wallet } = open({ wish: { kind: 'pay', person: ada }, holdings: [fakeHolding(unit, 2000n)] });
    const { rules } = wallet.safety.get();
    act(() => wallet.safety.set({ ...wallet.safety.get(), rules: { ...rules, laterAbove: 10, laterHours: 2 } }));
    const dialog = await screen.findByRole('dialog', { name: 'Pay or promise' });
    await within(dialog).findByLabelText('With');
    const amount = within(dialog).getByLabelText('Amount');
    fireEvent.change(amount, { target: { value: '10' } });
    expect(plain(dialog)).not.toContain('by your own rule');
    fireEvent.change(amount, { target: { value: '12' } });
    expect(plain(dialog)).toContain('More than 10.00 EUR: by your own rule it leaves in 2 hours.');
    expect(wallet.asked).toEqual([]);
  });

  test('PAY-UI-78 what will leave later says so before it is pressed, and what will not says nothing', async () => {
    const unit = fakeUnit(ada);
    const { wallet } = open({ wish: { kind: 'pay', person: ada }, holdings: [fakeHolding(unit, 2000n)] });
    const { rules } = wallet.safety.get();
    act(() => wallet.safety.set({ ...wallet.safety.get(), rules: { ...rules, laterAbove: 10, laterHours: 2 } }));
    const dialog = await screen.findByRole('dialog', { name: 'Pay or promise' });
    await within(dialog).findByLabelText('With');
    const amount = within(dialog).getByLabelText('Amount');
    fireEvent.change(amount, { target: { value: '10' } });
    expect(plain(dialog)).not.toContain('by your own rule');
    fireEvent.change(amount, { target: { value: '12' } });
    expect(plain(dialog)).toContain('More than 10.00 EUR: by your own rule it leaves in 2 hours.');
    expect(wallet.asked).toEqual([]);
  });

  test.each([
    ['pay', 'Pay or promise', 'To'],
    ['ask', 'Ask for money', 'From'],
  ] as const)(
    'PAY-UI-13 without a contact to %s says that it takes somebody, and leads to one',
    async (kind, name, field) => {
      const { store, done } = open({ wish: { kind } });
      const dialog = await screen.findByRole('dialog', { name });
      await within(dialog).findByLabelText(field);
      act(() =>
        store.change((state) => void (state.contacts = state.contacts.map((one) => ({ ...one, blocked: true })))),
      );
      expect(await screen.findByText('You need somebody first')).toBeDefined();
      expect(screen.queryByLabelText(field)).toBeNull();
      fireEvent.click(screen.getByRole('button', { name: 'Add someone' }));
      expect(done).toEqual(['done', 'add']);
    },
  );

  test('PAY-UI-5 to ask names one’s own promise and what one takes of theirs', async () => {
    const unit = fakeUnit(ada, { currency: 'CHF' });
    const other = fakeUnit(ada, { id: fakeRecordId('other'), currency: 'USD' });
    const { wallet, cards } = open({
      wish: { kind: 'ask', person: ada, space: spaceOf('ada') },
      holdings: [fakeHolding(unit, 5n), fakeHolding(other, 5n)],
    });
    const dialog = await screen.findByRole('dialog', { name: 'Ask for money' });
    fireEvent.change(await within(dialog).findByLabelText('Promised in'), { target: { value: 'CHF' } });
    const amount = within(dialog).getByLabelText('Amount');
    fireEvent.change(amount, { target: { value: '7' } });
    fireEvent.change(within(dialog).getByLabelText('What for'), { target: { value: 'tickets' } });
    fireEvent.submit(amount);
    await expect.poll(cards).toHaveLength(1);
    expect(acts(wallet)).toEqual(['createUnit', 'askPayment']);
    expect(wallet.asked[1]?.with[0]).toMatchObject({
      ...{ amount: 700n, memo: 'tickets', payer: ada },
      units: [expect.not.stringMatching(unit.id), unit.id],
    });
  });

  test('PAY-UI-1 what is given back is asked about first, and not more than was given or is there', async () => {
    const unit = fakeUnit(ada);
    const { wallet, done } = open({
      wish: { kind: 'give-back', payment: fakeRecordId('payment'), act: 'send-back' },
      holdings: [fakeHolding(unit, 900n)],
      payments: (self) => [fakePayment({ unit, from: ada, to: self, side: 'payee', acts: ['send-back'] })],
    });
    const dialog = await screen.findByRole('alertdialog', { name: 'Send it back?' });
    const amount = within(dialog).getByLabelText<HTMLInputElement>('Amount');
    expect(amount.value).toBe('9.00');
    const press = () => fireEvent.click(within(dialog).getByRole('button', { name: 'Send back' }));
    fireEvent.change(amount, { target: { value: '9.01' } });
    press();
    expect(wallet.asked).toEqual([]);
    fireEvent.change(amount, { target: { value: '4' } });
    press();
    await expect.poll(() => done).toEqual(['done']);
    expect(wallet.asked).toEqual([
      { act: 'sendBackUnits', with: [fakeRecordId('payment'), 400n, expect.any(String) as unknown] },
    ]);
  });
});
